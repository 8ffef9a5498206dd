import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../../src/std/glob.ts';

test.each([
  ['warehouse.*', 'warehouse.query.simple', true],
  ['warehouse.*', 'vectors.query', false],
  ['*.query', 'vectors.query', true],
  ['*.query', 'vectors.query.p95', false],
  ['*query*', 'vectors.query.p95', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*c', 'a-c-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a.c', 'abc', false],
  ['a[b]c', 'a[b]c', true],
  ['**', 'anything', true],
  ['warehouse.query', 'warehouse.query', true],
])('%s matches %s: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

/** The meaning written down directly; slow on hostile patterns. */
function naive(pattern: string, text: string): boolean {
  const [first] = pattern;
  if (first === undefined) return text === '';
  if (first !== '*') return text.startsWith(first) && naive(pattern.slice(1), text.slice(1));
  return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
}

test('agrees with the definition', () => {
  const letters = (alphabet: readonly string[]) => fc.array(fc.constantFrom(...alphabet), { maxLength: 8 }).map((list) => list.join(''));
  const property = fc.property(letters(['a', 'b', '*']), letters(['a', 'b']), (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(naive(pattern, text));
  });
  fc.assert(property, { numRuns: 3000 });
});

test('a hostile pattern ends', () => {
  expect(matchesGlob('a*'.repeat(5000) + 'b', 'a'.repeat(20_000))).toBe(false);
});
