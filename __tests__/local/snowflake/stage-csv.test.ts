import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../src/local/snowflake/stage/file-format.ts';
import { readCsv } from '../../../src/local/snowflake/stage/read-csv.ts';
import { readJsonFile } from '../../../src/local/snowflake/stage/read-json-file.ts';
import { parseLocation } from '../../../src/local/snowflake/stage/stage-location.ts';
import { writeCsvRow } from '../../../src/local/snowflake/stage/write-csv.ts';
import type { Options } from '../../../src/local/snowflake/catalog/objects.ts';

const fields = (content: string, options: Options = {}): readonly (readonly (string | null)[])[] =>
  [...readCsv(content, csvFormat(options))].map((record) => record.fields);

describe('CSV files', () => {
  it.each<readonly [string, string, Options, readonly (readonly (string | null)[])[]]>([
    ['plain fields', 'a,b\nc,d\n', {}, [['a', 'b'], ['c', 'd']]],
    ['a last line without an end', 'a\nb', {}, [['a'], ['b']]],
    ['line ends of other systems', 'a\r\nb\rc\n', {}, [['a'], ['b'], ['c']]],
    ['nothing as NULL', ',x\n', {}, [[null, 'x']]],
    ['nothing as the empty text', ',x\n', { EMPTY_FIELD_AS_NULL: false }, [['', 'x']]],
    ['\\N as NULL', '\\N,N\n', {}, [[null, 'N']]],
    ['escapes in plain fields', 'a\\,b,c\\nd\n', {}, [['a,b', 'c\nd']]],
    ['no escapes', 'a\\,b\n', { ESCAPE_UNENCLOSED_FIELD: 'NONE' }, [['a\\', 'b']]],
    ['quotes as they are', '"a","b"\n', {}, [['"a"', '"b"']]],
    ['enclosed fields', '"a,""b\nc",""\n', { FIELD_OPTIONALLY_ENCLOSED_BY: '"' }, [['a,"b\nc', '']]],
    ['an escape in enclosed fields', '"a\\"b"\n', { FIELD_OPTIONALLY_ENCLOSED_BY: '"', ESCAPE: '\\' }, [['a"b']]],
    ['other delimiters', 'a||b;c||d;', { FIELD_DELIMITER: '||', RECORD_DELIMITER: ';' }, [['a', 'b'], ['c', 'd']]],
    ['one field per line', 'a,b\n', { FIELD_DELIMITER: 'NONE' }, [['a,b']]],
    ['a header that is skipped', 'h\nx\n', { SKIP_HEADER: 1 }, [['x']]],
    ['spaces that are trimmed', ' a , "b" \n', { TRIM_SPACE: true, FIELD_OPTIONALLY_ENCLOSED_BY: '"' }, [['a', 'b']]],
    ['blank lines', 'a\n\nb\n', {}, [['a'], [null], ['b']]],
    ['blank lines that are skipped', 'a\n\nb\n', { SKIP_BLANK_LINES: true }, [['a'], ['b']]],
    ['a byte order mark', '\uFEFFa\n', {}, [['a']]],
  ])('have %s', (_name, content, options, expected) => {
    expect(fields(content, options)).toEqual(expected);
  }); // prettier-ignore

  it('tell the line of each record, and what is wrong with it', () => {
    const content = '"a\nb"\n"c"d\n"e\n';
    const records = [...readCsv(content, csvFormat({ FIELD_OPTIONALLY_ENCLOSED_BY: '"' }))];
    expect(records.map(({ line, error }) => [line, error])).toEqual([
      [1, undefined],
      [3, "Found character 'd' instead of field delimiter ','"],
      [4, 'A field enclosed by " is not closed'],
    ]);
  });

  it.each<readonly [string, Options]>([
    ['enclosed by quotes', { FIELD_OPTIONALLY_ENCLOSED_BY: '"', NULL_IF: ['\\N'] }],
    ['with escapes', { EMPTY_FIELD_AS_NULL: false }],
    ['with other delimiters', { FIELD_DELIMITER: '|', RECORD_DELIMITER: '~', EMPTY_FIELD_AS_NULL: false }],
  ])('bring any text back, %s', (_name, options) => {
    const format = csvFormat(options);
    const cell = fc.option(fc.string({ unit: 'binary' }).filter((text) => !/[\r\uFEFF]/.test(text) && text !== '\\N'));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
        const content = rows.map((row) => writeCsvRow(row, format)).join('');
        expect([...readCsv(content, format)].map((record) => record.fields)).toEqual(rows);
      }),
    );
  });
});

describe('JSON files', () => {
  it('keep every digit, and find values with or without line breaks', () => {
    const texts = readJsonFile('{"a": "}\\""} [1,\n[2]] 12345678901234567890.10 "x" null', false);
    expect(texts).toEqual([
      { text: '{"a": "}\\""}', line: 1 },
      { text: '[1,\n[2]]', line: 1 },
      { text: '12345678901234567890.10', line: 2 },
      { text: '"x"', line: 2 },
      { text: 'null', line: 2 },
    ]);
    expect(readJsonFile('[{"a": 1}, [2]]', true).map((record) => record.text)).toEqual(['{"a": 1}', '[2]']);
    expect(() => readJsonFile('{"a": }', false)).toThrow('Error parsing JSON');
  });

  it('bring any values back', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), fc.constantFrom('\n', ' ', ',\n'), (values, separator) => {
        expect(readJsonFile(values.join(separator), false).map((record) => record.text)).toEqual(values);
        expect(readJsonFile(`[${values.join(',')}]`, true).map((record) => record.text)).toEqual(values);
      }),
    );
  });
});

describe('places in stages', () => {
  it.each([
    ['@~', { kind: 'USER', name: [], path: '' }],
    ['@~/a/b.csv', { kind: 'USER', name: [], path: 'a/b.csv' }],
    ['@%t', { kind: 'TABLE', name: ['T'], path: '' }],
    ['@d.s.%"My t"/x', { kind: 'TABLE', name: ['D', 'S', 'My t'], path: 'x' }],
    ['@s', { kind: 'NAMED', name: ['S'], path: '' }],
    ['@d."a.b/c".s/p', { kind: 'NAMED', name: ['D', 'a.b/c', 'S'], path: 'p' }],
  ])('%s', (text, expected) => {
    expect(parseLocation(text)).toEqual(expected);
  });
});
