import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateWorld } from '../../../src/local/data/world.ts';
import { Account } from '../../../src/local/snowflake/account.ts';
import { createAccount } from '../../../src/local/snowflake/create-account.ts';
import { QueryLog } from '../../../src/local/snowflake/query-log.ts';
import { executeStatement } from '../../../src/local/snowflake/run/execute-statement.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

let endpoint: SnowflakeEndpoint;
let admin: Client;
const asAdmin = (options: object = {}): Promise<Client> =>
  Client.connect(endpoint, { ...endpoint.administrator, role: 'ACCOUNTADMIN', ...options });

beforeAll(async () => {
  endpoint = await startEndpoint();
  admin = await asAdmin();
});

afterAll(async () => {
  await admin[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

/** Time goes by; sessions end meanwhile, so there is a new one. */
async function wait(hours: number): Promise<void> {
  endpoint.advanceClock(hours * 3600_000);
  await admin[Symbol.asyncDispose]();
  admin = await asAdmin();
}

const lastQueryId = async (client: Client): Promise<string> => String((await client.query('SELECT LAST_QUERY_ID() AS id'))[0]?.['ID']);
const ids = async (client: Client, source: string): Promise<readonly unknown[]> =>
  (await client.query(`SELECT id FROM ${source} ORDER BY id`)).map((row) => row['ID']);
const now = async (client: Client): Promise<string> =>
  String((await client.query("SELECT TO_CHAR(SYSDATE(), 'YYYY-MM-DD HH24:MI:SS.FF6') AS t"))[0]?.['T']);

/** A table with rows 1, 2, 3 (one insert each) and the query ids of what was done. */
async function makeTable(client: Client, name: string): Promise<Readonly<Record<'create' | 'one' | 'two' | 'three', string>>> {
  await client.query(`CREATE OR REPLACE TABLE ${name} (id NUMBER, name VARCHAR)`);
  const create = await lastQueryId(client);
  const inserts: string[] = [];
  for (const id of [1, 2, 3]) {
    await client.query(`INSERT INTO ${name} VALUES (${id}, 'row ${id}')`);
    inserts.push(await lastQueryId(client));
  }
  const [one = '', two = '', three = ''] = inserts;
  return { create, one, two, three };
}

describe('a table at an earlier point', () => {
  test('after inserts has the rows of the statement named, or those before it', async () => {
    const { one, two, three } = await makeTable(admin, 'tt_insert');
    expect(await ids(admin, `tt_insert AT(STATEMENT => '${one}')`)).toEqual([1]);
    expect(await ids(admin, `tt_insert AT(STATEMENT => '${two}')`)).toEqual([1, 2]);
    expect(await ids(admin, `tt_insert BEFORE(STATEMENT => '${three}')`)).toEqual([1, 2]);
    expect(await ids(admin, 'tt_insert')).toEqual([1, 2, 3]);
  });

  test('after UPDATE, DELETE, MERGE and TRUNCATE has the rows as they were', async () => {
    const { three } = await makeTable(admin, 'tt_change');
    await admin.query("UPDATE tt_change SET name = 'changed' WHERE id = 2");
    const update = await lastQueryId(admin);
    await admin.query('DELETE FROM tt_change WHERE id = 1');
    const remove = await lastQueryId(admin);
    await admin.query(`MERGE INTO tt_change t USING (SELECT 3 AS id UNION ALL SELECT 4) s ON t.id = s.id
      WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)`);
    const merge = await lastQueryId(admin);
    await admin.query('TRUNCATE TABLE tt_change');
    const truncate = await lastQueryId(admin);
    const names = async (point: string) => (await admin.query(`SELECT name FROM tt_change ${point} ORDER BY id`)).map((row) => row['NAME']);
    expect(await names(`AT(STATEMENT => '${three}')`)).toEqual(['row 1', 'row 2', 'row 3']);
    expect(await names(`AT(STATEMENT => '${update}')`)).toEqual(['row 1', 'changed', 'row 3']);
    expect(await names(`BEFORE(STATEMENT => '${remove}')`)).toEqual(['row 1', 'changed', 'row 3']);
    expect(await ids(admin, `tt_change AT(STATEMENT => '${remove}')`)).toEqual([2, 3]);
    expect(await ids(admin, `tt_change AT(STATEMENT => '${merge}')`)).toEqual([2, 4]);
    expect(await ids(admin, `tt_change BEFORE(STATEMENT => '${truncate}')`)).toEqual([2, 4]);
    expect(await ids(admin, 'tt_change')).toEqual([]);
  });

  test('may be given as a moment, as seconds before now, and joined with the present', async () => {
    await makeTable(admin, 'tt_moment');
    const moment = await now(admin);
    await admin.query('DELETE FROM tt_moment WHERE id > 1');
    expect(await ids(admin, `tt_moment AT(TIMESTAMP => '${moment}'::TIMESTAMP_NTZ)`)).toEqual([1, 2, 3]);
    expect(await ids(admin, `tt_moment AT(TIMESTAMP => '${moment} +0000')`)).toEqual([1, 2, 3]);
    expect(await ids(admin, 'tt_moment AT(TIMESTAMP => CURRENT_TIMESTAMP())')).toEqual([1]);
    expect(await ids(admin, 'tt_moment AT(OFFSET => 0)')).toEqual([1]);
    const lost = await admin.query(`SELECT p.id FROM tt_moment AT(TIMESTAMP => '${moment}'::TIMESTAMP_NTZ) AS p
      LEFT JOIN tt_moment t ON t.id = p.id WHERE t.id IS NULL ORDER BY 1`);
    expect(lost).toEqual([{ ID: 2 }, { ID: 3 }]);
    endpoint.advanceClock(120_000);
    await admin.query('DELETE FROM tt_moment');
    endpoint.advanceClock(600_000);
    expect(await ids(admin, 'tt_moment AT(OFFSET => -60*11)')).toEqual([1]);
    expect(await ids(admin, 'tt_moment AT(OFFSET => -60*9)')).toEqual([]);
    expect(await ids(admin, "tt_moment AT(TIMESTAMP => DATEADD('minute', -11, CURRENT_TIMESTAMP()))")).toEqual([1]);
  });

  test('with a bind', async () => {
    const { one } = await makeTable(admin, 'tt_bind');
    expect(await admin.query('SELECT count(*) AS n FROM tt_bind AT(STATEMENT => ?)', [one])).toEqual([{ N: 1 }]);
  });

  test('has the columns of that time', async () => {
    const { three } = await makeTable(admin, 'tt_columns');
    await admin.query('ALTER TABLE tt_columns DROP COLUMN name');
    await admin.query('ALTER TABLE tt_columns ADD COLUMN added NUMBER DEFAULT 7');
    expect(await admin.query(`SELECT * FROM tt_columns AT(STATEMENT => '${three}') WHERE id = 2`)).toEqual([{ ID: 2, NAME: 'row 2' }]);
    expect((await admin.refusal('SELECT name FROM tt_columns')).code).toBe('000904');
  });

  test('can be written back, into the same table, too', async () => {
    const { three } = await makeTable(admin, 'tt_restore');
    await admin.query('DELETE FROM tt_restore');
    await admin.query(`INSERT INTO tt_restore SELECT * FROM tt_restore AT(STATEMENT => '${three}')`);
    expect(await ids(admin, 'tt_restore')).toEqual([1, 2, 3]);
    await admin.query(`CREATE TABLE tt_restored AS SELECT * FROM tt_restore BEFORE(STATEMENT => '${three}')`);
    expect(await ids(admin, 'tt_restored')).toEqual([1, 2]);
  });

  test('outside of its life or retention is refused with 000707', async () => {
    const { create } = await makeTable(admin, 'tt_young');
    expect(await ids(admin, `tt_young AT(STATEMENT => '${create}')`).catch((error: unknown) => error)).toMatchObject({ code: '000707' });
    const refusal = await admin.refusal('SELECT * FROM tt_young AT(OFFSET => -7200)');
    expect(refusal).toMatchObject({ code: '000707', sqlState: '02000' });
    expect(refusal.message).toContain('Time travel data is not available for table TT_YOUNG. The requested time is either beyond');
    await admin.query('DELETE FROM tt_young WHERE id = 1');
    const remove = await lastQueryId(admin);
    await wait(23);
    expect(await ids(admin, `tt_young BEFORE(STATEMENT => '${remove}')`)).toEqual([1, 2, 3]);
    await wait(2);
    expect(await admin.refusal(`SELECT * FROM tt_young BEFORE(STATEMENT => '${remove}')`)).toMatchObject({ code: '000707' });
  });

  test('is not kept by a table with retention 0, unless the account asks for more', async () => {
    await makeTable(admin, 'tt_none');
    await admin.query('ALTER TABLE tt_none SET DATA_RETENTION_TIME_IN_DAYS = 0');
    await admin.query('DELETE FROM tt_none WHERE id = 1');
    const remove = await lastQueryId(admin);
    expect(await admin.refusal(`SELECT * FROM tt_none BEFORE(STATEMENT => '${remove}')`)).toMatchObject({ code: '000707' });
    await admin.query('ALTER ACCOUNT SET MIN_DATA_RETENTION_TIME_IN_DAYS = 2');
    await admin.query('DELETE FROM tt_none WHERE id = 2');
    const second = await lastQueryId(admin);
    await wait(30);
    expect(await ids(admin, `tt_none BEFORE(STATEMENT => '${second}')`)).toEqual([2, 3]);
    await admin.query('ALTER ACCOUNT UNSET MIN_DATA_RETENTION_TIME_IN_DAYS');
  });

  test('needs the privileges of the present table, and an unknown statement is 000709', async () => {
    const { one } = await makeTable(admin, 'tt_secret');
    await using tester = await Client.connect(endpoint);
    for (const point of [`STATEMENT => '${one}'`, 'OFFSET => -9999999'])
      expect(await tester.refusal(`SELECT * FROM tt_secret AT(${point})`)).toMatchObject({ code: '002003' });
    expect(await admin.refusal("SELECT * FROM tt_secret AT(STATEMENT => 'nobody-knows')")).toMatchObject({ code: '000709' });
  });

  test('of a view, in a view, or in the future is refused', async () => {
    await makeTable(admin, 'tt_base');
    await admin.query('CREATE OR REPLACE VIEW tt_view AS SELECT * FROM tt_base');
    expect((await admin.refusal('SELECT * FROM tt_view AT(OFFSET => -1)')).message).toContain('LOCAL-002');
    expect((await admin.refusal('CREATE VIEW tt_view2 AS SELECT * FROM tt_base AT(OFFSET => -1)')).message).toContain('LOCAL-003');
    expect((await admin.refusal('SELECT * FROM tt_base AT(OFFSET => 3600)')).message).toContain('LOCAL-002');
  });

  test('is that of the commits: two sessions that change one table at a time', async () => {
    await makeTable(admin, 'tt_two');
    await using other = await asAdmin();
    await admin.query('BEGIN');
    await admin.query('DELETE FROM tt_two WHERE id = 1');
    const remove = await lastQueryId(admin);
    await other.query("INSERT INTO tt_two VALUES (4, 'other')");
    const insert = await lastQueryId(other);
    await admin.query("INSERT INTO tt_two VALUES (5, 'same transaction')");
    await admin.query('COMMIT');
    expect(await ids(other, `tt_two AT(STATEMENT => '${insert}')`)).toEqual([1, 2, 3, 4]);
    expect(await ids(other, `tt_two BEFORE(STATEMENT => '${insert}')`)).toEqual([1, 2, 3]);
    expect(await ids(other, `tt_two BEFORE(STATEMENT => '${remove}')`)).toEqual([1, 2, 3, 4]);
    expect(await ids(other, `tt_two AT(STATEMENT => '${remove}')`)).toEqual([2, 3, 4, 5]);
  });
});

describe('any sequence of changes', () => {
  const operation = fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), value: fc.integer({ min: 0, max: 9 }), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('update' as const), value: fc.integer({ min: 0, max: 9 }), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant('delete' as const), value: fc.integer({ min: 0, max: 9 }), count: fc.constant(1) }),
    fc.record({
      kind: fc.constantFrom('roll-back' as const, 'add-column' as const, 'truncate' as const),
      value: fc.integer({ min: 0, max: 9 }),
      count: fc.constant(1),
    }),
  );
  const values = (count: number, value: number): string => Array.from({ length: count }, () => `(${value})`).join(', ');

  test('can be looked at step by step', async () => {
    let tables = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 12 }), async (operations) => {
        tables += 1;
        const table = `steps_${tables}`;
        await admin.query(`CREATE TABLE ${table} (id NUMBER)`);
        const seen: { readonly id: string; readonly rows: readonly unknown[] }[] = [];
        for (const [step, { kind, value, count }] of operations.entries()) {
          if (kind === 'insert') await admin.query(`INSERT INTO ${table} (id) VALUES ${values(count, value)}`);
          else if (kind === 'update') await admin.query(`UPDATE ${table} SET id = id + ${count} WHERE id >= ${value}`);
          else if (kind === 'delete') await admin.query(`DELETE FROM ${table} WHERE id = ${value}`);
          else if (kind === 'truncate') await admin.query(`TRUNCATE TABLE ${table}`);
          else if (kind === 'add-column') await admin.query(`ALTER TABLE ${table} ADD COLUMN c${step} NUMBER`);
          else
            for (const sql of ['BEGIN', `DELETE FROM ${table}`, `INSERT INTO ${table} (id) VALUES (99)`, 'ROLLBACK'])
              await admin.query(sql);
          const id = await lastQueryId(admin);
          seen.push({ id, rows: await ids(admin, table) });
        }
        for (const { id, rows } of seen) expect(await ids(admin, `${table} AT(STATEMENT => '${id}')`)).toEqual(rows);
      }),
      { numRuns: process.env['INFRA_TEST_LONG'] === undefined ? 8 : 60, seed: 4 },
    );
  });

  test('gives up the rows of before when they are too many to be kept, and says so', async () => {
    await admin.query(
      'CREATE TABLE huge AS SELECT SEQ4() AS a, SEQ4() AS b, SEQ4() AS c, SEQ4() AS d FROM TABLE(GENERATOR(ROWCOUNT => 2600000))',
    );
    await admin.query('DELETE FROM huge WHERE a < 10');
    const remove = await lastQueryId(admin);
    const refusal = await admin.refusal(`SELECT COUNT(*) FROM huge BEFORE(STATEMENT => '${remove}')`);
    expect(refusal.message).toContain('LOCAL-005');
    expect(await admin.query(`SELECT COUNT(*) AS n FROM huge AT(STATEMENT => '${remove}')`)).toEqual([{ N: 2_599_990 }]);
    await admin.query('ALTER TABLE huge SET DATA_RETENTION_TIME_IN_DAYS = 0');
    await admin.query('DROP TABLE huge');
  });
});

describe('CLONE', () => {
  test('of a table copies its rows now or at a point, and goes its own way', async () => {
    const { two } = await makeTable(admin, 'clone_from');
    await admin.query('CREATE TABLE clone_now CLONE clone_from');
    await admin.query(`CREATE TABLE clone_then CLONE clone_from AT(STATEMENT => '${two}')`);
    await admin.query('DELETE FROM clone_now');
    expect(await ids(admin, 'clone_from')).toEqual([1, 2, 3]);
    expect(await ids(admin, 'clone_then')).toEqual([1, 2]);
    expect(await admin.refusal('SELECT * FROM clone_then AT(OFFSET => -60)')).toMatchObject({ code: '000707' });
    expect(await admin.refusal('CREATE TABLE clone_early CLONE clone_from AT(OFFSET => -86400)')).toMatchObject({ code: '000707' });
  });

  test('of a schema and a database has tables, views, keys and grants on them', async () => {
    await admin.query('CREATE OR REPLACE DATABASE shop');
    await admin.query('CREATE TABLE shop.public.customers (id NUMBER PRIMARY KEY)');
    await admin.query('CREATE TABLE shop.public.orders (id NUMBER, customer NUMBER REFERENCES shop.public.customers (id))');
    await admin.query('CREATE VIEW shop.public.big AS SELECT id FROM orders WHERE id > 1');
    await admin.query('INSERT INTO shop.public.orders VALUES (1, 1), (2, 1)');
    await admin.query('GRANT SELECT ON TABLE shop.public.orders TO ROLE ANALYST');
    const filled = await lastQueryId(admin);
    await admin.query('INSERT INTO shop.public.orders VALUES (3, 1)');
    await admin.query('DROP TABLE shop.public.customers');
    await admin.query('CREATE TABLE shop.public.later (id NUMBER)');
    await admin.query(`CREATE DATABASE shop_then CLONE shop AT(STATEMENT => '${filled}')`);
    expect(await ids(admin, 'shop_then.public.big')).toEqual([2]);
    const tables = await admin.query('SHOW TABLES IN DATABASE shop_then');
    expect(tables.map((row) => row['name'])).toEqual(['CUSTOMERS', 'ORDERS']);
    const keys = await admin.query('SHOW IMPORTED KEYS IN TABLE shop_then.public.orders');
    expect(keys.map((row) => row['pk_database_name'])).toEqual(['SHOP_THEN']);
    const grants = await admin.query('SHOW GRANTS ON TABLE shop_then.public.orders');
    expect(grants.map((row) => row['grantee_name'])).toContain('ANALYST');
    await admin.query('CREATE SCHEMA shop.copy CLONE shop.public');
    await admin.query('DELETE FROM shop.copy.orders');
    expect(await ids(admin, 'shop.public.orders')).toEqual([1, 2, 3]);
    await admin.query('DROP DATABASE shop_then');
    await admin.query('DROP DATABASE shop');
    await admin.query('USE SCHEMA SOPHIA.CORE');
  });
});

test('a temporary table and its past go with its session', async () => {
  using account = await Account.open();
  await createAccount(account, { world: generateWorld(7), faults: [] });
  const stored = async (): Promise<readonly string[]> => {
    using connection = await account.engine.connect();
    return await connection.texts("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%SCRATCH%'");
  };
  const user = account.access.users.get('ADMIN_USER');
  if (!user) throw new Error('no administrator');
  const session = await account.openSession(user, 'ACCOUNTADMIN');
  const log = new QueryLog();
  for (const sql of [
    'CREATE DATABASE d',
    'CREATE TEMPORARY TABLE scratch (id NUMBER)',
    'INSERT INTO scratch VALUES (1), (2)',
    'DELETE FROM scratch WHERE id = 1',
  ])
    await executeStatement({ sql, binds: {}, describeOnly: false }, { account, session, log, queryId: sql });
  expect((await stored()).length).toBe(2);
  account.closeSession(session);
  await account.settled();
  expect(await stored()).toEqual([]);
});

describe('UNDROP', () => {
  test('brings a table back with its rows, grants and history', async () => {
    const { two } = await makeTable(admin, 'undrop_me');
    await admin.query('GRANT SELECT ON TABLE undrop_me TO ROLE ANALYST');
    await admin.query('DROP TABLE undrop_me');
    expect(await admin.refusal('SELECT * FROM undrop_me')).toMatchObject({ code: '002003' });
    expect(await admin.query('UNDROP TABLE undrop_me')).toEqual([{ status: 'Table UNDROP_ME successfully restored.' }]);
    expect(await ids(admin, 'undrop_me')).toEqual([1, 2, 3]);
    expect(await ids(admin, `undrop_me AT(STATEMENT => '${two}')`)).toEqual([1, 2]);
    const grants = await admin.query('SHOW GRANTS ON TABLE undrop_me');
    expect(grants.map((row) => row['grantee_name'])).toContain('ANALYST');
  });

  test('does not replace a table of the name, and brings back the newest one first', async () => {
    await makeTable(admin, 'undrop_twice');
    await admin.query('DROP TABLE undrop_twice');
    await admin.query('CREATE OR REPLACE TABLE undrop_twice (id NUMBER)');
    await admin.query('CREATE OR REPLACE TABLE undrop_twice AS SELECT 9 AS id');
    expect(await admin.refusal('UNDROP TABLE undrop_twice')).toMatchObject({ code: '002002' });
    await admin.query('ALTER TABLE undrop_twice RENAME TO undrop_third');
    await admin.query('UNDROP TABLE undrop_twice');
    expect(await ids(admin, 'undrop_twice')).toEqual([]);
    await admin.query('ALTER TABLE undrop_twice RENAME TO undrop_second');
    await admin.query('UNDROP TABLE undrop_twice');
    expect(await ids(admin, 'undrop_twice')).toEqual([1, 2, 3]);
    expect(await ids(admin, 'undrop_third')).toEqual([9]);
  });

  test('of a schema and a database brings back all that was in them', async () => {
    await admin.query('CREATE OR REPLACE DATABASE lost');
    await admin.query('CREATE SCHEMA lost.inner_schema');
    await admin.query('CREATE TABLE lost.inner_schema.t AS SELECT 1 AS id');
    await admin.query('GRANT SELECT ON TABLE lost.inner_schema.t TO ROLE ANALYST');
    await admin.query('DROP SCHEMA lost.inner_schema');
    await admin.query('UNDROP SCHEMA lost.inner_schema');
    expect(await ids(admin, 'lost.inner_schema.t')).toEqual([1]);
    await admin.query('DROP DATABASE lost');
    await admin.query('CREATE DATABASE lost');
    expect(await admin.refusal('UNDROP DATABASE lost')).toMatchObject({ code: '002002' });
    await admin.query('ALTER DATABASE lost RENAME TO found');
    await admin.query('UNDROP DATABASE lost');
    expect(await ids(admin, 'lost.inner_schema.t')).toEqual([1]);
    const grants = await admin.query('SHOW GRANTS ON TABLE lost.inner_schema.t');
    expect(grants.map((row) => row['grantee_name'])).toContain('ANALYST');
    for (const name of ['lost', 'found']) await admin.query(`DROP DATABASE ${name}`);
    await admin.query('USE SCHEMA SOPHIA.CORE');
  });

  test('is over with the retention, and needs ownership', async () => {
    await admin.query('CREATE TABLE gone_now (id NUMBER) DATA_RETENTION_TIME_IN_DAYS = 0');
    await admin.query('DROP TABLE gone_now');
    expect((await admin.refusal('UNDROP TABLE gone_now')).message).toContain('Table GONE_NOW did not exist or was purged.');
    await makeTable(admin, 'gone_later');
    await admin.query('DROP TABLE gone_later');
    await using tester = await Client.connect(endpoint);
    expect((await tester.refusal('UNDROP TABLE gone_later')).message).toContain('did not exist or was purged');
    await wait(25);
    expect((await admin.refusal('UNDROP TABLE gone_later')).message).toContain('did not exist or was purged');
    expect((await admin.refusal('UNDROP VIEW v')).message).toContain('LOCAL-001');
  });
});
