import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../src/local/pinecone/filter.ts';
import type { Metadata } from '../../../src/local/pinecone/metadata.ts';
import { parseMetadata } from '../../../src/local/pinecone/metadata.ts';

/** The semantics once more, written without compiling: a value is a list of what the field holds. */
function evaluate(filter: Readonly<Record<string, unknown>>, metadata: Metadata): boolean {
  for (const [key, value] of Object.entries(filter)) {
    const parts = value as readonly Readonly<Record<string, unknown>>[];
    if (key === '$and' && parts.some((part) => !evaluate(part, metadata))) return false;
    if (key === '$or' && parts.every((part) => !evaluate(part, metadata))) return false;
    if (!key.startsWith('$') && !evaluateField(new Map(Object.entries(metadata)).get(key), value)) return false;
  }
  return true;
}

function evaluateField(actual: unknown, condition: unknown): boolean {
  if (typeof condition !== 'object') return evaluateField(actual, { $eq: condition });
  const held: readonly unknown[] = actual === undefined ? [] : [actual].flat();
  const results = Object.entries(condition as Record<string, unknown>).map(([operator, operand]) => {
    const wanted = [operand].flat();
    const shared = held.filter((entry) => wanted.some((want) => want === entry)).length;
    if (operator === '$eq' || operator === '$in') return shared > 0;
    if (operator === '$ne' || operator === '$nin') return shared === 0;
    if (operator === '$exists') return operand === held.length > 0 || (Array.isArray(actual) && operand === true);
    if (typeof actual !== 'number' || typeof operand !== 'number') return false;
    const sign = Math.sign(actual - operand);
    return { $gt: [1], $gte: [0, 1], $lt: [-1], $lte: [-1, 0] }[operator]?.includes(sign) ?? false;
  });
  return !results.includes(false);
}

const words = fc.constantFrom('red', 'green', 'blue', '1');
const numbers = fc.constantFrom(-1, 0, 1, 1.5, 2);
const scalars = fc.oneof(words, numbers, fc.boolean());
const fields = fc.constantFrom('a', 'b', 'c', 'toString');
const metadataArbitrary = fc.dictionary(fields, fc.oneof(scalars, fc.array(words, { minLength: 1, maxLength: 3 })), { maxKeys: 3 });
const conditions = fc.oneof(
  scalars,
  fc.record({ $eq: scalars }),
  fc.record({ $ne: scalars }),
  fc.record({ $in: fc.oneof(fc.array(words), fc.array(numbers)) }),
  fc.record({ $nin: fc.oneof(fc.array(words), fc.array(numbers)) }),
  fc.record({ $exists: fc.boolean() }),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), numbers).map(([operator, bound]) => ({ [operator]: bound })),
  fc.tuple(numbers, numbers).map(([from, until]) => ({ $gte: from, $lt: until })),
);
const { filterArbitrary } = fc.letrec<{ filterArbitrary: Record<string, unknown> }>((tie) => ({
  filterArbitrary: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.dictionary(fields, conditions, { maxKeys: 2 }),
    fc.record({ $and: fc.array(tie('filterArbitrary'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie('filterArbitrary'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

describe('compileFilter', () => {
  it('agrees with an independent evaluation', () => {
    let matched = 0;
    const property = fc.property(filterArbitrary, metadataArbitrary, (filter, metadata) => {
      const expected = evaluate(filter, { ...metadata });
      expect(compileFilter(filter)({ ...metadata })).toBe(expected);
      matched += expected ? 1 : 0;
    });
    fc.assert(property, { numRuns: 3000 });
    // Both answers must have been seen often, else the property says nothing.
    expect(matched).toBeGreaterThan(300);
    expect(matched).toBeLessThan(2700);
  });

  it('takes a record without metadata as one without fields', () => {
    expect(compileFilter({ a: { $ne: 1 } })(undefined)).toBe(true);
    expect(compileFilter({ a: 1 })(undefined)).toBe(false);
    expect(compileFilter({ a: { $exists: false } })(undefined)).toBe(true);
  });

  it.each([
    [[], 'A filter must be an object, got [] instead'],
    [{ $gt: 1 }, 'only logical operators such as $or and $and are allowed at top level, got $gt instead'],
    [{ $and: [] }, 'the $and operator must be followed by a non-empty list of filters'],
    [{ $or: { a: 1 } }, 'the $or operator must be followed by a non-empty list of filters'],
    [{ a: { $like: 'x' } }, '$like is not a valid operator for the field a'],
    [{ a: {} }, 'the field a needs an operator such as $eq, got {}'],
    [{ a: null }, 'the $eq operator must be followed by a string, boolean or a number, got null instead (field a)'],
    [{ a: ['x'] }, 'the $eq operator must be followed by a string, boolean or a number, got ["x"] instead (field a)'],
    [{ a: { $ne: null } }, 'the $ne operator must be followed by a string, boolean or a number, got null instead (field a)'],
    [{ a: { $gt: '1' } }, 'the $gt operator must be followed by a number, got "1" instead (field a)'],
    [{ a: { $in: 'x' } }, 'the $in operator must be followed by a list of strings or a list of numbers, got "x" instead (field a)'],
    [
      { a: { $nin: ['x', 1] } },
      'the $nin operator must be followed by a list of strings or a list of numbers, got ["x",1] instead (field a)',
    ],
    [{ a: { $exists: 1 } }, 'the $exists operator must be followed by a boolean, got 1 instead (field a)'],
    [{ $and: [{ a: { b: 1 } }] }, 'b is not a valid operator for the field a'],
  ])('refuses %j', (filter, message) => {
    expect(() => compileFilter(filter)).toThrow(`Invalid filter: ${message}`);
  });
});

describe('parseMetadata', () => {
  it.each([{ a: null }, { a: { b: 1 } }, { a: [1, 2] }, { a: ['x', 1] }])('refuses %j', (metadata) => {
    expect(() => parseMetadata(metadata)).toThrow("Metadata value must be a string, number, boolean or list of strings, got '");
  });

  it('refuses more than 40 KB and a list', () => {
    expect(() => parseMetadata({ a: 'x'.repeat(41_000) })).toThrow('exceeds the limit of 40960 bytes per vector');
    expect(() => parseMetadata([])).toThrow('Metadata must be an object.');
  });

  it('takes strings, numbers, booleans and lists of strings', () => {
    const metadata = { a: 'x', b: 1.5, c: true, d: ['x', 'y'], e: [] };
    expect(parseMetadata(metadata)).toEqual(metadata);
    expect(parseMetadata(null)).toBeUndefined();
  });
});
