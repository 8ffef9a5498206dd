import type { LatencyChange, LatencyTrend } from '../model/comparison.ts';
import type { PastOperation, PastRun } from '../model/history.ts';
import type { OperationRow } from '../model/run.ts';
import { LatencyHistogram } from '../std/histogram.ts';
import { median, medianDeviation } from '../std/median.ts';

/** Below it the past says nothing at all. */
const runsToCompare = 3;
/** Below it a change cannot be told from chance: the spread of 3 or 4 runs is mostly luck. */
const runsToClaim = 5;
/** Hosted runners vary by 10 to 20 % from run to run (README of github-action-benchmark). */
const smallestRatio = 1.2;
/** Standard deviations from what is usual, the classic limit of a control chart. */
const mostDeviations = 3;
/** Makes the median absolute deviation of normal values estimate their standard deviation: 1 / 0.6745 (Rousseeuw and Croux 1993). */
const normalConsistency = 1.4826;
/** Past runs that spread more than this share of their median have no usual value (ComfyUI's frontend CI draws the line there too). */
const noisyShare = 0.5;

/**
 * p95 now against the median of the past runs' own p95. Operations that no past run measured are left out.
 *
 * `slower` needs 5 past runs, a ratio above 1.2 and more than median + 3 x 1.4826 x MAD; `faster` is its mirror image. A
 * ratio beyond 1.2 within that band is `noisy`, as is a past with MAD / median above 0.5. Fewer than 3 runs: `unknown`.
 * Between machines, noise is larger than most regressions: measured on a busy machine, a plain ratio above 1.1 to a stored
 * baseline alarms on 37 to 87 % of the runs in which nothing changed. Hence the window, the spread, and never more than a hint.
 */
export function latencyChanges(operations: readonly OperationRow[], runs: readonly PastRun[]): readonly LatencyChange[] {
  const past = pastP95s(runs);
  return operations.flatMap(({ component, operation, count, p95Milliseconds }) => {
    const values = past.get(keyOf({ component, operation })) ?? [];
    const baseline = median(values);
    if (count === 0 || values.length === 0) return [];
    return [
      {
        component,
        operation,
        baselineP95Milliseconds: baseline,
        ratio: p95Milliseconds / baseline,
        pastRuns: values.length,
        trend: trendOf(p95Milliseconds, values),
      },
    ];
  });
}

function pastP95s(runs: readonly PastRun[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const past of runs.flatMap((run) => run.operations)) {
    const p95 = LatencyHistogram.from(past.histogram).quantileMilliseconds(0.95);
    if (Number.isNaN(p95)) continue;
    const values = found.get(keyOf(past));
    if (values === undefined) found.set(keyOf(past), [p95]);
    else values.push(p95);
  }
  return found;
}

function trendOf(now: number, past: readonly number[]): LatencyTrend {
  if (past.length < runsToCompare) return 'unknown';
  const usual = median(past);
  const spread = medianDeviation(past);
  if (spread / usual > noisyShare) return 'noisy';
  const ratio = now / usual;
  if (ratio <= smallestRatio && ratio >= 1 / smallestRatio) return 'same';
  if (past.length < runsToClaim) return 'unknown';
  if (Math.abs(now - usual) <= mostDeviations * normalConsistency * spread) return 'noisy';
  return ratio > 1 ? 'slower' : 'faster';
}

function keyOf({ component, operation }: Pick<PastOperation, 'component' | 'operation'>): string {
  return JSON.stringify([component, operation]);
}
