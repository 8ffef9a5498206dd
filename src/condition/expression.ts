import type { Severity } from '../model/words.ts';
import type { DurationUnit } from '../std/duration.ts';
import type { SizeUnit } from '../std/size.ts';

/** A parsed condition: a plain value without positions, so that two spellings of one condition are equal. */
export interface Condition {
  /** `warn` when it was written with the `warn:` prefix. */
  readonly severity: Severity;
  readonly expression: Expression;
}

export type Unit = DurationUnit | SizeUnit | '%' | '$';
export const comparisonOperators = ['==', '!=', '<=', '>=', '<', '>'] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];
type ArithmeticOperator = '+' | '-' | '*' | '/';
type LogicOperator = '&&' | '||';

/** Aggregates written without parentheses. `p(95)` is the only one with an argument. */
export const plainAggregates = ['avg', 'min', 'max', 'med', 'count', 'errors', 'error_rate'] as const;
export type PlainAggregate = (typeof plainAggregates)[number];

export interface NumberLiteral {
  readonly kind: 'number';
  /** As written, before its unit is applied: `1.5h` is 1.5. */
  readonly value: number;
  readonly unit: Unit | null;
}

/** `['value']` is the value of the check itself. List positions are digits: `row.items[0]` is `['row', 'items', '0']`. */
export interface Path {
  readonly kind: 'path';
  readonly segments: readonly string[];
}

export interface Aggregate {
  readonly kind: 'aggregate';
  /** Null: all operations in scope together. */
  readonly operation: string | null;
  readonly name: 'p' | PlainAggregate;
  /** Set for `p` alone, between 0 and 100, both excluded. */
  readonly percent: number | null;
}

export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Any {
  readonly kind: 'any';
  readonly values: readonly Expression[];
}

export interface Contains {
  readonly kind: 'contains';
  readonly path: Path;
  readonly item: Expression;
}

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

interface Logic {
  readonly kind: 'logic';
  readonly operator: LogicOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type Expression =
  | NumberLiteral
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | Path
  | Aggregate
  | { readonly kind: 'baseline' }
  | Any
  | { readonly kind: 'len'; readonly path: Path }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | Arithmetic
  | Comparison
  | Contains
  | { readonly kind: 'has'; readonly path: Path }
  | { readonly kind: 'not'; readonly operand: Expression }
  | Logic;

/** True for what is met or missed; everything else is a value to compare. */
export function isLogical(expression: Expression): boolean {
  return ['comparison', 'contains', 'has', 'not', 'logic'].includes(expression.kind);
}

/** The expressions directly inside one, in the order written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return [expression.left, expression.right];
    case 'negate':
    case 'not':
      return [expression.operand];
    case 'contains':
      return [expression.path, expression.item];
    case 'len':
    case 'has':
      return [expression.path];
    case 'any':
      return expression.values;
    case 'number':
    case 'text':
    case 'boolean':
    case 'null':
    case 'path':
    case 'aggregate':
    case 'baseline':
    default:
      return [];
  }
}
