import type { VectorRecord } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { countOf } from './count-words.ts';
import { pollUntil } from './poll-until.ts';
import { freshnessLimitMilliseconds } from './scratch-namespace.ts';
import type { VectorIndex } from './vector-index.ts';

/** Unix times around a backup. */
export interface BackupMoment {
  /** The index was read. */
  readonly readAtMilliseconds: number;
  /** The backup was ready. */
  readonly readyAtMilliseconds: number;
}

interface AgeRules {
  readonly horizonMilliseconds: number;
  /** Metadata field. */
  readonly writtenAt: string | undefined;
}

/** What a backup owes: all records but those that were too young for it, where records tell their age. */
export function withoutYoung(
  original: readonly VectorRecord[],
  restored: readonly VectorRecord[],
  { readAtMilliseconds }: BackupMoment,
  rules: AgeRules,
  context: CheckContext,
): readonly VectorRecord[] {
  const back = new Set(restored.map(({ id }) => id));
  const isYoung = (record: VectorRecord): boolean => {
    const writtenAt = writtenAtMilliseconds(record, rules);
    return writtenAt !== undefined && readAtMilliseconds - writtenAt < rules.horizonMilliseconds;
  };
  const owed = original.filter((record) => back.has(record.id) || !isYoung(record));
  const young = original.length - owed.length;
  const horizon = formatMilliseconds(rules.horizonMilliseconds);
  if (young > 0) context.note(`${countOf(young, 'record')} younger than ${horizon} not in the backup`);
  else if (owed.some(({ id }) => !back.has(id)) && rules.writtenAt === undefined) {
    context.note(
      `records younger than about ${horizon} are left out of a backup: name their time (written_at) to tell them from lost ones`,
    );
  }
  return owed;
}

export interface RestoredCounts {
  readonly copy: VectorIndex;
  /** The one that was read, in which so many young records are not expected. */
  readonly namespace: string;
  readonly young: number;
  readonly withinMilliseconds: number;
}

export async function compareCounts(
  before: Readonly<Record<string, number>>,
  { copy, namespace, young, withinMilliseconds }: RestoredCounts,
  context: CheckContext,
): Promise<void> {
  const expected = Object.entries(before).filter(([, count]) => count > 0);
  const owed = (name: string, count: number): number => (name === namespace ? count - young : count);
  const isThere = (namespaces: Readonly<Record<string, number>>) =>
    expected.every(([name, count]) => (namespaces[name] ?? 0) >= owed(name, count));
  const ask = async () => (await copy.statistics(context.signal)).namespaces;
  const { value: after } = await pollUntil(context.signal, Math.min(freshnessLimitMilliseconds, withinMilliseconds), ask, isThere);
  const wrong = expected.filter(([name, count]) => (after[name] ?? 0) < owed(name, count) || (after[name] ?? 0) > count);
  const strange = Object.keys(after).filter((name) => (before[name] ?? 0) === 0 && (after[name] ?? 0) > 0);
  const words = [
    ...wrong.slice(0, 3).map(([name, count]) => `${after[name] ?? 0} instead of ${owed(name, count)} in ${name}`),
    ...strange.slice(0, 3).map((name) => `${after[name]} in ${name}, which the index does not have`),
  ];
  context.find({
    subject: 'records per namespace',
    expected: `as in the index: ${countOf(expected.length, 'namespace')}`,
    actual: words.length === 0 ? `as in the index: ${countOf(expected.length, 'namespace')}` : words.join(', '),
    met: words.length === 0,
  });
}

/**
 * How much of the past is lost when this backup is all that is left on the moment it is ready: since the index was read when all of
 * that is in it, since the oldest missing record was written otherwise.
 */
export function tellRecoveryPoint(
  original: readonly VectorRecord[],
  restored: readonly VectorRecord[],
  { readAtMilliseconds, readyAtMilliseconds }: BackupMoment,
  rules: AgeRules,
  context: CheckContext,
): void {
  const back = new Set(restored.map(({ id }) => id));
  const missing = original.filter(({ id }) => !back.has(id));
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

function writtenAtMilliseconds({ metadata }: VectorRecord, { writtenAt }: AgeRules): number | undefined {
  const seconds = writtenAt === undefined ? undefined : metadata?.[writtenAt];
  return typeof seconds === 'number' ? seconds * 1_000 : undefined;
}
