import type { OperationView, Scope } from '../condition/scope.ts';
import { valueAt } from '../condition/scope.ts';
import type { Measurement, Metric } from '../model/measurement.ts';
import type { Finding } from '../model/outcome.ts';
import { LatencyHistogram } from '../std/histogram.ts';
import { HopRecord } from './hop-record.ts';
import { wholeMicroseconds } from './whole-microseconds.ts';

/** Raw samples kept of one operation; the histogram has all. */
const keptSamples = 10_000;

/** What one attempt saw. It survives the throw that ends the attempt; after that, nothing more is taken. */
export class Recording {
  readonly findings: Finding[] = [];
  readonly metrics: Metric[] = [];
  readonly notes: string[] = [];
  readonly hops = new HopRecord();
  readonly #operations = new Map<string, OperationRecord>();
  readonly #values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  #isOver = false;

  /** Called by everything that records: a runner that was abandoned must not change a result that is already told. */
  ensureOpen(): void {
    if (this.#isOver) throw new Error('this attempt is over: nothing more can be recorded or created');
  }

  close(): void {
    this.#isOver = true;
    this.hops.close();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** True when nothing was looked at that could be judged: values alone say nothing without a condition. */
  get isEmpty(): boolean {
    return this.findings.length === 0 && this.metrics.length === 0 && this.#operations.size === 0;
  }

  setValue(name: string, value: unknown): void {
    this.#values[name] = value;
  }

  operation(name: string): OperationRecord {
    let record = this.#operations.get(name);
    if (record === undefined) {
      record = new OperationRecord(name);
      this.#operations.set(name, record);
    }
    return record;
  }

  measurements(): readonly Measurement[] {
    return [...this.#operations.values()].map((record) => record.toMeasurement());
  }

  /** What the conditions of the check may read: its values, its metrics by name, its own measurements. No baseline. */
  scope(): Scope {
    return {
      value: (path) => {
        const value = valueAt(this.#values, path);
        return value === undefined ? this.#metric(path.join('.')) : value;
      },
      operation: (name) => (name === undefined ? this.#allOperations() : this.#operations.get(name)?.view()),
    };
  }

  #metric(wanted: string): number | undefined {
    return this.metrics.findLast(({ name }) => name === wanted)?.value;
  }

  #allOperations(): OperationView | undefined {
    const records = [...this.#operations.values()];
    const [first] = records;
    if (first === undefined) return undefined;
    if (records.length === 1) return first.view();
    const all = new OperationRecord('');
    for (const record of records) all.add(record);
    return all.view();
  }
}

/** Samples of one operation while they are taken. */
export class OperationRecord {
  readonly #name: string;
  readonly #histogram = new LatencyHistogram();
  readonly #samples: number[] = [];
  errors = 0;
  warmup = 0;
  coldMilliseconds: number | undefined;
  model: 'closed' | 'open' = 'closed';

  constructor(name: string) {
    this.#name = name;
  }

  record(milliseconds: number): void {
    this.#histogram.record(milliseconds);
    if (this.#samples.length < keptSamples) this.#samples.push(wholeMicroseconds(milliseconds));
  }

  add(other: OperationRecord): void {
    this.#histogram.addData(other.#histogram.toData());
    this.#samples.push(...other.#samples);
    this.errors += other.errors;
  }

  view(): OperationView {
    const histogram = this.#histogram;
    return {
      count: histogram.count,
      errors: this.errors,
      quantile: (q) => histogram.quantileMilliseconds(q),
      mean: histogram.meanMilliseconds,
      min: histogram.minMilliseconds,
      max: histogram.maxMilliseconds,
      countAbove: (milliseconds) => histogram.countAbove(milliseconds),
      samples: this.#samples,
    };
  }

  toMeasurement(): Measurement {
    return {
      operation: this.#name,
      histogram: this.#histogram.toData(),
      samplesMilliseconds: [...this.#samples],
      errors: this.errors,
      warmup: this.warmup,
      ...(this.coldMilliseconds === undefined ? {} : { coldMilliseconds: wholeMicroseconds(this.coldMilliseconds) }),
      model: this.model,
    };
  }
}
