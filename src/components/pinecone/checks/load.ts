import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { pause } from '../../../std/deadline.ts';
import { TransportError } from '../../../std/errors.ts';
import { checkName } from '../../check-name.ts';
import { targetOf } from '../../target-of.ts';
import { watchRequests } from '../wire/instrumented-fetch.ts';
import type { RequestAttempt } from '../wire/instrumented-fetch.ts';
import { percent } from '../percent.ts';
import { queryVectors } from '../recall/query-vectors.ts';
import { RequestCount } from '../wire/request-count.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

/** The service refuses more of one namespace: https://docs.pinecone.io/reference/api/database-limits */
const mostPerSecond = 100;
const unsaidWaitMilliseconds = 1_000;
const longestWaitMilliseconds = 10_000;
const mostTries = 4;

const options = v.strictObject({
  name: v.optional(checkName, 'load'),
  rate: v.optional(
    v.pipe(v.number(), v.gtValue(0), v.maxValue(mostPerSecond), v.description('Queries a second, on a schedule that waits for no answer.')),
    20,
  ),
  calls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000), v.description('Queries in all.')), 200),
  top_k: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 10),
  throttled: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('Share of requests that may be answered with 429.')),
    0.01,
  ),
  target: v.optional(v.pipe(v.string(), v.description('Condition on this operation, such as `p(95) < 100ms`.')), 'p(95) < 500ms'),
});

type Options = v.InferOutput<typeof options>;

export interface LoadInput {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly calls: number;
  readonly topK: number;
  readonly throttledShare: number;
}

export const load: CheckKind<Options, PineconeSettings> = {
  summary: 'Queries at a fixed rate; latency counts from the scheduled start, 429 is counted apart as `<name>_throttled` and respected.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'reading records',
  options,
  expand({ name, rate, calls, top_k: topK, throttled, target }) {
    const input: LoadInput = { name, ratePerSecond: rate, calls, topK, throttledShare: throttled };
    const operations = [{ name, target: targetOf(name, target) }, { name: `${name}.server` }];
    return [{ name: `load.${name}`, title: `${rate} queries a second`, input, operations }];
  },
};

/** What all calls know: until when the service wants to be left alone. */
interface Throttle {
  heldUntil: number;
}

export async function runLoad(connection: PineconeConnection, input: LoadInput, context: CheckContext): Promise<void> {
  const { index, namespace } = connection;
  const vectors = await queryVectors(connection, context.signal);
  const throttle: Throttle = { heldUntil: 0 };
  const count = new RequestCount();
  const onAttempt = (attempt: RequestAttempt): void => {
    count.add(attempt);
    const { status, serverMilliseconds } = attempt;
    if (serverMilliseconds !== undefined && status === 200) context.sample(`${input.name}.server`, serverMilliseconds);
  };
  const measured = { samples: input.calls, warmup: 0, ratePerSecond: input.ratePerSecond };
  try {
    await context.measure(input.name, measured, (signal, call) => {
      const query = { vector: vectors[call % vectors.length] ?? [], topK: input.topK, namespace };
      const ask = () => watchRequests({ onAttempt, waitsWhenLimited: false }, () => index.query(query, signal));
      return whenAllowed(ask, throttle, signal);
    });
  } finally {
    tell(count, input, context);
  }
}

/** Sends when the service does not want to be left alone, and again after a 429: the wait is part of the latency. */
async function whenAllowed(ask: () => Promise<unknown>, throttle: Throttle, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const wait = throttle.heldUntil - performance.now();
    if (wait > 0) await pause(wait, signal);
    try {
      await ask();
      return;
    } catch (error) {
      if (!(error instanceof TransportError && error.kind === '429') || tries === mostTries || signal.aborted) throw error;
      const asked = Math.min(error.retryAfterMilliseconds ?? unsaidWaitMilliseconds, longestWaitMilliseconds);
      throttle.heldUntil = Math.max(throttle.heldUntil, performance.now() + asked);
    }
  }
}

function tell({ requests, throttled }: RequestCount, { name, throttledShare }: LoadInput, context: CheckContext): void {
  if (context.signal.aborted) return;
  const share = requests === 0 ? 0 : throttled / requests;
  context.metric(`${name}_throttled`, throttled);
  context.value('throttled', throttled);
  context.find({
    subject: 'requests answered with 429',
    expected: `at most ${percent(throttledShare)} of ${requests}`,
    actual: `${throttled} (${percent(share)})`,
    met: share <= throttledShare,
  });
}
