import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataType } from '../../../src/local/snowflake/catalog/data-type.ts';
import { SnowflakeFailure } from '../../../src/local/snowflake/failure.ts';
import { engineFailure } from '../../../src/local/snowflake/engine/engine-failure.ts';
import { quoteIdentifier, unmarkCase } from '../../../src/local/snowflake/sql/names.ts';
import { tokenize } from '../../../src/local/snowflake/sql/tokenize.ts';
import { formatMoment, parsingFormat } from '../../../src/local/snowflake/translate/date-format.ts';
import { refuseLenientSyntax } from '../../../src/local/snowflake/translate/lenient-syntax.ts';
import { arithmeticType, commonType, fixed, literalNumberType } from '../../../src/local/snowflake/translate/numeric-type.ts';
import { castColumns, typedColumns } from '../../../src/local/snowflake/translate/typed-columns.ts';

const name = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'aAbBzZ09_~"$ éÉ'.split('')) });
const inner = (quoted: string): string => quoted.slice(1, -1).replaceAll('""', '"');

describe('names for an engine that ignores case', () => {
  it('are given back as they were', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(unmarkCase(inner(quoteIdentifier(text)))).toBe(text);
      }),
    );
  });

  it('are the same without case only when they are the same', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [left, right] = [one, other].map((text) => quoteIdentifier(text).toLowerCase());
        expect(left === right).toBe(one === other);
      }),
    );
  });

  it('are shown without their mark in an error', () => {
    const failure = engineFailure(new Error(`Binder Error: Referenced column ${quoteIdentifier('id')} not found in FROM clause!`));
    expect(failure).toMatchObject({ code: '000904', message: expect.stringContaining("invalid identifier 'id'") as string });
  });
});

describe('types of numbers', () => {
  const number = fc.tuple(fc.nat(37), fc.nat(37)).map(([size, scale]) => fixed(Math.max(size, scale) + 1, scale)); // prettier-ignore

  it('keep the digits that the documentation says', () => {
    expect(arithmeticType('div', fixed(1, 0), fixed(1, 0))).toEqual(fixed(7, 6));
    expect(arithmeticType('div', fixed(10, 8), fixed(3, 2))).toEqual(fixed(16, 12));
    expect(arithmeticType('mul', fixed(10, 2), fixed(10, 3))).toEqual(fixed(20, 5));
    expect(arithmeticType('mul', fixed(20, 10), fixed(20, 10))).toEqual(fixed(32, 12));
    expect(arithmeticType('add', fixed(10, 2), fixed(5, 4))).toEqual(fixed(13, 4));
    expect(['1', '1.50', '0.5', '.5', '12e3'].map(literalNumberType)).toEqual([
      fixed(1, 0),
      fixed(3, 2),
      fixed(2, 1),
      fixed(1, 1),
      { kind: 'real' },
    ]);
  });

  it('never have more than 38 digits, nor more behind the point than in all', () => {
    fc.assert(
      fc.property(fc.constantFrom('add', 'sub', 'mul', 'div', 'mod'), number, number, (operator, left, right) => {
        const type = arithmeticType(operator, left, right);
        if (type?.kind !== 'fixed') throw new Error('no number');
        expect(type.precision).toBeLessThanOrEqual(38);
        expect(type.precision).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('are not promised when a part is not known', () => {
    expect(commonType([fixed(1, 0), undefined])).toBeUndefined();
    expect(commonType([fixed(1, 0), null])).toEqual(fixed(1, 0));
    expect(commonType([{ kind: 'text', length: 1 }, fixed(1, 0)])).toEqual(fixed(18, 5));
    expect(commonType([{ kind: 'variant' }, undefined])).toEqual({ kind: 'variant' });
  });
});

describe('columns of a result', () => {
  const column = (type: DataType) => ({ type });

  it('take the finer type and never lose digits', () => {
    const found = [column({ kind: 'real' }), column(fixed(38, 4)), column({ kind: 'variant' }), column({ kind: 'date' })];
    const output = [fixed(7, 6), fixed(38, 2), { kind: 'array' } as const, fixed(1, 0)].map((type) => ({ name: 'A', type }));
    const typed = typedColumns(found, output);
    expect(typed.map(({ type }) => type)).toEqual([fixed(7, 6), fixed(38, 4), { kind: 'array' }, { kind: 'date' }]);
    expect(castColumns('SELECT 1', found, typed)).toBe(
      'SELECT CAST(c0 AS DECIMAL(38,6)), c1, c2, c3 FROM (SELECT 1) AS typed(c0, c1, c2, c3)',
    );
    expect(typedColumns(found, undefined)).toBe(found);
  });
});

describe('date formats', () => {
  it('are read element by element', () => {
    expect(parsingFormat('DD-MON-YYYY HH12:MI:SS.FF6 AM')).toBe('%d-%b-%Y %I:%M:%S.%f %p');
    expect(formatMoment('x', undefined, 'YYYY"%T"')).toBe(`(strftime(x, '%Y%%T'))`);
    expect(formatMoment('x', '60', 'HH24 TZHTZM')).toContain('sf_offset_text');
    expect(() => formatMoment('x', undefined, 'TZHTZM')).toThrow(/LOCAL-003/);
  });

  it('are refused or understood, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('YYYY', 'MM', 'D', 'HH24', "'", '%', '"', 'x', '-', 'FF3') }), (format) => {
        try {
          expect(formatMoment('x', undefined, format).split("'").length % 2).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(SnowflakeFailure);
        }
      }),
    );
  });
});

describe('what the parser forgives', () => {
  it.each(['select 1,', 'select 1, from t', 'select f(1,)', `select 'a' 'b'`, 'select 1, ; '])('is a syntax error: %s', (sql) => {
    expect(() => refuseLenientSyntax(sql, tokenize(sql))).toThrow(/syntax error/);
  });

  it.each(['select 1, 2', `select 'a', 'b'`, 'insert into t values (1), (2)', `select 'a' || 'b'`])('is not this: %s', (sql) => {
    expect(() => refuseLenientSyntax(sql, tokenize(sql))).not.toThrow();
  });
});
