import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { compareRecords, compareShape, timed } from '../compare-copy.ts';
import { compareNeighbours } from '../compare-neighbours.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../dense-dimension.ts';
import type { IndexConfig } from '../index-config.ts';
import { pollUntil } from '../poll-until.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { scanRecords } from '../scan-records.ts';
import { scratchPrefix } from '../scratch-name.ts';
import { freshnessLimitMilliseconds } from '../scratch-namespace.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { batchesOf } from '../upsert-batches.ts';
import type { PineconeConnection, VectorIndex } from '../vector-index.ts';

const options = v.strictObject({
  sample: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000), v.description('Records exported at most.')),
    10_000,
  ),
  queries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Queries compared.')), 5),
  overlap: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('Share of neighbours that both indexes must find.')),
    0.9,
  ),
});

type Options = v.InferOutput<typeof options>;
export type ExportRestoreInput = Options;

/** An index takes a while to be made; the attempt's own deadline is usually shorter. */
const readyLimitMilliseconds = 300_000;

/** A drill with a scratch index beside the index: export, create, restore, compare, remove. The index itself is only read. */
export const exportRestore: CheckKind<Options, PineconeSettings> = {
  summary: 'Records are exported, restored into a new index of the same shape and compared.',
  layer: 'disaster-recovery',
  costs: 'compute',
  privileges: 'ProjectEditor; an environment that is not read-only',
  options,
  expand: (input) => [
    {
      name: 'export-restore',
      title: 'The index can be exported and restored',
      input,
      operations: [{ name: 'export' }, { name: 'restore' }],
    },
  ],
};

export async function runExportRestore(connection: PineconeConnection, input: ExportRestoreInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { config, index, namespace } = connection;
  const dimension = denseDimension(config);
  if (config.deployment !== 'managed') throw new Skip(`index ${config.name} is not serverless: a copy of it cannot be created`);
  const exported = await timed('export', context, () => scanRecords(index, namespace, input.sample, context.signal));
  context.value('records', exported.records.length);
  if (exported.records.length === 0) throw new Error(`Namespace ${namespace} has no records: a restore of it proves nothing.`);

  const copy = await timed('restore', context, async () => {
    const created = await createCopy(connection, context);
    compareShape(config, created, context);
    const target = connection.indexAt(created.host);
    for (const batch of batchesOf(exported.records, dimension)) await target.upsert(batch, namespace, context.signal);
    await awaitCount(target, namespace, exported.records.length, context.signal);
    return target;
  });
  const restored = await scanRecords(copy, namespace, exported.records.length, context.signal);
  compareRecords(exported.records, restored.records, context);
  if (!exported.isComplete) {
    context.note(`${countOf(exported.records.length, 'record')} exported of more: queries of the two indexes are not compared`);
    return;
  }
  await compareNeighbours({ original: index, copy, namespace, records: exported.records, ...input }, context);
}

async function createCopy(connection: PineconeConnection, context: CheckContext): Promise<IndexConfig> {
  const name = context.uniqueName(scratchPrefix, '-');
  await context.create({ kind: 'index', name }, () => connection.control.createLike(connection.config, name, context.signal));
  const ask = () => connection.control.describe(name, context.signal);
  const { value, isDone } = await pollUntil(context.signal, readyLimitMilliseconds, ask, ({ isReady }) => isReady);
  if (!isDone) throw new Error(`The new index ${name} was not ready in time: its state is ${value.state}.`);
  return value;
}

async function awaitCount(index: VectorIndex, namespace: string, expected: number, signal: AbortSignal): Promise<void> {
  const ask = () => index.count(namespace, signal);
  await pollUntil(signal, freshnessLimitMilliseconds, ask, (count) => count >= expected);
}
