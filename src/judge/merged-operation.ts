import type { OperationView } from '../condition/scope.ts';
import type { Measurement } from '../model/measurement.ts';
import { LatencyHistogram } from '../std/histogram.ts';

type Counted = Pick<Measurement, 'histogram' | 'errors'> & Partial<Pick<Measurement, 'samplesMilliseconds'>>;

/** Measurements of one operation, or of several, put together exactly: histograms add, percentiles are never averaged. */
export class MergedOperation {
  readonly histogram = new LatencyHistogram();
  readonly #samples: (readonly number[])[] = [];
  #errors = 0;

  /** Without the samples, the histogram's buckets are counted. */
  add({ histogram, errors, samplesMilliseconds = [] }: Counted): void {
    this.histogram.addData(histogram);
    this.#samples.push(samplesMilliseconds);
    this.#errors += errors;
  }

  get errors(): number {
    return this.#errors;
  }

  view(): OperationView {
    const { histogram } = this;
    return {
      count: histogram.count,
      errors: this.#errors,
      quantile: (q) => histogram.quantileMilliseconds(q),
      mean: histogram.meanMilliseconds,
      min: histogram.minMilliseconds,
      max: histogram.maxMilliseconds,
      countAbove: (milliseconds) => histogram.countAbove(milliseconds),
      samples: this.#samples.flat(),
    };
  }
}
