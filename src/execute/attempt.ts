import type { Check } from '../model/check.ts';
import type { Attempt, Finding } from '../model/outcome.ts';
import type { OutcomeStatus, RetryReason } from '../model/words.ts';
import { DeadlineExceeded, timerDelay } from '../std/deadline.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { Refusal, Skip, TransportError } from '../std/errors.ts';
import type { Redact } from '../std/redact.ts';
import { assess, wrongAmong } from './assess.ts';
import { messageOf } from './message-of.ts';
import { Recording } from './recording.ts';
import { redactAttempt } from './redact-attempt.ts';
import type { StopControl } from './stop.ts';
import { wholeMicroseconds } from './whole-microseconds.ts';

/** What trying needs of a check; a connection without a check of its own is tried in the same way. */
export type Tried = Pick<Check, 'component' | 'expect' | 'gate' | 'timeoutMilliseconds' | 'retries' | 'samples' | 'warmup'>;

export interface AttemptContext {
  readonly signal: AbortSignal;
  readonly recording: Recording;
}

export interface AttemptOptions {
  readonly number: number;
  readonly stop: StopControl;
  /** Unix time in milliseconds that never goes backwards. */
  readonly now: () => number;
  readonly redact: Redact;
  readonly work: (context: AttemptContext) => Promise<void>;
  /** Undoes what the attempt created; its notes belong to the attempt. False when there was nothing to undo. */
  readonly cleanUp?: (recording: Recording) => Promise<boolean>;
}

export interface TriedAttempt {
  readonly attempt: Attempt;
  /** What the other side asked us to wait before coming back. */
  readonly retryAfterMilliseconds: number;
}

type Ending =
  | { readonly kind: 'returned' }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** `error` is what the work said when it was given up, if it said something at once. */
  | { readonly kind: 'timeout'; readonly error?: unknown }
  | { readonly kind: 'stopped' };

interface Result {
  readonly status: OutcomeStatus;
  readonly reason: string;
  readonly retryReason?: RetryReason;
  /** Those recorded and one for each condition, when conditions were evaluated. */
  readonly findings?: readonly Finding[];
}

/** Tries once: deadline, stop, clean-up. Never throws. Work that ignores its signal is abandoned at the deadline. */
export async function runAttempt(check: Tried, options: AttemptOptions): Promise<TriedAttempt> {
  const recording = new Recording();
  const startedAtMilliseconds = wholeMicroseconds(options.now());
  const ending = await endOf(check, options, recording);
  const durationMilliseconds = wholeMicroseconds(options.now() - startedAtMilliseconds);
  recording.close();
  const result = resultOf(ending, check, recording, options.stop);
  const isUndone = await options.cleanUp?.(recording);
  const cleanUpMilliseconds = Math.max(0, wholeMicroseconds(options.now() - startedAtMilliseconds - durationMilliseconds));
  const hops = recording.hops.hops();
  const { status, reason, retryReason, findings = recording.findings } = result;
  const attempt: Attempt = {
    number: options.number,
    status,
    reason,
    ...(retryReason === undefined ? {} : { retryReason }),
    startedAtMilliseconds,
    durationMilliseconds,
    findings,
    measurements: recording.measurements(),
    metrics: recording.metrics,
    notes: recording.notes,
    ...(hops.length > 0 && { hops }),
    ...(isUndone === true && { cleanUpMilliseconds }),
  };
  return { attempt: redactAttempt(attempt, options.redact), retryAfterMilliseconds: retryAfterOf(ending) };
}

function endOf(check: Tried, { stop, work }: AttemptOptions, recording: Recording): Promise<Ending> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const settle = (ending: Ending): void => {
      clearTimeout(timer);
      stop.offStop(onStop);
      resolve(ending);
      if (ending.kind === 'stopped') controller.abort(new Error(stop.reason));
    };
    const onTimeout = (): void => {
      controller.abort(new Error(noAnswer(check)));
      // After what follows from the abort at once; nobody is waited for.
      setImmediate(() => settle({ kind: 'timeout' }));
    };
    const onStop = (): void => settle({ kind: 'stopped' });
    const timer = setTimeout(onTimeout, timerDelay(check.timeoutMilliseconds));
    if (stop.isStopped) return onStop();
    stop.onStop(onStop);
    begin(work, { signal: controller.signal, recording }).then(
      () => settle({ kind: controller.signal.aborted ? 'timeout' : 'returned' }),
      (error: unknown) => settle({ kind: controller.signal.aborted ? 'timeout' : 'threw', error }),
    );
  });
}

/** A throw before the first wait is a rejection like any other. */
async function begin(work: AttemptOptions['work'], context: AttemptContext): Promise<void> {
  await work(context);
}

function resultOf(ending: Ending, check: Tried, recording: Recording, stop: StopControl): Result {
  if (ending.kind === 'stopped') return { status: 'broken', reason: stop.reason };
  if (ending.kind === 'timeout') return { status: 'broken', reason: timeoutReason(check, ending.error), retryReason: 'timeout' };
  const result = ending.kind === 'threw' ? afterThrow(ending.error, recording) : assessSafely(check, recording);
  const mayRetryFailed = result.status === 'failed' && check.retries.on.includes('failed');
  return { ...result, ...(mayRetryFailed ? { retryReason: 'failed' } : {}) };
}

/** What was found wrong before the rest was given up stays wrong. */
function afterThrow(error: unknown, recording: Recording): Result {
  const wrong = error instanceof Skip ? wrongAmong(recording.findings) : undefined;
  return wrong === undefined ? resultOfError(error) : { status: 'failed', reason: `${wrong}; the rest was skipped: ${messageOf(error)}` };
}

function assessSafely(check: Tried, recording: Recording): Result {
  try {
    return assess(check, recording);
  } catch (error) {
    return resultOfError(error);
  }
}

function resultOfError(error: unknown): Result {
  if (error instanceof TransportError) return { status: 'broken', reason: messageOf(error), retryReason: error.kind };
  if (error instanceof DeadlineExceeded) return { status: 'broken', reason: messageOf(error), retryReason: 'timeout' };
  if (error instanceof Refusal) return { status: 'failed', reason: `${error.code}: ${messageOf(error)}` };
  if (error instanceof Skip) return { status: 'skipped', reason: messageOf(error) };
  return { status: 'broken', reason: messageOf(error) };
}

function noAnswer(check: Tried): string {
  return `no answer within ${formatMilliseconds(check.timeoutMilliseconds)}`;
}

/** What was under way, such as a query by its id, when the work can tell. */
function timeoutReason(check: Tried, error: unknown): string {
  return error instanceof TransportError ? `${noAnswer(check)}: ${messageOf(error)}` : noAnswer(check);
}

function retryAfterOf(ending: Ending): number {
  return ending.kind === 'threw' && ending.error instanceof TransportError ? (ending.error.retryAfterMilliseconds ?? 0) : 0;
}
