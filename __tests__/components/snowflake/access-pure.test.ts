import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undeclaredAmong } from '../../../src/components/snowflake/checks/structure-unmanaged.ts';
import { normalDefault } from '../../../src/components/snowflake/structure/column-default.ts';
import { diffColumns, printDrift } from '../../../src/components/snowflake/structure/column-diff.ts';
import type { FoundColumn } from '../../../src/components/snowflake/structure/describe-table.ts';
import { parseFutureGrant, readFutureGrants } from '../../../src/components/snowflake/access/future-grant.ts';
import { readGrants } from '../../../src/components/snowflake/access/grant.ts';
import { matchesGrant, parseGrantPattern } from '../../../src/components/snowflake/access/grant-pattern.ts';
import { printName } from '../../../src/components/snowflake/structure/identifier.ts';
import { likePattern } from '../../../src/components/snowflake/structure/shown-objects.ts';
import { readUserGrants } from '../../../src/components/snowflake/access/user-grants.ts';
import { readUsers, staleLogin } from '../../../src/components/snowflake/access/user.ts';

const defaults = { database: 'sophia', schema: 'core' };

describe('defaults of columns', () => {
  test.each([
    ['current_timestamp( )', 'CURRENT_TIMESTAMP()'],
    ["CAST('New York' AS VARCHAR(16777216))", "'New York'"],
    ["'it''s  1'", "'it''s  1'"],
    ['0', '0'],
    ['a  +  b', 'A+B'],
    ['', ''],
  ])('%s is %s', (text, normal) => {
    expect(normalDefault(text)).toBe(normal);
  });

  test('the contents of a text count as they are', () => {
    expect(normalDefault("'a  b'")).not.toBe(normalDefault("'a b'"));
    expect(normalDefault("'A'")).not.toBe(normalDefault("'a'"));
  });

  test('a normal form stays as it is', () => {
    const text = fc.string({ maxLength: 8 }).map((inner) => `'${inner.replaceAll('\\', '').replaceAll("'", "''")}'`);
    const expression = fc
      .array(fc.oneof(text, fc.constantFrom('now()', ' + ', 'x', '  ', '12')), { maxLength: 6 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(expression, (sql) => {
        expect(normalDefault(normalDefault(sql))).toBe(normalDefault(sql));
      }),
    );
    fc.assert(
      fc.property(text, (sql) => {
        expect(normalDefault(sql)).toBe(sql);
      }),
    );
  });
});

describe('drift of columns', () => {
  const found = (name: string, type: string, nullable = true): FoundColumn => ({ name, type, nullable, default: '', comment: '' });
  const declared = (name: string, type: string, nullable?: boolean) => ({ name, type, nullable });

  test('is told as a diff', () => {
    const columns = [found('ID', 'NUMBER(38,0)', false), found('TITEL', 'VARCHAR(20)'), found('AT', 'DATE')];
    const diff = diffColumns(
      [declared('ID', 'NUMBER(38,0)', true), declared('TITLE', 'VARCHAR(20)'), declared('GONE', 'BOOLEAN')],
      columns,
    );
    expect(diff).toMatchObject({ added: ['TITEL', 'AT'], removed: ['TITLE', 'GONE'], changed: ['ID'] });
    expect(diff.compared.map(({ actual }) => actual)).toEqual([
      'NUMBER(38,0) NOT NULL',
      'no such column; renamed to TITEL?',
      'no such column',
    ]);
    expect(printDrift(diff, columns)).toBe(
      '~ ID NUMBER(38,0) NULL -> NUMBER(38,0) NOT NULL; - TITLE VARCHAR(20); - GONE BOOLEAN; + TITEL VARCHAR(20) NULL; + AT DATE NULL',
    );
  });

  test('a column of the same type at the same place may be the one that is gone', () => {
    const diff = diffColumns([declared('A', 'DATE'), declared('LENGTH', 'FLOAT')], [found('A', 'DATE'), found('DURATION', 'FLOAT')]);
    expect(diff.compared[1]?.actual).toBe('no such column; renamed to DURATION?');
  });

  test('what is there as declared is no drift', () => {
    const columns = fc.uniqueArray(
      fc.record({ name: fc.string({ minLength: 1 }), type: fc.constantFrom('DATE', 'FLOAT'), nullable: fc.boolean() }),
      {
        selector: ({ name }) => name,
      },
    );
    fc.assert(
      fc.property(columns, (all) => {
        const seen = all.map((column) => ({ ...column, default: '', comment: '' }));
        const diff = diffColumns(all, seen.toReversed());
        expect([diff.compared.filter(({ met }) => !met), printDrift(diff, seen)]).toEqual([[], '']);
      }),
    );
  });
});

describe('declared privileges', () => {
  const grant = (privilege: string, on: string, name: string) =>
    readGrants([{ privilege, granted_on: on, name, grantee_name: 'R', grant_option: 'false' }])[0] ?? raise();
  const raise = (): never => {
    throw new Error('a row without privilege');
  };

  test.each([
    ['SELECT on CORE.CALLS', ['SELECT', 'TABLE', 'SOPHIA.CORE.CALLS'], true],
    ['select on calls', ['SELECT', 'MATERIALIZED_VIEW', 'SOPHIA.CORE.CALLS'], true],
    ['SELECT on TABLE CORE.CALLS', ['SELECT', 'VIEW', 'SOPHIA.CORE.CALLS'], false],
    ['SELECT on CORE.CALLS', ['INSERT', 'TABLE', 'SOPHIA.CORE.CALLS'], false],
    ['SELECT on CORE.CALLS', ['OWNERSHIP', 'TABLE', 'SOPHIA.CORE.CALLS'], true],
    ['SELECT on CORE.CALLS', ['SELECT', 'TABLE', 'SOPHIA.CORE."calls"'], false],
    ['SELECT on CORE.*', ['SELECT', 'VIEW', 'SOPHIA.CORE."any view"'], true],
    ['SELECT on CORE.*', ['SELECT', 'TABLE', 'SOPHIA.RAW.CALLS'], false],
    ['SELECT on CORE.*', ['USAGE', 'SCHEMA', 'SOPHIA.CORE'], false],
    ['USAGE on SCHEMA CORE', ['USAGE', 'SCHEMA', 'SOPHIA.CORE'], true],
    ['USAGE on SCHEMA OTHER.CORE', ['USAGE', 'SCHEMA', 'SOPHIA.CORE'], false],
    ['USAGE on SCHEMA SOPHIA.*', ['USAGE', 'SCHEMA', 'SOPHIA.RAW'], true],
    ['CREATE  TABLE on schema core', ['CREATE TABLE', 'SCHEMA', 'SOPHIA.CORE'], true],
    ['USAGE on FILE FORMAT CORE.CSV', ['USAGE', 'FILE_FORMAT', 'SOPHIA.CORE.CSV'], true],
    ['OPERATE on WAREHOUSE test_xs', ['OPERATE', 'WAREHOUSE', 'TEST_XS'], true],
    ['MANAGE GRANTS on ACCOUNT', ['MANAGE GRANTS', 'ACCOUNT', 'AB12345'], true],
    ['* on ACCOUNT', ['MONITOR USAGE', 'ACCOUNT', 'AB12345'], true],
    ['OWNERSHIP on *', ['OWNERSHIP', 'STAGE', 'SOPHIA.CORE.S'], true],
    ['OWNERSHIP on *', ['SELECT', 'TABLE', 'SOPHIA.CORE.CALLS'], false],
    ['USAGE on *', ['USAGE', 'ROLE', 'READER'], false],
    ['USAGE on ROLE READER', ['USAGE', 'ROLE', 'READER'], true],
    ['USAGE on FUNCTION CORE.*', ['USAGE', 'FUNCTION', 'SOPHIA.CORE."F(A NUMBER):NUMBER"'], true],
  ] as const)('%s is met by %j: %s', (text, [privilege, on, name], met) => {
    expect(matchesGrant(parseGrantPattern(text, defaults), grant(privilege, on, name))).toBe(met);
  });

  test.each(['SELECT CORE.CALLS', 'ALL on SCHEMA CORE', 'SELECT on a.b.c.d', 'USAGE on WAREHOUSE X.*', 'SELECT on CORE.a b', '', 'on *'])(
    '%j is refused',
    (text) => {
      expect(() => parseGrantPattern(text, defaults)).toThrow(/is not understood|is not a Snowflake name/);
    },
  );

  test('a name without database needs one in the settings', () => {
    expect(() => parseGrantPattern('SELECT on CORE.CALLS', { database: undefined, schema: undefined })).toThrow(
      /does not say its database/,
    );
    expect(parseGrantPattern('OPERATE on WAREHOUSE W', { database: undefined, schema: undefined }).name).toEqual(['W']);
  });

  test('every name of a table is matched by itself alone', () => {
    const part = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(fc.tuple(part, part, part), part, (name, other) => {
        const pattern = parseGrantPattern(`SELECT on TABLE ${printName(name)}`, defaults);
        const self = matchesGrant(pattern, grant('SELECT', 'TABLE', printName(name)));
        const another = matchesGrant(pattern, grant('SELECT', 'TABLE', printName([name[0], name[1], other])));
        expect([self, another]).toEqual([true, other === name[2]]);
      }),
    );
  });
});

describe('future grants', () => {
  test.each([
    ['SELECT on TABLES in CORE', { privilege: 'SELECT', grant_on: 'TABLE', name: 'SOPHIA.CORE.<TABLE>' }],
    ['usage on schemas in database sophia', { privilege: 'USAGE', grant_on: 'SCHEMA', name: 'SOPHIA.<SCHEMA>' }],
    ['APPLY on MASKING POLICIES in schema core', { privilege: 'APPLY', grant_on: 'MASKING_POLICY', name: 'SOPHIA.CORE.<MASKING_POLICY>' }],
  ])('%s is what SHOW lists', (text, row) => {
    expect([parseFutureGrant(text, defaults)]).toEqual(readFutureGrants([row]));
  });

  test.each(['SELECT on TABLES', 'SELECT TABLES in CORE', 'SELECT on TABLES in DATABASE a.b'])('%j is refused', (text) => {
    expect(() => parseFutureGrant(text, defaults)).toThrow(Error);
  });
});

describe('grants of a user', () => {
  test('roles and privileges are told apart, in the older and the newer shape', () => {
    const rows = [
      { role: 'ANALYST', granted_to: 'USER', grantee_name: 'A' },
      { privilege: 'USAGE', granted_on: 'ROLE', name: 'LOADER' },
      { privilege: 'SELECT', granted_on: 'TABLE', name: 'SOPHIA.CORE.CALLS' },
    ];
    expect(readUserGrants(rows)).toEqual({ roles: [['ANALYST'], ['LOADER']], privileges: ['SELECT on TABLE SOPHIA.CORE.CALLS'] });
  });
});

describe('users', () => {
  test('rows that tell only a name are not judged, nor is the user of Snowflake itself', () => {
    const full = { name: 'A', disabled: 'false', has_password: 'true', created_on: '2026-01-01T00:00:00.000Z' };
    const rows = [full, { ...full, name: 'SNOWFLAKE' }, { name: 'B', disabled: null, has_password: null }];
    expect(readUsers(rows).map(({ name }) => name)).toEqual(['A']);
  });

  test('a second factor is either of two columns', () => {
    const row = { name: 'A', disabled: 'false', has_password: 'true' };
    const factors = [{ has_mfa: 'true' }, { ext_authn_duo: 'true' }, { has_mfa: 'false', ext_authn_duo: 'false' }, {}];
    expect(readUsers(factors.map((factor) => ({ ...row, ...factor }))).map(({ hasMfa }) => hasMfa)).toEqual([true, true, false, false]);
  });
});

test('a login is stale after the allowed days, and a user that never came is as old as its creation', () => {
  const row = { name: 'A', disabled: 'false', has_password: 'true', created_on: '2026-01-01T00:00:00.000Z' };
  const rows = [row, { ...row, last_success_login: '2026-03-01T00:00:00.000Z' }, { ...row, disabled: 'true' }];
  const stale = (allowedDays: number) =>
    readUsers(rows).map((user) => staleLogin(user, allowedDays, Date.parse('2026-04-11T12:00:00.000Z')));
  expect(stale(40)).toEqual(['never, and it was made 100 days ago', '41 days ago', undefined]);
  expect(stale(41)).toEqual(['never, and it was made 100 days ago', undefined, undefined]);
  expect(stale(100)).toEqual([undefined, undefined, undefined]);
});

test('what Snowflake and our drills make is not called undeclared', () => {
  const found = ['CORE', 'SANDBOX', 'INFORMATION_SCHEMA', 'INFRA_TEST_1'].map((name) => ({ kind: 'schema', name }));
  expect(undeclaredAmong(found, ['CORE'])).toEqual([{ kind: 'schema', name: 'SANDBOX' }]);
  const table = { kind: 'table', name: 'INFORMATION_SCHEMA' };
  expect(undeclaredAmong([table], [])).toEqual([table]);
});

test('a name inside of LIKE ends no text', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(likePattern(name)).toMatch(/^'(?:[^'\\]|'')*'$/s);
    }),
  );
});
