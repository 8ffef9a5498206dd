import type { Aggregate, Arithmetic, Comparison, Expression, Path } from './expression.ts';
import { printExpression, printPath } from './print.ts';
import { baselineSubject } from './references.ts';
import type { OperationView, Scope } from './scope.ts';
import { kindOf, showValue } from './show-value.ts';
import { numberOf, valueType } from './value-type.ts';

/** What a value expression came to. `missing` names what is absent, `note` and `problem` are sentences for people. */
export type Resolved =
  | { readonly state: 'value'; readonly value: unknown }
  | NoData
  | { readonly state: 'no-baseline'; readonly note: string }
  | { readonly state: 'mistyped'; readonly problem: string };

export interface NoData {
  readonly state: 'no-data';
  readonly missing: string;
  readonly note: string;
}

/** Where values come from, and the comparison at hand, which says what `baseline` means. */
export interface Surroundings {
  readonly scope: Scope;
  readonly comparison: Comparison | undefined;
}

export function resolve(expression: Expression, around: Surroundings): Resolved {
  switch (expression.kind) {
    case 'number':
      return { state: 'value', value: numberOf(expression) };
    case 'text':
    case 'boolean':
      return { state: 'value', value: expression.value };
    case 'null':
      return { state: 'value', value: null };
    case 'path':
      return resolvePath(expression, around.scope);
    case 'aggregate':
      return resolveAggregate(expression, around.scope);
    case 'baseline':
      return resolveBaseline(around);
    case 'len':
      return resolveLength(expression.path, around.scope);
    case 'negate':
      return mapNumber(expression.operand, resolve(expression.operand, around), (value) => -value);
    case 'arithmetic':
      return resolveArithmetic(expression, around);
    case 'any':
    case 'comparison':
    case 'contains':
    case 'has':
    case 'not':
    case 'logic':
    default:
      // The parser gives conditions and any(...) to nobody who asks for a value.
      return { state: 'mistyped', problem: `${printExpression(expression)} is no value` };
  }
}

/** The view of an operation when it has what an aggregate needs: a call for counts, a timed sample for the others. */
export function measuredView(aggregate: Aggregate, scope: Scope): OperationView | undefined {
  const view = scope.operation(aggregate.operation ?? undefined);
  if (view === undefined) return undefined;
  const counts = ['count', 'errors', 'error_rate'].includes(aggregate.name);
  return (counts ? view.count + view.errors : view.count) > 0 ? view : undefined;
}

export function noSamples(aggregate: Aggregate): NoData {
  const missing = aggregate.operation === null ? 'samples' : `samples of ${aggregate.operation}`;
  return { state: 'no-data', missing, note: `no ${missing}` };
}

export function noValue(missing: string): NoData {
  return { state: 'no-data', missing, note: `no value for ${missing}` };
}

function resolvePath(path: Path, scope: Scope): Resolved {
  const value = normalise(scope.value(path.segments));
  return value === undefined ? noValue(printPath(path.segments)) : { state: 'value', value };
}

function resolveAggregate(aggregate: Aggregate, scope: Scope): Resolved {
  const view = measuredView(aggregate, scope);
  if (view === undefined) return noSamples(aggregate);
  return { state: 'value', value: aggregateValue(aggregate, view) };
}

function aggregateValue(aggregate: Aggregate, view: OperationView): number {
  switch (aggregate.name) {
    case 'p':
      return view.quantile((aggregate.percent ?? 50) / 100);
    case 'med':
      return view.quantile(0.5);
    case 'avg':
      return view.mean;
    case 'min':
      return view.min;
    case 'max':
      return view.max;
    case 'count':
      return view.count;
    case 'errors':
      return view.errors;
    case 'error_rate':
    default:
      return view.errors / (view.count + view.errors);
  }
}

function resolveBaseline({ scope, comparison }: Surroundings): Resolved {
  const subject = comparison === undefined ? undefined : baselineSubject(comparison);
  const of = (view: OperationView): number => (subject?.measured === undefined ? Number.NaN : aggregateValue(subject.measured, view));
  const value = subject === undefined ? undefined : scope.baseline?.(subject.name, subject.aggregate, of);
  if (typeof value === 'number') return { state: 'value', value };
  return { state: 'no-baseline', note: value?.why ?? 'no baseline yet' };
}

function resolveLength(path: Path, scope: Scope): Resolved {
  const resolved = resolvePath(path, scope);
  if (resolved.state !== 'value') return resolved;
  const { value } = resolved;
  if (typeof value === 'string') return { state: 'value', value: characterCount(value) };
  if (Array.isArray(value)) return { state: 'value', value: value.length };
  if (typeof value === 'object' && value !== null) return { state: 'value', value: Object.keys(value).length };
  const name = printPath(path.segments);
  return { state: 'mistyped', problem: `${name} is ${kindOf(value)} (${showValue(value, 'unknown')}) and has no length` };
}

function resolveArithmetic({ operator, left, right }: Arithmetic, around: Surroundings): Resolved {
  const first = resolve(left, around);
  const second = resolve(right, around);
  const odd = worst(first, second);
  if (odd !== undefined) return odd;
  return mapNumber(left, first, (one) => {
    const other = mapNumber(right, second, (number) => number);
    return other.state === 'value' ? calculate(operator, one, Number(other.value)) : other;
  });
}

/** What keeps two values from being used together; undefined when both are there. */
export function worst(first: Resolved, second: Resolved): Resolved | undefined {
  const states = ['mistyped', 'no-data', 'no-baseline'] as const;
  const state = states.find((candidate) => first.state === candidate || second.state === candidate);
  return state === undefined ? undefined : [first, second].find((resolved) => resolved.state === state);
}

function mapNumber(expression: Expression, resolved: Resolved, change: (value: number) => number | Resolved): Resolved {
  if (resolved.state !== 'value') return resolved;
  if (typeof resolved.value !== 'number' && typeof resolved.value !== 'bigint') {
    const shown = showValue(resolved.value, valueType(expression));
    return {
      state: 'mistyped',
      problem: `${printExpression(expression)} is ${kindOf(resolved.value)} (${shown}) and cannot be calculated with`,
    };
  }
  const changed = change(Number(resolved.value));
  return typeof changed === 'number' ? { state: 'value', value: changed } : changed;
}

function calculate(operator: Arithmetic['operator'], left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  // Infinity would be more than any limit: 5 of 0 is no answer.
  return right === 0 ? Number.NaN : left / right;
}

/** Database drivers give dates and big integers; conditions know numbers and texts. */
function normalise(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
}

function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
