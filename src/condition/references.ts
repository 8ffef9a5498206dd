import type { Aggregate, Comparison, Condition, Expression, Path } from './expression.ts';
import { partsOf } from './expression.ts';
import { printAggregate, printPath } from './print.ts';

/** Names of the operations a condition speaks of, each once, in the order written. */
export function operationNames(condition: Condition): readonly string[] {
  return unique(aggregatesIn(condition.expression).flatMap(({ operation }) => operation ?? []));
}

/** True when an aggregate stands without a name: it speaks of all operations in scope together. */
export function usesUnnamedOperation(condition: Condition): boolean {
  return aggregatesIn(condition.expression).some(({ operation }) => operation === null);
}

export function usesBaseline(condition: Condition): boolean {
  return flatten(condition.expression).some(({ kind }) => kind === 'baseline');
}

/** Paths a condition reads, as written: in a target these are names of metrics such as `recall@10`. */
export function metricNames(condition: Condition): readonly string[] {
  return unique(pathsIn(condition.expression).map(({ segments }) => printPath(segments)));
}

/** What a stored baseline is kept for: an aggregate of an operation, or `value` of a metric or path. */
export interface BaselineSubject {
  readonly name: string | undefined;
  readonly aggregate: string;
  /** Absent for a metric or path. */
  readonly measured?: Aggregate;
}

/** What `baseline` means in a comparison: the one aggregate or path in it. Undefined when there is none, or several. */
export function baselineSubject(comparison: Comparison): BaselineSubject | undefined {
  const subjects = new Map<string, BaselineSubject>();
  for (const aggregate of aggregatesIn(comparison)) {
    const name = aggregate.operation ?? undefined;
    subjects.set(printAggregate(aggregate), { name, aggregate: printAggregate({ ...aggregate, operation: null }), measured: aggregate });
  }
  for (const { segments } of pathsIn(comparison)) {
    subjects.set(printPath(segments), { name: printPath(segments), aggregate: 'value' });
  }
  return subjects.size === 1 ? subjects.values().next().value : undefined;
}

/** The expression and everything inside it, in the order written. */
export function flatten(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  collect(expression, found);
  return found;
}

/** One list for all levels: a sum of a thousand terms is a thousand levels deep. */
function collect(expression: Expression, found: Expression[]): void {
  found.push(expression);
  for (const part of partsOf(expression)) collect(part, found);
}

function aggregatesIn(expression: Expression): readonly Aggregate[] {
  return flatten(expression).filter((part) => part.kind === 'aggregate');
}

function pathsIn(expression: Expression): readonly Path[] {
  return flatten(expression).filter((part) => part.kind === 'path');
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
