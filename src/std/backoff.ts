/** No single wait is longer, however often it doubled. */
export const longestBackoffMilliseconds = 30_000;

/**
 * Exponential back-off with full jitter: anything between 0 and `base * 2 ** (retry - 1)`, so that clients that failed
 * together do not come back together (AWS Architecture Blog, "Exponential Backoff And Jitter"). `retry` counts from 1.
 */
export function backoffMilliseconds(retry: number, baseMilliseconds: number, random: () => number): number {
  const ceiling = Math.min(longestBackoffMilliseconds, baseMilliseconds * 2 ** (retry - 1));
  return random() * ceiling;
}
