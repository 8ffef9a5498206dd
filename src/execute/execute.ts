import type { Execution } from '../model/run.ts';
import { timerDelay } from '../std/deadline.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { Run } from './run.ts';
import type { ExecuteOptions } from './run.ts';
import { schedule } from './scheduler.ts';
import { tearDown } from './tear-down.ts';

export type { ExecuteOptions } from './run.ts';

/** Part of the run's limit that is kept for clean-up, and the most it may be. */
const reserveShare = 0.1;
const longestReserveMilliseconds = 30_000;

/**
 * Runs a plan and gives the facts: an outcome for every check, whatever they throw and however the run ends. Resolves at
 * the run's limit at the latest, and within about 1.5 s of a stop by the signal; what could not be removed until then is
 * among the leftovers.
 */
export async function execute(options: ExecuteOptions): Promise<Execution> {
  const run = new Run(options);
  using _stop = run.stop;
  using _listening = run.listen();
  using _limit = limitRun(run);
  run.start();
  await schedule(run);
  await tearDown(run);
  return run.finish();
}

/** The limit's timer also keeps the process alive: a check that hangs on nothing must not let Node exit in the middle. */
function limitRun(run: Run): Disposable {
  const limit = run.options.plan.runTimeoutMilliseconds;
  const reserve = Math.min(limit * reserveShare, longestReserveMilliseconds);
  const text = `the run's limit of ${formatMilliseconds(limit)}`;
  const timer = setTimeout(() => run.stop.stop(text, `${text} was reached`, reserve), timerDelay(limit - reserve));
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
