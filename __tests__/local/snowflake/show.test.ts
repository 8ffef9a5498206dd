import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import type { Row } from './client.ts';

const column = (rows: readonly Row[], name: string): readonly unknown[] => rows.map((row) => row[name]);

describe('SHOW and DESCRIBE', () => {
  let endpoint: SnowflakeEndpoint;
  let client: Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = await Client.connect(endpoint);
  });
  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('describes the agreed tables with their types', async () => {
    const rows = await client.query('describe table sophia.core.calls');
    expect(rows.map((row) => [row['name'], row['type'], row['null?'], row['primary key']])).toEqual([
      ['CALL_ID', 'VARCHAR(32)', 'N', 'Y'],
      ['ACCOUNT_ID', 'NUMBER(38,0)', 'N', 'N'],
      ['TITLE', 'VARCHAR(200)', 'N', 'N'],
      ['STARTED_AT', 'TIMESTAMP_NTZ(9)', 'N', 'N'],
      ['DURATION_SECONDS', 'NUMBER(38,0)', 'Y', 'N'],
      ['SENTIMENT', 'FLOAT', 'Y', 'N'],
      ['OWNER_EMAIL', 'VARCHAR(200)', 'Y', 'N'],
    ]);
    expect(column(await client.query('desc table raw.gong_calls'), 'type')).toEqual([
      'VARCHAR(32)',
      'VARIANT',
      'TIMESTAMP_NTZ(9)',
      'BOOLEAN',
    ]);
    expect(column(await client.query('describe view call_statistics'), 'name')).toEqual([
      'ACCOUNT_ID',
      'CALLS',
      'AVERAGE_DURATION_SECONDS',
      'AVERAGE_SENTIMENT',
    ]);
    expect(await client.refusal('describe table nope')).toMatchObject({ code: '002003', sqlState: '02000' });
  });

  it('lists containers and tables, with LIKE, STARTS WITH, LIMIT and IN', async () => {
    expect(column(await client.query('show databases'), 'name')).toEqual(['SOPHIA']);
    expect(column(await client.query('show schemas in database sophia'), 'name')).toEqual(['RAW', 'CORE']);
    expect(column(await client.query('show tables'), 'name')).toEqual(['ACCOUNTS', 'CALLS', 'TRANSCRIPTS']);
    expect(column(await client.query('show tables in schema raw'), 'name')).toEqual(['GONG_CALLS']);
    expect(column(await client.query('show tables in account'), 'name')).toHaveLength(4);
    expect(column(await client.query(`show tables like 'c%'`), 'name')).toEqual(['CALLS']);
    expect(column(await client.query(`show tables like 'CALL_' in schema core`), 'name')).toEqual(['CALLS']);
    expect(column(await client.query(`show tables starts with 'T'`), 'name')).toEqual(['TRANSCRIPTS']);
    expect(column(await client.query('show tables limit 1'), 'name')).toEqual(['ACCOUNTS']);
    expect(column(await client.query('show views'), 'name')).toEqual(['CALL_STATISTICS']);
    expect((await client.refusal('show tables in schema nope')).code).toBe('002043');
    expect((await client.refusal('show schemas in database nope')).code).toBe('002043');
  });

  it('shows keys that nobody enforces', async () => {
    const primary = await client.query('show primary keys in table transcripts');
    expect(primary.map((row) => [row['column_name'], row['key_sequence']])).toEqual([
      ['CALL_ID', 1],
      ['SEQUENCE', 2],
    ]);
    expect(await client.query('show imported keys in table calls')).toMatchObject([
      { pk_table_name: 'ACCOUNTS', pk_column_name: 'ACCOUNT_ID', fk_table_name: 'CALLS', fk_column_name: 'ACCOUNT_ID' },
    ]);
    await client.query('create table keyed (id int primary key, u int unique)');
    expect(await client.query('insert into keyed values (1, 1), (1, 1)')).toEqual([{ 'number of rows inserted': 2 }]);
    expect(column(await client.query('show unique keys in table keyed'), 'column_name')).toEqual(['U']);
  });

  it('shows columns, roles, warehouses and parameters', async () => {
    const columns = await client.query('show columns in table accounts');
    expect(columns[3]).toMatchObject({ column_name: 'ARR_USD', data_type: '{"type":"FIXED","precision":12,"scale":2,"nullable":true}' });
    expect(column(await client.query('show roles'), 'name')).toEqual(
      expect.arrayContaining(['TESTER', 'ANALYST', 'ACCOUNTADMIN', 'PUBLIC']),
    );
    expect(await client.query('show warehouses')).toMatchObject([{ name: 'TEST_XS', size: 'X-Small', auto_suspend: 60, is_current: 'Y' }]);
    await client.query(`alter session set query_tag = 'x'`);
    expect(await client.query(`show parameters like 'query_tag' in session`)).toMatchObject([
      { key: 'QUERY_TAG', value: 'x', level: 'SESSION' },
    ]);
  });

  it('shows retention as the nearest setting', async () => {
    await client.query('create transient table kept (a int) data_retention_time_in_days = 0');
    await client.query('create table plain (a int)');
    expect(await client.query(`show tables like 'KEPT'`)).toMatchObject([{ kind: 'TRANSIENT', retention_time: '0' }]);
    expect(await client.query(`show tables like 'PLAIN'`)).toMatchObject([{ kind: 'TABLE', retention_time: '1' }]);
    await client.query('alter table plain set data_retention_time_in_days = 7');
    expect(await client.query(`show tables like 'PLAIN'`)).toMatchObject([{ retention_time: '7' }]);
  });

  it('tells letters apart in STARTS WITH and not in LIKE, and goes on behind a name', async () => {
    await client.query('create table "calls_low" (a int)');
    expect(column(await client.query(`show tables like 'CALLS%'`), 'name')).toEqual(['CALLS', 'calls_low']);
    expect(column(await client.query(`show tables starts with 'calls'`), 'name')).toEqual(['calls_low']);
    expect(column(await client.query(`show tables limit 2 from 'ACCOUNTS'`), 'name')).toEqual(['CALLS', 'KEPT']);
    expect(column(await client.query(`show tables like 'T%' limit 5 from 'CALLS'`), 'name')).toEqual(['TRANSCRIPTS']);
    expect(column(await client.query(`show tables like 'calls\\\\_low'`), 'name')).toEqual(['calls_low']);
    await client.query('drop table "calls_low"');
  });

  it('shows few columns with TERSE, and one more with HISTORY', async () => {
    const [terse] = await client.query(`show terse tables like 'CALLS'`);
    expect(Object.keys(terse ?? {})).toEqual(['created_on', 'name', 'kind', 'database_name', 'schema_name']);
    expect(terse).toMatchObject({ name: 'CALLS', kind: 'TABLE', database_name: 'SOPHIA', schema_name: 'CORE' });
    const [history] = await client.query(`show tables history like 'CALLS'`);
    expect(history).toMatchObject({ name: 'CALLS', dropped_on: null });
    await client.query('create table goes_away (a int)');
    await client.query('drop table goes_away');
    expect(column(await client.query(`show tables like 'GOES_AWAY'`), 'name')).toEqual([]);
    expect(await client.query(`show tables history like 'GOES_AWAY'`)).toMatchObject([{ name: 'GOES_AWAY', dropped_on: expect.any(Date) }]);
    expect(await client.refusal('show views history')).toMatchObject({ code: '000002' });
  });

  const firstColumns: Readonly<Record<string, readonly string[]>> = {
    databases: ['created_on', 'name', 'is_default', 'is_current', 'origin', 'owner', 'comment', 'options', 'retention_time', 'kind'],
    schemas: ['created_on', 'name', 'is_default', 'is_current', 'database_name', 'owner', 'comment', 'options', 'retention_time'],
    tables: [
      'created_on',
      'name',
      'database_name',
      'schema_name',
      'kind',
      'comment',
      'cluster_by',
      'rows',
      'bytes',
      'owner',
      'retention_time',
    ],
    views: ['created_on', 'name', 'reserved', 'database_name', 'schema_name', 'owner', 'comment', 'text', 'is_secure', 'is_materialized'],
    objects: [
      'created_on',
      'name',
      'database_name',
      'schema_name',
      'kind',
      'comment',
      'cluster_by',
      'rows',
      'bytes',
      'owner',
      'retention_time',
    ],
    'columns in table calls': [
      'table_name',
      'schema_name',
      'column_name',
      'data_type',
      'null?',
      'default',
      'kind',
      'expression',
      'comment',
    ],
    warehouses: [
      'name',
      'state',
      'type',
      'size',
      'min_cluster_count',
      'max_cluster_count',
      'started_clusters',
      'running',
      'queued',
      'is_default',
    ],
    roles: [
      'created_on',
      'name',
      'is_default',
      'is_current',
      'is_inherited',
      'assigned_to_users',
      'granted_to_roles',
      'granted_roles',
      'owner',
    ],
    parameters: ['key', 'value', 'default', 'level', 'description', 'type'],
    'grants to role tester': ['created_on', 'privilege', 'granted_on', 'name', 'granted_to', 'grantee_name', 'grant_option', 'granted_by'],
  };

  it.each(Object.entries(firstColumns))('has the columns of SHOW %s in order', async (what, expected) => {
    const [row] = await client.query(`show ${what}`);
    expect(Object.keys(row ?? {}).slice(0, expected.length)).toEqual(expected);
  });

  it('counts the rows of tables', async () => {
    expect(await client.query(`show tables like 'ACCOUNTS'`)).toMatchObject([{ rows: 200 }]);
  });
});
