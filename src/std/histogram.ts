/** Plain data of a histogram: `[bucket, count]` in bucket order. The same shape as the model's, which `std` does not know. */
export interface LatencyHistogramData {
  readonly counts: readonly (readonly [bucket: number, count: number])[];
  readonly overflow: number;
  readonly minMicroseconds: number;
  readonly maxMicroseconds: number;
  readonly sumMicroseconds: number;
}

const hourMicroseconds = 3_600_000_000;
/** Values below are their own bucket; above, each doubling has `halfBuckets` buckets, so a bucket is at most 0.1 % wide. */
const exactBelow = 2048;
const halfBuckets = 1024;

/**
 * Counts latencies in log-linear buckets, exact to 3 significant digits from 1 us to 1 h (the layout of HDR histograms).
 * Values are whole microseconds and merging adds counts, so any order of merging gives the same data. Samples above 1 h
 * are counted as overflow: slower than any limit.
 */
export class LatencyHistogram {
  readonly #counts = new Map<number, number>();
  /** Bucket numbers in order; made when first read, dropped by writing. */
  #order: readonly number[] | undefined;
  #total = 0;
  #overflow = 0;
  #min = Infinity;
  #max = 0;
  #sum = 0;

  static from(data: LatencyHistogramData): LatencyHistogram {
    const histogram = new LatencyHistogram();
    histogram.addData(data);
    return histogram;
  }

  /** Anything shorter than a microsecond counts as one. Throws `RangeError` for what is no latency, such as NaN. */
  record(milliseconds: number): void {
    if (!(Number.isFinite(milliseconds) && milliseconds >= 0)) {
      throw new RangeError(`expected a latency of 0ms or more, got ${milliseconds}`);
    }
    const microseconds = Math.max(1, Math.round(milliseconds * 1000));
    if (microseconds > hourMicroseconds) this.#overflow += 1;
    else this.#addCount(bucketOf(microseconds), 1);
    this.#total += 1;
    this.#min = Math.min(this.#min, microseconds);
    this.#max = Math.max(this.#max, microseconds);
    this.#sum += microseconds;
  }

  addData(data: LatencyHistogramData): void {
    let added = data.overflow;
    for (const [bucket, count] of data.counts) {
      this.#addCount(bucket, count);
      added += count;
    }
    if (added === 0) return;
    this.#overflow += data.overflow;
    this.#total += added;
    this.#min = Math.min(this.#min, data.minMicroseconds);
    this.#max = Math.max(this.#max, data.maxMicroseconds);
    this.#sum += data.sumMicroseconds;
  }

  toData(): LatencyHistogramData {
    return {
      counts: this.#buckets().map((bucket) => [bucket, this.#counts.get(bucket) ?? 0] as const),
      overflow: this.#overflow,
      minMicroseconds: this.#total === 0 ? 0 : this.#min,
      maxMicroseconds: this.#max,
      sumMicroseconds: this.#sum,
    };
  }

  /** Samples, overflow included. */
  get count(): number {
    return this.#total;
  }

  /** NaN without samples, like the three below. */
  get meanMilliseconds(): number {
    return this.#total === 0 ? Number.NaN : this.#sum / this.#total / 1000;
  }

  get minMilliseconds(): number {
    return this.#total === 0 ? Number.NaN : this.#min / 1000;
  }

  get maxMilliseconds(): number {
    return this.#total === 0 ? Number.NaN : this.#max / 1000;
  }

  /**
   * Nearest-rank quantile, `q` from 0 to 1: the upper end of its bucket, never above the maximum. A quantile within the
   * overflow is the maximum: it may be told too slow, never too fast.
   */
  quantileMilliseconds(q: number): number {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`expected a quantile between 0 and 1, got ${q}`);
    if (this.#total === 0) return Number.NaN;
    // 0.07 * 100 is 7.000000000000001 in floating point and must stay rank 7.
    const rank = Math.max(1, Math.ceil(q * this.#total * (1 - 1e-12)));
    if (rank === 1) return this.#min / 1000;
    let seen = 0;
    for (const bucket of this.#buckets()) {
      seen += this.#counts.get(bucket) ?? 0;
      if (seen >= rank) return Math.min(upperEnd(bucket), this.#max) / 1000;
    }
    return this.#max / 1000;
  }

  /** Samples slower than a limit, overflow always included; those in the bucket of the limit itself count as slower. */
  countAbove(milliseconds: number): number {
    const limit = milliseconds * 1000;
    if (this.#overflow === 0 && limit >= this.#max) return 0;
    let above = this.#overflow;
    for (const [bucket, count] of this.#counts) {
      if (upperEnd(bucket) > limit) above += count;
    }
    return above;
  }

  #addCount(bucket: number, count: number): void {
    if (count === 0) return;
    if (!this.#counts.has(bucket)) this.#order = undefined;
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
  }

  #buckets(): readonly number[] {
    this.#order ??= [...this.#counts.keys()].sort((left, right) => left - right);
    return this.#order;
  }
}

function bucketOf(microseconds: number): number {
  if (microseconds < exactBelow) return microseconds;
  // Microseconds of an hour do not fit 32-bit shifts; clz32 does, as an hour is below 2 ** 32.
  const shift = 21 - Math.clz32(microseconds);
  return halfBuckets * shift + Math.floor(microseconds / 2 ** shift);
}

/** Largest microseconds that fall into the bucket. */
function upperEnd(bucket: number): number {
  if (bucket < exactBelow) return bucket;
  const shift = Math.floor(bucket / halfBuckets) - 1;
  return (bucket - halfBuckets * shift + 1) * 2 ** shift - 1;
}
