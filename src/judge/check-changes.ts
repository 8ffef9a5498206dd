import type { CheckChange, CheckChangeKind } from '../model/comparison.ts';
import type { PastRun } from '../model/history.ts';
import type { JudgedCheck } from '../model/run.ts';
import type { OutcomeStatus } from '../model/words.ts';

/** What a reviewer reads first comes first. */
const kinds: readonly CheckChangeKind[] = ['new-failure', 'fixed', 'still-failing', 'newly-skipped', 'removed'];

/**
 * How checks differ from the past runs, which are oldest first; within a kind in plan order. `declared` undefined: nothing
 * can be told about removed checks.
 */
export function checkChanges(
  checks: readonly JudgedCheck[],
  declared: ReadonlySet<string> | undefined,
  runs: readonly PastRun[],
): readonly CheckChange[] {
  const changed = checks.flatMap(({ id, title, outcome }) => {
    const past = statusesOf(id, runs);
    const kind = changeOf(outcome.status, past);
    return kind === undefined ? [] : [{ checkId: id, title, kind, ...countsOf(past) }];
  });
  const removed = Object.keys(runs.at(-1)?.statuses ?? {})
    .filter((id) => declared?.has(id) === false)
    .map((id): CheckChange => ({ checkId: id, title: id, kind: 'removed', ...countsOf(statusesOf(id, runs)) }));
  return [...changed, ...removed].toSorted((left, right) => kinds.indexOf(left.kind) - kinds.indexOf(right.kind));
}

function changeOf(status: OutcomeStatus, past: readonly OutcomeStatus[]): CheckChangeKind | undefined {
  const failedThen = isWrong(past.findLast((then) => then !== 'skipped'));
  if (isWrong(status)) return failedThen ? 'still-failing' : 'new-failure';
  if (status === 'passed') return failedThen ? 'fixed' : undefined;
  const newest = past.at(-1);
  return newest === undefined || newest === 'skipped' ? undefined : 'newly-skipped';
}

/** Oldest first; runs that the check was not part of say nothing. */
function statusesOf(id: string, runs: readonly PastRun[]): readonly OutcomeStatus[] {
  return runs.flatMap(({ statuses }) => (Object.hasOwn(statuses, id) ? (statuses[id] ?? []) : []));
}

function countsOf(past: readonly OutcomeStatus[]): Pick<CheckChange, 'pastRuns' | 'pastFailures'> {
  return { pastRuns: past.filter((status) => status !== 'skipped').length, pastFailures: past.filter(isWrong).length };
}

function isWrong(status: OutcomeStatus | undefined): boolean {
  return status === 'failed' || status === 'broken';
}
