import { pause } from '../../std/deadline.ts';

const firstPauseMilliseconds = 25;
const longestPauseMilliseconds = 1_000;

export interface Polled<T> {
  /** The last answer. */
  readonly value: T;
  readonly isDone: boolean;
  readonly milliseconds: number;
}

/**
 * Asks until the answer is right or the time is up: the service shows writes only some time after it took them. Errors of a
 * call are thrown; reaching the limit is not an error, the caller says what it means.
 */
export async function pollUntil<T>(
  signal: AbortSignal,
  withinMilliseconds: number,
  ask: () => Promise<T>,
  isRight: (value: T) => boolean,
  longestWaitMilliseconds = longestPauseMilliseconds,
): Promise<Polled<T>> {
  const startedAt = performance.now();
  for (let wait = firstPauseMilliseconds; ; wait = Math.min(wait * 2, longestWaitMilliseconds)) {
    const value = await ask();
    const milliseconds = performance.now() - startedAt;
    const isDone = isRight(value);
    if (isDone || milliseconds >= withinMilliseconds || signal.aborted) return { value, isDone, milliseconds };
    await pause(Math.min(wait, withinMilliseconds - milliseconds), signal);
  }
}
