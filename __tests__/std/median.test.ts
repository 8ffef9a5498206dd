import { expect, test } from 'vitest';
import { median, medianDeviation } from '../../src/std/median.ts';

test('the median is the middle value, or the mean of the two middle ones, and leaves its input alone', () => {
  const values = [9, 1, 10];
  expect(median(values)).toBe(9);
  expect(values).toEqual([9, 1, 10]);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('one odd value does not move the deviation', () => {
  expect(medianDeviation([8, 9, 10, 11, 12])).toBe(1);
  expect(medianDeviation([8, 9, 10, 11, 12_000])).toBe(1);
  expect(medianDeviation([])).toBeNaN();
});
