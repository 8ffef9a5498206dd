import { createRandom } from '../../../std/random.ts';
import type { PineconeRequest, Reply } from '../route.ts';
import type { Knobs } from './knobs.ts';

const mostTopK = 10_000;

/** Queries that miss true hits and give the next best ones for them, as an approximate index does; the seed decides which. */
export class LossyQueries {
  #loss: Knobs['recallLoss'];
  #random = createRandom('');

  set loss(loss: Knobs['recallLoss']) {
    if (loss === this.#loss) return;
    this.#loss = loss;
    this.#random = createRandom(String(loss?.seed));
  }

  /** Of `POST /query` alone: other searches are answered as they are. */
  answer(request: PineconeRequest, handle: (request: PineconeRequest) => Reply): Reply {
    const topK = this.#loss === undefined ? undefined : topKOf(request.body);
    if (topK === undefined) return handle(request);
    const wider = Math.min(mostTopK, topK * 2 + 10);
    const fields = JSON.parse(request.body) as Record<string, unknown>;
    const reply = handle({ ...request, body: JSON.stringify({ ...fields, topK: wider }) });
    const body = reply.body as { readonly matches?: readonly unknown[] };
    if (!Array.isArray(body.matches)) return reply;
    const rate = this.#loss?.rate ?? 0;
    const kept = body.matches.filter((_, position) => position >= topK || this.#random() >= rate).slice(0, topK);
    return { ...reply, body: { ...body, matches: kept } };
  }
}

/** Undefined for a query that the endpoint has to refuse in its own words. */
function topKOf(body: string): number | undefined {
  try {
    const { topK } = JSON.parse(body) as { topK?: unknown };
    return typeof topK === 'number' && Number.isInteger(topK) && topK >= 1 && topK <= mostTopK ? topK : undefined;
  } catch {
    return undefined;
  }
}
