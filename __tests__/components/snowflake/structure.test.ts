import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { connectComponent, expand } from '../run-check.ts';
import type { Connected, Recorded } from '../run-check.ts';
import { administer } from './administer.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: SnowflakeEndpoint;
let connected: Connected;

const ledger = [
  `CREATE SCHEMA SOPHIA.LEDGER WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 7 COMMENT = 'books'`,
  `CREATE TABLE SOPHIA.LEDGER.PARENTS (ID NUMBER(10,0) NOT NULL PRIMARY KEY, CODE VARCHAR(8) UNIQUE)`,
  `CREATE TRANSIENT TABLE SOPHIA.LEDGER.LINES (
     LINE_ID NUMBER(38,0) NOT NULL, PARENT_ID NUMBER(10,0), STATE VARCHAR(10) DEFAULT 'new' COMMENT 'of the line', AMOUNT NUMBER(12,2) DEFAULT 0,
     PRIMARY KEY (LINE_ID), UNIQUE (PARENT_ID, STATE), FOREIGN KEY (PARENT_ID) REFERENCES SOPHIA.LEDGER.PARENTS (ID)) COMMENT = 'lines of the books'`,
  `CREATE TABLE SOPHIA.LEDGER."Odd_name%" (ID NUMBER(38,0))`,
  `CREATE TRANSIENT TABLE SOPHIA.LEDGER."Oddzname%" (ID NUMBER(38,0))`,
  `CREATE SECURE VIEW SOPHIA.LEDGER.OPEN_LINES COMMENT = 'seen by all' AS SELECT LINE_ID, STATE FROM SOPHIA.LEDGER.LINES`,
  'INSERT INTO SOPHIA.LEDGER.PARENTS VALUES (1, NULL), (2, NULL)',
  `INSERT INTO SOPHIA.LEDGER.LINES VALUES (1, 1, 'new', 1), (2, 1, 'old', 2), (3, NULL, 'new', 3), (4, 9, 'new', 4), (5, 8, 'new', 5)`,
  'GRANT USAGE ON SCHEMA SOPHIA.LEDGER TO ROLE TESTER',
  'GRANT SELECT ON ALL TABLES IN SCHEMA SOPHIA.LEDGER TO ROLE TESTER',
  'GRANT SELECT ON ALL VIEWS IN SCHEMA SOPHIA.LEDGER TO ROLE TESTER',
];

const lines = {
  columns: {
    LINE_ID: 'number(38,0) not null',
    PARENT_ID: 'number(10,0)',
    STATE: { type: 'varchar(10)', default: "'new'", comment: 'of the line' },
    AMOUNT: { type: 'number(12,2) null', default: 0 },
  },
  exact: true,
  ordered: true,
  primary_key: ['LINE_ID'],
  unique_keys: [['PARENT_ID', 'STATE']],
  foreign_keys: [{ key: ['PARENT_ID'], references: 'LEDGER.PARENTS', referenced_key: ['ID'] }],
  transient: true,
  owner: 'accountadmin',
  comment: 'lines of the books',
};

beforeAll(async () => {
  endpoint = await startSeeded();
  await using administrator = await administer(endpoint);
  await administrator.run(...ledger);
  connected = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await connected?.[Symbol.asyncDispose]();
  await endpoint?.[Symbol.asyncDispose]();
});

const table = async (changed: object): Promise<Recorded> =>
  await connected.run('structure', { tables: { 'LEDGER.LINES': { ...lines, ...changed } } });

/** Subject, expected and actual of what is not as declared. */
const differences = ({ unmet }: Recorded): readonly (readonly string[])[] =>
  unmet.map(({ subject, expected, actual }) => [subject, expected, actual]);

describe('a table', () => {
  test('is as declared in columns, defaults, comments, keys and properties', async () => {
    const { findings, unmet, error, values, notes } = await table({});
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual([
      'table LEDGER.LINES',
      'column LEDGER.LINES.LINE_ID',
      'column LEDGER.LINES.PARENT_ID',
      'column LEDGER.LINES.STATE',
      'default of column LEDGER.LINES.STATE',
      'comment of column LEDGER.LINES.STATE',
      'column LEDGER.LINES.AMOUNT',
      'default of column LEDGER.LINES.AMOUNT',
      'order of the columns of LEDGER.LINES',
      'owner of table LEDGER.LINES',
      'comment of table LEDGER.LINES',
      'transient of table LEDGER.LINES',
      'primary key of LEDGER.LINES',
      'unique keys of LEDGER.LINES',
      'foreign keys of LEDGER.LINES',
    ]);
    expect(values).toEqual({ added: [], removed: [], changed: [] });
    expect(notes).toEqual([]);
  });

  test.each<readonly [string, object, readonly (readonly string[])[]]>([
    ['owner', { owner: 'SYSADMIN' }, [['owner of table LEDGER.LINES', 'SYSADMIN', 'ACCOUNTADMIN']]],
    ['comment', { comment: 'x' }, [['comment of table LEDGER.LINES', '"x"', '"lines of the books"']]],
    ['transient', { transient: false }, [['transient of table LEDGER.LINES', 'no', 'yes']]],
    ['retention', { retention: '9d' }, [['retention of table LEDGER.LINES', '9 days', expect.stringMatching(/^\d days?$/) as string]]],
    ['change tracking', { change_tracking: true }, [['change tracking of table LEDGER.LINES', 'yes', 'no']]],
    ['primary key', { primary_key: [] }, [['primary key of LEDGER.LINES', 'none', '(LINE_ID)']]],
    ['unique keys', { unique_keys: [['LINE_ID']] }, [['unique keys of LEDGER.LINES', '(LINE_ID)', '(PARENT_ID, STATE)']]],
    [
      'foreign keys',
      { foreign_keys: [{ key: ['PARENT_ID'], references: 'CORE.ACCOUNTS', referenced_key: ['ACCOUNT_ID'] }] },
      [['foreign keys of LEDGER.LINES', '(PARENT_ID) -> CORE.ACCOUNTS (ACCOUNT_ID)', '(PARENT_ID) -> LEDGER.PARENTS (ID)']],
    ],
    ['no foreign keys', { foreign_keys: [] }, [['foreign keys of LEDGER.LINES', 'none', '(PARENT_ID) -> LEDGER.PARENTS (ID)']]],
  ])('another %s is found, and nothing else', async (_what, changed, expected) => {
    expect(differences(await table(changed))).toEqual(expected);
  });

  test('drift of columns is told as a diff with a hint at the new name', async () => {
    const columns = {
      ID_OF_LINE: 'number(38,0) not null',
      PARENT_ID: 'number(10,0) not null',
      STATES: 'varchar(10)',
      AMOUNT: { type: 'number(12,2)', default: null, comment: 'gross' },
    };
    const recorded = await table({ columns });
    expect(differences(recorded)).toEqual([
      ['column LEDGER.LINES.ID_OF_LINE', 'NUMBER(38,0) NOT NULL', 'no such column; renamed to LINE_ID?'],
      ['column LEDGER.LINES.PARENT_ID', 'NUMBER(10,0) NOT NULL', 'NUMBER(10,0) NULL'],
      ['column LEDGER.LINES.STATES', 'VARCHAR(10)', 'no such column; renamed to STATE?'],
      ['default of column LEDGER.LINES.AMOUNT', 'none', '0'],
      ['comment of column LEDGER.LINES.AMOUNT', '"gross"', '""'],
      ['column LEDGER.LINES.LINE_ID', 'no such column', 'NUMBER(38,0) NOT NULL'],
      ['column LEDGER.LINES.STATE', 'no such column', 'VARCHAR(10) NULL'],
    ]);
    expect(recorded.values).toMatchObject({
      added: ['LINE_ID', 'STATE'],
      removed: ['ID_OF_LINE', 'STATES'],
      changed: ['PARENT_ID', 'AMOUNT'],
    });
    expect(recorded.notes).toEqual([expect.stringMatching(/^drift of LEDGER\.LINES: - ID_OF_LINE NUMBER\(38,0\) NOT NULL; ~ PARENT_ID /)]);
  });

  test('another order is a finding only where order is declared', async () => {
    const { LINE_ID, PARENT_ID, ...others } = lines.columns;
    const columns = { PARENT_ID, LINE_ID, ...others };
    expect(differences(await table({ columns }))).toEqual([
      ['order of the columns of LEDGER.LINES', '(PARENT_ID, LINE_ID, STATE, AMOUNT)', '(LINE_ID, PARENT_ID, STATE, AMOUNT)'],
    ]);
    expect(differences(await table({ columns, ordered: false }))).toEqual([]);
  });

  test('a name with wildcards of LIKE means itself alone', async () => {
    const odd = await connected.run('structure', { tables: { 'LEDGER."Odd_name%"': { transient: false } } });
    expect(odd.unmet).toEqual([]);
    const other = await connected.run('structure', { tables: { 'LEDGER."Odd%name%"': { transient: false } } });
    expect(differences(other)).toEqual([
      ['table LEDGER."Odd%name%"', 'exists', expect.stringMatching(/does not exist.*; renamed to "Odd.name%"\?$/) as string],
    ]);
  });

  test('a view in its place is found', async () => {
    const { unmet } = await connected.run('structure', { tables: { 'LEDGER.OPEN_LINES': {} } });
    expect(unmet).toMatchObject([
      { subject: 'table LEDGER.OPEN_LINES', expected: 'a table', actual: 'a view, or not listed for this role' },
    ]);
  });
});

describe('a view', () => {
  const view = async (declared: object): Promise<Recorded> =>
    await connected.run('structure', { views: { 'LEDGER.OPEN_LINES': declared } });
  const declared = { columns: { LINE_ID: 'number(38,0)', STATE: 'varchar(10)' }, exact: true, secure: true, comment: 'seen by all' };

  test('is as declared', async () => {
    const { unmet, error, findings } = await view(declared);
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(5);
  });

  test('that is not secure, or has other columns, is found', async () => {
    expect(differences(await view({ ...declared, secure: false, columns: { LINE_ID: 'number(38,0)', STATE: 'varchar(20)' } }))).toEqual([
      ['column LEDGER.OPEN_LINES.STATE', 'VARCHAR(20)', 'VARCHAR(10)'],
      ['secure of view LEDGER.OPEN_LINES', 'no', 'yes'],
    ]);
  });

  test('a table in its place is found', async () => {
    const { unmet } = await connected.run('structure', { views: { 'LEDGER.LINES': {} } });
    expect(unmet).toMatchObject([{ subject: 'view LEDGER.LINES', expected: 'a view' }]);
  });
});

describe('databases and schemas', () => {
  test('have their properties', async () => {
    const schema = { managed_access: true, retention: '7d', comment: 'books', owner: 'ACCOUNTADMIN', transient: false };
    expect((await connected.run('structure', { schemas: { LEDGER: schema } })).unmet).toEqual([]);
    expect((await connected.run('structure', { databases: { SOPHIA: { transient: false, owner: 'ACCOUNTADMIN' } } })).unmet).toEqual([]);
  });

  test('every other property is found', async () => {
    const schema = await connected.run('structure', { schemas: { LEDGER: { managed_access: false, retention: '1d', comment: '' } } });
    expect(differences(schema)).toEqual([
      ['comment of schema LEDGER', '""', '"books"'],
      ['retention of schema LEDGER', '1 day', '7 days'],
      ['managed access of schema LEDGER', 'no', 'yes'],
    ]);
    const database = await connected.run('structure', { databases: { SOPHIA: { transient: true } } });
    expect(differences(database)).toEqual([['transient of database SOPHIA', 'yes', 'no']]);
  });

  test('that are missing are found, with a hint', async () => {
    expect(differences(await connected.run('structure', { databases: ['NO_SUCH_DATABASE'] }))).toEqual([
      ['database NO_SUCH_DATABASE', 'exists', 'does not exist, or this role may not see it'],
    ]);
    expect(differences(await connected.run('structure', { schemas: ['LEDGERS'] }))[0]?.[2]).toMatch(/; renamed to LEDGER\?$/);
    expect(differences(await connected.run('structure', { schemas: ['NOWHERE.CORE'] }))).toEqual([
      ['schema CORE', 'exists in database NOWHERE', 'the database does not exist, or this role may not see it'],
    ]);
  });
});

describe('what is not declared', () => {
  const declared = { schemas: ['RAW', 'LEDGER'], tables: { 'LEDGER.LINES': {} }, views: { 'LEDGER.OPEN_LINES': {} } };

  test('is looked for only on request', () => {
    const names = (unmanaged: string) =>
      expand(doors, 'structure', { ...declared, unmanaged }, declaredFor(endpoint))
        .map(({ name }) => name)
        .filter((name) => name.includes('unmanaged'));
    expect(names('ignore')).toEqual([]);
    expect(names('fail')).toEqual(['structure.unmanaged-SOPHIA', 'structure.unmanaged-SOPHIA.RAW', 'structure.unmanaged-SOPHIA.LEDGER']);
  });

  test('fails, or is reported', async () => {
    const draft = 'structure.unmanaged-SOPHIA.LEDGER';
    const failing = await connected.run('structure', { ...declared, unmanaged: 'fail' }, { draft });
    expect(differences(failing)).toEqual(
      ['"Odd_name%"', '"Oddzname%"', 'PARENTS'].toSorted().map((name) => [`table SOPHIA.LEDGER.${name}`, 'declared', 'not declared']),
    );
    const reported = await connected.run('structure', { ...declared, unmanaged: 'report' }, { draft });
    expect(reported.unmet).toEqual([]);
    expect(reported.values).toMatchObject({ value: 3 });
    expect(reported.notes).toHaveLength(1);
    const schemas = await connected.run('structure', { ...declared, unmanaged: 'fail' }, { draft: 'structure.unmanaged-SOPHIA' });
    expect(differences(schemas)).toEqual([['schema SOPHIA.CORE', 'declared', 'not declared']]);
  });

  test('nothing of it is a finding that is met', async () => {
    const all = { ...declared, tables: { ...declared.tables, 'LEDGER.PARENTS': {}, 'LEDGER."Odd_name%"': {}, 'LEDGER."Oddzname%"': {} } };
    const { findings, unmet } = await connected.run(
      'structure',
      { ...all, unmanaged: 'fail' },
      { draft: 'structure.unmanaged-SOPHIA.LEDGER' },
    );
    expect(unmet).toEqual([]);
    expect(findings).toMatchObject([{ actual: 'all 5 objects that this role sees are declared' }]);
  });
});

describe('orphans', () => {
  test('rows without a parent are counted; NULL points nowhere', async () => {
    const { unmet, values, error } = await connected.run('orphans', { table: 'LEDGER.LINES' });
    expect(error).toBeUndefined();
    expect(values).toEqual({ orphans: 2, value: 2 });
    expect(unmet).toMatchObject([
      { subject: 'foreign key (PARENT_ID) -> LEDGER.PARENTS (ID) of LEDGER.LINES', actual: '2 of 4 rows have none' },
    ]);
  });

  test('a key that is not declared in the table can be named', async () => {
    const key = { key: ['CALL_ID'], references: 'CORE.CALLS' };
    const { unmet, findings, error } = await connected.run('orphans', { table: 'CORE.TRANSCRIPTS', ...key });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toMatchObject([{ actual: 'a parent for each of 12000 rows with (CALL_ID)' }]);
  });

  test('a table without foreign keys proves nothing', async () => {
    const { error } = await connected.run('orphans', { table: 'CORE.TRANSCRIPTS' });
    expect(String(error)).toMatch(/declares no foreign key/);
  });

  test('half a key is refused when the config loads', () => {
    const refused = (options: object) => () => expand(doors, 'orphans', { table: 'CORE.CALLS', ...options }, declaredFor(endpoint));
    expect(refused({ key: ['A'] })).toThrow(/both key and references/);
    expect(refused({ key: ['A', 'B'], references: 'CORE.X', referenced_key: ['C'] })).toThrow(/differ in length/);
  });
});

describe('unique', () => {
  test('NULL is compared, or left out on request', async () => {
    const key = { table: 'LEDGER.PARENTS', key: ['CODE'] };
    expect((await connected.run('unique', key)).values).toMatchObject({ rows: 2, duplicates: 1 });
    expect((await connected.run('unique', { ...key, nulls: 'ignore' })).values).toMatchObject({ rows: 0, duplicates: 0 });
  });
});

test('nothing to look at is refused when the config loads', () => {
  expect(() => expand(doors, 'structure', {}, declaredFor(endpoint))).toThrow(/nothing to look at/);
  expect(() => expand(doors, 'structure', { tables: { 'CORE.CALLS': { columns: { A: 'no type' } } } }, declaredFor(endpoint))).toThrow(
    /data type/,
  );
});
