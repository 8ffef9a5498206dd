import * as v from 'valibot';
import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../../../std/duration.ts';
import type { Backup } from '../backup-control.ts';
import { compareRecords, compareShape, timed } from '../compare-copy.ts';
import { compareNeighbours } from '../compare-neighbours.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../dense-dimension.ts';
import { compareCounts, tellRecoveryPoint, withoutYoung } from '../compare-backup.ts';
import { pollUntil } from '../poll-until.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { scanRecords } from '../scan-records.ts';
import { scratchPrefix } from '../scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection, VectorIndex } from '../vector-index.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const options = v.strictObject({
  within: v.optional(v.pipe(v.string(), v.description('How long the backup, and again the restore, may take.')), '20m'),
  sample: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000), v.description('Records compared at most.')),
    10_000,
  ),
  queries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Queries compared.')), 5),
  overlap: v.optional(v.pipe(share, v.description('Share of neighbours that both indexes must find.')), 0.9),
  horizon: v.optional(v.pipe(v.string(), v.description('Records younger than this may be missing from a backup.')), '15m'),
  written_at: v.optional(
    v.pipe(v.string(), v.nonEmpty(), v.description('Metadata field with the Unix time in seconds at which a record was written.')),
  ),
});

type Options = v.InferOutput<typeof options>;

export interface BackupInput {
  readonly withinMilliseconds: number;
  readonly horizonMilliseconds: number;
  readonly sample: number;
  readonly queries: number;
  readonly overlap: number;
  readonly writtenAt: string | undefined;
}

/** A drill with the service's own backups. The index is only read; backup and restored index are removed. */
export const backup: CheckKind<Options, PineconeSettings> = {
  summary: 'A backup is made, restored into a new index and compared: operations `backup`, `recovery_time`, `recovery_point`.',
  layer: 'disaster-recovery',
  // It takes minutes and costs money.
  stages: ['monitoring'],
  costs: 'compute',
  privileges: 'making backups, creating and deleting indexes; a plan with backups',
  options,
  expand({ within, horizon, written_at: writtenAt, ...rest }) {
    const input: BackupInput = {
      ...rest,
      withinMilliseconds: parseDurationMilliseconds(within),
      horizonMilliseconds: parseDurationMilliseconds(horizon),
      writtenAt,
    };
    const operations = [{ name: 'backup' }, { name: 'recovery_time' }, { name: 'recovery_point' }];
    return [{ name: 'backup', title: 'A backup holds the index and can be restored', input, operations }];
  },
};

export async function runBackup(connection: PineconeConnection, input: BackupInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { config, index, namespace, settings } = connection;
  denseDimension(config);
  const before = await index.statistics(context.signal);
  if (before.totalRecords === 0) throw new Error(`Index ${settings.index} has no records: a backup of it proves nothing.`);
  const original = await scanRecords(index, namespace, input.sample, context.signal);
  const readAtMilliseconds = Date.now();
  const made = await timed('backup', context, () => makeBackup(connection, input, context));
  const readyAtMilliseconds = Date.now();
  if (!isUsable(made, before.totalRecords, input, context)) return;

  const copy = await timed('recovery_time', context, () => restore(connection, made, input, context));
  if (copy === undefined) return;
  const restored = await scanRecords(copy, namespace, input.sample, context.signal);
  const moment = { readAtMilliseconds, readyAtMilliseconds };
  const expected = withoutYoung(original.records, restored.records, moment, input, context);
  await compareCounts(
    before.namespaces,
    { copy, namespace, young: original.records.length - expected.length, withinMilliseconds: input.withinMilliseconds },
    context,
  );
  compareRecords(expected, restored.records, context);
  tellRecoveryPoint(original.records, restored.records, moment, input, context);
  await compareQueries(
    connection,
    copy,
    expected,
    { ...input, isWhole: original.isComplete && expected.length === original.records.length },
    context,
  );
}

async function makeBackup({ backups, settings }: PineconeConnection, input: BackupInput, context: CheckContext): Promise<Backup> {
  const name = context.uniqueName(scratchPrefix, '-');
  const created = await context.create({ kind: 'backup', name }, () => backups.create(settings.index, name, context.signal));
  const ask = () => backups.describe(created.id, context.signal);
  const isOver = ({ state }: Backup): boolean => state === 'Ready' || state === 'Failed';
  return (await pollUntil(context.signal, input.withinMilliseconds, ask, isOver)).value;
}

/** An empty backup is ready too, and restores without an error: it is no success. */
function isUsable(made: Backup, total: number, { withinMilliseconds, horizonMilliseconds }: BackupInput, context: CheckContext): boolean {
  const isReady = made.state === 'Ready';
  const actual = isReady ? 'Ready' : `state ${made.state} after ${formatMilliseconds(withinMilliseconds)} at most`;
  context.find({ subject: 'backup', expected: 'Ready', actual, met: isReady });
  if (!isReady) return false;
  if (made.bytes !== undefined) context.metric('backup_bytes', made.bytes, 'B');
  if (made.records === undefined) return true;
  context.metric('backup_records', made.records);
  context.find({
    subject: 'records in the backup',
    expected: `some of ${total}`,
    actual:
      made.records > 0
        ? `${made.records}`
        : `none: records younger than about ${formatMilliseconds(horizonMilliseconds)} are left out of a backup`,
    met: made.records > 0,
  });
  return made.records > 0;
}

async function restore(
  connection: PineconeConnection,
  made: Backup,
  input: BackupInput,
  context: CheckContext,
): Promise<VectorIndex | undefined> {
  const { backups, control, config } = connection;
  const name = context.uniqueName(scratchPrefix, '-');
  const job = await context.create({ kind: 'index', name }, () => backups.restore(made.id, name, context.signal));
  const isOver = ({ state }: { readonly state: string }): boolean => ['Completed', 'Failed', 'Cancelled'].includes(state);
  const { value } = await pollUntil(context.signal, input.withinMilliseconds, () => backups.job(job, context.signal), isOver);
  const done = value.percent === undefined ? '' : `, ${Math.floor(value.percent)} % done`;
  const isComplete = value.state === 'Completed';
  context.find({ subject: 'restore', expected: 'Completed', actual: isComplete ? 'Completed' : `${value.state}${done}`, met: isComplete });
  if (!isComplete) return undefined;
  const ask = () => control.describe(name, context.signal);
  const { value: created, isDone } = await pollUntil(context.signal, input.withinMilliseconds, ask, ({ isReady }) => isReady);
  if (!isDone) throw new Error(`The restored index ${name} was not ready in time: its state is ${created.state}.`);
  compareShape(config, created, context);
  return connection.indexAt(created.host);
}

interface QueryRules {
  readonly queries: number;
  readonly overlap: number;
  readonly isWhole: boolean;
}

async function compareQueries(
  { index: original, namespace }: PineconeConnection,
  copy: VectorIndex,
  records: readonly VectorRecord[],
  { queries, overlap, isWhole }: QueryRules,
  context: CheckContext,
): Promise<void> {
  if (records.length === 0) return;
  if (isWhole) await compareNeighbours({ original, copy, namespace, records, queries, overlap }, context);
  else context.note(`${countOf(records.length, 'record')} compared of more: queries of the two indexes are not compared`);
}
