import { expect, test } from 'vitest';
import { sumOfEach } from '../../src/std/sum-of-each.ts';

test('sums each name over all records; zeros where there are none', () => {
  const records = [
    { a: 1, b: 2, c: 9 },
    { a: 3, b: 4, c: 9 },
  ];
  expect(sumOfEach(records, ['a', 'b'])).toEqual({ a: 4, b: 6 });
  expect(sumOfEach([], ['a'])).toEqual({ a: 0 });
});
