import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStatement } from '../../../src/local/snowflake/sql/parse-statement.ts';
import { tokenize } from '../../../src/local/snowflake/sql/tokenize.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import type { Row } from './client.ts';

describe('objects of the catalog', () => {
  let endpoint: SnowflakeEndpoint;
  let admin: Client;
  let tester: Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    admin = await Client.connect(endpoint, endpoint.administrator);
    tester = await Client.connect(endpoint);
    await admin.query('create database lab');
    await admin.query('create schema lab.work');
  });
  afterAll(async () => {
    for (const client of [admin, tester]) await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });
  const one = async (sql: string): Promise<Row> => {
    const rows = await admin.query(sql);
    expect(rows, sql).toHaveLength(1);
    return rows[0] ?? {};
  };
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await admin.query(sql);
  };

  it('keeps a warehouse with all its properties', async () => {
    await run(`create warehouse wh with warehouse_size = 'MEDIUM' auto_suspend = 30 auto_resume = false initially_suspended = true
      min_cluster_count = 1, max_cluster_count = 3 scaling_policy = economy comment = 'for loads'`);
    expect(await one(`show warehouses like 'WH'`)).toMatchObject({
      state: 'SUSPENDED', size: 'Medium', auto_suspend: 30, auto_resume: 'false', max_cluster_count: 3, scaling_policy: 'ECONOMY', comment: 'for loads',
      resource_monitor: 'null', is_current: 'Y',
    }); // prettier-ignore
    await run('alter warehouse wh set warehouse_size = XXLARGE, auto_suspend = null', 'alter warehouse wh resume');
    expect(await one(`show warehouses like 'WH'`)).toMatchObject({ state: 'STARTED', size: '2X-Large', auto_suspend: null });
    expect(await admin.refusal('alter warehouse wh resume')).toMatchObject({ code: '090063' });
    await run('alter warehouse wh resume if suspended', 'alter warehouse wh suspend');
    expect(await admin.refusal(`create warehouse bad warehouse_size = 'HUGE'`)).toMatchObject({ code: '001008' });
    expect(await admin.refusal(`create warehouse bad resource_monitor = nobody`)).toMatchObject({ code: '002003' });
    expect(await admin.refusal('create warehouse bad resource_constraint = memory_1x')).toMatchObject({ code: '000002' });
    expect(await tester.refusal('create warehouse mine')).toMatchObject({ code: '003001' });
    await run('drop warehouse wh');
    expect(await admin.refusal('alter warehouse wh resume')).toMatchObject({ code: '002043' });
  });

  it('keeps resource monitors with triggers', async () => {
    await run(
      'create resource monitor rm with credit_quota = 100 frequency = monthly triggers on 75 percent do notify on 100 percent do suspend',
    );
    await run('create warehouse watched resource_monitor = rm');
    expect(await one(`show resource monitors like 'rm'`)).toMatchObject({
      credit_quota: '100.00', level: 'WAREHOUSE', notify_at: '75%', suspend_at: '100%', frequency: 'MONTHLY',
    }); // prettier-ignore
    expect(await tester.query('show resource monitors')).toEqual([]);
    // Each start costs a minute at least: of an X-Small at 1 credit per hour, then of a Large at 8.
    await run(`create or replace warehouse watched warehouse_size = large resource_monitor = rm`);
    expect(await one(`show resource monitors like 'rm'`)).toMatchObject({ used_credits: '0.15', remaining_credits: '99.85' });
    await run('alter resource monitor rm set credit_quota = 5', 'drop warehouse watched', 'drop resource monitor rm');
    expect(await admin.query('show resource monitors')).toEqual([]);
  });

  it('keeps users with their kind, keys and defaults', async () => {
    await run(
      `create user robot type = service default_role = tester default_warehouse = test_xs default_namespace = sophia.core comment = 'ci'`,
    );
    expect(await one(`show users like 'robot'`)).toMatchObject({
      name: 'ROBOT', type: 'SERVICE', has_password: 'false', has_rsa_public_key: 'false', has_mfa: 'false', disabled: 'false', default_role: 'TESTER',
      default_warehouse: 'TEST_XS', default_namespace: 'SOPHIA.CORE', default_secondary_roles: '["ALL"]', owner: 'ACCOUNTADMIN',
    }); // prettier-ignore
    await run(`alter user robot set disabled = true, email = 'a@b.c'`);
    expect(await one(`show users like 'robot'`)).toMatchObject({ disabled: 'true', email: 'a@b.c' });
    const described = await admin.query('describe user robot');
    expect(described.find((row) => row['property'] === 'DISABLED')).toMatchObject({ value: 'true' });
    expect(await admin.refusal(`alter user robot set password = 'x'`)).toMatchObject({ code: '000002' });
    expect(await admin.refusal(`alter user robot set rsa_public_key = 'x'`)).toMatchObject({ code: '390199' });
    expect(await admin.refusal(`alter user robot set type = 'cat'`)).toMatchObject({ code: '001008' });
    expect(await tester.refusal('alter user robot set disabled = false')).toMatchObject({ code: '003001' });
    expect(await tester.refusal('drop user robot')).toMatchObject({ code: '003001' });
    expect(await tester.refusal('describe user robot')).toMatchObject({ code: '003001' });
    expect(await tester.refusal('show users')).toMatchObject({ code: '002043' });
    await run('alter user robot rename to android', 'drop user android');
    expect(await admin.refusal('describe user android')).toMatchObject({ code: '002003' });
  });

  it('keeps network policies and rules, and one in force stays', async () => {
    await run(
      `create network rule lab.work.office type = ipv4 mode = ingress value_list = ('10.0.0.0/8', '192.168.1.1')`,
      `create network policy np allowed_network_rule_list = ('lab.work.office') blocked_ip_list = ('10.1.1.1') comment = 'x'`,
    );
    expect(await one('show network policies')).toMatchObject({
      entries_in_allowed_network_rules: 1,
      entries_in_blocked_ip_list: 1,
      entries_in_allowed_ip_list: 0,
    });
    expect(await admin.query('describe network policy np')).toEqual([
      { name: 'BLOCKED_IP_LIST', value: '10.1.1.1' },
      { name: 'ALLOWED_NETWORK_RULE_LIST', value: '[{"fullyQualifiedRuleName":"lab.work.office"}]' },
    ]);
    expect(await one('show network rules in schema lab.work')).toMatchObject({ type: 'IPV4', mode: 'INGRESS', entries_in_valuelist: 2 });
    expect(await one('describe network rule lab.work.office')).toMatchObject({ value_list: '10.0.0.0/8,192.168.1.1' });
    await run('create user guarded network_policy = np');
    expect(await admin.refusal('drop network policy np')).toMatchObject({ code: '000002' });
    expect(await one(`show parameters like 'NETWORK_POLICY' for user guarded`)).toMatchObject({ value: 'NP', level: 'USER' });
    await run('drop user guarded', 'drop network policy np');
    expect(await admin.refusal(`create network policy p allowed_ip_list = ('300.1.1.1')`)).toMatchObject({ code: '001008' });
    expect(await admin.refusal(`create network policy p allowed_network_rule_list = ('lab.work.nope')`)).toMatchObject({ code: '002003' });
  });

  it('keeps sequences and gives their values', async () => {
    await run('create sequence lab.work.s start with 10 increment by 5');
    expect(await admin.query('select lab.work.s.nextval a')).toEqual([{ A: 10 }]);
    expect(await admin.query('select s.nextval a from table(generator(rowcount => 2)) order by 1')).toEqual([{ A: 15 }, { A: 20 }]);
    expect(await one('describe sequence lab.work.s')).toMatchObject({ next_value: 25, interval: 5 });
    expect(await tester.refusal('select lab.work.s.nextval')).toMatchObject({ code: '002003' });
    await run(
      'create table lab.work.numbered (id int autoincrement start 7 increment 2, t text)',
      `insert into lab.work.numbered (t) values ('a'), ('b')`,
    );
    expect(await admin.query('select id from lab.work.numbered order by id')).toEqual([{ ID: 7 }, { ID: 9 }]);
    expect((await admin.query('describe table lab.work.numbered'))[0]).toMatchObject({ default: 'IDENTITY START 7 INCREMENT 2 NOORDER' });
    await run('create table lab.work.copied clone lab.work.numbered', `insert into lab.work.copied (t) values ('c')`);
  });

  it('keeps stages, file formats, tags and groups', async () => {
    await run(
      `create stage lab.work.landing file_format = (type = json strip_outer_array = true) comment = 'in'`,
      `create file format lab.work.pipes type = csv field_delimiter = '|' skip_header = 1`,
      `create tag lab.work.cost_center allowed_values 'a', 'b'`,
      `create failover group fg object_types = databases, roles allowed_databases = sophia, lab allowed_accounts = org.other replication_schedule = '10 MINUTE'`,
    );
    expect(await one('show stages in schema lab.work')).toMatchObject({ name: 'LANDING', type: 'INTERNAL', comment: 'in' });
    const format = JSON.parse(String((await one('show file formats in schema lab.work'))['format_options'])) as object;
    expect(format).toEqual({ TYPE: 'CSV', FIELD_DELIMITER: '|', SKIP_HEADER: 1 });
    expect(await one('show tags in schema lab.work')).toMatchObject({ allowed_values: '["a","b"]' });
    expect(await one('show failover groups')).toMatchObject({
      object_types: 'DATABASES, ROLES', allowed_accounts: 'ORG.OTHER', replication_schedule: '10 MINUTE', is_primary: 'true',
    }); // prettier-ignore
    expect(await admin.refusal(`create stage lab.work.far url = 's3://x'`)).toMatchObject({ code: '000002' });
    expect(await admin.refusal('alter failover group fg refresh')).toMatchObject({ code: '000002' });
    const stage = await admin.query('describe stage lab.work.landing');
    expect(stage.find((row) => row['property'] === 'STRIP_OUTER_ARRAY')).toMatchObject({
      property_value: 'true',
      property_default: 'false',
    });
  });

  it.each([
    'create stream lab.work.st on table lab.work.numbered', 'create task t as select 1', 'create procedure p() as $$ 1 $$', 'create materialized view v as select 1',
    'create external table e', 'create dynamic table d', 'create share s', 'show streams', 'show tasks', 'alter account set mystery = 1',
    'create table lab.work.x (a int) stage_file_format = (type = csv)', 'alter table lab.work.numbered add column k int primary key',
    'create user u minutes = 3', 'drop stream x', 'describe task x',
  ])('refuses: %s', async (sql) => {
    expect(await admin.refusal(sql)).toMatchObject({ code: '000002', message: expect.stringContaining('LOCAL-00') });
  }); // prettier-ignore

  it('alters tables: keys, types, comments, clustering', async () => {
    await run(
      'create table lab.work.parent (id int primary key)',
      `create transient table lab.work.t (id int comment 'the id', n number(5,2), s varchar(5), p int) cluster by (id, n) change_tracking = true comment = 'c'`,
      'alter table lab.work.t add constraint pk primary key (id)',
      'alter table lab.work.t add unique (s)',
      'alter table lab.work.t add foreign key (p) references lab.work.parent',
      'alter table lab.work.t alter column s set data type varchar(10)',
      `comment on column lab.work.t.n is 'a number'`,
      `comment on table lab.work.t is 'changed'`,
    );
    expect(await one(`show tables like 'T' in schema lab.work`)).toMatchObject({
      kind: 'TRANSIENT', cluster_by: 'LINEAR(id, n)', change_tracking: 'ON', comment: 'changed', rows: 0, automatic_clustering: 'ON',
    }); // prettier-ignore
    const columns = await admin.query('describe table lab.work.t');
    expect(columns.map((row) => [row['name'], row['type'], row['comment'], row['primary key'], row['unique key']])).toEqual([
      ['ID', 'NUMBER(38,0)', 'the id', 'Y', 'N'],
      ['N', 'NUMBER(5,2)', 'a number', 'N', 'N'],
      ['S', 'VARCHAR(10)', null, 'N', 'Y'],
      ['P', 'NUMBER(38,0)', null, 'N', 'N'],
    ]);
    expect(await one('show imported keys in table lab.work.t')).toMatchObject({ pk_table_name: 'PARENT', fk_column_name: 'P' });
    expect(await one('show exported keys in table lab.work.parent')).toMatchObject({ fk_table_name: 'T', fk_column_name: 'P' });
    expect(await admin.refusal('alter table lab.work.t add primary key (n)')).toMatchObject({ code: '002200' });
    expect(await admin.refusal('alter table lab.work.t alter column s set data type varchar(3)')).toMatchObject({ code: '002108' });
    await run(
      'alter table lab.work.t drop primary key',
      'alter table lab.work.t drop clustering key',
      'alter table lab.work.t unset comment',
    );
    expect(await admin.query('show primary keys in table lab.work.t')).toEqual([]);
    expect(await one(`show tables like 'T' in schema lab.work`)).toMatchObject({ cluster_by: '', comment: '' });
    await run(`insert into lab.work.t (id, s, p) values (1, 'x', 99), (1, 'x', 99)`);
    expect(await one(`show tables like 'T' in schema lab.work`)).toMatchObject({ rows: 2 });
  });

  it('shows a temporary table to its own session only, and lets it hide another', async () => {
    await using other = await Client.connect(endpoint, endpoint.administrator);
    await run('create table lab.work.shared (a int)', 'insert into lab.work.shared values (1)');
    expect(await admin.query('select count(*) n from lab.work.shared')).toEqual([{ N: 1 }]);
    await run('create temporary table lab.work.shared (a int, b int)');
    expect(await admin.query('select count(*) n from lab.work.shared')).toEqual([{ N: 0 }]);
    expect(await other.query('select count(*) n from lab.work.shared')).toEqual([{ N: 1 }]);
    const shown = await admin.query(`show tables like 'SHARED' in schema lab.work`);
    expect(new Set(shown.map((row) => row['kind']))).toEqual(new Set(['TABLE', 'TEMPORARY']));
    await run('drop table lab.work.shared');
    expect(await admin.query('select count(*) n from lab.work.shared')).toEqual([{ N: 1 }]);
  });

  it('renames and swaps databases and schemas with everything in them', async () => {
    await run(
      'create database one',
      'create table one.public.t (a int)',
      'create database role one.reader',
      'grant usage on database one to database role one.reader',
    );
    await run('alter database one rename to two');
    expect(await admin.query('select * from two.public.t')).toEqual([]);
    expect((await admin.query('show grants to database role two.reader')).map((row) => row['privilege'])).toContain('USAGE');
    await run('create schema two.next', 'create table two.next.n (a int)', 'alter schema two.public swap with two.next');
    expect(await admin.query('select * from two.public.n')).toEqual([]);
    await run('alter schema two.public rename to two.gone', `alter database two set data_retention_time_in_days = 5 comment = 'x'`);
    expect(await one(`show databases like 'TWO'`)).toMatchObject({ retention_time: '5', comment: 'x' });
    expect(await admin.refusal('select * from two.public.n')).toMatchObject({ code: '002003' });
    await run('drop database two');
  });

  it('writes the statement that makes an object again', async () => {
    await run('create schema lab.ddl with managed access', 'use schema lab.ddl');
    const definition = `create or replace table lab.ddl.full_table (id number(38,0) not null, "Name" varchar(20) default 'x' comment 'it''s', constraint pk primary key (id)) comment = 'c'`;
    await run(definition, 'create view lab.ddl.v as select id from full_table', 'create sequence lab.ddl.q increment by 3');
    const [row] = await admin.query(`select get_ddl('table', 'lab.ddl.full_table', true) d`);
    const text = String(row?.['D']);
    expect(text).toBe(
      `create or replace TABLE LAB.DDL.FULL_TABLE COMMENT='c' (\n\tID NUMBER(38,0) NOT NULL,\n\t"Name" VARCHAR(20) DEFAULT 'x' COMMENT 'it''s',\n\tconstraint PK primary key (ID)\n);\n`,
    );
    await run('drop view v', 'drop table full_table');
    await run(text);
    expect(await admin.query(`select get_ddl('table', 'full_table', true) d`)).toEqual([{ D: text }]);
    const [schema] = await admin.query(`select get_ddl('schema', 'lab.ddl') d`);
    expect(String(schema?.['D'])).toMatch(
      /^create or replace schema DDL with managed access;\n\ncreate or replace sequence Q start with 1 increment by 3/,
    );
    expect(await admin.refusal(`select get_ddl('table', 'nope')`)).toMatchObject({ code: '002003' });
    expect(await tester.refusal(`select get_ddl('table', 'lab.ddl.full_table')`)).toMatchObject({ code: '002003' });
  });

  it('inherits parameters from the account', async () => {
    await run(
      'alter account set data_retention_time_in_days = 3, prevent_unload_to_inline_url = true',
      'create table lab.work.inherits (a int)',
    );
    expect(await one(`show parameters like 'DATA_RETENTION_TIME_IN_DAYS' in account`)).toMatchObject({
      value: '3',
      default: '1',
      level: 'ACCOUNT',
    });
    expect(await one(`show tables like 'INHERITS' in account`)).toMatchObject({ retention_time: '3' });
    expect(await one(`show parameters like 'DATA_RETENTION%' in table lab.work.inherits`)).toMatchObject({ value: '3', level: 'ACCOUNT' });
    await run('alter schema lab.work set data_retention_time_in_days = 2');
    expect(await one(`show parameters like 'DATA_RETENTION%' in table lab.work.inherits`)).toMatchObject({ value: '2', level: 'SCHEMA' });
    expect(await one(`show parameters like 'PREVENT_UNLOAD_TO_INLINE_URL' in account`)).toMatchObject({ value: 'true', type: 'BOOLEAN' });
    await run('alter account unset data_retention_time_in_days', 'alter account unset prevent_unload_to_inline_url');
    expect(await one(`show parameters like 'DATA_RETENTION_TIME_IN_DAYS' in account`)).toMatchObject({ value: '1', level: '' });
    expect(await tester.refusal('alter account set data_retention_time_in_days = 9')).toMatchObject({ code: '003001' });
    expect(await admin.refusal(`alter account set data_retention_time_in_days = 'x'`)).toMatchObject({ code: '001008' });
  });

  it('begins a session with what the account and the user have set', async () => {
    await run('alter account set statement_timeout_in_seconds = 77', `alter user tester_user set query_tag = 'from the user'`);
    await using client = await Client.connect(endpoint);
    expect(await client.query(`show parameters like 'STATEMENT_TIMEOUT%'`)).toMatchObject([{ value: '77', level: 'ACCOUNT' }]);
    expect(await client.query(`show parameters like 'QUERY_TAG'`)).toMatchObject([{ value: 'from the user', level: 'USER' }]);
    await client.query('alter session set statement_timeout_in_seconds = 5');
    expect(await client.query(`show parameters like 'STATEMENT_TIMEOUT%'`)).toMatchObject([{ value: '5', level: 'SESSION' }]);
    await run('alter account unset statement_timeout_in_seconds', 'alter user tester_user unset query_tag');
  });

  it('has information views of all this', async () => {
    await run('use database lab');
    const sequences = await admin.query(`select sequence_name, increment from information_schema.sequences where sequence_schema = 'WORK'`);
    expect(sequences).toEqual([{ SEQUENCE_NAME: 'S', INCREMENT: 5 }]);
    expect(await admin.query('select stage_name from information_schema.stages')).toEqual([{ STAGE_NAME: 'LANDING' }]);
    expect(await admin.query('select file_format_type t from information_schema.file_formats')).toEqual([{ T: 'CSV' }]);
    const owned = await admin.query(
      `select distinct grantee g from information_schema.object_privileges where object_name = 'S' and privilege_type = 'OWNERSHIP'`,
    );
    expect(owned).toEqual([{ G: 'ACCOUNTADMIN' }]);
    expect((await admin.query('select role_name from information_schema.enabled_roles')).map((row) => row['ROLE_NAME'])).toContain(
      'SYSADMIN',
    );
    expect(await admin.query('select unique_constraint_schema u from information_schema.referential_constraints')).toEqual([{ U: 'WORK' }]);
  });
});

describe('the parser of DDL', () => {
  const known = new Set(['000002', '001003', '000008', '000900']);

  it('answers every text with a statement or a refusal of its own, never with another error', () => {
    const words = fc.constantFrom(
      ...'CREATE ALTER DROP SHOW GRANT REVOKE DESCRIBE COMMENT OR REPLACE TABLE VIEW USER ROLE DATABASE WAREHOUSE TAG MASKING POLICY ROW ACCESS NETWORK RULE ON TO IN SET UNSET AS RETURNS -> ( ) , = x "y" \'z\' 1 WITH ALL FUTURE TABLES SCHEMA IF EXISTS NOT SECURE TEMPORARY LIKE LIMIT FROM IS'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 14 }), (parts) => {
        const sql = parts.join(' ');
        try {
          expect(parseStatement(sql, tokenize(sql)).type).toBeTypeOf('string');
        } catch (error) {
          expect(known, `${sql}: ${String(error)}`).toContain((error as { code?: string }).code);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
