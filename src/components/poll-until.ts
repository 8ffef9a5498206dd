import { pause } from '../std/deadline.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { TransportError } from '../std/errors.ts';

const firstPauseMilliseconds = 25;
const longestPauseMilliseconds = 1_000;

export interface Wait<T> {
  /** Completes the sentence "stopped while waiting for ...". */
  readonly what: string;
  readonly withinMilliseconds: number;
  readonly signal: AbortSignal;
  /** Between two questions; each is asked for the first time soon after the one before, then less and less often. */
  readonly longestPauseMilliseconds?: number;
  /** One question without an answer does not end a wait of minutes: it is asked again until the time is up. */
  readonly survivesNoAnswer?: boolean;
  /** What the last answer was, for the error of a wait that was stopped. */
  readonly describe?: (last: T) => string;
}

export interface Polled<T> {
  /** The last answer. */
  readonly value: T;
  readonly isDone: boolean;
  readonly milliseconds: number;
  /** Questions asked, at least one. */
  readonly tries: number;
}

/**
 * Asks until the answer is right or the time is up: the service shows writes only some time after it took them. Reaching the
 * limit is not an error, the caller says what it means. Throws what a call throws, and `TransportError` when the signal ends
 * the wait: nobody may conclude anything from an answer that had no time to become right.
 */
export async function pollUntil<T>(wait: Wait<T>, ask: () => Promise<T>, isRight: (value: T) => boolean): Promise<Polled<T>> {
  const { what, withinMilliseconds, signal, longestPauseMilliseconds: longest = longestPauseMilliseconds } = wait;
  const startedAt = performance.now();
  const elapsed = (): number => performance.now() - startedAt;
  let soFar = '';
  for (let next = firstPauseMilliseconds, tries = 1; ; next = Math.min(next * 2, longest), tries += 1) {
    const answer = await answerOf(ask, () => wait.survivesNoAnswer === true && elapsed() < withinMilliseconds);
    const milliseconds = elapsed();
    if (answer !== undefined) {
      const isDone = isRight(answer.value);
      soFar = wait.describe === undefined ? '' : `; so far: ${wait.describe(answer.value)}`;
      if (isDone || milliseconds >= withinMilliseconds) return { value: answer.value, isDone, milliseconds, tries };
    }
    await pause(Math.min(next, withinMilliseconds - milliseconds), signal);
    if (!signal.aborted) continue;
    const limit = formatMilliseconds(withinMilliseconds);
    throw new TransportError('timeout', `stopped while waiting for ${what}, which may take ${limit}${soFar}`, { cause: signal.reason });
  }
}

async function answerOf<T>(ask: () => Promise<T>, survives: () => boolean): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof TransportError && survives()) return undefined;
    throw error;
  }
}
