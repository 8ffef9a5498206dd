import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import type { Row } from './client.ts';

let endpoint: SnowflakeEndpoint;
let admin: Client;
let tester: Client;

beforeAll(async () => {
  endpoint = await startEndpoint();
  admin = await Client.connect(endpoint, { ...endpoint.administrator, role: 'ACCOUNTADMIN' });
  tester = await Client.connect(endpoint);
});

afterAll(async () => {
  for (const client of [admin, tester]) await client[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

const history = 'TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION(RESULT_LIMIT => 10000))';
const entryOf = async (client: Client, tag: string): Promise<Row | undefined> =>
  (
    await client.query(`SELECT * FROM ${history} WHERE query_tag = '${tag}' AND query_type <> 'ALTER_SESSION' ORDER BY start_time LIMIT 1`)
  )[0];
const tagged = async (client: Client, tag: string, sql: string): Promise<Row | undefined> => {
  await client.query(`ALTER SESSION SET QUERY_TAG = '${tag}'`);
  await client.query(sql).catch(() => undefined);
  await client.query('ALTER SESSION UNSET QUERY_TAG');
  return entryOf(client, tag);
};

describe('QUERY_HISTORY', () => {
  test('tells who ran what where, how long and what was read', async () => {
    const entry = await tagged(tester, 'history:read', 'SELECT COUNT(*) AS n FROM CORE.CALLS');
    expect(entry).toMatchObject({
      QUERY_TEXT: 'SELECT COUNT(*) AS n FROM CORE.CALLS', QUERY_TYPE: 'SELECT', USER_NAME: 'TESTER_USER', ROLE_NAME: 'TESTER', DATABASE_NAME: 'SOPHIA', SCHEMA_NAME: 'CORE',
      WAREHOUSE_NAME: 'TEST_XS', WAREHOUSE_SIZE: 'X-Small', EXECUTION_STATUS: 'SUCCESS', ERROR_CODE: null, ROWS_PRODUCED: 1, QUEUED_OVERLOAD_TIME: 0, QUEUED_REPAIR_TIME: 0,
    }); // prettier-ignore
    const [total, compilation, execution] = ['TOTAL_ELAPSED_TIME', 'COMPILATION_TIME', 'EXECUTION_TIME'].map((name) =>
      Number(entry?.[name]),
    );
    expect((compilation ?? 0) + (execution ?? 0)).toBeLessThanOrEqual((total ?? 0) + 1);
    expect(Number(entry?.['BYTES_SCANNED'])).toBeGreaterThan(0);
  });

  test('has what failed with its code', async () => {
    expect(await tagged(tester, 'history:fail', 'SELECT nothing FROM CORE.CALLS')).toMatchObject({
      EXECUTION_STATUS: 'FAILED_WITH_ERROR',
      ERROR_CODE: '000904',
    });
  });

  test('names the kind of DDL', async () => {
    expect(await tagged(admin, 'history:ctas', 'CREATE OR REPLACE TABLE kinds AS SELECT 1 AS a')).toMatchObject({
      QUERY_TYPE: 'CREATE_TABLE_AS_SELECT',
    });
    expect(await tagged(admin, 'history:drop', 'DROP TABLE kinds')).toMatchObject({ QUERY_TYPE: 'DROP_TABLE' });
    expect(await tagged(admin, 'history:grant', 'GRANT ROLE ANALYST TO ROLE SYSADMIN')).toMatchObject({ QUERY_TYPE: 'GRANT' });
  });

  test('takes the newest 100 before WHERE unless it is told otherwise', async () => {
    await tester.query("ALTER SESSION SET QUERY_TAG = 'history:old'");
    await tester.query('SELECT 1');
    await tester.query('ALTER SESSION UNSET QUERY_TAG');
    for (let run = 0; run < 100; run += 1) await tester.query('SELECT 2');
    const found = (limit: string) =>
      tester.query(`SELECT 1 AS x FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION(${limit})) WHERE query_tag = 'history:old'`);
    expect(await found('')).toEqual([]);
    expect((await found('RESULT_LIMIT => 200')).length).toBeGreaterThan(0);
    expect(await tester.refusal('SELECT 1 FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY(RESULT_LIMIT => 10001))')).toMatchObject({
      code: '001008',
    });
  });

  test('of the account shows others only to whoever may monitor their warehouse', async () => {
    await admin.query("ALTER SESSION SET QUERY_TAG = 'history:secret'");
    await admin.query('SELECT COUNT(*) FROM CORE.CALLS');
    await admin.query('ALTER SESSION UNSET QUERY_TAG');
    const seen = async (client: Client) =>
      (
        await client.query(
          "SELECT DISTINCT user_name AS u FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY(RESULT_LIMIT => 10000)) WHERE query_tag = 'history:secret'",
        )
      ).length;
    expect(await seen(tester)).toBe(1);
    await admin.query('REVOKE MONITOR ON WAREHOUSE TEST_XS FROM ROLE TESTER');
    expect(await seen(tester)).toBe(0);
    await admin.query('GRANT MONITOR ON WAREHOUSE TEST_XS TO ROLE TESTER');
    expect(await seen(admin)).toBe(1);
  });

  test('by user, warehouse, session and time', async () => {
    const rows = async (call: string): Promise<number> =>
      Number((await admin.query(`SELECT COUNT(*) AS n FROM TABLE(SOPHIA.INFORMATION_SCHEMA.${call})`))[0]?.['N']);
    expect(await rows("QUERY_HISTORY_BY_USER(USER_NAME => 'tester_user', RESULT_LIMIT => 5)")).toBe(5);
    expect(await rows("QUERY_HISTORY_BY_WAREHOUSE('TEST_XS', RESULT_LIMIT => 5)")).toBe(5);
    expect(await rows("QUERY_HISTORY_BY_WAREHOUSE('NO_SUCH')")).toBe(0);
    expect(await rows("QUERY_HISTORY(END_TIME_RANGE_START => DATEADD('hour', 1, CURRENT_TIMESTAMP()))")).toBe(0);
    expect(
      await rows(
        "QUERY_HISTORY(END_TIME_RANGE_START => DATEADD('hour', -1, CURRENT_TIMESTAMP()), END_TIME_RANGE_END => CURRENT_TIMESTAMP())",
      ),
    ).toBe(100);
    expect((await admin.refusal('SELECT 1 FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY(NO_SUCH => 1))')).message).toContain('LOCAL-003');
    expect((await admin.refusal('SELECT 1 FROM TABLE(INFORMATION_SCHEMA.TASK_HISTORY())')).message).toContain('LOCAL-003');
  });
});

describe('COPY_HISTORY and REPLICATION_GROUP_REFRESH_HISTORY', () => {
  test('are empty where nothing was loaded or refreshed', async () => {
    const copies =
      "TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'CORE.CALLS', START_TIME => DATEADD('day', -7, CURRENT_TIMESTAMP())))";
    expect(await admin.query(`SELECT file_name, status FROM ${copies}`)).toEqual([]);
    const refreshes = (group: string) => `SELECT phase_name FROM TABLE(INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_HISTORY('${group}'))`;
    expect(await admin.refusal(refreshes('no_group'))).toMatchObject({ code: '002003' });
    await admin.query('CREATE FAILOVER GROUP fg OBJECT_TYPES = DATABASES ALLOWED_DATABASES = SOPHIA ALLOWED_ACCOUNTS = ORG.OTHER');
    expect(await admin.query(refreshes('fg'))).toEqual([]);
  });
});

describe('the result cache', () => {
  const query = 'SELECT COUNT(*) AS n FROM cached';

  test('answers an identical query while the table is as it was', async () => {
    await admin.query('CREATE OR REPLACE TABLE cached AS SELECT 1 AS id');
    await admin.query(query);
    expect(await tagged(admin, 'cache:hit', query)).toMatchObject({
      EXECUTION_TIME: 0,
      BYTES_SCANNED: 0,
      WAREHOUSE_SIZE: null,
      ROWS_PRODUCED: 1,
    });
    expect(await tagged(admin, 'cache:other-text', `${query} -- again`)).toMatchObject({ WAREHOUSE_SIZE: 'X-Small' });
    await admin.query('INSERT INTO cached VALUES (2)');
    expect(await admin.query(query)).toEqual([{ N: 2 }]);
    await admin.query('TRUNCATE TABLE cached');
    expect(await admin.query(query)).toEqual([{ N: 0 }]);
  });

  test('is off by parameter, for what changes by itself, and in a transaction that has changes', async () => {
    await admin.query('ALTER SESSION SET USE_CACHED_RESULT = FALSE');
    expect(await tagged(admin, 'cache:off', query)).toMatchObject({ WAREHOUSE_SIZE: 'X-Small' });
    await admin.query('ALTER SESSION UNSET USE_CACHED_RESULT');
    const random = 'SELECT RANDOM() AS r FROM (SELECT COUNT(*) FROM cached)';
    const [first, second] = [await admin.query(random), await admin.query(random)];
    expect(first).not.toEqual(second);
    await admin.query('BEGIN');
    await admin.query('INSERT INTO cached VALUES (7)');
    expect(await admin.query(query)).toEqual([{ N: 1 }]);
    await admin.query('ROLLBACK');
    expect(await admin.query(query)).toEqual([{ N: 0 }]);
  });

  test('never crosses the sight of a role or a bind', async () => {
    await admin.query('CREATE OR REPLACE TABLE cached_binds AS SELECT * FROM VALUES (1), (2) AS v(id)');
    expect(await admin.query('SELECT id FROM cached_binds WHERE id = ?', [1])).toEqual([{ ID: 1 }]);
    expect(await admin.query('SELECT id FROM cached_binds WHERE id = ?', [2])).toEqual([{ ID: 2 }]);
    const [entry] = await admin.query(
      `SELECT COUNT(*) AS n FROM ${history} WHERE query_text = 'SELECT id FROM cached_binds WHERE id = ?' AND warehouse_size IS NULL`,
    );
    expect(entry).toEqual({ N: 0 });
    expect(await admin.query('SELECT id FROM cached_binds WHERE id = ?', [2])).toEqual([{ ID: 2 }]);
    expect(
      await admin.query(
        `SELECT COUNT(*) AS n FROM ${history} WHERE query_text = 'SELECT id FROM cached_binds WHERE id = ?' AND warehouse_size IS NULL`,
      ),
    ).toEqual([{ N: 1 }]);
    expect(await tester.refusal(query)).toMatchObject({ code: '002003' });
  });

  test('follows a table below a view', async () => {
    await admin.query('CREATE OR REPLACE VIEW cached_view AS SELECT id FROM cached_binds');
    expect((await admin.query('SELECT * FROM cached_view')).length).toBe(2);
    await admin.query('INSERT INTO cached_binds VALUES (3)');
    expect((await admin.query('SELECT * FROM cached_view')).length).toBe(3);
  });
});

describe('RESULT_SCAN', () => {
  test('reads the result of an earlier statement, with its types', async () => {
    await admin.query(`SELECT 1.50 AS amount, 'x' AS name, TRUE AS flag, '2026-01-02'::DATE AS day, '10:11:12.5'::TIME AS at,
      '2026-01-02 03:04:05.678'::TIMESTAMP_NTZ AS moment, NULL AS nothing, PARSE_JSON('{"a":[1,2]}') AS doc, TO_BINARY('CAFE') AS bytes,
      '1969-12-31 23:59:58.25'::TIMESTAMP_NTZ AS early`);
    const [row] =
      await admin.query(`SELECT amount * 2 AS amount, name, flag, day + 1 AS day, TO_CHAR(at) AS at, TO_CHAR(moment) AS moment, nothing, doc:a[1]::NUMBER AS two,
      TO_CHAR(bytes) AS bytes, TO_CHAR(early) AS early FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))`);
    expect({ ...row, DAY: new Date(String(row?.['DAY'])).toISOString().slice(0, 10) }).toEqual({
      AMOUNT: 3, NAME: 'x', FLAG: true, DAY: '2026-01-03', AT: '10:11:12', MOMENT: '2026-01-02 03:04:05.678', NOTHING: null, TWO: 2, BYTES: 'CAFE',
      EARLY: '1969-12-31 23:59:58.250',
    }); // prettier-ignore
  });

  test('of SHOW has its columns in small letters', async () => {
    await admin.query('SHOW SCHEMAS IN DATABASE SOPHIA');
    const rows = await admin.query(
      `SELECT "name" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID(-1))) AS s WHERE "name" IN ('RAW', 'CORE') ORDER BY 1`,
    );
    expect(rows).toEqual([{ name: 'CORE' }, { name: 'RAW' }]);
  });

  test('counts statements from both ends', async () => {
    await using client = await Client.connect(endpoint);
    for (const number of [1, 2, 3]) await client.query(`SELECT ${number} AS a`);
    expect(await client.query('SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID(-2)))')).toEqual([{ A: 2 }]);
    expect(await client.query('SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID(1)))')).toEqual([{ A: 1 }]);
    expect(await client.query('SELECT LAST_QUERY_ID(99) AS id')).toEqual([{ ID: null }]);
  });

  test('of a statement that is unknown or of somebody else is refused', async () => {
    await admin.query('SELECT 42 AS secret');
    const id = String((await admin.query('SELECT LAST_QUERY_ID() AS id'))[0]?.['ID']);
    expect((await tester.refusal(`SELECT * FROM TABLE(RESULT_SCAN('${id}'))`)).code).toBe('000709');
    expect((await tester.refusal("SELECT * FROM TABLE(RESULT_SCAN('none'))")).code).toBe('000709');
  });
});

describe('LOGIN_HISTORY', () => {
  test('has good and bad attempts; others are for those who monitor', async () => {
    await Client.connect(endpoint, { password: 'wrong' }).catch(() => undefined);
    const logins = 'TABLE(INFORMATION_SCHEMA.LOGIN_HISTORY(RESULT_LIMIT => 1000))';
    const [bad] = await admin.query(`SELECT * FROM ${logins} WHERE is_success = 'NO' ORDER BY event_timestamp DESC LIMIT 1`);
    expect(bad).toMatchObject({ USER_NAME: 'TESTER_USER', FIRST_AUTHENTICATION_FACTOR: 'PASSWORD', ERROR_CODE: 390100 });
    const users = await tester.query(`SELECT DISTINCT user_name FROM ${logins}`);
    expect(users).toEqual([{ USER_NAME: 'TESTER_USER' }]);
    expect((await admin.query(`SELECT DISTINCT user_name FROM ${logins}`)).length).toBe(2);
    expect(
      await admin.query(`SELECT DISTINCT user_name AS u FROM TABLE(INFORMATION_SCHEMA.LOGIN_HISTORY_BY_USER(USER_NAME => 'TESTER_USER'))`),
    ).toEqual([{ U: 'TESTER_USER' }]);
  });
});

describe('metering', () => {
  test('counts a minute for a start, by size, and needs MONITOR USAGE', async () => {
    await admin.query("CREATE WAREHOUSE meter_m WAREHOUSE_SIZE = 'MEDIUM' AUTO_SUSPEND = 60 INITIALLY_SUSPENDED = TRUE");
    await admin.query('USE WAREHOUSE meter_m');
    await admin.query('ALTER SESSION SET USE_CACHED_RESULT = FALSE');
    await admin.query('SELECT COUNT(*) FROM CORE.CALLS');
    await admin.query('ALTER WAREHOUSE meter_m SUSPEND');
    const credits = async (): Promise<number> =>
      Number(
        (
          await admin.query(
            "SELECT SUM(credits_used) AS c FROM TABLE(INFORMATION_SCHEMA.WAREHOUSE_METERING_HISTORY(DATEADD('day', -1, CURRENT_DATE()), CURRENT_DATE() + 1, 'METER_M'))",
          )
        )[0]?.['C'],
      );
    expect(await credits()).toBeCloseTo(4 / 60, 6);
    await admin.query('SELECT COUNT(*) FROM CORE.ACCOUNTS');
    endpoint.advanceClock(600_000);
    const [warehouse] = await admin.query("SHOW WAREHOUSES LIKE 'METER_M'");
    expect(warehouse).toMatchObject({ state: 'SUSPENDED' });
    // The second start ran for its query and the minute until it fell asleep.
    const both = await credits();
    expect(both).toBeGreaterThan(7.999 / 60);
    expect(both).toBeLessThan(12 / 60);
    await admin.query('USE WAREHOUSE TEST_XS');
    expect(
      await tester.refusal("SELECT * FROM TABLE(INFORMATION_SCHEMA.WAREHOUSE_METERING_HISTORY(DATEADD('day', -1, CURRENT_DATE())))"),
    ).toMatchObject({ code: '003001' });
    await admin.query('GRANT MONITOR USAGE ON ACCOUNT TO ROLE TESTER');
    expect(
      (await tester.query('SELECT * FROM TABLE(INFORMATION_SCHEMA.WAREHOUSE_METERING_HISTORY(CURRENT_DATE() - 1))')).length,
    ).toBeGreaterThan(0);
  });

  test('a suspended warehouse starts for a query only when AUTO_RESUME says so', async () => {
    await admin.query('CREATE OR REPLACE WAREHOUSE meter_off AUTO_RESUME = FALSE INITIALLY_SUSPENDED = TRUE');
    expect(await admin.refusal('SELECT COUNT(*) FROM CORE.CALLS')).toMatchObject({ code: '000606', sqlState: '57P03' });
    expect(await admin.query('SELECT 1 AS a')).toEqual([{ A: 1 }]);
    await admin.query('ALTER WAREHOUSE meter_off RESUME');
    expect((await admin.query('SELECT COUNT(*) FROM CORE.CALLS')).length).toBe(1);
    await admin.query('USE WAREHOUSE TEST_XS');
  });
});

describe('SNOWFLAKE.ACCOUNT_USAGE', () => {
  const views = {
    QUERY_HISTORY: 'GOVERNANCE_VIEWER', LOGIN_HISTORY: 'SECURITY_VIEWER', WAREHOUSE_METERING_HISTORY: 'USAGE_VIEWER', METERING_DAILY_HISTORY: 'USAGE_VIEWER',
    GRANTS_TO_ROLES: 'SECURITY_VIEWER', GRANTS_TO_USERS: 'SECURITY_VIEWER', USERS: 'SECURITY_VIEWER', TABLES: 'OBJECT_VIEWER', QUERY_ATTRIBUTION_HISTORY: 'USAGE_VIEWER',
  }; // prettier-ignore

  test.each(Object.entries(views))('%s is for ACCOUNTADMIN and %s', async (view, viewer) => {
    const select = `SELECT COUNT(*) AS n FROM SNOWFLAKE.ACCOUNT_USAGE.${view}`;
    expect((await admin.query(select)).length).toBe(1);
    expect(await tester.refusal(select)).toMatchObject({ code: '002003' });
    await admin.query(`GRANT DATABASE ROLE SNOWFLAKE.${viewer} TO ROLE TESTER`);
    expect((await tester.query(select)).length).toBe(1);
    await admin.query(`REVOKE DATABASE ROLE SNOWFLAKE.${viewer} FROM ROLE TESTER`);
    expect(await tester.refusal(select)).toMatchObject({ code: '002003' });
  });

  test('tells users, grants and dropped tables', async () => {
    const [user] = await admin.query("SELECT * FROM snowflake.account_usage.users WHERE name = 'TESTER_USER'");
    expect(user).toMatchObject({ HAS_PASSWORD: true, DISABLED: false, DEFAULT_ROLE: 'TESTER' });
    const grants = await admin.query(
      "SELECT privilege FROM snowflake.account_usage.grants_to_roles WHERE grantee_name = 'ANALYST' AND name = 'CALLS'",
    );
    expect(grants).toEqual([{ PRIVILEGE: 'SELECT' }]);
    expect(
      await admin.query("SELECT role FROM snowflake.account_usage.grants_to_users WHERE grantee_name = 'TESTER_USER' ORDER BY 1"),
    ).toEqual([{ ROLE: 'ANALYST' }, { ROLE: 'TESTER' }]);
    await admin.query('CREATE OR REPLACE TABLE usage_gone (id NUMBER)');
    await admin.query('DROP TABLE usage_gone');
    const [gone] = await admin.query("SELECT deleted IS NOT NULL AS d FROM snowflake.account_usage.tables WHERE table_name = 'USAGE_GONE'");
    expect(gone).toEqual({ D: true });
  });

  test('is as late as it is told to be', async () => {
    const count = async (view: string): Promise<number> =>
      Number((await admin.query(`SELECT COUNT(*) AS n FROM SNOWFLAKE.ACCOUNT_USAGE.${view}`))[0]?.['N']);
    expect(await count('QUERY_HISTORY')).toBeGreaterThan(100);
    endpoint.delayUsage('documented');
    await admin.query('CREATE OR REPLACE TABLE usage_late (id NUMBER)');
    const late = async (): Promise<number> =>
      Number((await admin.query("SELECT COUNT(*) AS n FROM SNOWFLAKE.ACCOUNT_USAGE.TABLES WHERE table_name = 'USAGE_LATE'"))[0]?.['N']);
    expect(await late()).toBe(0);
    endpoint.advanceClock(91 * 60_000);
    expect(await late()).toBe(1);
    expect(await count('QUERY_HISTORY')).toBeGreaterThan(100);
    endpoint.delayUsage(100_000);
    expect(await count('QUERY_HISTORY')).toBe(0);
    endpoint.delayUsage(0);
  });

  test('tells partitions and spilling, and counts a start of a warehouse by day', async () => {
    const [query] =
      await admin.query(`SELECT partitions_scanned AS p, partitions_total AS t, bytes_spilled_to_local_storage AS s FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY
      WHERE query_text = 'SELECT COUNT(*) AS n FROM CORE.CALLS' AND execution_status = 'SUCCESS' AND warehouse_size IS NOT NULL LIMIT 1`);
    expect(query).toEqual({ P: 1, T: 1, S: 0 });
    const [sums] = await admin.query(`SELECT ABS((SELECT SUM(credits_used) FROM SNOWFLAKE.ACCOUNT_USAGE.WAREHOUSE_METERING_HISTORY)
      - (SELECT SUM(credits_used) FROM SNOWFLAKE.ACCOUNT_USAGE.METERING_DAILY_HISTORY)) AS difference`);
    expect(sums?.['DIFFERENCE']).toBeLessThan(0.01);
  });

  test('is found by its short name in the database SNOWFLAKE', async () => {
    await using client = await Client.connect(endpoint, { ...endpoint.administrator, role: 'ACCOUNTADMIN', database: 'SNOWFLAKE' });
    expect((await client.query('SELECT name FROM ACCOUNT_USAGE.USERS u ORDER BY u.name')).map((row) => row['NAME'])).toEqual([
      'ADMIN_USER',
      'TESTER_USER',
    ]);
  });

  test('an unknown view does not exist', async () => {
    expect(await admin.refusal('SELECT * FROM SNOWFLAKE.ACCOUNT_USAGE.NO_SUCH_VIEW')).toMatchObject({ code: '002003' });
  });

  test('IMPORTED PRIVILEGES open all views', async () => {
    expect((await admin.refusal('GRANT IMPORTED PRIVILEGES ON DATABASE SOPHIA TO ROLE ANALYST')).message).toContain('LOCAL-002');
    await admin.query('GRANT IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE TO ROLE ANALYST');
    await using analyst = await Client.connect(endpoint, { role: 'ANALYST' });
    for (const view of Object.keys(views))
      expect((await analyst.query(`SELECT 1 AS x FROM SNOWFLAKE.ACCOUNT_USAGE.${view} LIMIT 1`)).length).toBeLessThanOrEqual(1);
  });
});
