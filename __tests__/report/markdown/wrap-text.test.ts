import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from '../../../src/report/markdown/wrap-text.ts';

test('short lines stay, long ones break at a space, further lines are indented', () => {
  expect(wrapText('one two\nthree', 10)).toBe('one two\nthree');
  expect(wrapText('expected allowed, got refused', 18)).toBe('expected allowed,\n  got refused');
  expect(wrapText('abcdefghijklmnop', 10)).toBe('abcdefghij\n  klmnop');
});

test('no line is longer than asked, and nothing but spaces is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 8, max: 60 }), (text, lineCharacters) => {
      const wrapped = wrapText(text, lineCharacters);
      for (const line of wrapped.split('\n')) {
        expect(line.length).toBeLessThanOrEqual(lineCharacters);
        expect(line.isWellFormed()).toBe(true);
      }
      expect(wrapped.replaceAll(/[ \n]/g, '')).toBe(text.replaceAll(/[ \n]/g, ''));
    }),
    { numRuns: 1000 },
  );
});
