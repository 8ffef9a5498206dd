import type { HistogramData } from '../model/measurement.ts';
import { LatencyHistogram } from '../std/histogram.ts';

/**
 * The histogram of `[overflow, min, max, sum, step, count, ...]`. Throws `Error` unless the numbers could come from samples:
 * a history that was tampered with must not become a baseline of -1 ms or of an hour.
 */
export function decodeHistogram(numbers: readonly number[], where: string): HistogramData {
  const [overflow = -1, minMicroseconds = -1, maxMicroseconds = -1, sumMicroseconds = -1, ...pairs] = numbers;
  const histogram = { counts: countsOf(pairs), overflow, minMicroseconds, maxMicroseconds, sumMicroseconds };
  if (pairs.length % 2 !== 0 || !numbers.every(isCount) || !isPossible(histogram)) throw new Error(`${where} is no histogram`);
  return histogram;
}

function countsOf(pairs: readonly number[]): readonly (readonly [number, number])[] {
  const counts: [number, number][] = [];
  for (let index = 0, bucket = 0; index < pairs.length; index += 2) {
    bucket += pairs[index] ?? 0;
    counts.push([bucket, pairs[index + 1] ?? 0]);
  }
  return counts;
}

function isPossible(data: HistogramData): boolean {
  const { counts, overflow, minMicroseconds: min, maxMicroseconds: max, sumMicroseconds: sum } = data;
  const total = counts.reduce((all, [, count]) => all + count, overflow);
  if (total === 0) return counts.length === 0 && min === 0 && max === 0 && sum === 0;
  const isAscending = counts.every(([bucket, count], index) => count > 0 && (index === 0 || bucket > (counts[index - 1]?.[0] ?? 0)));
  if (!isAscending || min < 1 || min > max || sum < min * total || sum > max * total) return false;
  return isWithin(min, counts.at(0)?.[0]) && isWithin(max, overflow > 0 ? undefined : counts.at(-1)?.[0]);
}

/** True when a sample of that time is counted in the bucket; in the overflow when there is none. */
function isWithin(microseconds: number, bucket: number | undefined): boolean {
  const histogram = new LatencyHistogram();
  histogram.record(microseconds / 1000);
  return histogram.toData().counts[0]?.[0] === bucket;
}

export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
