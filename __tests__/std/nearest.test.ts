import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/std/nearest.ts';

test.each([
  ['', '', 0],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['flaw', 'lawn', 2],
  ['same', 'same', 0],
])('%s -> %s takes %i edits', (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
  expect(editDistance(right, left)).toBe(distance);
});

test('a typing error finds its word, whatever its case; something else finds nothing', () => {
  const words = ['warehouse', 'vectors', 'tools'];
  expect(nearest('warehose', words)).toBe('warehouse');
  expect(nearest('VECTOR', words)).toBe('vectors');
  expect(nearest('production', words)).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});
