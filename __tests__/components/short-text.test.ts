import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWords, shortText } from '../../src/components/short-text.ts';

test('one line, and words for an error without any', () => {
  expect(shortText(' went\n  wrong ')).toBe('went wrong');
  expect(shortText(' \n')).toBe('an error without words');
  expect(firstWords('', 10)).toBe('');
});

test('no word is cut: the beginning of a credential is as bad as all of it', () => {
  expect(firstWords('the key is pcsk_1234567890', 15)).toBe('the key is ...');
  expect(firstWords('pcsk_1234567890', 10)).toBe('...');
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z_]{1,30}$/), { maxLength: 20 }), fc.integer({ min: 1, max: 100 }), (words, longest) => {
      const shown = firstWords(words.join(' '), longest).split(' ');
      const whole = shown.at(-1) === '...' ? shown.slice(0, -1) : shown;
      expect(whole).toEqual(words.length === 0 ? [''] : words.slice(0, whole.length));
    }),
  );
});
