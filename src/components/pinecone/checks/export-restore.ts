import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { Skip } from '../../../std/errors.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { awaitReady } from '../scratch/await-ready.ts';
import { compareRecords, compareShape, timed } from '../backup/compare-copy.ts';
import { compareNeighbours } from '../recall/compare-neighbours.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { durationOption } from '../duration-option.ts';
import { pollUntil } from '../../poll-until.ts';
import { fetchRecords, scanRecords } from '../backup/scan-records.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { batchesOf } from '../scratch/upsert-batches.ts';
import type { PineconeConnection, VectorIndex } from '../vector-index.ts';

/** Whatever does not show by then is missing, and told as that. */
const countedWithinMilliseconds = 20_000;

const options = v.strictObject({
  within: durationOption('How long the new index may take to be ready.', '5m'),
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

export interface ExportRestoreInput {
  readonly withinMilliseconds: number;
  readonly sample: number;
  readonly queries: number;
  readonly overlap: number;
}

/** A drill with a scratch index beside the index: export, create, restore, compare, remove. The index itself is only read. */
export const exportRestore: CheckKind<Options, PineconeSettings> = {
  summary: 'Records are exported, restored into a new index of the same shape and compared.',
  layer: 'disaster-recovery',
  costs: 'compute',
  privileges: 'ProjectEditor; an environment that is not read-only',
  options,
  expand({ within, ...rest }) {
    const input: ExportRestoreInput = { ...rest, withinMilliseconds: parseDurationMilliseconds(within) };
    const operations = [{ name: 'export' }, { name: 'restore' }];
    return [{ name: 'export-restore', title: 'The index can be exported and restored', input, operations }];
  },
};

export async function runExportRestore(connection: PineconeConnection, input: ExportRestoreInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { config, index, namespace } = connection;
  denseDimension(config);
  if (config.deployment !== 'managed') throw new Skip(`index ${config.name} is not serverless: a copy of it cannot be created`);
  const { records, isComplete } = await timed('export', context, () => scanRecords(index, namespace, input.sample, context.signal));
  if (records.length === 0) throw new Error(`Namespace ${namespace} has no records: a restore of it proves nothing.`);
  context.value('records', records.length);

  const copy = await timed('restore', context, () => restore(connection, records, input.withinMilliseconds, context));
  if (copy === undefined) return;
  const ids = records.map(({ id }) => id);
  compareRecords(records, await fetchRecords(copy, namespace, ids, context.signal), context);
  if (isComplete) return compareNeighbours({ original: index, copy, namespace, records, ...input }, context);
  context.note(`${countOf(records.length, 'record')} exported of more: queries of the two indexes are not compared`);
}

/** Undefined when the new index never was ready, which is a finding. */
async function restore(
  connection: PineconeConnection,
  records: readonly VectorRecord[],
  withinMilliseconds: number,
  context: CheckContext,
): Promise<VectorIndex | undefined> {
  const { config, control, namespace } = connection;
  const { signal } = context;
  const name = context.uniqueName(scratchPrefix, '-');
  await context.create({ kind: 'index', name }, () => control.createLike(config, name, signal));
  const created = await awaitReady(connection, { name, subject: 'restored index', withinMilliseconds }, context);
  if (created === undefined) return undefined;
  compareShape(config, created, 'restored index', context);
  const copy = connection.indexAt(created.host);
  for (const batch of batchesOf(records, denseDimension(config))) await copy.upsert(batch, namespace, signal);
  const wait = { what: 'the new index to count all records', withinMilliseconds: countedWithinMilliseconds, signal };
  await pollUntil(
    wait,
    () => copy.count(namespace, signal),
    (count) => count >= records.length,
  );
  return copy;
}
