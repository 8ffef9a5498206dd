import { expect, test } from 'vitest';
import { createRandom, hashText } from '../../src/std/random.ts';

const take = (seed: string, count: number): readonly number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random());
};

test('the seed alone decides', () => {
  expect(take('run-1', 20)).toEqual(take('run-1', 20));
  expect(take('run-1', 20)).not.toEqual(take('run-2', 20));
});

test('numbers spread evenly over [0, 1)', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const number of take('even', 10_000)) {
    expect(number >= 0 && number < 1).toBe(true);
    tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('hashes as FNV-1a does', () => {
  expect(hashText('')).toBe(0x811c9dc5);
  expect(hashText('a')).toBe(0xe40c292c);
  expect(hashText('foobar')).toBe(0xbf9cf968);
});
