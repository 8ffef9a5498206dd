import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import { targetOf } from '../../target-of.ts';
import type { Filter } from '../filter/filter.ts';
import { queryVectors } from '../recall/query-vectors.ts';
import { measureBoth, partsOf } from '../wire/server-samples.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  name: v.optional(checkName, 'query'),
  top_k: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 10),
  filter: v.optional(v.record(v.string(), v.unknown())),
  batch: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Queries sent at once and timed as one call.')),
    1,
  ),
  target: v.optional(
    v.pipe(v.string(), v.description('Condition on this operation, such as `p(95) < 100ms`; by default below 50ms, a batch below 500ms.')),
  ),
});

type Options = v.InferOutput<typeof options>;

export interface QueryLatencyInput {
  readonly operation: string;
  readonly topK: number;
  readonly filter: Filter | undefined;
  readonly batch: number;
}

export const queryLatency: CheckKind<Options, PineconeSettings> = {
  summary: 'How long a query takes, with vectors of the index, as operations `<name>`, `<name>.cold` and `<name>.server`.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'reading records',
  options,
  expand({ name, top_k: topK, filter, batch, target = batch === 1 ? 'p(95) < 50ms' : 'p(95) < 500ms' }) {
    const input: QueryLatencyInput = { operation: name, topK, filter, batch };
    return [{ name: `query-latency.${name}`, title: `Latency of ${name}`, input, operations: partsOf(name, targetOf(name, target)) }];
  },
};

export async function runQueryLatency(connection: PineconeConnection, input: QueryLatencyInput, context: CheckContext): Promise<void> {
  const { index, namespace } = connection;
  const vectors = await queryVectors(connection, context.signal);
  const shared = { topK: input.topK, namespace, ...(input.filter === undefined ? {} : { filter: input.filter }) };
  let queries = 0;
  await measureBoth(input.operation, context, async (signal) => {
    const batch = Array.from({ length: input.batch }, () => vectors[queries++ % vectors.length] ?? []);
    await Promise.all(batch.map((vector) => index.query({ ...shared, vector }, signal)));
  });
}
