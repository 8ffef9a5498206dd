import type { VectorRecord } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { countOf } from '../count-words.ts';
import { isSameRecord } from './same-record.ts';
import { fetchRecords } from './scan-records.ts';
import type { VectorIndex } from '../vector-index.ts';

/** Unix times around a backup. */
export interface BackupMoment {
  /** The index was read. */
  readonly readAtMilliseconds: number;
  /** The backup was ready. */
  readonly readyAtMilliseconds: number;
}

export interface AgeRules {
  readonly horizonMilliseconds: number;
  /** Metadata field. */
  readonly writtenAt: string | undefined;
}

type Restored = ReadonlyMap<string, VectorRecord>;

/** What a backup owes: all records but those that were too young for it, where records tell their age. */
export function withoutYoung(
  original: readonly VectorRecord[],
  restored: Restored,
  moment: BackupMoment,
  rules: AgeRules,
  context: CheckContext,
): readonly VectorRecord[] {
  const owed = original.filter((record) => isSameRecord(record, restored.get(record.id)) || !isYoung(record, moment, rules));
  const young = original.length - owed.length;
  if (young > 0) {
    const horizon = formatMilliseconds(rules.horizonMilliseconds);
    context.note(`${countOf(young, 'record')} younger than ${horizon} not in the backup as they are now`);
  }
  return owed;
}

/** Those that the index still has as they were read: what somebody changed or deleted while the backup was made is not lost. */
export async function withoutChanged(
  owed: readonly VectorRecord[],
  restored: Restored,
  { index, namespace }: { readonly index: VectorIndex; readonly namespace: string },
  context: CheckContext,
): Promise<readonly VectorRecord[]> {
  const suspects = owed.filter((record) => !isSameRecord(record, restored.get(record.id)));
  const ids = suspects.map(({ id }) => id);
  const now = new Map((await fetchRecords(index, namespace, ids, context.signal)).map((record) => [record.id, record]));
  const changed = new Set(suspects.filter((record) => !isSameRecord(record, now.get(record.id))));
  if (changed.size > 0) context.note(`${countOf(changed.size, 'record')} changed in the index while it was backed up: not compared`);
  return owed.filter((record) => !changed.has(record));
}

/**
 * How much of the past is lost when this backup is all that is left on the moment it is ready: since the index was read when all of
 * that is in it, since the oldest missing record was written otherwise.
 */
export function tellRecoveryPoint(
  original: readonly VectorRecord[],
  restored: Restored,
  { readAtMilliseconds, readyAtMilliseconds }: BackupMoment,
  rules: AgeRules,
  context: CheckContext,
): void {
  const missing = original.filter(({ id }) => !restored.has(id));
  context.value('missing', missing.length);
  const times = missing.map((record) => writtenAtMilliseconds(record, rules)).filter((time) => time !== undefined);
  if (times.length < missing.length) {
    context.note('the recovery point is not known: records are missing that do not tell when they were written');
    return;
  }
  const point = readyAtMilliseconds - times.reduce((oldest, time) => Math.min(oldest, time), readAtMilliseconds);
  context.sample('recovery_point', point);
  context.value('recovery_point', point);
}

/** How many of them a backup may leave out. */
export function countYoung(records: readonly VectorRecord[], moment: BackupMoment, rules: AgeRules): number {
  return records.filter((record) => isYoung(record, moment, rules)).length;
}

function isYoung(record: VectorRecord, { readAtMilliseconds }: BackupMoment, rules: AgeRules): boolean {
  const writtenAt = writtenAtMilliseconds(record, rules);
  return writtenAt !== undefined && readAtMilliseconds - writtenAt < rules.horizonMilliseconds;
}

function writtenAtMilliseconds({ metadata }: VectorRecord, { writtenAt }: AgeRules): number | undefined {
  const seconds = writtenAt === undefined ? undefined : metadata?.[writtenAt];
  return typeof seconds === 'number' ? seconds * 1_000 : undefined;
}
