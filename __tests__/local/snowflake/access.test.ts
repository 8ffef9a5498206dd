import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

describe('roles and grants', () => {
  let endpoint: SnowflakeEndpoint;
  let tester: Client;
  let analyst: Client;
  let administrator: Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    tester = await Client.connect(endpoint);
    analyst = await Client.connect(endpoint, { role: 'ANALYST' });
    administrator = await Client.connect(endpoint, endpoint.administrator);
  });
  afterAll(async () => {
    for (const client of [tester, analyst, administrator]) await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('lets ANALYST read CORE and nothing else', async () => {
    expect(await analyst.query('select count(*) n from calls')).toEqual([{ N: 2000 }]);
    expect(await analyst.query('select count(*) > 0 n from call_statistics')).toEqual([{ N: true }]);
    for (const sql of ['select * from raw.gong_calls limit 0', 'select * from calls c join raw.gong_calls g on c.call_id = g.call_id']) {
      expect(await analyst.refusal(sql)).toMatchObject({
        code: '002003',
        sqlState: '42S02',
        message: expect.stringContaining('does not exist or not authorized'),
      });
    }
    const tables = await analyst.query('show tables in database sophia');
    expect(tables.map((row) => row['name'])).toEqual(['ACCOUNTS', 'CALLS', 'TRANSCRIPTS']);
  });

  it.each([
    'delete from calls where false',
    'update calls set title = null where false',
    'insert into calls select * from calls where false',
    'truncate table calls',
    'merge into calls using calls c on false when matched then delete',
  ])('refuses ANALYST: %s', async (sql) => {
    expect(await analyst.refusal(sql)).toMatchObject({ code: '003001', sqlState: '42501' });
  });

  it.each([
    'create table x (a int)',
    'create view x as select 1 a',
    'create schema sophia.x',
    'drop table calls',
    'alter table calls rename to x',
  ])('refuses ANALYST: %s', async (sql) => {
    expect((await analyst.refusal(sql)).code).toBe('003001');
  });

  it("makes a new table its creator's alone until it is granted, and the grant follows the table", async () => {
    await tester.query('create table secret (a int)');
    await tester.query('insert into secret values (1)');
    expect((await analyst.refusal('select * from secret')).code).toBe('002003');
    expect((await analyst.refusal('insert into secret values (1)')).code).toBe('002003');
    await tester.query('grant select on table secret to role analyst');
    expect(await analyst.query('select * from secret')).toEqual([{ A: 1 }]);
    expect((await analyst.refusal('insert into secret values (1)')).code).toBe('003001');
    await tester.query('alter table secret rename to renamed');
    expect(await analyst.query('select * from renamed')).toEqual([{ A: 1 }]);
    await tester.query('create or replace table renamed (a int)');
    expect((await analyst.refusal('select * from renamed')).code).toBe('002003');
  });

  it('takes a grant back at once, although the same text ran before', async () => {
    await tester.query('create table given (a int)');
    await tester.query('grant select, insert on table given to role analyst');
    await analyst.query('insert into given values (1)');
    await tester.query('revoke insert on table given from role analyst');
    expect((await analyst.refusal('insert into given values (1)')).code).toBe('003001');
    expect((await analyst.refusal('grant select on table given to role public')).code).toBe('003001');
  });

  it('shows a grant once, and not at all when its table is gone', async () => {
    const shown = async (): Promise<readonly unknown[]> => {
      const rows = await tester.query('show grants to role analyst');
      return rows.filter((row) => row['name'] === 'SOPHIA.CORE.SHORT_LIVED').map((row) => row['privilege']);
    };
    await tester.query('create table short_lived (a int)');
    await tester.query('grant select on table short_lived to role analyst');
    await tester.query('grant select on table short_lived to role analyst');
    expect(await shown()).toEqual(['SELECT']);
    await tester.query('drop table short_lived');
    expect(await shown()).toEqual([]);
  });

  it('does not clone what may not be read', async () => {
    await tester.query('create table write_only (a int)');
    await tester.query('grant insert on table write_only to role analyst');
    await administrator.query('grant create table on schema sophia.core to role analyst');
    expect((await analyst.refusal('create table cloned clone write_only')).code).toBe('002003');
    await analyst.query('create table alike like write_only');
    await administrator.query('revoke create table on schema sophia.core from role analyst');
    expect((await analyst.refusal('create table another like write_only')).code).toBe('003001');
  });

  it('gives a view the rights of its owner', async () => {
    await tester.query('create view raw_count as select count(*) n from raw.gong_calls');
    await tester.query('grant select on view raw_count to role analyst');
    expect(await analyst.query('select * from raw_count')).toEqual([{ N: 2000 }]);
  });

  it('inherits roles and forgets them', async () => {
    await administrator.query('create role reader');
    await administrator.query('grant usage on database sophia to role reader');
    await administrator.query('grant usage on schema sophia.raw to role reader');
    await administrator.query('grant select on all tables in schema sophia.raw to role reader');
    await administrator.query('grant role reader to role analyst');
    expect(await analyst.query('select count(*) n from raw.gong_calls')).toEqual([{ N: 2000 }]);
    await administrator.query('revoke role reader from role analyst');
    expect((await analyst.refusal('select count(*) n from raw.gong_calls')).code).toBe('002003');
    await administrator.query('grant role reader to role analyst');
    await administrator.query('drop role reader');
    expect((await analyst.refusal('select count(*) n from raw.gong_calls')).code).toBe('002003');
  });

  it('refuses a hierarchy that leads back to itself', async () => {
    await administrator.query('create role upper_role');
    await administrator.query('create role lower_role');
    await administrator.query('grant role lower_role to role upper_role');
    expect((await administrator.refusal('grant role upper_role to role lower_role')).code).toBe('000002');
  });

  it('shows grants to those who may know', async () => {
    const rows = await tester.query('show grants to role analyst');
    const shown = rows.map((row) => `${String(row['privilege'])} ${String(row['granted_on'])} ${String(row['name'])}`);
    expect(shown).toContain('SELECT TABLE SOPHIA.CORE.CALLS');
    expect(shown).toContain('USAGE SCHEMA SOPHIA.CORE');
    expect((await tester.refusal('show grants to role accountadmin')).code).toBe('003001');
    expect((await tester.refusal('show grants to role nobody')).code).toBe('002003');
    const of = await tester.query('show grants of role analyst');
    expect(of).toMatchObject([{ role: 'ANALYST', granted_to: 'USER', grantee_name: 'TESTER_USER' }]);
    const on = await tester.query('show grants on table calls');
    expect(on[0]).toMatchObject({ privilege: 'OWNERSHIP', grantee_name: 'ACCOUNTADMIN' });
  });

  it('keeps roles of a session apart from those of the user', async () => {
    await using client = await Client.connect(endpoint);
    await client.query('use role analyst');
    expect((await client.refusal('delete from calls where false')).code).toBe('003001');
    await client.query('use role tester');
    expect(await client.query('delete from calls where false')).toEqual([{ 'number of rows deleted': 0 }]);
  });
});
