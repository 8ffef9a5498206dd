import type { Attempt, Outcome } from '../model/outcome.ts';
import { backoffMilliseconds } from '../std/backoff.ts';
import { pause } from '../std/deadline.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { createRandom } from '../std/random.ts';
import { runAttempt } from './attempt.ts';
import type { AttemptOptions, Tried } from './attempt.ts';
import type { Run } from './run.ts';

export interface TryOptions extends Pick<AttemptOptions, 'work' | 'cleanUp'> {
  /** Shown id; also the seed of the back-off's jitter, so that a run can be repeated. */
  readonly id: string;
  readonly check: Tried;
}

/** Attempts until one ends with a result that is not to be retried. All are kept; the last one decides. */
export async function tryCheck(run: Run, { id, check, work, cleanUp }: TryOptions): Promise<Omit<Outcome, 'checkId'>> {
  const random = createRandom(`${run.header.runId}/${id}`);
  const attempts: Attempt[] = [];
  for (let number = 1; ; number += 1) {
    const options = { number, stop: run.stop, now: run.now, redact: run.redact, work, ...(cleanUp === undefined ? {} : { cleanUp }) };
    const { attempt, retryAfterMilliseconds } = await runAttempt(check, options);
    attempts.push(attempt);
    if (!mayRetry(attempt, check) || run.stop.isStopped) return outcomeOf(attempts);
    const wait = Math.max(retryAfterMilliseconds, backoffMilliseconds(number, check.retries.backoffMilliseconds, random));
    if (wait >= run.options.plan.runTimeoutMilliseconds - run.elapsedMilliseconds) {
      return outcomeOf(
        attempts,
        `${attempt.reason} (not tried again: asked to wait ${formatMilliseconds(wait)}, longer than the run has left)`,
      );
    }
    run.progress.note(`${id}: ${attempt.reason}; trying again in ${formatMilliseconds(wait)}`);
    await pause(wait, run.stop.working);
    if (run.stop.isStopped) return outcomeOf(attempts, run.stop.reason);
  }
}

function mayRetry({ number, retryReason }: Attempt, { retries }: Tried): boolean {
  return retryReason !== undefined && retries.on.includes(retryReason) && number <= retries.count;
}

function outcomeOf(attempts: readonly Attempt[], reason?: string): Omit<Outcome, 'checkId'> {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('a check without an attempt has no outcome');
  return { status: last.status, reason: reason ?? last.reason, flaky: last.status === 'passed' && attempts.length > 1, attempts };
}
