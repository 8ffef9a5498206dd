import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { normalType, parseColumnType } from '../../../src/components/snowflake/structure/column-type.ts';
import { isSameName, parseName, printName, quoteIdentifier, quoteName } from '../../../src/components/snowflake/structure/identifier.ts';
import { normalCode, normalError } from '../../../src/components/snowflake/statement/normal-error.ts';
import { permissionId, parsePermission } from '../../../src/components/snowflake/access/permission.ts';
import { plainRow } from '../../../src/components/snowflake/statement/plain-row.ts';
import { settings } from '../../../src/components/snowflake/settings.ts';
import { idPart, schemaName, tableName } from '../../../src/components/snowflake/structure/table-name.ts';
import { targetOf } from '../../../src/components/target-of.ts';
import { withLowerCaseKeys } from '../../../src/components/snowflake/checks/query.ts';
import { Refusal, TransportError } from '../../../src/std/errors.ts';
import { expand } from '../run-check.ts';

const declared = { account: 'local', username: 'U', password: 'p', database: 'sophia', schema: 'core' };

describe('names', () => {
  test.each([
    ['core.calls', '"CORE"."CALLS"'],
    ['SOPHIA."my schema".Calls', '"SOPHIA"."my schema"."CALLS"'],
    ['"a.b"."say ""hi"""', '"a.b"."say ""hi"""'],
    ['_x$1', '"_X$1"'],
  ])('%s is %s', (text, quoted) => {
    expect(quoteName(text)).toBe(quoted);
  });

  test.each(['', '.', 'a.', '.a', 'a..b', 'a b', '1a', 'a;drop', "a'b", '"a', '"a"b', 'a"b"', '""', 'a-b', '"a\0b"', 'x'.repeat(256)])(
    '%j is refused',
    (text) => {
      expect(() => quoteName(text)).toThrow(SyntaxError);
    },
  );

  // What the SQL tokenizer does: from the first double quote to the first single one, pairs read as one.
  const unquote = (quoted: string): string | undefined =>
    /^"(?:[^"]|"")*"$/s.test(quoted) ? quoted.slice(1, -1).replaceAll('""', '"') : undefined;

  const exactName = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((name) => !/\p{Cc}/u.test(name) && name.length <= 255);

  test('quoting loses nothing and nothing gets out of the quotes', () => {
    expect(() => fc.assert(fc.property(exactName, (name) => unquote(quoteIdentifier(name)) === name))).not.toThrow();
  });

  test('printed names are read back', () => {
    const names = fc.array(exactName, { minLength: 1, maxLength: 3 });
    expect(() => fc.assert(fc.property(names, (parts) => isDeepStrictEqual(parseName(printName(parts)), parts)))).not.toThrow();
  });

  test('any text is a name or a SyntaxError', () => {
    const isNameOrSyntaxError = (text: string): boolean => {
      try {
        return parseName(text).every((part) => unquote(quoteIdentifier(part)) === part);
      } catch (error) {
        return error instanceof SyntaxError;
      }
    };
    expect(() => fc.assert(fc.property(fc.string({ unit: 'binary' }), isNameOrSyntaxError))).not.toThrow();
  });

  test('names are the same after folding', () => {
    expect(isSameName('tester', 'TESTER')).toBe(true);
    expect(isSameName('"tester"', 'TESTER')).toBe(false);
    expect(isSameName('"TESTER"', 'tester')).toBe(true);
    expect(isSameName('someone@example.com', 'someone@example.com')).toBe(true);
  });

  test('missing parts come from the settings', () => {
    expect(tableName('calls', declared)).toEqual({ database: 'SOPHIA', schema: 'CORE', table: 'CALLS' });
    expect(tableName('raw.calls', declared)).toEqual({ database: 'SOPHIA', schema: 'RAW', table: 'CALLS' });
    expect(tableName('other.raw.calls', declared)).toEqual({ database: 'OTHER', schema: 'RAW', table: 'CALLS' });
    expect(schemaName('raw', declared)).toEqual({ database: 'SOPHIA', schema: 'RAW' });
    expect(() => tableName('calls', { database: 'x' })).toThrow(/does not say its schema/);
    expect(() => tableName('core.calls', {})).toThrow(/does not say its database/);
    expect(() => tableName('a.b.c.d', declared)).toThrow(/has 4 parts/);
    expect(() => schemaName('a.b.c', declared)).toThrow(/has 3 parts/);
  });

  test('ids hold nothing that a shell or a glob would read', () => {
    expect(() => fc.assert(fc.property(fc.string(), (text) => /^[A-Za-z0-9_.$-]*$/.test(idPart(text))))).not.toThrow();
  });
});

describe('column types', () => {
  test.each([
    ['number', 'NUMBER(38,0)'],
    ['NUMBER(10)', 'NUMBER(10,0)'],
    ['decimal( 12 , 2 )', 'NUMBER(12,2)'],
    ['int', 'NUMBER(38,0)'],
    ['string', 'VARCHAR(16777216)'],
    ['text(20)', 'VARCHAR(20)'],
    ['char', 'VARCHAR(1)'],
    ['double  precision', 'FLOAT'],
    ['timestamp', 'TIMESTAMP_NTZ(9)'],
    ['timestamp_ltz(3)', 'TIMESTAMP_LTZ(3)'],
    ['time', 'TIME(9)'],
    ['binary', 'BINARY(8388608)'],
    ['variant', 'VARIANT'],
    ['vector(float, 256)', 'VECTOR(FLOAT, 256)'],
  ])('%s is %s, and so is its own normal form', (type, normal) => {
    expect(normalType(type)).toBe(normal);
    expect(normalType(normal)).toBe(normal);
  });

  test.each(['', 'nmber', 'variant(3)', 'number(a)', 'number(1,2,3)', 'number(1', 'varchar(10) x', 'vector(float)', 'constructor'])(
    '%j is refused',
    (type) => {
      expect(() => normalType(type)).toThrow(SyntaxError);
    },
  );

  test('nullability is compared only where it is declared', () => {
    expect(parseColumnType('varchar(32)  NOT  NULL')).toEqual({ type: 'VARCHAR(32)', nullable: false });
    expect(parseColumnType('float null')).toEqual({ type: 'FLOAT', nullable: true });
    expect(parseColumnType('date')).toEqual({ type: 'DATE', nullable: undefined });
  });
});

describe('errors of the driver', () => {
  const driverError = (name: string, rest: object): Error =>
    Object.assign(new Error('SQL compilation error:\nObject X missing'), { name, ...rest });

  test('an answer is a refusal with six digits, SQLSTATE and query', () => {
    const error = normalError(
      driverError('OperationFailedError', { code: '2003', sqlState: '42S02', data: { queryId: 'q-1' } }),
      'running "x"',
    );
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({
      code: '002003',
      message: 'SQL compilation error: Object X missing (SQLSTATE 42S02, query q-1), while running "x"',
    });
  });

  test.each([
    ['RequestFailedError', { code: 401_002, response: { statusCode: 503 } }, 'TransportError', { kind: '5xx' }],
    ['RequestFailedError', { code: 401_002, response: { statusCode: 429 } }, 'TransportError', { kind: '429' }],
    ['RequestFailedError', { code: 401_002, response: { statusCode: 403 } }, 'Refusal', { code: '403' }],
    [
      'NetworkError',
      { code: 401_001, cause: Object.assign(new Error('timeout'), { code: 'ECONNABORTED' }) },
      'TransportError',
      { kind: 'timeout' },
    ],
    ['NetworkError', { code: 401_001, cause: new Error('reset') }, 'TransportError', { kind: 'network', message: 'reset, while x' }],
    ['UnexpectedContentError', { code: 401_003 }, 'TransportError', { kind: 'network' }],
    ['InvalidParameterError', { code: 404_026 }, 'Refusal', { code: '404026' }],
  ])('%s %j is a %s', (name, rest, kind, expected) => {
    expect(normalError(driverError(name, rest), 'x')).toMatchObject({ name: kind, ...expected });
  });

  test('ours pass unchanged, strangers are network errors', () => {
    const refusal = new Refusal('1', 'no');
    expect(normalError(refusal, 'x')).toBe(refusal);
    expect(normalError('odd', 'x')).toBeInstanceOf(TransportError);
    expect(normalCode(2_003)).toBe('002003');
    expect(normalCode(null)).toBe('unknown');
  });
});

test('rows are plain data', () => {
  const date = new Date('2026-11-01T10:00:00Z');
  expect(plainRow({ D: date, B: Buffer.from('abc'), N: 1, U: undefined, V: { a: 1 } })).toEqual({
    D: '2026-11-01T10:00:00.000Z',
    B: '616263',
    N: 1,
    U: null,
    V: { a: 1 },
  });
  expect(withLowerCaseKeys({ N: 1, n: 2, Other: 3 })).toEqual({ N: 1, n: 2, Other: 3, other: 3 });
});

test.each([
  ['p(95) < 1s', 'simple p(95) < 1s'],
  ['warn: p(95) < 1s', 'warn: simple p(95) < 1s'],
  ['simple p(95) < 1s', 'simple p(95) < 1s'],
])('target %s speaks of its operation: %s', (condition, named) => {
  expect(targetOf('simple', condition)).toBe(named);
});

describe('permissions', () => {
  test.each([
    ['SELECT on CORE.*', { privilege: 'SELECT', on: { all: { database: 'SOPHIA', schema: 'CORE' } } }, 'select-CORE.all'],
    [
      'delete ON table core.calls',
      { privilege: 'DELETE', on: { table: { database: 'SOPHIA', schema: 'CORE', table: 'CALLS' } } },
      'delete-core.calls',
    ],
  ])('%s', (text, permission, id) => {
    const parsed = parsePermission(text, declared as never);
    expect(parsed).toEqual(permission);
    expect(permissionId(text, parsed)).toBe(id);
  });

  test.each(['SELECT', 'OWN on CORE.*', 'SELECT on', 'SELECT on CORE.*; drop', 'on CORE.*'])('%j is refused', (text) => {
    expect(() => parsePermission(text, declared as never)).toThrow(Error);
  });
});

describe('settings', () => {
  test.each([
    [{}, true],
    [{ auth: 'key-pair' }, false],
    [{ auth: 'key-pair', private_key: 'pem' }, true],
    [{ auth: 'token' }, false],
    [{ auth: 'token', token: 't' }, true],
    [{ auth: 'kerberos' }, false],
    [{ password: undefined }, false],
    [{ access_url: 'nowhere' }, false],
    [{ proxyHost: 'evil.example' }, false],
  ])('with: ... %j is valid: %s', (change, valid) => {
    expect(v.safeParse(settings.with, { ...declared, ...change }).success).toBe(valid);
  });

  test('a missing credential is reported at its own key', () => {
    const { issues } = v.safeParse(settings.with, { account: 'a', username: 'u', auth: 'token' });
    expect(issues?.map((issue) => [v.getDotPath(issue), issue.message])).toEqual([['token', 'auth: token needs a token']]);
  });

  test('each declared thing becomes one check with its own id and place', () => {
    const doors = { settings };
    const structure = {
      schemas: ['RAW'],
      tables: { 'CORE.CALLS': { columns: { CALL_ID: 'varchar(32) not null' }, primary_key: ['CALL_ID'] } },
    };
    expect(expand(doors, 'structure', structure, declared).map(({ name, path }) => [name, path])).toEqual([
      ['structure.RAW', ['schemas', 0]],
      ['structure.CORE.CALLS', ['tables', 'CORE.CALLS']],
    ]);
    const roles = { roles: { ANALYST: { can: ['SELECT on CORE.*'], cannot: ['DELETE on CORE.*'] } } };
    expect(expand(doors, 'roles', roles, declared).map(({ name, path }) => [name, path])).toEqual([
      ['roles.ANALYST.can-select-CORE.all', ['roles', 'ANALYST', 'can', 0]],
      ['roles.ANALYST.cannot-delete-CORE.all', ['roles', 'ANALYST', 'cannot', 0]],
    ]);
    const latency = { name: 'sums', sql: 'select 1', kind: 'aggregation' };
    expect(expand(doors, 'latency', latency, declared)[0]?.operations).toEqual([
      { name: 'sums', target: 'sums p(95) < 1s' },
      ...['cold', 'execution', 'queued'].map((name) => ({ name: `sums.${name}` })),
      { name: 'sums.compilation', optional: true },
    ]);
    expect(expand(doors, 'unique', { table: 'CORE.CALLS', key: ['CALL_ID'] }, declared)[0]?.name).toBe('unique.CORE.CALLS.CALL_ID');
    expect(expand(doors, 'clone-restore', { table: 'CORE.CALLS' }, declared)[0]?.name).toBe('clone-restore.CORE.CALLS');
  });

  test.each([
    ['structure', {}, /nothing to look at/],
    ['structure', { tables: { 'CORE.CALLS': { columns: { A: 'nmber' } } } }, /not a Snowflake data type/],
    ['structure', { tables: { 'CORE.CALLS': { columns: { 'A.B': 'number' } } } }, /not the name of a column/],
    ['roles', { roles: {} }, /nothing to try/],
  ])('%s %j is a config error', (kind, options, message) => {
    expect(() => expand({ settings }, kind, options, declared)).toThrow(message);
  });
});
