import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMilliseconds, longestBackoffMilliseconds } from '../../src/std/backoff.ts';
import { createRandom } from '../../src/std/random.ts';

test('doubles for each retry up to 30s', () => {
  const highest = () => 1;
  expect([1, 2, 3, 4].map((retry) => backoffMilliseconds(retry, 500, highest))).toEqual([500, 1000, 2000, 4000]);
  expect(backoffMilliseconds(1000, 500, highest)).toBe(longestBackoffMilliseconds);
});

test('full jitter: anywhere between nothing and the ceiling', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (seed, retry) => {
      const wait = backoffMilliseconds(retry, 500, createRandom(seed));
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(Math.min(longestBackoffMilliseconds, 500 * 2 ** (retry - 1)));
    }),
  );
});
