import type { CheckChange, CheckChangeKind } from '../../model/comparison.ts';
import type { PartRun } from '../../model/part.ts';
import { changeKinds, changeKindWords, pastText } from '../change-words.ts';
import { formatCount } from '../words.ts';
import { name, names } from './cells.ts';
import type { Row } from './fit.ts';
import { prose } from './prose.ts';

const changeIcons: Readonly<Record<CheckChangeKind, string>> = {
  'new-failure': '❌',
  'still-failing': '🔁',
  'newly-skipped': '⏭️',
  removed: '🗑️',
  fixed: '✅',
};

export interface ChangeItem {
  readonly change: CheckChange;
  /** Why a check is skipped now; empty where nothing is to say. */
  readonly why: string;
  /** Markdown: the job or config, empty where there is one. */
  readonly where: string;
}

/** One line for each change, most important kind first. */
export function changeRows(items: readonly ChangeItem[]): readonly Row[] {
  const byKind = Map.groupBy(items, ({ change }) => change.kind);
  return changeKinds.flatMap((kind) => (byKind.get(kind) ?? []).map((item) => changeRow(item)));
}

function changeRow({ change, why, where }: ChangeItem): Row {
  const { kind, title, checkId } = change;
  const facts = [
    `${changeIcons[kind]} ${changeKindWords[kind]}: <b>${prose(title, 200)}</b>`,
    ...(title === checkId ? [] : [name(checkId)]),
    ...(why === '' ? [] : [names(why, 200)]),
    pastText(change),
    ...(where === '' ? [] : [where]),
  ];
  return { text: `- ${facts.join(' · ')}\n`, importance: kind === 'still-failing' ? 66 : 72, noun: 'change' };
}

/** Changes that no failure tells: also a check that only warns may have begun to fail. */
export function untoldChanges(run: PartRun): readonly Omit<ChangeItem, 'where'>[] {
  const told = new Set(run.problems.filter(({ state, kind }) => state !== 'warned' && kind !== 'target').map(({ id }) => id));
  const reasons = skipReasons(run);
  return run.changes
    .filter(({ checkId }) => !told.has(checkId))
    .map((change) => ({ change, why: change.kind === 'newly-skipped' ? (reasons.get(change.checkId) ?? '') : '' }));
}

function skipReasons(run: PartRun): ReadonlyMap<string, string> {
  if (!run.changes.some((change) => change.kind === 'newly-skipped')) return new Map();
  const checks = run.components.flatMap((component) => component.checks);
  return new Map(checks.filter((check) => check.state === 'skipped').map((check) => [check.id, check.why]));
}

export interface ChangeCounts extends Readonly<Record<CheckChangeKind, number>> {
  readonly slower: number;
}

/** Distinct checks and operations, however many jobs tell of them. */
export function changeCounts(runs: readonly PartRun[]): ChangeCounts {
  const idsOf = (kind: CheckChangeKind): number =>
    new Set(
      runs.flatMap(({ configFile, changes }) => changes.filter((one) => one.kind === kind).map((one) => `${configFile}\n${one.checkId}`)),
    ).size;
  const slower = runs.flatMap(({ configFile, operations }) =>
    operations
      .filter(({ change }) => change?.trend === 'slower')
      .map(({ component, operation }) => `${configFile}\n${component}\n${operation}`),
  );
  return {
    'new-failure': idsOf('new-failure'),
    'still-failing': idsOf('still-failing'),
    'newly-skipped': idsOf('newly-skipped'),
    removed: idsOf('removed'),
    fixed: idsOf('fixed'),
    slower: new Set(slower).size,
  };
}

/** Such as `2 new failures`, `1 slower`, `1 fixed`; nothing changed: no text. */
export function changeHeadlines(counts: ChangeCounts): readonly string[] {
  const failures = counts['new-failure'];
  return [
    ...(failures === 0 ? [] : [`${formatCount(failures)} new failure${failures === 1 ? '' : 's'}`]),
    ...(counts.slower === 0 ? [] : [`${formatCount(counts.slower)} slower`]),
    ...(['newly-skipped', 'removed', 'fixed'] as const)
      .filter((kind) => counts[kind] > 0)
      .map((kind) => `${formatCount(counts[kind])} ${changeKindWords[kind]}`),
  ];
}
