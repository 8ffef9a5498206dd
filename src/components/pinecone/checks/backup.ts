import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../../../std/duration.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { awaitReady } from '../scratch/await-ready.ts';
import type { Backup, RestoreJob } from '../backup/backup-control.ts';
import { countYoung, tellRecoveryPoint, withoutChanged, withoutYoung } from '../backup/compare-backup.ts';
import type { AgeRules, BackupMoment } from '../backup/compare-backup.ts';
import { compareRecords, compareShape, restoredProperties, timed } from '../backup/compare-copy.ts';
import { compareCounts, countBounds } from '../backup/compare-counts.ts';
import { compareNeighbours } from '../recall/compare-neighbours.ts';
import { countOf } from '../count-words.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import { durationOption } from '../duration-option.ts';
import type { IndexConfig } from '../shape/index-config.ts';
import { pollUntil } from '../../poll-until.ts';
import { fetchRecords, scanRecords } from '../backup/scan-records.ts';
import type { Scan } from '../backup/scan-records.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { stateWords } from '../shape/state-words.ts';
import type { IndexStatistics, PineconeConnection, VectorIndex } from '../vector-index.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const options = v.strictObject({
  within: durationOption('How long the backup, and again the restore, may take.', '20m'),
  sample: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000), v.description('Records compared at most.')),
    10_000,
  ),
  queries: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Queries compared.')), 5),
  overlap: v.optional(v.pipe(share, v.description('Share of neighbours that both indexes must find.')), 0.9),
  horizon: durationOption('Records younger than this may be missing from a backup.', '15m'),
  written_at: v.optional(
    v.pipe(v.string(), v.nonEmpty(), v.description('Metadata field with the Unix time in seconds at which a record was written.')),
  ),
});

type Options = v.InferOutput<typeof options>;

export interface BackupInput extends AgeRules {
  readonly withinMilliseconds: number;
  readonly sample: number;
  readonly queries: number;
  readonly overlap: number;
}

/** Both take minutes; asking more often is a load of its own. */
const patience = { longestPauseMilliseconds: 5_000, survivesNoAnswer: true };

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
  if (original.records.length === 0) throw new Error(`Namespace ${namespace} has no records: a backup of it proves nothing.`);
  const readAtMilliseconds = Date.now();
  const made = await timed('backup', context, () => makeBackup(connection, input, context));
  const moment = { readAtMilliseconds, readyAtMilliseconds: Date.now() };
  if (made === undefined || !isWorthRestoring(made, before.totalRecords, input, context)) return;
  const copy = await timed('recovery_time', context, () => restore(connection, made, input, context));
  if (copy !== undefined) await compare(connection, { made, copy, original, before, moment }, input, context);
}

async function makeBackup({ backups, settings }: PineconeConnection, input: BackupInput, context: CheckContext) {
  const { withinMilliseconds } = input;
  const name = context.uniqueName(scratchPrefix, '-');
  const created = await context.create({ kind: 'backup', name }, () => backups.create(settings.index, name, context.signal));
  const wait = { what: `backup ${name} to be ready`, withinMilliseconds, signal: context.signal, ...patience };
  const isOver = ({ state }: Backup): boolean => state === 'Ready' || state === 'Failed';
  const polled = await pollUntil(wait, () => backups.describe(created.id, context.signal), isOver);
  const { value: made } = polled;
  const isReady = made.state === 'Ready';
  const actual = isReady ? 'Ready' : stateWords(made.state, polled, withinMilliseconds);
  context.find({ subject: 'backup', expected: 'Ready', actual, met: isReady });
  return isReady ? made : undefined;
}

/** An empty backup is ready too, and restores without an error: it is no success. */
function isWorthRestoring({ bytes, records }: Backup, total: number, { horizonMilliseconds }: BackupInput, context: CheckContext): boolean {
  if (bytes !== undefined) context.metric('backup_bytes', bytes, 'B');
  if (records === undefined) return true;
  context.metric('backup_records', records);
  const horizon = formatMilliseconds(horizonMilliseconds);
  context.find({
    subject: 'records in the backup',
    expected: `some of ${total}`,
    actual: records > 0 ? `${records}` : `none: records younger than about ${horizon} are left out of a backup`,
    met: records > 0,
  });
  return records > 0;
}

async function restore(
  connection: PineconeConnection,
  { id }: Backup,
  { withinMilliseconds }: BackupInput,
  context: CheckContext,
): Promise<VectorIndex | undefined> {
  const { backups } = connection;
  const name = context.uniqueName(scratchPrefix, '-');
  const job = await context.create({ kind: 'index', name }, () => backups.restore(id, name, context.signal));
  const wait = { what: `restore job ${job} to be over`, withinMilliseconds, signal: context.signal, ...patience };
  const isOver = ({ state }: RestoreJob): boolean => ['Completed', 'Failed', 'Cancelled'].includes(state);
  const polled = await pollUntil(wait, () => backups.job(job, context.signal), isOver);
  const { state, percent } = polled.value;
  const isComplete = state === 'Completed';
  const done = percent === undefined ? '' : `, ${Math.floor(percent)} % done`;
  const actual = isComplete ? 'Completed' : `${stateWords(state, polled, withinMilliseconds)}${done}`;
  context.find({ subject: 'restore', expected: 'Completed', actual, met: isComplete });
  if (!isComplete) return undefined;
  const restored = await awaitReady(connection, { name, subject: 'restored index', withinMilliseconds }, context);
  if (restored === undefined) return undefined;
  lookAtSource(restored, id, context);
  compareShape(connection.config, restored, 'restored index', context, restoredProperties);
  return connection.indexAt(restored.host);
}

/** Older versions of the service do not say it. */
function lookAtSource({ sourceBackupId }: IndexConfig, id: string, context: CheckContext): void {
  if (sourceBackupId === undefined) return;
  const met = sourceBackupId === id;
  context.find({ subject: 'source of the restored index', expected: 'the backup', actual: met ? 'the backup' : sourceBackupId, met });
}

interface Drill {
  readonly made: Backup;
  readonly copy: VectorIndex;
  readonly original: Scan;
  /** As the index counted before the backup. */
  readonly before: IndexStatistics;
  readonly moment: BackupMoment;
}

async function compare(connection: PineconeConnection, drill: Drill, input: BackupInput, context: CheckContext): Promise<void> {
  const { namespace, index } = connection;
  const { made, copy, original, before, moment } = drill;
  const { records, isComplete } = original;
  const after = await index.statistics(context.signal);
  const read = { namespace, young: countYoung(records, moment, input), isComplete };
  const bounds = countBounds(before.namespaces, after.namespaces, input.writtenAt === undefined ? undefined : read);
  await compareCounts(copy, { bounds, total: made.records }, input.withinMilliseconds, context);

  const ids = records.map(({ id }) => id);
  const found = await fetchRecords(copy, namespace, ids, context.signal);
  const restored = new Map(found.map((record) => [record.id, record]));
  const owed = await withoutChanged(withoutYoung(records, restored, moment, input, context), restored, connection, context);
  if (owed.length === 0) {
    throw new Error(
      `None of the ${countOf(records.length, 'record')} read is old enough to be in a backup for sure: nothing was compared.`,
    );
  }
  compareRecords(owed, found, context);
  if (input.writtenAt === undefined && owed.some(({ id }) => !restored.has(id))) {
    const horizon = formatMilliseconds(input.horizonMilliseconds);
    context.note(
      `records younger than about ${horizon} are left out of a backup: name their time (written_at) to tell them from lost ones`,
    );
  }
  tellRecoveryPoint(records, restored, moment, input, context);
  // Other records near by, or none where some are young, would change what is found.
  if (isComplete && owed.length === records.length) {
    await compareNeighbours({ original: index, copy, namespace, records: owed, ...input }, context);
  } else {
    context.note(`${countOf(owed.length, 'record')} compared, and not all of the index: queries of the two indexes are not compared`);
  }
}
