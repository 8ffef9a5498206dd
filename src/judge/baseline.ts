import type { OperationView, Scope } from '../condition/scope.ts';
import type { PastRun } from '../model/history.ts';
import { median } from '../std/median.ts';
import { MergedOperation } from './merged-operation.ts';

/** Fewer runs than this say nothing about what is usual. */
const runsNeeded = 3;

type Aggregate = (view: OperationView) => number;
type Baseline = NonNullable<Scope['baseline']>;

/**
 * `baseline` of a component's conditions: the median of what each past run measured on its own, such as its p95. Runs are
 * never pooled: between runners, runs differ more than requests do, and a run with many samples would decide alone. All
 * operations together (`operationNames`) are compared with runs that measured the same ones.
 */
export function baselineOf(component: string, operationNames: readonly string[], runs: readonly PastRun[]): Baseline {
  return (name, aggregate, of) => {
    const names = name === undefined ? operationNames : [name];
    const values = aggregate === 'value' ? metricValues(runs, component, name) : aggregates(runs, component, names, of);
    if (values.length >= runsNeeded) return median(values);
    return { why: `no baseline yet: ${values.length} of ${runsNeeded} past runs needed` };
  };
}

function aggregates(runs: readonly PastRun[], component: string, names: readonly string[], of: Aggregate): readonly number[] {
  return runs
    .map(({ operations }) => operations.filter((past) => past.component === component))
    .filter((own) => names.length === 1 || own.length === names.length)
    .map((own) => own.filter(({ operation }) => names.includes(operation)))
    .filter((own) => own.length === names.length)
    .map((own) => {
      const merged = new MergedOperation();
      for (const operation of own) merged.add(operation);
      return of(merged.view());
    })
    .filter(Number.isFinite);
}

/** Several checks may report one metric in one run; the run then counts with their median. */
function metricValues(runs: readonly PastRun[], component: string, name: string | undefined): readonly number[] {
  return runs
    .map(({ metrics }) => median(metrics.filter((past) => past.component === component && past.name === name).map(({ value }) => value)))
    .filter(Number.isFinite);
}
