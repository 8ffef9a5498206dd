import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import { targetOf } from '../../target-of.ts';
import type { Filter } from '../filter.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  name: v.optional(checkName, 'query'),
  top_k: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 10),
  filter: v.optional(v.record(v.string(), v.unknown())),
  target: v.optional(v.pipe(v.string(), v.description('Condition on this operation, such as `p(95) < 100ms`.'))),
});

type Options = v.InferOutput<typeof options>;

export interface QueryLatencyInput {
  readonly operation: string;
  readonly topK: number;
  readonly filter: Filter | undefined;
}

/** Different vectors, so that no cache on the way answers for the index. */
const queriedVectors = 50;

export const queryLatency: CheckKind<Options, PineconeSettings> = {
  summary: 'How long a query takes, measured over many calls with vectors of the index.',
  layer: 'performance',
  options,
  expand({ name, top_k: topK, filter, target = 'p(95) < 50ms' }) {
    const input: QueryLatencyInput = { operation: name, topK, filter };
    const operations = [{ name, target: targetOf(name, target) }];
    return [{ name: `query-latency.${name}`, title: `Latency of ${name}`, input, operations }];
  },
};

export async function runQueryLatency(connection: PineconeConnection, input: QueryLatencyInput, context: CheckContext): Promise<void> {
  const { index, namespace } = connection;
  const { ids } = await index.listPage(namespace, queriedVectors, undefined, context.signal);
  const records = ids.length === 0 ? [] : await index.fetch(ids, namespace, context.signal);
  if (records.length === 0) throw new Error(`Namespace ${namespace} has no records: the latency of a query on it says nothing.`);
  const shared = { topK: input.topK, namespace, ...(input.filter === undefined ? {} : { filter: input.filter }) };
  const serverMilliseconds: number[] = [];
  let calls = 0;
  await context.measure(input.operation, {}, async (signal) => {
    const vector = records[calls++ % records.length]?.values ?? [];
    const answer = await index.query({ ...shared, vector }, signal);
    if (answer.serverMilliseconds !== undefined) serverMilliseconds.push(answer.serverMilliseconds);
  });
  // The rest of the latency is the way there and back, which says more about the runner than about the index.
  const median = serverMilliseconds.toSorted((left, right) => left - right)[Math.floor(serverMilliseconds.length / 2)];
  if (median !== undefined) context.metric(`${input.operation}_server_p50`, median, 'ms');
}
