import type { History, PastRun } from '../model/history.ts';
import type { JudgedRun } from '../model/run.ts';
import { encodeHistory } from './encode-history.ts';
import { mostFileBytes, runsKept } from './limits.ts';
import { recordOf } from './record-of.ts';

/** The history with one more run; of a run that is already there the new record stays. Bounded as `mergeHistories` says. */
export function addRecord(history: History, record: PastRun): History {
  return mergeHistories(history, { branch: history.branch, runs: [record] });
}

/** The history with the judged runs of one invocation. A run that was stopped is left out: its silent checks say nothing. */
export function addRuns(history: History, runs: readonly JudgedRun[], commit: string): History {
  const whole = runs.filter(({ stoppedBy }) => stoppedBy === null);
  return mergeHistories(history, { branch: history.branch, runs: whole.map((run) => recordOf(run, commit)) });
}

/**
 * The runs of both, each once, oldest first: the newest 30 of each config and environment, at most 4 MiB as a file. Oldest
 * runs go first; the newest one stays, without its measurements when it alone is too large. Of a run that both have, the
 * record of `right` stays.
 */
export function mergeHistories(left: History, right: History): History {
  const byKey = new Map([...left.runs, ...right.runs].map((run) => [runKey(run), run]));
  const byPlace = Map.groupBy([...byKey.values()].toSorted(compareRuns), placeOf);
  const runs = [...byPlace.values()].flatMap((own) => own.slice(-runsKept)).toSorted(compareRuns);
  return fitted({ branch: left.branch, runs });
}

/** Tells a run from all others. */
export function runKey(run: PastRun): string {
  return `${placeOf(run)} ${run.runId}`;
}

/** A total order, so that the order of adding never matters. */
export function compareRuns(left: PastRun, right: PastRun): number {
  return (
    left.startedAtMilliseconds - right.startedAtMilliseconds ||
    compareTexts(left.runId, right.runId) ||
    compareTexts(placeOf(left), placeOf(right))
  );
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function placeOf({ configFile, environment, stack }: PastRun): string {
  return JSON.stringify([configFile, environment, stack]);
}

/** Looks for the longest suffix that fits by halving: encoding is what costs. */
function fitted(history: History): History {
  if (fits(history)) return history;
  const suffix = (start: number): History => ({ ...history, runs: history.runs.slice(start) });
  let tooEarly = 0;
  let start = history.runs.length - 1;
  while (start - tooEarly > 1) {
    const middle = Math.floor((start + tooEarly) / 2);
    if (fits(suffix(middle))) start = middle;
    else tooEarly = middle;
  }
  const newest = suffix(start);
  return fits(newest) ? newest : { ...history, runs: newest.runs.map((run) => ({ ...run, operations: [], metrics: [] })) };
}

function fits(history: History): boolean {
  return Buffer.byteLength(encodeHistory(history)) <= mostFileBytes;
}
