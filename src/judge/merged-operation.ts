import type { OperationView } from '../condition/scope.ts';
import type { Measurement } from '../model/measurement.ts';
import { LatencyHistogram } from '../std/histogram.ts';

/** Measurements of one operation, or of several, put together exactly: histograms add, percentiles are never averaged. */
export class MergedOperation {
  readonly histogram = new LatencyHistogram();
  readonly #samples: (readonly number[])[] = [];
  #errors = 0;

  add(measurement: Measurement): void {
    this.histogram.addData(measurement.histogram);
    this.#samples.push(measurement.samplesMilliseconds);
    this.#errors += measurement.errors;
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
