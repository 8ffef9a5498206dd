import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { checkName } from '../../check-name.ts';
import { targetOf } from '../../target-of.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { shownWithin } from '../duration-option.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { sampleVector } from '../recall/sample-vector.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import { fetchAll } from '../scratch/scratch-namespace.ts';
import { measureBoth, partsOf } from '../wire/server-samples.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  name: v.optional(checkName, 'upsert'),
  sizes: v.optional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000))),
      v.minLength(1),
      v.description('Records of one request, one step after the other.'),
    ),
    [1, 100],
  ),
  within: shownWithin,
  target: v.optional(v.pipe(v.string(), v.description('Condition on each of the operations, such as `p(95) < 500ms`.')), 'p(95) < 1s'),
});

type Options = v.InferOutput<typeof options>;

export interface BatchUpsertInput {
  readonly name: string;
  /** Ascending, each once. */
  readonly sizes: readonly number[];
  readonly withinMilliseconds: number;
}

/** Writes to a namespace of its own. That all records are there in the end is part of the answer: a fast loss is no success. */
export const batchUpsert: CheckKind<Options, PineconeSettings> = {
  summary:
    'How long writes of 1 and 100 records take: operations `<name>.size_<n>`, `.cold`, `.server`, metric `<name>_records_per_second_<n>`.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'writing records',
  options,
  expand({ name, sizes, within, target }) {
    const steps = [...new Set(sizes)].sort((left, right) => left - right);
    const operations = steps.flatMap((size) => partsOf(operationOf(name, size), targetOf(operationOf(name, size), target)));
    const input: BatchUpsertInput = { name, sizes: steps, withinMilliseconds: parseDurationMilliseconds(within) };
    return [{ name: `batch-upsert.${name}`, title: `Latency of ${name} with ${steps.join(', ')} records`, input, operations }];
  },
};

function operationOf(name: string, size: number): string {
  return `${name}.size_${size}`;
}

export async function runBatchUpsert(connection: PineconeConnection, input: BatchUpsertInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { index } = connection;
  const records = sampleRecords(input.sizes.at(-1) ?? 1, denseDimension(connection.config));
  const namespace = context.uniqueName(scratchPrefix, '-');
  await context.create({ kind: 'namespace', name: namespace }, async () => {
    for (const size of input.sizes) {
      const batch = records.slice(0, size);
      const startedAt = performance.now();
      let calls = 0;
      await measureBoth(operationOf(input.name, size), context, async (signal) => {
        await index.upsert(batch, namespace, signal);
        calls += 1;
      });
      const seconds = (performance.now() - startedAt) / 1_000;
      context.metric(`${input.name}_records_per_second_${size}`, (calls * size) / seconds, '1/s');
    }
  });
  const { value } = await fetchAll(connection, namespace, records, input.withinMilliseconds, context);
  context.find({
    subject: 'records after the writes',
    expected: `${countOf(records.length, 'record')} there`,
    actual: `${countOf(value.length, 'record')} there`,
    met: value.length === records.length,
  });
}

function sampleRecords(count: number, dimension: number): readonly VectorRecord[] {
  return Array.from({ length: count }, (_, position) => ({
    id: `upsert-${position}`,
    values: sampleVector(`upsert ${position}`, dimension),
  }));
}
