import type { CheckChange, CheckChangeKind, LatencyChange } from '../model/comparison.ts';
import { formatCount, latencyText } from './words.ts';

/** Most important first: the order in which they are told. */
export const changeKinds: readonly CheckChangeKind[] = ['new-failure', 'still-failing', 'newly-skipped', 'removed', 'fixed'];

export const changeKindWords: Readonly<Record<CheckChangeKind, string>> = {
  'new-failure': 'new failure',
  'still-failing': 'already failing',
  'newly-skipped': 'newly skipped',
  removed: 'removed',
  fixed: 'fixed',
};

/** What the past says of a check, such as `failed in 3 of the last 10 runs`; the branch is told by the place it stands in. */
export function pastText({ pastRuns, pastFailures }: Pick<CheckChange, 'pastRuns' | 'pastFailures'>): string {
  if (pastRuns === 0) return 'never seen there before';
  if (pastRuns === 1) return pastFailures === 0 ? 'passed in the last run' : 'failed in the last run';
  const runs = `the last ${formatCount(pastRuns)} runs`;
  if (pastFailures === 0) return `passed in ${runs}`;
  return pastFailures >= pastRuns ? `failed in all of ${runs}` : `failed in ${formatCount(pastFailures)} of ${runs}`;
}

type Trend = Pick<LatencyChange, 'baselineP95Milliseconds' | 'ratio' | 'trend'>;

/** How a p95 differs from the past, in words: `slower +38%, was 390ms`. Only `slower` and `faster` claim anything. */
export function trendText({ baselineP95Milliseconds, ratio, trend }: Trend): string {
  const change = ratioText(ratio);
  if (trend === 'unknown') return 'too few past runs';
  if (trend === 'same') return `same ${change}`;
  if (trend === 'noisy') return `noisy, no claim ${change}`;
  return `${trend} ${change}, was ${latencyText(baselineP95Milliseconds)}`;
}

/** `+38%` or `−12%`; from 2.5 on the factor says more: `×3.4`. */
function ratioText(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio < 0) return '';
  if (ratio >= 2.5) return `×${Number(ratio.toPrecision(2))}`;
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return '±0%';
  return percent > 0 ? `+${percent}%` : `−${-percent}%`;
}

/** What follows when there is no past run: nothing can be told as new. */
export const firstRunSentence =
  'First run: there is no past run to compare with yet, so failures cannot be told as new or old. Runs of the target branch fill the history.';
