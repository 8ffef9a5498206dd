import type { DataType } from '../catalog/data-type.ts';

type Fixed = DataType & { readonly kind: 'fixed' };

const maximumPrecision = 38;
/** Text in arithmetic becomes a NUMBER of this shape. */
const numberOfText: Fixed = { kind: 'fixed', precision: 18, scale: 5 };

export function fixed(precision: number, scale: number): Fixed {
  return { kind: 'fixed', precision: Math.min(maximumPrecision, Math.max(precision, 1)), scale };
}

/** The type of an operand as arithmetic sees it; undefined where it is not known or no number. */
export function operandType(type: ArgumentType): DataType | undefined {
  if (type?.kind === 'text') return numberOfText;
  if (type?.kind === 'variant') return { kind: 'real' };
  return type?.kind === 'fixed' || type?.kind === 'real' ? type : undefined;
}

/**
 * The result type of `+ - * / %` by the rules of Snowflake's documentation ("Arithmetic operators"): digits before and
 * behind the point of both sides give those of the result, at most 38 in all.
 */
export function arithmeticType(operator: string, left: ArgumentType, right: ArgumentType): DataType | undefined {
  if (operator === 'add' || operator === 'sub') {
    const moment = dateArithmetic(operator, left, right);
    if (moment) return moment;
  }
  const [one, other] = [operandType(left), operandType(right)];
  if (!one || !other) return undefined;
  if (one.kind === 'real' || other.kind === 'real') return { kind: 'real' };
  return one.kind === 'fixed' && other.kind === 'fixed' ? fixedArithmetic(operator, one, other) : undefined;
}

function dateArithmetic(operator: string, left: ArgumentType, right: ArgumentType): DataType | undefined {
  if (left?.kind === 'date' && right?.kind === 'date') return operator === 'sub' ? fixed(9, 0) : undefined;
  if (left?.kind === 'date' && right?.kind === 'fixed') return left;
  return operator === 'add' && left?.kind === 'fixed' && right?.kind === 'date' ? right : undefined;
}

function fixedArithmetic(operator: string, one: Fixed, other: Fixed): DataType | undefined {
  const [oneLeading, otherLeading] = [one.precision - one.scale, other.precision - other.scale];
  const high = Math.max(one.scale, other.scale);
  switch (operator) {
    case 'add':
    case 'sub':
      return fixed(Math.max(oneLeading, otherLeading) + high + 1, high);
    case 'mul': {
      const scale = Math.min(one.scale + other.scale, Math.max(high, 12));
      return fixed(oneLeading + otherLeading + scale, scale);
    }
    case 'div': {
      const scale = quotientScale(one.scale);
      return fixed(oneLeading + other.scale + scale, scale);
    }
    case 'mod':
      return fixed(Math.max(oneLeading, otherLeading) + high, high);
    default:
      return undefined;
  }
}

/** A quotient and an average keep six more digits than the dividend, twelve at most. */
export function quotientScale(scale: number): number {
  return Math.max(scale, Math.min(scale + 6, 12));
}

export function literalNumberType(text: string): DataType {
  if (/[eE]/.test(text)) return { kind: 'real' };
  const [whole = '', fraction = ''] = text.split('.');
  const leading = whole.replace(/^0+(?=\d)/, '').length;
  return fixed(leading + fraction.length, fraction.length);
}

/** The type of an operand: undefined where only the engine knows it, null for the word NULL, which fits every type. */
export type ArgumentType = DataType | null | undefined;

/** One type for values that share a column, as in CASE, COALESCE, VALUES and UNION; undefined when one of them is not known. */
export function commonType(types: readonly ArgumentType[]): DataType | undefined {
  const known = types.filter((type) => type !== null && type !== undefined);
  const [first] = known;
  const semiStructured = known.some(({ kind }) => kind === 'variant' || kind === 'object' || kind === 'array');
  if (semiStructured)
    return first && !types.includes(undefined) && known.every(({ kind }) => kind === first.kind) ? first : { kind: 'variant' };
  if (!first || types.includes(undefined)) return undefined;
  if (known.every((type) => type.kind === 'text')) return { kind: 'text', length: Math.max(...known.map((type) => type.length)) };
  if (known.every(({ kind }) => kind === first.kind && kind !== 'fixed')) return first;
  if (!known.every(({ kind }) => kind === 'fixed' || kind === 'real' || kind === 'text')) return undefined;
  if (known.some(({ kind }) => kind === 'real')) return { kind: 'real' };
  return commonFixed(known.map((type) => (type.kind === 'fixed' ? type : numberOfText)));
}

function commonFixed(numbers: readonly Fixed[]): DataType {
  const scale = Math.max(...numbers.map((type) => type.scale));
  return fixed(Math.max(...numbers.map((type) => type.precision - type.scale)) + scale, scale);
}
