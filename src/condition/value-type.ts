import { millisecondsPerUnit } from '../std/duration.ts';
import { bytesPerUnit } from '../std/size.ts';
import type { Arithmetic, Expression, NumberLiteral } from './expression.ts';

/** What a value is before anything ran. `number` has no unit and goes with every unit; `unknown` comes from outside. */
export type ValueType = 'number' | 'time' | 'size' | 'share' | 'money' | 'text' | 'boolean' | 'null' | 'list' | 'unknown';

const numeric: readonly ValueType[] = ['number', 'time', 'size', 'share', 'money', 'unknown'];
const timeUnits: Readonly<Record<string, number>> = millisecondsPerUnit;
const sizeUnits: Readonly<Record<string, number>> = bytesPerUnit;

/** The plain number behind a literal: times in milliseconds, sizes in bytes, shares from 0 to 1. */
export function numberOf(literal: NumberLiteral): number {
  if (literal.unit === null || literal.unit === '$') return literal.value;
  // Division keeps 0.1 % at exactly 0.001.
  if (literal.unit === '%') return literal.value / 100;
  return literal.value * (timeUnits[literal.unit] ?? sizeUnits[literal.unit] ?? 1);
}

export function isNumeric(type: ValueType): boolean {
  return numeric.includes(type);
}

/** Type of a value expression; of a logical one `boolean`. */
export function valueType(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return unitType(expression);
    case 'text':
    case 'null':
    case 'boolean':
      return expression.kind;
    case 'aggregate':
      if (expression.name === 'error_rate') return 'share';
      return expression.name === 'count' || expression.name === 'errors' ? 'number' : 'time';
    case 'path':
    case 'baseline':
      return 'unknown';
    case 'any':
      return 'list';
    case 'len':
      return 'number';
    case 'negate':
      return valueType(expression.operand);
    case 'arithmetic':
      return arithmeticType(expression);
    case 'comparison':
    case 'contains':
    case 'has':
    case 'not':
    case 'logic':
    default:
      return 'boolean';
  }
}

/** Can values of the two types be compared or added? Units mix with plain numbers, never with each other. */
export function areCompatible(left: ValueType, right: ValueType): boolean {
  if (left === right || left === 'unknown' || right === 'unknown') return true;
  return (left === 'number' && isNumeric(right)) || (right === 'number' && isNumeric(left));
}

function unitType(literal: NumberLiteral): ValueType {
  if (literal.unit === null) return 'number';
  if (literal.unit === '%') return 'share';
  if (literal.unit === '$') return 'money';
  return Object.hasOwn(timeUnits, literal.unit) ? 'time' : 'size';
}

function arithmeticType(expression: Arithmetic): ValueType {
  const left = valueType(expression.left);
  const right = valueType(expression.right);
  if (expression.operator === '+' || expression.operator === '-') return withUnit(left) ? left : right;
  if (!withUnit(right) || right === 'share') return right === 'unknown' ? 'unknown' : left;
  if (expression.operator === '/') return left === right ? 'number' : 'unknown';
  return left === 'number' || left === 'share' ? right : 'unknown';
}

function withUnit(type: ValueType): boolean {
  return type !== 'number' && type !== 'unknown';
}
