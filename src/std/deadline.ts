/** Our own limit was reached; what was awaited may still be running. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly milliseconds: number;

  constructor(milliseconds: number, message: string) {
    super(message);
    this.milliseconds = milliseconds;
  }
}

/** Longest delay of a timer: above it Node fires after 1 ms. */
export const longestTimerMilliseconds = 2 ** 31 - 1;

/**
 * Settles like `work`, or rejects with `DeadlineExceeded` after `milliseconds`. Work that loses is abandoned: its later
 * result or error is dropped. The timer keeps the process alive, because an unanswered promise alone would let Node exit
 * in the middle of a wait; it is gone as soon as the race is decided.
 */
export function withDeadline<T>(work: PromiseLike<T>, milliseconds: number, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineExceeded(milliseconds, message)), timerDelay(milliseconds));
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** Waits; returns early, without an error, when the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, timerDelay(milliseconds));
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** A delay that `setTimeout` keeps: NaN and negative become 0, longer than a timer can wait becomes the longest. */
export function timerDelay(milliseconds: number): number {
  return milliseconds > 0 ? Math.min(milliseconds, longestTimerMilliseconds) : 0;
}
