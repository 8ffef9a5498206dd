import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SnowflakeFailure } from '../../../src/local/snowflake/failure.ts';
import { engineFailure } from '../../../src/local/snowflake/engine/engine-failure.ts';
import { printBind } from '../../../src/local/snowflake/run/binds.ts';
import { displayName, likeMatcher } from '../../../src/local/snowflake/sql/names.ts';
import { parseStatement } from '../../../src/local/snowflake/sql/parse-statement.ts';
import { placeOf, tokenize } from '../../../src/local/snowflake/sql/tokenize.ts';
import { parsingFormat } from '../../../src/local/snowflake/translate/date-format.ts';
import { jsonPath } from '../../../src/local/snowflake/translate/json-path.ts';
import { fillMarkers, printMarker } from '../../../src/local/snowflake/translate/marker.ts';
import { projectionTexts } from '../../../src/local/snowflake/translate/projection-names.ts';

const names = (sql: string): readonly string[] => projectionTexts(sql, tokenize(sql));

const hostile = 'a b 1 \' " $ - / * . , ( ) ; : \n ? \\ é'.split(' ');

/** The value, or undefined when the answer is a refusal; any other error is one of the test. */
function answered<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof SnowflakeFailure) return undefined;
    throw error;
  }
}

describe('tokenize', () => {
  it('knows words, quotes, strings, numbers, comments and signs', () => {
    const tokens = tokenize(`select "a""b", 'it''s' -- c\n, $$x'y$$ /* d */ // e\n , 1.5e3::int ->> 2`);
    expect(tokens.map((token) => [token.kind, token.value])).toEqual([
      ['word', 'SELECT'],
      ['quoted', 'a"b'],
      ['symbol', ','],
      ['string', "it's"],
      ['symbol', ','],
      ['string', "x'y"],
      ['symbol', ','],
      ['number', '1.5e3'],
      ['symbol', '::'],
      ['word', 'INT'],
      ['symbol', '->>'],
      ['number', '2'],
    ]);
  });

  it('covers any text in order, or refuses it as a syntax error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...hostile) }), (sql) => {
        const tokens = answered(() => tokenize(sql)) ?? [];
        const wrong = tokens.filter(
          (token, index) => token.start < (tokens[index - 1]?.end ?? 0) || sql.slice(token.start, token.end) !== token.text,
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('brings any string literal back', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const literal = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
        expect(tokenize(literal)).toMatchObject([{ kind: 'string', value: text }]);
      }),
    );
  });

  it('counts lines from 1 and positions from 0', () => {
    expect(placeOf('a\nbc', 3)).toEqual({ line: 2, position: 1 });
    expect(placeOf('abc', 2)).toEqual({ line: 1, position: 2 });
  });
});

describe('parseStatement', () => {
  const parse = (sql: string) => parseStatement(sql, tokenize(sql));

  it('never throws anything but an answer', () => {
    const words =
      'create or replace table view schema t ( ) , as select 1 grant on to role drop if exists show alter set = ; clone like in a.b'.split(
        ' ',
      );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        expect(() => answered(() => parse(parts.join(' ')))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what is left over instead of leaving it out', () => {
    for (const sql of [
      'drop table t restrict now',
      'use schema a b',
      'show tables nonsense',
      'create schema s with managed access twice',
      'truncate t u',
    ]) {
      expect(() => parse(sql)).toThrow(/LOCAL-00/);
    }
  });

  it('keeps the columns of a primary key NOT NULL', () => {
    expect(parse('create table t (a int, b int, primary key (a))')).toMatchObject({
      source: {
        definition: {
          columns: [
            { name: 'A', nullable: false },
            { name: 'B', nullable: true },
          ],
          primaryKey: { columns: ['A'] },
        },
      },
    });
  });
});

describe('names', () => {
  it('shows quotes only where folding would change the name', () => {
    expect(displayName(['SOPHIA', 'core', 'a"b', 'X$1'])).toBe('SOPHIA."core"."a""b".X$1');
  });

  it('matches LIKE of SHOW without regard to case, with wildcards and escapes', () => {
    expect(likeMatcher('call_')('CALLS')).toBe(true);
    expect(likeMatcher(String.raw`call\_`)('CALLS')).toBe(false);
    expect(likeMatcher('%a.b%')('XaxbX')).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => likeMatcher(text.replaceAll(/[\\%_]/g, String.raw`\$&`))(text)));
  });

  it('names the columns of a SELECT by their text', () => {
    expect(names('select count( * ), a + 1 -- note\n, f(b, c) from t')).toEqual(['count( * )', 'a + 1', 'f(b, c)']);
    expect(names('with x as (select 1, 2) select distinct a is distinct from b, c from x')).toEqual(['a is distinct from b', 'c']);
    expect(names(`select listagg(a, ',') within group (order by a), extract(year from d) order by 1`)).toEqual([
      `listagg(a, ',') within group (order by a)`,
      'extract(year from d)',
    ]);
    expect(names('insert into t values (1)')).toEqual([]);
  });
});

describe('translation pieces', () => {
  it('turns paths into JSON paths', () => {
    expect(jsonPath('a.b[0]["c d"].E')).toBe('$."a"."b"[0]."c d"."E"');
    expect(() => jsonPath('a[b]')).toThrow(/LOCAL-003/);
  });

  it('turns date formats, and refuses elements without a twin', () => {
    expect(parsingFormat('YYYY-MM-DD"T"HH24:MI:SS.FF3')).toBe('%Y-%m-%dT%H:%M:%S.%f');
    expect(() => parsingFormat('YYYY TZH')).toThrow(/LOCAL-003/);
  });

  it('fills markers without touching the text around them', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('\0')),
        fc.nat(),
        (text, index) => {
          const sql = `${text}${printMarker({ kind: 'bind', index })}${text}`;
          expect(fillMarkers(sql, (marker) => JSON.stringify(marker))).toBe(`${text}{"kind":"bind","index":${index}}${text}`);
        },
      ),
    );
  });

  it('prints binds that cannot break out of their place', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('\0')),
        (text) => {
          expect(printBind('TEXT', text)).toMatch(/^'(?:[^']|'')*'$/);
        },
      ),
    );
    expect(() => printBind('FIXED', '1; drop table t')).toThrow(expect.objectContaining({ code: '100038' }));
    expect(() => printBind('REAL', '1) or (1=1')).toThrow(expect.objectContaining({ code: '100038' }));
    expect(() => printBind('GEOGRAPHY', 'x')).toThrow(/LOCAL-004/);
  });

  it('refuses an engine error it does not know', () => {
    expect(engineFailure(new Error('Something new happened'))).toMatchObject({
      code: '000002',
      message: expect.stringContaining('Something new happened'),
    });
  });
});
