import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

describe('grants', () => {
  let endpoint: SnowflakeEndpoint;
  let admin: Client;
  let tester: Client;
  let analyst: Client;
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await admin.query(sql);
  };
  const privileges = async (sql: string): Promise<readonly string[]> => {
    const rows = await admin.query(sql);
    return rows.map((row) => `${String(row['privilege'])} ${String(row['granted_on'])} ${String(row['name'])}`);
  };
  beforeAll(async () => {
    endpoint = await startEndpoint();
    admin = await Client.connect(endpoint, endpoint.administrator);
    tester = await Client.connect(endpoint);
    analyst = await Client.connect(endpoint, { role: 'ANALYST' });
  });
  afterAll(async () => {
    for (const client of [admin, tester, analyst]) await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('gives future grants to what is made later, those of the schema before those of the database', async () => {
    await run(
      'grant select on future tables in database sophia to role analyst',
      'grant insert on future tables in schema sophia.core to role analyst',
      'create table in_core (a int)',
      'create schema sophia.other',
      'grant usage on schema sophia.other to role analyst',
      'create table sophia.other.in_other (a int)',
    );
    expect(await analyst.query('insert into sophia.core.in_core values (1)')).toEqual([{ 'number of rows inserted': 1 }]);
    expect(await analyst.refusal('select * from sophia.core.in_core')).toMatchObject({ code: '002003' });
    expect(await analyst.query('select * from sophia.other.in_other')).toEqual([]);
    expect(await admin.query('show future grants in schema sophia.core')).toMatchObject([
      {
        privilege: 'INSERT',
        grant_on: 'TABLE',
        name: 'SOPHIA.CORE.<TABLE>',
        grant_to: 'ROLE',
        grantee_name: 'ANALYST',
        grant_option: 'false',
      },
    ]);
    expect(await admin.query('show future grants to role analyst')).toHaveLength(2);
    await run(
      'revoke insert on future tables in schema sophia.core from role analyst',
      'revoke select on future tables in database sophia from role analyst',
    );
    expect(await admin.query('show future grants to role analyst')).toEqual([]);
    expect(await tester.refusal('grant select on future tables in schema sophia.core to role analyst')).toMatchObject({ code: '003001' });
  });

  it('moves ownership with, without and against the grants of an object', async () => {
    await run('use schema sophia.core', 'create role keeper', 'create table owned (a int)', 'grant select on table owned to role analyst');
    expect(await admin.refusal('grant ownership on table owned to role keeper')).toMatchObject({
      code: '003036',
      sqlState: '23001',
      message: expect.stringContaining(`Dependent grant of privilege 'SELECT' on securable 'SOPHIA.CORE.OWNED' to role 'ANALYST' exists`),
    });
    await run('grant ownership on table owned to role keeper copy current grants');
    expect(await admin.query('show grants on table owned')).toMatchObject([
      { privilege: 'OWNERSHIP', grantee_name: 'KEEPER' },
      { privilege: 'SELECT', grantee_name: 'ANALYST', granted_by: 'KEEPER' },
    ]);
    expect(await analyst.query('select * from owned')).toEqual([]);
    await run('grant ownership on table owned to role tester revoke current grants');
    expect(await analyst.refusal('select * from owned')).toMatchObject({ code: '002003' });
    await tester.query('drop table owned');
    expect(await analyst.refusal('show grants on table sophia.raw.gong_calls')).toMatchObject({ code: '002003' });
    expect(await analyst.refusal('grant select on table sophia.raw.gong_calls to role analyst')).toMatchObject({ code: '002003' });
    expect(await tester.refusal('grant ownership on table calls to role tester')).toMatchObject({ code: '003001' });
    expect(await admin.refusal('revoke ownership on table calls from role tester')).toMatchObject({ code: '000002' });
  });

  it('passes a grant option on, and takes it back with CASCADE only', async () => {
    await run('create table shared (a int)', 'grant select on table shared to role analyst with grant option');
    await analyst.query('grant select on table shared to role public');
    expect(await admin.query('show grants on table shared')).toContainEqual(
      expect.objectContaining({ privilege: 'SELECT', grantee_name: 'PUBLIC', granted_by: 'ANALYST', grant_option: 'false' }),
    );
    expect(await admin.refusal('revoke select on table shared from role analyst')).toMatchObject({ code: '003935', sqlState: '23001' });
    expect(await privileges('show grants to role public')).toContain('SELECT TABLE SOPHIA.CORE.SHARED');
    await run('revoke select on table shared from role analyst cascade');
    expect(await privileges('show grants to role public')).not.toContain('SELECT TABLE SOPHIA.CORE.SHARED');
    await run(
      'grant select on table shared to role analyst with grant option',
      'revoke grant option for select on table shared from role analyst',
    );
    expect(await analyst.query('select * from shared')).toEqual([]);
    expect(await analyst.refusal('grant select on table shared to role public')).toMatchObject({ code: '003001' });
  });

  it('lets only the owner of a managed schema grant', async () => {
    await run(
      'create schema sophia.managed with managed access',
      'grant usage, create table on schema sophia.managed to role tester',
      'grant usage on schema sophia.managed to role analyst',
    );
    await tester.query('create table sophia.managed.mine (a int)');
    expect(await tester.refusal('grant select on table sophia.managed.mine to role analyst')).toMatchObject({ code: '003001' });
    await run('grant select on table sophia.managed.mine to role analyst');
    expect(await analyst.query('select * from sophia.managed.mine')).toEqual([]);
    expect(await admin.query(`show schemas like 'MANAGED' in database sophia`)).toMatchObject([{ options: 'MANAGED ACCESS' }]);
    await run('alter schema sophia.managed disable managed access');
    await tester.query('grant insert on table sophia.managed.mine to role analyst');
    await run('use schema sophia.core');
  });

  it('has roles of a database', async () => {
    await run(
      "create database role sophia.readers comment = 'r'",
      'grant usage on schema sophia.raw to database role sophia.readers',
      'grant select on all tables in schema sophia.raw to database role sophia.readers',
    );
    expect(await analyst.refusal('select 1 from sophia.raw.gong_calls limit 1')).toMatchObject({ code: '002003' });
    await run('grant database role sophia.readers to role analyst');
    expect(await analyst.query('select count(*) n from sophia.raw.gong_calls')).toEqual([{ N: 2000 }]);
    expect(await admin.query('show database roles in database sophia')).toMatchObject([
      { name: 'READERS', granted_to_roles: '1', comment: 'r' },
    ]);
    expect(await privileges('show grants to database role sophia.readers')).toEqual(
      expect.arrayContaining(['USAGE SCHEMA SOPHIA.RAW', 'SELECT TABLE SOPHIA.RAW.GONG_CALLS']),
    );
    expect(await admin.query('show grants of database role sophia.readers')).toMatchObject([
      { role: 'READERS', granted_to: 'ROLE', grantee_name: 'ANALYST' },
    ]);
    expect(await privileges('show grants to role analyst')).toContain('USAGE DATABASE_ROLE SOPHIA.READERS');
    expect(await admin.refusal('grant role analyst to database role sophia.readers')).toMatchObject({ code: '000002' });
    expect(await admin.refusal('use role sophia.readers')).toMatchObject({ code: '002043' });
    await run('drop database role sophia.readers');
    expect(await analyst.refusal('select 1 from sophia.raw.gong_calls limit 1')).toMatchObject({ code: '002003' });
  });

  it('shows the grants of the roles below, too, when asked', async () => {
    await run('create role top', 'create role middle', 'grant role middle to role top', 'grant role analyst to role middle');
    expect(await privileges('show grants to role top')).toEqual(['USAGE ROLE MIDDLE']);
    const rows = await admin.query('show grants to role top include hierarchy');
    const shown = rows.map((row) => `${String(row['grantee_name'])}: ${String(row['privilege'])} ${String(row['name'])}`);
    expect(shown).toEqual(expect.arrayContaining(['TOP: USAGE MIDDLE', 'MIDDLE: USAGE ANALYST', 'ANALYST: SELECT SOPHIA.CORE.CALLS']));
    expect(shown.some((line) => line.startsWith('TESTER'))).toBe(false);
    expect(await admin.refusal('grant role top to role analyst')).toMatchObject({ code: '000002' });
    expect(await admin.query('show grants')).toMatchObject([{ role: 'ACCOUNTADMIN', granted_to: 'USER', grantee_name: 'ADMIN_USER' }]);
  });

  it('adds the rights of secondary roles, but not the right to create', async () => {
    await using client = await Client.connect(endpoint, { role: 'ANALYST' });
    expect(await client.refusal('select 1 from sophia.raw.gong_calls limit 1')).toMatchObject({ code: '002003' });
    await client.query('use secondary roles all');
    expect(await client.query('select count(*) n from sophia.raw.gong_calls')).toEqual([{ N: 2000 }]);
    expect(await client.refusal('create table sophia.core.x (a int)')).toMatchObject({ code: '003001' });
    expect(await client.query('select current_role() r, current_secondary_roles() s')).toEqual([
      { R: 'ANALYST', S: '{"roles":"TESTER,PUBLIC","value":"ALL"}' },
    ]);
    expect(await client.query(`select is_role_in_session('TESTER') a, is_role_in_session('SYSADMIN') b`)).toEqual([{ A: true, B: false }]);
    await client.query('use secondary roles none');
    expect(await client.refusal('select 1 from sophia.raw.gong_calls limit 1')).toMatchObject({ code: '002003' });
    await client.query('use secondary roles tester');
    expect(await client.query('select 1 a from sophia.raw.gong_calls limit 1')).toEqual([{ A: 1 }]);
    expect(await client.refusal('use secondary roles sysadmin')).toMatchObject({ code: '003013' });
  });

  it('takes MODIFY, MONITOR, OPERATE and USAGE for what they are', async () => {
    await run('create warehouse limited', 'grant usage on warehouse limited to role tester');
    await tester.query('use warehouse limited');
    expect(await tester.refusal('alter warehouse limited suspend')).toMatchObject({ code: '003001' });
    expect(await tester.refusal('alter warehouse limited set auto_suspend = 10')).toMatchObject({ code: '003001' });
    await run('grant operate, modify on warehouse limited to role tester');
    await tester.query('alter warehouse limited suspend');
    await tester.query('alter warehouse limited set auto_suspend = 10');
    expect(await tester.refusal('drop warehouse limited')).toMatchObject({ code: '003001' });
    expect(await analyst.refusal('use warehouse limited')).toMatchObject({ code: '002043' });
    expect(await admin.refusal('grant select on warehouse limited to role tester')).toMatchObject({ code: '000002' });
    expect(await admin.refusal('grant imported privileges on database sophia to role tester')).toMatchObject({ code: '000002' });
  });

  it('gives what a dropped role owned to the role that dropped it, and keeps its own roles', async () => {
    await run(
      'create role leaver',
      'create table left_behind (a int)',
      'grant ownership on table left_behind to role leaver',
      'drop role leaver',
    );
    expect(await admin.query('show grants on table left_behind')).toMatchObject([{ privilege: 'OWNERSHIP', grantee_name: 'ACCOUNTADMIN' }]);
    expect(await admin.refusal('drop role sysadmin')).toMatchObject({ code: '003001' });
    await run('create role old_name', 'grant select on table left_behind to role old_name', 'alter role old_name rename to new_name');
    expect(await privileges('show grants to role new_name')).toEqual(['SELECT TABLE SOPHIA.CORE.LEFT_BEHIND']);
  });

  it('keeps grants of a replaced table only with COPY GRANTS', async () => {
    await run(
      'create table replaced (a int)',
      'grant select on table replaced to role analyst',
      'create or replace table replaced (a int) copy grants',
    );
    expect(await analyst.query('select * from replaced')).toEqual([]);
    await run('create or replace table replaced (a int)');
    expect(await analyst.refusal('select * from replaced')).toMatchObject({ code: '002003' });
  });
});
