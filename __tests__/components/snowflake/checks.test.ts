import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent, loopback } from '../run-check.ts';
import type { Connected, Doors, Recorded } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: SnowflakeEndpoint;
let connected: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  connected = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await connected[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

const sql = (statement: string) =>
  (connected.connection as SnowflakeConnection).session.query(statement, { signal: AbortSignal.timeout(20_000), tag: 'test' });

async function tablesOf(schema: string): Promise<readonly unknown[]> {
  return (await sql(`SHOW TABLES IN SCHEMA SOPHIA.${schema}`)).map((row) => row['name']);
}

const callColumns = {
  CALL_ID: 'varchar(32) not null',
  ACCOUNT_ID: 'number(38,0) not null',
  TITLE: 'varchar(200) not null',
  STARTED_AT: 'timestamp_ntz not null',
  DURATION_SECONDS: 'int',
  SENTIMENT: 'float',
  OWNER_EMAIL: 'varchar(200)',
};

const callsStructure = {
  schemas: ['RAW', 'CORE'],
  tables: { 'CORE.CALLS': { columns: callColumns, primary_key: ['CALL_ID'], exact: true } },
};

describe('connection', () => {
  test('the gate compares the session with the settings', () => {
    expect(connected.findings.map(({ subject, met }) => [subject, met])).toEqual(
      ['user', 'role', 'warehouse', 'database', 'schema'].map((subject) => [`${subject} of the session`, true]),
    );
  });

  test('a warehouse that does not exist is found, although the login succeeds', async () => {
    await using component = await connectComponent(doors, { ...declaredFor(endpoint), warehouse: 'NO_SUCH_WAREHOUSE' });
    expect(component.findings.filter(({ met }) => !met)).toMatchObject([
      { subject: 'warehouse of the session', expected: 'NO_SUCH_WAREHOUSE' },
    ]);
  });

  test('a wrong password is a refusal with 390100', async () => {
    const wrong = connectComponent(doors, { ...declaredFor(endpoint), password: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ name: 'Refusal', code: '390100' });
  });

  test('a loopback address is not called where the environment knows public addresses only', async () => {
    const publicOnly = { environment: { ...loopback, network: 'public' as const } };
    await expect(connectComponent(doors, declaredFor(endpoint), publicOnly)).rejects.toThrow(/loopback/);
  });
});

describe('structure', () => {
  test.each(['structure.RAW', 'structure.CORE', 'structure.CORE.CALLS'])('%s is as declared', async (draft) => {
    const { findings, unmet, error } = await connected.run('structure', callsStructure, { draft });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('every difference is its own finding', async () => {
    const { OWNER_EMAIL: _ownerEmail, ...others } = callColumns;
    const columns = { ...others, TITLE: 'varchar(100) not null', SENTIMENT: 'float not null', LANGUAGE: 'varchar(8)' };
    const tables = { 'CORE.CALLS': { columns, primary_key: ['CALL_ID', 'TITLE'], exact: true } };
    const { unmet } = await connected.run('structure', { tables });
    expect(unmet.map(({ subject, expected, actual }) => [subject, expected, actual])).toEqual([
      ['column CORE.CALLS.TITLE', 'VARCHAR(100) NOT NULL', 'VARCHAR(200) NOT NULL'],
      ['column CORE.CALLS.SENTIMENT', 'FLOAT NOT NULL', 'FLOAT NULL'],
      ['column CORE.CALLS.LANGUAGE', 'VARCHAR(8)', 'no such column'],
      ['column CORE.CALLS.OWNER_EMAIL', 'no such column', 'VARCHAR(200) NULL'],
      ['primary key of CORE.CALLS', '(CALL_ID, TITLE)', '(CALL_ID)'],
    ]);
  });

  test('a missing table and a missing schema', async () => {
    const table = await connected.run('structure', { tables: { 'CORE.NOTHING': { columns: { A: 'number' } } } });
    expect(table.unmet).toEqual([
      { subject: 'table CORE.NOTHING', expected: 'exists', actual: 'does not exist, or this role may not see it', met: false },
    ]);
    const schema = await connected.run('structure', { schemas: ['NOTHING'] });
    expect(schema.unmet).toMatchObject([{ subject: 'schema NOTHING', expected: 'exists in database SOPHIA' }]);
  });

  test('a composite key is compared in its order', async () => {
    const key = (columns: readonly string[]) => ({ tables: { 'CORE.TRANSCRIPTS': { primary_key: columns } } });
    expect((await connected.run('structure', key(['CALL_ID', 'SEQUENCE']))).unmet).toEqual([]);
    expect((await connected.run('structure', key(['SEQUENCE', 'CALL_ID']))).unmet).toHaveLength(1);
  });

  test('the planted missing column is found, and nothing else', async () => {
    await using broken = await startSeeded('missing-column');
    await using component = await connectComponent(doors, declaredFor(broken));
    const { unmet } = await component.run('structure', callsStructure, { draft: 'structure.CORE.CALLS' });
    expect(unmet.map(({ subject, expected, actual }) => [subject, expected, actual])).toEqual([
      ['column CORE.CALLS.DURATION_SECONDS', 'NUMBER(38,0)', 'no such column'],
    ]);
  });
});

describe('query', () => {
  test('gives rows, row, result and the only value', async () => {
    const { values, findings } = await connected.run('query', { name: 'calls', sql: 'select count(*) n from core.calls' });
    expect(values).toEqual({ rows: 1, row: { N: 2_000, n: 2_000 }, result: [{ N: 2_000, n: 2_000 }], value: 2_000 });
    expect(findings).toMatchObject([{ actual: '1 row', met: true }]);
  });

  test('values reach the statement as binds', async () => {
    const statement = 'select call_id, title from core.calls where call_id = ? and duration_seconds > ?';
    const { values } = await connected.run('query', { name: 'one', sql: statement, binds: ['call-00001', 0] });
    expect(values).toMatchObject({ rows: 1, row: { call_id: 'call-00001' } });
    const injected = await connected.run('query', { name: 'one', sql: statement, binds: ["x' or '1'='1", 0] });
    expect(injected.values).toMatchObject({ rows: 0 });
    expect(injected.values).not.toHaveProperty('row');
  });

  test('a missing table is a refusal with 002003', async () => {
    const { error } = await connected.run('query', { name: 'none', sql: 'select * from core.nothing' });
    expect(error).toMatchObject({ name: 'Refusal', code: '002003', message: expect.stringMatching(/NOTHING.*query /) as string });
  });

  test('flows get the same rows', async () => {
    const rows = await connected.capabilities.sql?.query('select 1 as a where ? = ?', ['x', 'x'], AbortSignal.timeout(20_000));
    expect(rows).toEqual([{ A: 1 }]);
    const odd = connected.capabilities.sql?.query('select ?', [{ a: 1 }], AbortSignal.timeout(20_000));
    await expect(odd).rejects.toThrow(/bind must be/);
  });
});

test('latency measures its operation', async () => {
  const { samples, error } = await connected.run('latency', { name: 'simple', sql: 'select 1' }, { samples: 6, warmup: 2 });
  expect(error).toBeUndefined();
  expect(samples['simple']).toHaveLength(6);
});

describe('unique', () => {
  test('no key twice', async () => {
    const { unmet, values } = await connected.run('unique', { table: 'CORE.CALLS', key: ['CALL_ID'] });
    expect(unmet).toEqual([]);
    expect(values).toMatchObject({ duplicates: 0, rows: 2_000 });
  });

  test('keys that occur more than once are counted', async () => {
    const { unmet, values } = await connected.run('unique', { table: 'CORE.TRANSCRIPTS', key: ['CALL_ID'] });
    expect(values).toMatchObject({ duplicates: 2_000 });
    expect(unmet).toMatchObject([{ actual: '2000 keys occur more than once in 12000 rows' }]);
  });
});

describe('roles', () => {
  const analyst = {
    roles: { ANALYST: { can: ['SELECT on CORE.*'], cannot: ['DELETE on CORE.*', 'INSERT on CORE.CALLS', 'UPDATE on CORE.CALLS'] } },
  };

  test.each([
    'roles.ANALYST.can-select-CORE.all',
    'roles.ANALYST.cannot-delete-CORE.all',
    'roles.ANALYST.cannot-insert-CORE.CALLS',
    'roles.ANALYST.cannot-update-CORE.CALLS',
  ])('%s', async (draft) => {
    const { findings, unmet, error } = await connected.run('roles', analyst, { draft });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('rights that should not be there are found, and trying them changes nothing', async () => {
    const before = await sql('select count(*) n, to_varchar(hash_agg(*)) h from core.calls');
    for (const privilege of ['SELECT', 'INSERT', 'UPDATE', 'DELETE']) {
      const { unmet, error } = await connected.run('roles', { roles: { TESTER: { cannot: [`${privilege} on CORE.CALLS`] } } });
      expect(error).toBeUndefined();
      expect(unmet).toMatchObject([{ subject: `${privilege} on CORE.CALLS as TESTER`, expected: 'refused', actual: 'allowed' }]);
    }
    expect(await sql('select count(*) n, to_varchar(hash_agg(*)) h from core.calls')).toEqual(before);
  });

  test('the planted revoked grant is found on its table alone', async () => {
    await using broken = await startSeeded('revoked-grant');
    await using component = await connectComponent(doors, declaredFor(broken));
    const { unmet } = await component.run('roles', analyst);
    expect(unmet).toHaveLength(1);
    expect(unmet[0]).toMatchObject({ subject: 'SELECT on CORE.CALLS as ANALYST', expected: 'allowed' });
    expect(unmet[0]?.actual).toMatch(/^refused: 002003 [^"]*CALLS[^"]* \(SQLSTATE 42S02, query [^")]*\)$/);
  });

  test('a role that the user does not have proves nothing', async () => {
    const { error, unmet } = await connected.run('roles', { roles: { NO_SUCH_ROLE: { cannot: ['DELETE on CORE.CALLS'] } } });
    expect(error).toMatchObject({ name: 'Refusal' });
    expect(unmet).toEqual([]);
  });

  test('a table that does not exist proves nothing', async () => {
    const { unmet } = await connected.run('roles', { roles: { ANALYST: { cannot: ['DELETE on CORE.NOTHING'] } } });
    expect(unmet).toMatchObject([{ actual: 'not tried: there is no such table' }]);
  });

  test('a read-only environment is not written to', async () => {
    const readOnly = { environment: { ...loopback, access: 'read-only' as const }, draft: 'roles.ANALYST.cannot-delete-CORE.all' };
    expect((await connected.run('roles', analyst, readOnly)).error).toBeInstanceOf(Skip);
  });
});

test('a wrong password is refused', async () => {
  const { findings, unmet } = await connected.run('refuses-wrong-password');
  expect(unmet).toEqual([]);
  expect(findings).toMatchObject([{ actual: 'refused with 390100' }]);
});

describe('clone-restore', () => {
  test('clone, damage, restore; nothing is left and the table is as it was', async () => {
    const before = await sql('select count(*) n, to_varchar(hash_agg(*)) h from core.calls');
    const { findings, unmet, error, values, samples, created } = await connected.run('clone-restore', { table: 'CORE.CALLS' });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual(['clone', 'damaged clone', 'restored clone']);
    expect(findings[1]?.actual).toBe('1999 of 2000 rows, another hash');
    expect(values).toMatchObject({ rows: 2_000 });
    expect(samples['restore']).toHaveLength(1);
    expect(created).toMatchObject([{ kind: 'table', name: expect.stringMatching(/^SOPHIA\.CORE\.INFRA_TEST_/) as string }]);
    expect((await tablesOf('CORE')).filter((name) => String(name).startsWith('INFRA_TEST'))).toEqual([]);
    expect(await sql('select count(*) n, to_varchar(hash_agg(*)) h from core.calls')).toEqual(before);
  });

  /** The embedded account of its own, with something done after each statement that matches. */
  async function runMeddled(pattern: RegExp, meddle: (statement: string) => string): Promise<Recorded> {
    await using account = await startSeeded();
    const meddled: Doors = {
      settings: doors.settings,
      component: {
        ...doors.component,
        async connect(settings, context) {
          const connection = (await doors.component.connect(settings, context)) as SnowflakeConnection;
          const { session } = connection;
          const query: Session['query'] = async (statement, ask) => {
            const rows = await session.query(statement, ask);
            if (pattern.test(statement)) await session.query(meddle(statement), ask);
            return rows;
          };
          const meddledSession: Session = { query, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
          return { ...connection, session: meddledSession } satisfies SnowflakeConnection;
        },
      },
    };
    await using component = await connectComponent(meddled, declaredFor(account));
    return await component.run('clone-restore', { table: 'CORE.CALLS' });
  }

  const copyIn = (statement: string): string => /TABLE (\S+) CLONE/.exec(statement)?.[1] ?? '';

  test('a clone that lost a row is found', async () => {
    const { unmet } = await runMeddled(/^CREATE TABLE/, (statement) => `DELETE FROM ${copyIn(statement)} WHERE CALL_ID = 'call-00009'`);
    expect(unmet).toMatchObject([{ subject: 'clone', actual: expect.stringMatching(/^1999 rows/) as string }]);
  });

  test('damage that does not show is found: then the comparison proves nothing', async () => {
    const undo = (statement: string): string =>
      `CREATE OR REPLACE TABLE ${/^DELETE FROM (\S+)/.exec(statement)?.[1]} CLONE SOPHIA.CORE.CALLS`;
    const { unmet } = await runMeddled(/^DELETE FROM/, undo);
    expect(unmet).toMatchObject([{ subject: 'damaged clone', actual: '2000 of 2000 rows, the same hash' }]);
  });

  test('a restored clone with another value is found', async () => {
    const change = (statement: string): string => `UPDATE ${copyIn(statement)} SET TITLE = 'other' WHERE CALL_ID = 'call-00009'`;
    const { unmet } = await runMeddled(/^CREATE OR REPLACE TABLE/, change);
    expect(unmet).toMatchObject([{ subject: 'restored clone', actual: expect.stringMatching(/^2000 rows/) as string }]);
  });

  test('a table that others change meanwhile gives no result', async () => {
    const change = (): string => "UPDATE SOPHIA.CORE.CALLS SET TITLE = 'other' WHERE CALL_ID = 'call-00009'";
    const { error, unmet } = await runMeddled(/^CREATE OR REPLACE TABLE/, change);
    expect(String(error)).toMatch(/CORE\.CALLS was changed by others during the drill/);
    expect(unmet).toEqual([]);
  });

  test('what was not created by a check is never dropped', async () => {
    const resource = { component: 'warehouse', kind: 'table', name: 'SOPHIA.CORE.CALLS' };
    const removing = doors.component.remove?.(connected.connection, resource, AbortSignal.timeout(5_000));
    await expect(removing).rejects.toThrow(/not created by a check/);
    expect(await tablesOf('CORE')).toContain('CALLS');
  });

  test('dropping twice succeeds', async () => {
    const resource = { component: 'warehouse', kind: 'table', name: 'SOPHIA.CORE.INFRA_TEST_GONE' };
    await expect(doors.component.remove?.(connected.connection, resource, AbortSignal.timeout(5_000))).resolves.toBeUndefined();
  });
});
