import { createHistogram } from 'node:perf_hooks';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LatencyHistogramData } from '../../src/std/histogram.ts';
import { LatencyHistogram } from '../../src/std/histogram.ts';

const latency = fc.oneof(
  fc.double({ min: 0.001, max: 100, noNaN: true }),
  fc.double({ min: 0.001, max: 3_600_000, noNaN: true }),
  fc.constantFrom(0.001, 2.047, 2.048, 2.049, 100, 3_600_000),
);
const latencies = fc.array(latency, { minLength: 1, maxLength: 300 });
const anyLatencies = fc.array(fc.oneof({ weight: 9, arbitrary: latency }, fc.constantFrom(3_600_001, 9e6)), { maxLength: 100 });

function histogramOf(samples: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const sample of samples) histogram.record(sample);
  return histogram;
}

function merged(...parts: readonly LatencyHistogramData[]): LatencyHistogramData {
  const histogram = new LatencyHistogram();
  for (const part of parts) histogram.addData(part);
  return histogram.toData();
}

test('quantiles are within 0.1 % above exact sorting, never below', () => {
  fc.assert(
    fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (samples, q) => {
      const sorted = samples.map((sample) => Math.max(1, Math.round(sample * 1000)) / 1000).sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * sorted.length * (1 - 1e-12))) - 1] ?? Number.NaN;
      const told = histogramOf(samples).quantileMilliseconds(q);
      expect(told).toBeGreaterThanOrEqual(exact);
      expect(told).toBeLessThanOrEqual(exact * 1.001);
    }),
    { numRuns: 500 },
  );
});

test("agrees with Node's own HDR histogram", () => {
  const random = { state: 7 };
  const samples = Array.from({ length: 20_000 }, () => {
    random.state = (random.state * 48_271) % 2_147_483_647;
    return Math.exp((random.state / 2_147_483_647) * 10);
  });
  const other = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });
  for (const sample of samples) other.record(Math.round(sample * 1000));
  const own = histogramOf(samples);
  for (const q of [0.5, 0.9, 0.95, 0.99, 0.999]) {
    expect(own.quantileMilliseconds(q) / (other.percentile(q * 100) / 1000)).toBeCloseTo(1, 2);
  }
});

test('merging is the same in any order and grouping, and the same as recording everything at once', () => {
  fc.assert(
    fc.property(anyLatencies, anyLatencies, anyLatencies, (first, second, third) => {
      const [a, b, c] = [histogramOf(first).toData(), histogramOf(second).toData(), histogramOf(third).toData()];
      const all = histogramOf([...first, ...second, ...third]).toData();
      expect(merged(a, b, c)).toEqual(all);
      expect(merged(c, a, b)).toEqual(all);
      expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
      expect(JSON.parse(JSON.stringify(all))).toEqual(all);
    }),
  );
});

test('samples above an hour are kept as overflow: slower than any limit, never forgotten', () => {
  const histogram = histogramOf([1, 2, 4_000_000]);
  expect(histogram.toData().overflow).toBe(1);
  expect(histogram.count).toBe(3);
  expect(histogram.countAbove(10_000_000)).toBe(1);
  expect(histogram.quantileMilliseconds(0.99)).toBe(4_000_000);
  expect(histogram.maxMilliseconds).toBe(4_000_000);
});

test('no quantile is above the maximum', () => {
  expect(histogramOf([1, 99.99]).quantileMilliseconds(1)).toBe(99.99);
});

test('counts samples above a limit', () => {
  const histogram = histogramOf([10, 50, 99, 101, 300]);
  expect(histogram.countAbove(100)).toBe(2);
  expect(histogram.countAbove(300)).toBe(0);
  expect(histogram.countAbove(5)).toBe(5);
});

test('minimum, maximum and mean are exact to the microsecond', () => {
  const histogram = histogramOf([123.456, 7654.321, 0.0001]);
  expect(histogram.minMilliseconds).toBe(0.001);
  expect(histogram.maxMilliseconds).toBe(7654.321);
  expect(histogram.meanMilliseconds).toBeCloseTo((123.456 + 7654.321 + 0.001) / 3, 6);
});

test('without samples there is no number', () => {
  const histogram = LatencyHistogram.from(new LatencyHistogram().toData());
  expect([histogram.count, histogram.countAbove(0)]).toEqual([0, 0]);
  expect(histogram.quantileMilliseconds(0.5)).toBeNaN();
  expect([histogram.minMilliseconds, histogram.maxMilliseconds, histogram.meanMilliseconds]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test('what is no latency is refused', () => {
  const histogram = new LatencyHistogram();
  for (const wrong of [Number.NaN, -1, Infinity]) expect(() => histogram.record(wrong)).toThrow(RangeError);
  expect(() => histogram.quantileMilliseconds(95)).toThrow('between 0 and 1');
});
