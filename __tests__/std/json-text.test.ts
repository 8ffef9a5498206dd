import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonError, readJson } from '../../src/std/json-text.ts';

function errorOf(text: string): string {
  try {
    readJson(text);
    return 'no error';
  } catch (error) {
    if (error instanceof JsonError) return `${error.line}:${error.column} ${error.message}`;
    throw error;
  }
}

describe('values', () => {
  test('are those of JSON.parse, however they are written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  test('a text is JSON for us exactly when it is for JSON.parse, twins of keys apart', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '"',
      '\\u00',
      '\\n',
      '\u0001',
      ' ',
      '-',
      '0',
      '1',
      '.5',
      'e3',
      'true',
      'nul',
      'null',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        const ours = errorOf(text);
        fc.pre(!ours.includes('given twice'));
        expect(ours === 'no error').toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('a key __proto__ is a key', () => {
    expect(Object.keys(readJson('{"__proto__": 1}').value as object)).toEqual(['__proto__']);
  });
});

describe('places', () => {
  test.each([
    ['', '1:1 expected a value, got the end of the file'],
    ['{"a": 1,\n "b" 2}', '2:6 expected :, got "2}"'],
    ['{"a": 1\n "b": 2}', '2:2 expected , or }, got "\\"b\\": 2}"'],
    ['[1, 2', '1:6 expected , or ], got the end of the file'],
    ['{a: 1}', '1:2 expected a key in double quotes, got "a: 1}"'],
    ['{"a": 1, "a": 2}', '1:10 the key "a" is given twice'],
    ['{} x', '1:4 expected nothing behind the value, got "x"'],
    ['["a\nb"]', '1:2 "a\nb" has a character or an escape that JSON does not have'],
    ['['.repeat(200), '1:130 expected at most 128 values inside each other, got "[[[[[[[[[[[["'],
  ])('of what is wrong in %j', (text, message) => {
    expect(errorOf(text)).toBe(message);
  });

  test('of values, or of the nearest one around', () => {
    const json = readJson('{\n  "a": [1,\n    {"b": 2}]\n}');
    expect(json.positionOf(['a', 1, 'b'])).toEqual({ line: 3, column: 11 });
    expect(json.positionOf(['a', 1, 'missing', 'deeper'])).toEqual({ line: 3, column: 5 });
    expect(json.positionOf([])).toEqual({ line: 1, column: 1 });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
