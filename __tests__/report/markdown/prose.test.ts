import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prose } from '../../../src/report/markdown/prose.ts';

describe('prose', () => {
  test.each([
    ['an account shows the same calls', 'an account shows the same calls'],
    ['CORE.CALLS has rows', '<code>CORE&#46;CALLS</code> has rows'],
    ['p(95) is 538ms', '<code>p&#40;95&#41; is 538ms</code>'],
    ['no answer from api.accounts.list.', 'no answer from <code>api&#46;accounts&#46;list</code>.'],
    ['see GH-12, please', 'see <code>GH&#45;12</code>, please'],
    ['commit defaced now', 'commit <code>defaced</code> now'],
    ['one\n\n# two', 'one <code>&#35;</code> two'],
    ['1. first', '<code>1</code>. first'],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test('outside of code there are only words, short numbers and the marks of a sentence', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const outside = prose(text).replaceAll(/<code>[^<]*<\/code>/g, '');
        expect(outside).toMatch(/^[A-Za-z0-9 ().,;:!?'-]*$/);
        expect(outside).not.toMatch(/[0-9a-f]{7}/i);
        expect(prose(text)).not.toContain('\n');
      }),
      { numRuns: 2000 },
    );
  });
});
