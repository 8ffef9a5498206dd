import { expect, test } from 'vitest';
import { InputError, readInputs } from '../../src/config/inputs.ts';

test.each([
  ['1/1', { number: 1, count: 1 }],
  [' 2/4 ', { number: 2, count: 4 }],
  ['256/256', { number: 256, count: 256 }],
  ['', undefined],
])('%j is read', (shard, expected) => {
  expect(readInputs({ shard }).shard).toEqual(expected);
});

const wrong = [
  '0/4',
  '5/4',
  '0/0',
  'x',
  '2',
  '/4',
  '2/',
  '1/1000',
  '257/257',
  '1/257',
  '1/4/2',
  '-1/4',
  '1.5/2',
  '01/4',
  '1 / 4',
  '١/٢',
  '1e0/4',
  '2/4\n3/4',
];

test.each(wrong)('%j is no shard', (shard) => {
  expect(() => readInputs({ shard })).toThrow(InputError);
  expect(() => readInputs({ shard })).toThrow(/^shard: expected number\/count such as 2\/4 with at most 256 shards, got "/);
});
