import type { JudgedRun, Report } from '../model/run.ts';
import { countNames, verdicts } from '../model/words.ts';
import type { Verdict } from '../model/words.ts';
import { sumOfEach } from '../std/sum-of-each.ts';

/** What besides a failed and a broken run gives an exit code other than 0. */
export type FailOn = 'failed' | 'warn' | 'flaky';

export const exitCodes = { pass: 0, failed: 1, badConfig: 2, broken: 3, flaky: 4, stopped: 130 } as const;

/** All runs of one invocation. No run at all is broken: nobody looked. */
export function combineRuns(runs: readonly JudgedRun[], tool: Report['tool'], failOn: FailOn = 'failed'): Report {
  const verdict = runs.length === 0 ? 'broken' : (verdicts.find((candidate) => runs.some((run) => run.verdict === candidate)) ?? 'broken');
  const counts = sumOfEach(
    runs.map((run) => run.counts),
    countNames,
  );
  return { schemaVersion: 1, tool, verdict, exitCode: exitCodeOf(verdict, counts.flaky, runs, failOn), counts, runs };
}

/** Precedence 130, 1, 3, 4, 0; 2 belongs to configs that never became a run. */
function exitCodeOf(verdict: Verdict, flaky: number, runs: readonly JudgedRun[], failOn: FailOn): number {
  // A deadline ends a run as well, but nobody stopped it: its unfinished checks are broken.
  if (runs.some(({ stoppedBy }) => stoppedBy?.startsWith('SIG'))) return exitCodes.stopped;
  if (verdict === 'fail' || (verdict === 'warn' && failOn === 'warn')) return exitCodes.failed;
  if (verdict === 'broken') return exitCodes.broken;
  return failOn === 'flaky' && flaky > 0 ? exitCodes.flaky : exitCodes.pass;
}
