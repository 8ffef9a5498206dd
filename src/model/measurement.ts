/**
 * Log-linear histogram with 3 significant digits from 1 us to 1 h, as plain data: `[bucket, count]` pairs in bucket order.
 * Merging is adding counts, so the order of merging never matters.
 */
export interface HistogramData {
  readonly counts: readonly (readonly [bucket: number, count: number])[];
  /** Samples above 1 h. They count as slower than any target. */
  readonly overflow: number;
  readonly minMicroseconds: number;
  readonly maxMicroseconds: number;
  readonly sumMicroseconds: number;
}

/** Samples of one operation of one component, taken by one check. */
export interface Measurement {
  readonly operation: string;
  readonly histogram: HistogramData;
  /** Milliseconds in the order taken, the first 10,000. */
  readonly samplesMilliseconds: readonly number[];
  /** Calls that gave an error; their time is not in the histogram. */
  readonly errors: number;
  /** Calls made before counting began. */
  readonly warmup: number;
  /** Latency of the very first call, which is never part of the histogram when there is a warm-up. */
  readonly coldMilliseconds?: number;
  /** How calls were started: one after the other, or on a fixed schedule (latency counts from the scheduled start). */
  readonly model: 'closed' | 'open';
}

/** One number that is not a latency, such as `recall@10`. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly unit?: string;
}
