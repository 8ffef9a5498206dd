import { expect, test } from 'vitest';
import { LastLines } from '../../src/execute/last-lines.ts';

test('keeps the last lines, however the text comes in', () => {
  const lines = new LastLines(3);
  for (const text of ['on', 'e\ntwo\nth', 'ree\nfour', '\n']) lines.add(text);
  expect(lines.text()).toBe('two\nthree\nfour');
  lines.add('fi');
  expect(lines.text()).toBe('three\nfour\nfi');
});

test('nothing is nothing, and a line without an end is bounded', () => {
  const lines = new LastLines(2);
  expect(lines.text()).toBe('');
  for (let index = 0; index < 1000; index += 1) lines.add('x'.repeat(1000));
  expect(lines.text()).toHaveLength(2000);
});
