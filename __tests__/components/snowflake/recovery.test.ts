import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session, SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent, loopback } from '../run-check.ts';
import type { Connected, Doors } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: SnowflakeEndpoint;
let administrator: Administrator;
let tester: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  administrator = await administer(endpoint);
  tester = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await tester[Symbol.asyncDispose]();
  await administrator[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

const tablesLeft = async (): Promise<readonly unknown[]> => {
  const ask = { signal: AbortSignal.timeout(20_000), tag: 'test' };
  const rows = await (tester.connection as SnowflakeConnection).session.query('SHOW TABLES IN SCHEMA SOPHIA.CORE', ask);
  return rows.map((row) => row['name']).filter((name) => String(name).startsWith('INFRA_TEST'));
};

describe('time-travel-restore', () => {
  test('what was damaged comes back from its past, and both times are measured', async () => {
    const { findings, unmet, error, samples, values, created } = await tester.run('time-travel-restore', { table: 'CORE.CALLS' });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual(['clone', 'damaged clone', 'restored clone']);
    expect([samples['recovery-point']?.length, samples['recovery-time']?.length]).toEqual([1, 1]);
    // Between the second before the damage and the two seconds that rounding to whole seconds adds at most.
    expect(values['recovery_point']).toBeGreaterThan(0);
    expect(values['recovery_point']).toBeLessThanOrEqual(2_000);
    expect(created).toHaveLength(2);
    expect(await tablesLeft()).toEqual([]);
  });

  test('a past that is not what it was is found', async () => {
    const meddled: Doors = {
      settings: doors.settings,
      component: {
        ...doors.component,
        async connect(settings, context) {
          const connection = (await doors.component.connect(settings, context)) as SnowflakeConnection;
          const { session } = connection;
          const query: Session['query'] = async (statement, ask) => {
            const rows = await session.query(statement, ask);
            const [, table] = /^ALTER TABLE (\S+) SWAP/.exec(statement) ?? [];
            if (table !== undefined) await session.query(`UPDATE ${table} SET TITLE = 'other' WHERE CALL_ID = 'call-00009'`, ask);
            return rows;
          };
          return { ...connection, session: { ...session, query } } satisfies SnowflakeConnection;
        },
      },
    };
    await using component = await connectComponent(meddled, declaredFor(endpoint));
    const { unmet, error } = await component.run('time-travel-restore', { table: 'CORE.CALLS' });
    expect(error).toBeUndefined();
    expect(unmet).toMatchObject([{ subject: 'restored clone', actual: expect.stringMatching(/^2000 rows/) as string }]);
  });

  test('a table that keeps no past cannot be restored', async () => {
    await administrator.run(
      'CREATE SCHEMA SOPHIA.FORGETFUL DATA_RETENTION_TIME_IN_DAYS = 0',
      'GRANT ALL ON SCHEMA SOPHIA.FORGETFUL TO ROLE TESTER',
    );
    await administrator.run('CREATE TABLE SOPHIA.FORGETFUL.T AS SELECT 1 AS A', 'GRANT SELECT ON TABLE SOPHIA.FORGETFUL.T TO ROLE TESTER');
    const { error, created } = await tester.run('time-travel-restore', { table: 'FORGETFUL.T' });
    expect(error).toMatchObject({ name: 'Refusal', code: '000707' });
    expect(created.length).toBeGreaterThan(0);
  });
});

test.each(['clone-restore', 'time-travel-restore'])(
  '%s is refused where nothing may be written, before it costs anything',
  async (kind) => {
    const readOnly = { ...loopback, access: 'read-only' as const };
    const { error, created, values } = await tester.run(kind, { table: 'CORE.CALLS' }, { environment: readOnly });
    expect(error).toBeInstanceOf(Skip);
    expect([created, values]).toEqual([[], {}]);
  },
);

describe('replication', () => {
  beforeAll(async () => {
    await administrator.run(
      "CREATE FAILOVER GROUP STANDBY OBJECT_TYPES = (DATABASES) ALLOWED_DATABASES = (SOPHIA) ALLOWED_ACCOUNTS = (SOPHIA.SECOND) REPLICATION_SCHEDULE = '10 MINUTE'",
      'CREATE REPLICATION GROUP LAZY OBJECT_TYPES = (DATABASES) ALLOWED_DATABASES = (SOPHIA) ALLOWED_ACCOUNTS = (SOPHIA.SECOND)',
    );
  });

  const run = async (group: string, options: object, draft?: string) =>
    await administrator.connected.run('replication', { groups: { [group]: options } }, draft === undefined ? {} : { draft });

  test('a group with schedule and account is as declared', async () => {
    const { unmet, findings } = await run('STANDBY', { accounts: ['SOPHIA.SECOND'] });
    expect([unmet, findings.length]).toEqual([[], 2]);
  });

  test('a missing account and a missing schedule are found', async () => {
    expect((await run('STANDBY', { accounts: ['SOPHIA.THIRD'] })).unmet).toMatchObject([{ actual: 'SOPHIA.THIRD missing' }]);
    expect((await run('LAZY', {})).unmet).toMatchObject([{ actual: expect.stringMatching(/^no schedule/) as string }]);
    expect((await run('LAZY', { schedule: false })).unmet).toEqual([]);
  });

  test('the lag of a primary is not known here', async () => {
    const { error } = await run('STANDBY', { lag: '1h' }, 'replication.STANDBY.lag');
    expect(String(error)).toMatch(/^Skip: STANDBY is the primary here/);
  });

  test('a group that is not seen is no answer', async () => {
    expect((await run('NOTHING', {})).error).toBeInstanceOf(Skip);
    expect((await tester.run('replication', { groups: { STANDBY: {} } })).error).toBeInstanceOf(Skip);
  });
});
