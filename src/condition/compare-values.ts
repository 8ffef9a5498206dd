import type { ComparisonOperator } from './expression.ts';
import { kindOf } from './show-value.ts';
import type { Truth } from './truth.ts';

/** NaN is no data, never a pass, whatever the operator. */
export interface Compared {
  readonly truth: Truth;
  /** Set when the truth is `mistyped`. */
  readonly problem?: string;
}

/** Compares two plain values. Texts are ordered by code unit, which orders ISO dates by time. */
export function compareValues(operator: ComparisonOperator, left: unknown, right: unknown): Compared {
  if (Number.isNaN(left) || Number.isNaN(right)) return { truth: 'no-data' };
  const isEquality = operator === '==' || operator === '!=';
  if (isEquality && (left === null || right === null)) return truthOf((left === right) === (operator === '=='));
  if (isNumber(left) && isNumber(right)) return truthOf(isOrdered(operator, left, right));
  if (typeof left === 'string' && typeof right === 'string') return truthOf(isOrdered(operator, left, right));
  if (isEquality && typeof left === 'boolean' && typeof right === 'boolean') return truthOf((left === right) === (operator === '=='));
  const how = isEquality ? 'compared' : `compared with ${operator}`;
  const kinds = kindOf(left) === kindOf(right) ? `two values of the kind "${kindOf(left)}"` : `${kindOf(left)} and ${kindOf(right)}`;
  return { truth: 'mistyped', problem: `${kinds} cannot be ${how}` };
}

/** Same type and same value; numbers of either kind by value. For looking into lists, where types may mix. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (isNumber(left) && isNumber(right)) return isOrdered('==', left, right);
  return left === right;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Order operators only, for equality too: they alone compare numbers with big integers by value. */
function isOrdered<T extends string | number | bigint>(operator: ComparisonOperator, left: T, right: T): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left <= right && left >= right;
    case '!=':
    default:
      return left < right || left > right;
  }
}

function truthOf(isMet: boolean): Compared {
  return { truth: isMet ? 'met' : 'missed' };
}
