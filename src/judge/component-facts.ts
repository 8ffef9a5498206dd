import type { OperationView } from '../condition/scope.ts';
import type { Measurement } from '../model/measurement.ts';
import type { Attempt } from '../model/outcome.ts';
import type { JudgedCheck } from '../model/run.ts';
import { MergedOperation } from './merged-operation.ts';

/** What the checks of one component measured: the last attempt of each check that was not skipped. */
export class ComponentFacts {
  /** In plan order. */
  readonly checks: readonly JudgedCheck[];
  readonly #operations = new Map<string, Measurement[]>();
  /** Every value reported under a name, in plan order. */
  readonly #metrics = new Map<string, number[]>();
  readonly #checksFor = new Map<string, JudgedCheck[]>();

  constructor(checks: readonly JudgedCheck[]) {
    this.checks = checks;
    for (const check of checks) this.#take(check);
  }

  #take(check: JudgedCheck): void {
    const { measurements = [], metrics = [] } = lastAttempt(check) ?? {};
    for (const measurement of measurements) append(this.#operations, measurement.operation, measurement);
    for (const metric of metrics) append(this.#metrics, metric.name, metric.value);
    const names = [...check.operations, ...measurements.map(({ operation }) => operation), ...metrics.map(({ name }) => name)];
    for (const name of new Set(names)) append(this.#checksFor, name, check);
  }

  get operationNames(): readonly string[] {
    return [...this.#operations.keys()];
  }

  operation(name: string): MergedOperation {
    return merge(this.#operations.get(name) ?? []);
  }

  /** Undefined name: all operations together. Undefined result: no check measured it. */
  view(name: string | undefined): OperationView | undefined {
    const measurements = name === undefined ? [...this.#operations.values()].flat() : (this.#operations.get(name) ?? []);
    return measurements.length === 0 ? undefined : merge(measurements).view();
  }

  metric(name: string): readonly number[] {
    return this.#metrics.get(name) ?? [];
  }

  /** The checks that measure an operation or report a metric, by declaration or by what they did; in plan order. */
  checksFor(name: string): readonly JudgedCheck[] {
    return this.#checksFor.get(name) ?? [];
  }
}

function lastAttempt({ outcome }: JudgedCheck): Attempt | undefined {
  return outcome.status === 'skipped' ? undefined : outcome.attempts.at(-1);
}

function merge(measurements: readonly Measurement[]): MergedOperation {
  const merged = new MergedOperation();
  for (const measurement of measurements) merged.add(measurement);
  return merged;
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}
