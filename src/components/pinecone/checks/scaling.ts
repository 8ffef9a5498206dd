import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { median } from '../../../std/median.ts';
import { checkName } from '../../check-name.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { shownWithin } from '../duration-option.ts';
import { watchRequests } from '../wire/instrumented-fetch.ts';
import { percent } from '../percent.ts';
import { pollUntil } from '../../poll-until.ts';
import { queryVectors } from '../recall/query-vectors.ts';
import { RequestCount, tellThrottled } from '../wire/request-count.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { batchesOf } from '../scratch/upsert-batches.ts';
import type { PineconeConnection } from '../vector-index.ts';

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

const options = v.strictObject({
  name: v.optional(checkName, 'scaling'),
  clients: v.optional(
    v.pipe(v.array(count(64)), v.minLength(1), v.description('Queries under way at once, one step after the other.')),
    [1, 2, 4, 8],
  ),
  sizes: v.optional(
    v.pipe(v.array(count(20_000)), v.minLength(2), v.description('Records of scratch namespaces whose query times are compared.')),
  ),
  within: shownWithin,
  max_slope: v.optional(
    v.pipe(v.number(), v.gtValue(0), v.description('How many times as long a query on the largest size may take as on the smallest.')),
  ),
  max_fullness: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1), v.description('Where the capacity is dedicated.')), 0.8),
  replicas: v.optional(v.pipe(count(1_000), v.description('Fewest replicas, where the capacity is dedicated.'))),
});

type Options = v.InferOutput<typeof options>;

export interface ScalingInput {
  readonly name: string;
  /** Both ascending, each once. */
  readonly clients: readonly number[];
  readonly sizes: readonly number[];
  readonly withinMilliseconds: number;
  readonly maxSlope: number | undefined;
  readonly maxFullness: number;
  readonly replicas: number | undefined;
}

export const scaling: CheckKind<Options, PineconeSettings> = {
  summary: 'Queries of 1, 2, 4, 8 clients at once (`<name>.clients_<n>`), of small and large namespaces (`<name>.records_<n>`), room left.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'reading records; writing them for `sizes`',
  options,
  expand({ name, clients, sizes, within, max_slope: maxSlope, max_fullness: maxFullness, replicas }) {
    if (maxSlope !== undefined && sizes === undefined) throw new Error('max_slope compares sizes, and none are given');
    const input: ScalingInput = {
      name,
      clients: ascending(clients),
      sizes: ascending(sizes ?? []),
      withinMilliseconds: parseDurationMilliseconds(within),
      maxSlope,
      maxFullness,
      replicas,
    };
    const operations = [...input.clients.map((n) => `${name}.clients_${n}`), ...input.sizes.map((n) => `${name}.records_${n}`)];
    return [
      { name: `scaling.${name}`, title: 'Queries at once, and room left', input, operations: operations.map((each) => ({ name: each })) },
    ];
  },
};

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((left, right) => left - right);
}

export async function runScaling(connection: PineconeConnection, input: ScalingInput, context: CheckContext): Promise<void> {
  if (input.sizes.length > 0) refuseReadOnly(context);
  await lookAtCapacity(connection, input, context);
  const vectors = await queryVectors(connection, context.signal);
  // Before the first step, which would have the cold queries alone.
  for (const vector of vectors.slice(0, context.warmup)) {
    await connection.index.query({ vector, topK: 10, namespace: connection.namespace }, context.signal);
  }
  for (const clients of input.clients) await runStep(connection, vectors, clients, input.name, context);
  if (input.sizes.length > 0) await compareSizes(connection, input, context);
}

async function lookAtCapacity({ control, index, settings }: PineconeConnection, input: ScalingInput, context: CheckContext): Promise<void> {
  const { capacity } = await control.describe(settings.index, context.signal);
  const { fullness } = await index.statistics(context.signal);
  // On demand it is always 0 and says nothing.
  if (fullness !== undefined && (capacity?.mode === 'dedicated' || fullness > 0)) {
    context.metric('fullness', fullness);
    const expected = `at most ${percent(input.maxFullness)}`;
    context.find({ subject: 'fullness of the index', expected, actual: percent(fullness), met: fullness <= input.maxFullness });
  }
  if (capacity?.replicas !== undefined) context.metric('replicas', capacity.replicas);
  if (capacity?.shards !== undefined) context.metric('shards', capacity.shards);
  if (input.replicas === undefined) return;
  const actual = capacity?.replicas === undefined ? 'none told: capacity is not dedicated' : String(capacity.replicas);
  context.find({ subject: 'replicas', expected: `at least ${input.replicas}`, actual, met: (capacity?.replicas ?? 0) >= input.replicas });
}

/** The samples are shared out, so that each step has as many and their percentiles compare. */
async function runStep(
  { index, namespace }: PineconeConnection,
  vectors: readonly (readonly number[])[],
  clients: number,
  name: string,
  context: CheckContext,
): Promise<void> {
  const samples = Math.ceil(context.samples / clients);
  const operation = `${name}.clients_${clients}`;
  const count = new RequestCount();
  let queries = 0;
  const ask = (signal: AbortSignal) => {
    const vector = vectors[queries++ % vectors.length] ?? [];
    return watchRequests({ onAttempt: (attempt) => count.add(attempt) }, () => index.query({ vector, topK: 10, namespace }, signal));
  };
  const startedAt = performance.now();
  const measuring = Array.from({ length: clients }, () => context.measure(operation, { samples, warmup: 0 }, ask));
  for (const result of await Promise.allSettled(measuring)) if (result.status === 'rejected') throw result.reason;
  context.metric(`${name}_throughput_${clients}`, queries / ((performance.now() - startedAt) / 1_000), '1/s');
  tellThrottled(operation, count, context);
}

async function compareSizes(connection: PineconeConnection, input: ScalingInput, context: CheckContext): Promise<void> {
  const dimension = denseDimension(connection.config);
  const middles: number[] = [];
  for (const size of input.sizes) {
    const namespace = await fill(connection, size, input.withinMilliseconds, context);
    const times: number[] = [];
    await context.measure(`${input.name}.records_${size}`, {}, async (signal, call) => {
      const startedAt = performance.now();
      await connection.index.query({ vector: sampleVector(`scaling query ${call}`, dimension), topK: 10, namespace }, signal);
      if (call >= context.warmup) times.push(performance.now() - startedAt);
    });
    middles.push(median(times));
  }
  const slope = (middles.at(-1) ?? Number.NaN) / (middles[0] ?? Number.NaN);
  if (!Number.isFinite(slope)) throw new Error('Not all sizes were measured.');
  context.metric(`${input.name}_slope`, slope);
  context.value('slope', slope);
  if (input.maxSlope === undefined) return;
  context.find({
    subject: `median query on ${input.sizes.at(-1)} records against ${input.sizes[0]}`,
    expected: `at most ${input.maxSlope} times as long`,
    actual: `${slope.toFixed(2)} times as long`,
    met: slope <= input.maxSlope,
  });
}

async function fill(connection: PineconeConnection, size: number, withinMilliseconds: number, context: CheckContext): Promise<string> {
  const { index, config } = connection;
  const dimension = denseDimension(config);
  const namespace = context.uniqueName(scratchPrefix, '-');
  const records = Array.from({ length: size }, (_, position): VectorRecord => {
    return { id: `scaling-${position}`, values: sampleVector(`scaling ${position}`, dimension) };
  });
  await context.create({ kind: 'namespace', name: namespace }, async () => {
    for (const batch of batchesOf(records, dimension)) await index.upsert(batch, namespace, context.signal);
  });
  const wait = { what: `${size} records to be counted`, withinMilliseconds, signal: context.signal };
  const ask = () => index.count(namespace, context.signal);
  const { value, isDone } = await pollUntil(wait, ask, (found) => found >= size);
  if (!isDone) throw new Error(`Only ${value} of ${size} records of namespace ${namespace} were counted in time (within).`);
  return namespace;
}
