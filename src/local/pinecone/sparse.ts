import type { Fields } from './fields.ts';
import { invalid } from './refusal.ts';

/** Coordinates that are not zero. */
export interface SparseValues {
  readonly indices: readonly number[];
  /** Rounded to float32. */
  readonly values: readonly number[];
}

const nonZeroLimit = 2048;

/**
 * @returns undefined when there are none
 * @throws PineconeRefusal for lists of different lengths, repeated or wrong indices, and more than 2,048 values
 */
export function parseSparse(value: unknown, what = 'Sparse vector'): SparseValues | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') throw invalid(`${what} must be an object with indices and values`);
  const { indices, values } = value as Fields;
  if (!isNumbers(indices) || !isNumbers(values)) throw invalid(`${what} must have lists of numbers as indices and values`);
  if (indices.length !== values.length)
    throw invalid(`${what} indices and values must have the same length, got ${indices.length} and ${values.length}`);
  if (indices.length === 0) throw invalid(`${what} must contain at least one value`);
  if (indices.length > nonZeroLimit) throw invalid(`${what} must have at most ${nonZeroLimit} values, got ${indices.length}`);
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index > 0xffff_ffff);
  if (wrong !== undefined) throw invalid(`${what} indices must be unsigned 32-bit integers, got ${wrong}`);
  if (new Set(indices).size !== indices.length) throw invalid(`${what} indices must be unique`);
  const rounded = values.map(Math.fround);
  if (rounded.some((entry) => !Number.isFinite(entry))) throw invalid(`${what} values must be finite`);
  if (rounded.every((entry) => entry === 0)) throw invalid(`${what} must contain at least one non-zero value`);
  return { indices, values: rounded };
}

/** Dot product of one sparse vector with many: the query is indexed once. */
export function sparseScorer(query: SparseValues): (stored: SparseValues | undefined) => number {
  const weights = new Map(query.indices.map((index, position) => [index, query.values[position] ?? 0]));
  return (stored) => {
    let sum = 0;
    if (stored === undefined) return sum;
    for (const [position, index] of stored.indices.entries()) sum += (weights.get(index) ?? 0) * (stored.values[position] ?? 0);
    return sum;
  };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}
