import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantileClaim, samplesNeeded } from '../../src/std/claim.ts';

/** Published order statistics: samples needed for "the quantile is below the limit, at 95 %" with `over` samples above it. */
const table = [
  { q: 0.95, needed: { 0: 59, 1: 93, 2: 124, 3: 153, 5: 208, 10: 336 } },
  { q: 0.99, needed: { 0: 299, 1: 473, 2: 628, 3: 773, 5: 1049, 10: 1693 } },
  { q: 0.999, needed: { 0: 2995 } },
].flatMap(({ q, needed }) => Object.entries(needed).map(([over, samples]) => ({ q, over: Number(over), samples })));

test.each(table)('p($q) with $over over the limit needs $samples samples', ({ q, over, samples }) => {
  expect(samplesNeeded(q, over)).toBe(samples);
  expect(quantileClaim(q, samples, over)).toBe('met');
  expect(quantileClaim(q, samples - 1, over)).toBe('undecided');
});

test('a two-sided 95 % bound uses 97.5 % on each side: 72, 368 and 3,688 samples', () => {
  expect([0.95, 0.99, 0.999].map((q) => samplesNeeded(q, 0, 0.975))).toEqual([72, 368, 3688]);
});

test('the contrary is decided too: too many samples over the limit', () => {
  expect(quantileClaim(0.95, 1, 1)).toBe('missed');
  expect(quantileClaim(0.95, 100, 100)).toBe('missed');
  expect(quantileClaim(0.95, 100, 10)).toBe('missed');
  expect(quantileClaim(0.95, 100, 9)).toBe('undecided');
  expect(quantileClaim(0.95, 200_000, 10_000)).toBe('undecided');
  expect(quantileClaim(0.95, 200_000, 12_000)).toBe('missed');
});

test('a claim that is exactly as sure as asked is decided, whatever floating point makes of 1 - q', () => {
  for (const q of [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999]) expect(quantileClaim(q, 1, 1, q)).toBe('missed');
  for (const q of [0.1, 0.2, 0.3, 0.4, 0.05, 0.01]) expect(quantileClaim(q, 1, 0, 1 - q)).toBe('met');
});

test('no samples decide nothing, and no number of samples proves a maximum', () => {
  expect(quantileClaim(0.95, 0, 0)).toBe('undecided');
  expect(quantileClaim(1, 1_000_000, 0)).toBe('undecided');
  expect(quantileClaim(1, 1_000_000, 1)).toBe('missed');
  expect(samplesNeeded(1, 0)).toBe(Infinity);
});

test('arguments that mean nothing are refused', () => {
  expect(() => quantileClaim(1.5, 10, 0)).toThrow(RangeError);
  expect(() => quantileClaim(0.95, 10, 11)).toThrow(RangeError);
  expect(() => quantileClaim(0.95, 10, Number.NaN)).toThrow(RangeError);
  expect(() => samplesNeeded(0.95, 0, 1)).toThrow(RangeError);
});

test('more samples over the limit never help', () => {
  const order = { met: 0, undecided: 1, missed: 2 };
  fc.assert(
    fc.property(fc.constantFrom(0.5, 0.9, 0.95, 0.99), fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (q, total, over) => {
      const few = Math.min(over, total);
      const more = Math.min(few + 1, total);
      expect(order[quantileClaim(q, total, few)]).toBeLessThanOrEqual(order[quantileClaim(q, total, more)]);
    }),
  );
});
