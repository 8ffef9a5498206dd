import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

const day = 86_400_000;
let endpoint: SnowflakeEndpoint;
let administrator: Administrator;
let tester: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  administrator = await administer(endpoint);
  await administrator.run(
    'CREATE SCHEMA SOPHIA.KEPT DATA_RETENTION_TIME_IN_DAYS = 5',
    'CREATE TABLE SOPHIA.KEPT.INHERITING (A NUMBER)',
    'CREATE TABLE SOPHIA.KEPT.OWN (A NUMBER) DATA_RETENTION_TIME_IN_DAYS = 9',
    'CREATE TABLE SOPHIA.KEPT.NOTHING_KEPT (A NUMBER) DATA_RETENTION_TIME_IN_DAYS = 0',
    'CREATE TRANSIENT TABLE SOPHIA.KEPT.FLEETING (A NUMBER) DATA_RETENTION_TIME_IN_DAYS = 0',
    'CREATE SCHEMA SOPHIA.FORGETFUL DATA_RETENTION_TIME_IN_DAYS = 0',
    'GRANT USAGE, CREATE TABLE ON ALL SCHEMAS IN DATABASE SOPHIA TO ROLE TESTER',
    'GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA SOPHIA.KEPT TO ROLE TESTER',
  );
  tester = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await tester?.[Symbol.asyncDispose]();
  await administrator?.[Symbol.asyncDispose]();
  await endpoint?.[Symbol.asyncDispose]();
});

const daysOf = async (object: string): Promise<readonly [unknown, string | undefined]> => {
  const { values, findings, error } = await tester.run('retention', { objects: { [object]: '>= 1d' } });
  expect(error).toBeUndefined();
  return [Number(values['value']) / day, findings[0]?.actual];
};

describe('effective retention', () => {
  test('is the nearest setting', async () => {
    expect(await daysOf('KEPT.OWN')).toEqual([9, '9 days, set on the table']);
    expect(await daysOf('KEPT.INHERITING')).toEqual([5, '5 days, set on the schema']);
    expect(await daysOf('schema KEPT')).toEqual([5, '5 days, set on the schema']);
    expect(await daysOf('CORE.CALLS')).toEqual([1, '1 day, by default']);
    expect(await daysOf('database SOPHIA')).toEqual([1, '1 day, by default']);
    expect(await daysOf('KEPT.NOTHING_KEPT')).toEqual([0, '0 days, set on the table']);
  });

  test('is at least the minimum of the account, for what is not transient', async () => {
    await administrator.run('ALTER ACCOUNT SET MIN_DATA_RETENTION_TIME_IN_DAYS = 3');
    const found = [await daysOf('KEPT.NOTHING_KEPT'), await daysOf('KEPT.OWN'), await daysOf('KEPT.FLEETING')];
    await administrator.run('ALTER ACCOUNT UNSET MIN_DATA_RETENTION_TIME_IN_DAYS');
    expect(found).toEqual([
      [3, '3 days, the minimum of the account (0 days set on the table)'],
      [9, '9 days, set on the table'],
      [0, '0 days, set on the table, transient'],
    ]);
  });

  test('carries its condition, and its own id', () => {
    const drafts = expand(
      doors,
      'retention',
      { objects: { 'CORE.CALLS': '>= 7d', 'schema KEPT': '== 5d' }, time_travel: '10m' },
      declaredFor(endpoint),
    );
    expect(drafts.map(({ name, expect: conditions, layer }) => [name, conditions, layer])).toEqual([
      ['retention.CORE.CALLS', ['>= 7d'], undefined],
      ['retention.CORE.CALLS.time-travel', undefined, 'integration'],
      ['retention.schema_KEPT', ['== 5d'], undefined],
    ]);
  });

  test('of what is not there is a finding and no value', async () => {
    const { unmet, values } = await tester.run('retention', { objects: { 'CORE.NOTHING': '>= 1d' } });
    expect(unmet).toMatchObject([{ subject: 'retention of table CORE.NOTHING', actual: 'no such object, or this role may not see it' }]);
    expect(values).toEqual({});
  });
});

describe('time travel', () => {
  const travel = async (table: string, ago: string) =>
    await tester.run('retention', { objects: { [table]: '>= 0d' }, time_travel: ago }, { draft: `retention.${table}.time-travel` });

  test('to before a table was made is neither right nor wrong', async () => {
    const { error, findings } = await travel('CORE.CALLS', '1h');
    expect(error).toBeInstanceOf(Skip);
    expect(String(error)).toMatch(/CORE\.CALLS is younger than 1h/);
    expect(findings).toEqual([]);
  });

  test('reads a past state; where nothing is kept that is found', async () => {
    const { session } = tester.connection as SnowflakeConnection;
    const ask = { signal: AbortSignal.timeout(20_000), tag: 'test' };
    for (const table of ['INHERITING', 'NOTHING_KEPT']) await session.query(`INSERT INTO SOPHIA.KEPT.${table} VALUES (1), (2)`, ask);
    await new Promise((resolve) => void setTimeout(resolve, 1_100));
    const kept = await travel('KEPT.INHERITING', '1s');
    expect(kept.error).toBeUndefined();
    expect(kept.unmet).toEqual([]);
    expect(kept.values).toEqual({ rows: 2 });
    const lost = await travel('KEPT.NOTHING_KEPT', '1s');
    expect(lost.error).toBeUndefined();
    expect(lost.unmet).toMatchObject([{ expected: 'readable', actual: 'not available (000707); kept for 0 days, set on the table' }]);
  });
});

describe('undrop', () => {
  test('brings a dropped table back whole, and leaves nothing', async () => {
    const { findings, unmet, error, samples, created } = await tester.run('undrop', { schema: 'KEPT' });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toMatchObject([{ subject: 'dropped table' }, { expected: expect.stringMatching(/^2 rows, hash /) as string }]);
    expect(samples['undrop']).toHaveLength(1);
    expect(created).toMatchObject([{ kind: 'table', name: expect.stringMatching(/^SOPHIA\.KEPT\.INFRA_TEST_/) as string }]);
    const { session } = tester.connection as SnowflakeConnection;
    const rows = await session.query("SHOW TABLES LIKE 'INFRA_TEST%' IN SCHEMA SOPHIA.KEPT", {
      signal: AbortSignal.timeout(20_000),
      tag: 'test',
    });
    expect(rows).toEqual([]);
  });

  test('where the schema keeps nothing is found', async () => {
    const { unmet, error } = await tester.run('undrop', { schema: 'FORGETFUL' });
    expect(error).toBeUndefined();
    expect(unmet).toMatchObject([{ subject: 'UNDROP in FORGETFUL', actual: expect.stringMatching(/^refused: \d{6}/) as string }]);
  });

  test('is not tried where nothing may be written', async () => {
    const readOnly = { environment: { ...loopback, access: 'read-only' as const } };
    const { error, created } = await tester.run('undrop', { schema: 'KEPT' }, readOnly);
    expect(error).toBeInstanceOf(Skip);
    expect(created).toEqual([]);
  });
});
