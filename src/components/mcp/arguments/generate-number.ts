import type { Generator, Values } from './generate-values.ts';
import type { Schema } from './merge-schemas.ts';

const widest = 2 ** 31;

/** Numbers within the bounds of a schema, small ones and the bounds themselves more often. */
export function generateNumber(fc: Generator, schema: Schema, isInteger: boolean): Values {
  const { minimum = Number.NEGATIVE_INFINITY, exclusiveMinimum = Number.NEGATIVE_INFINITY, multipleOf } = schema;
  const { maximum = Number.POSITIVE_INFINITY, exclusiveMaximum = Number.POSITIVE_INFINITY } = schema;
  const lowest = Math.max(minimum, exclusiveMinimum);
  const highest = Math.min(maximum, exclusiveMaximum);
  // Where one side is open, the other side's neighbourhood is what is asked for.
  const min = Number.isFinite(lowest) ? lowest : Math.min(-widest, highest - widest);
  const max = Number.isFinite(highest) ? highest : Math.max(widest, lowest + widest);
  if (multipleOf !== undefined && multipleOf > 0) {
    return wholeNumbers(fc, Math.ceil(min / multipleOf), Math.floor(max / multipleOf)).map((factor) => Number(factor) * multipleOf);
  }
  const first = Math.ceil(min) === exclusiveMinimum ? exclusiveMinimum + 1 : Math.ceil(min);
  const last = Math.floor(max) === exclusiveMaximum ? exclusiveMaximum - 1 : Math.floor(max);
  if (isInteger || min >= max) return wholeNumbers(fc, first, last);
  const bounds = { min, max, minExcluded: min === exclusiveMinimum, maxExcluded: max === exclusiveMaximum };
  const doubles = fc.double({ ...bounds, noNaN: true, noDefaultInfinity: true });
  return first > last ? doubles : fc.oneof(doubles, wholeNumbers(fc, first, last));
}

/** Bounds that contradict each other give a value that does not match: it is not used. */
function wholeNumbers(fc: Generator, min: number, max: number): Values {
  const [low, high] = [clamp(min), clamp(max)];
  return low <= high ? fc.integer({ min: low, max: high }) : fc.constant(min);
}

function clamp(value: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}
