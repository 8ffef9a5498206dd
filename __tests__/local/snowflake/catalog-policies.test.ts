import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

describe('policies and tags', () => {
  let endpoint: SnowflakeEndpoint;
  let admin: Client;
  let tester: Client;
  let analyst: Client;
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await admin.query(sql);
  };
  beforeAll(async () => {
    endpoint = await startEndpoint();
    admin = await Client.connect(endpoint, endpoint.administrator);
    tester = await Client.connect(endpoint);
    analyst = await Client.connect(endpoint, { role: 'ANALYST' });
    await run(
      'create table people (id int, email varchar(100), region varchar(10), salary number(10,2), info variant)',
      `insert into people select 1, 'ada@example.com', 'EU', 100, parse_json('{"a":1}') union all select 2, 'bob@example.com', 'US', 200, parse_json('{"a":2}')`,
      'grant select, insert, update, delete on table people to role tester',
      'grant select on table people to role analyst',
      `create masking policy hide_email as (val string) returns string -> case when current_role() in ('TESTER') then val else '***' end comment = 'e'`,
      `create masking policy by_region as (amount number, area string) returns number -> iff(area = 'EU', amount, null)`,
      `create row access policy only_eu as (area string) returns boolean -> is_role_in_session('TESTER') or area = 'EU'`,
    );
  });
  afterAll(async () => {
    for (const client of [admin, tester, analyst]) await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('masks a column for each role, wherever the query names it', async () => {
    expect(await analyst.query('select email from people order by id')).toEqual([
      { EMAIL: 'ada@example.com' },
      { EMAIL: 'bob@example.com' },
    ]);
    await run('alter table people modify column email set masking policy hide_email');
    expect(await analyst.query('select email from people order by id')).toEqual([{ EMAIL: '***' }, { EMAIL: '***' }]);
    expect(await tester.query('select email from people order by id')).toEqual([
      { EMAIL: 'ada@example.com' },
      { EMAIL: 'bob@example.com' },
    ]);
    expect(await admin.query('select email from people order by id limit 1')).toEqual([{ EMAIL: '***' }]);
    expect(await analyst.query(`select count(*) n from people where email like 'ada%'`)).toEqual([{ N: 0 }]);
    expect(await tester.query(`select count(*) n from people where email like 'ada%'`)).toEqual([{ N: 1 }]);
    expect(await analyst.query('select p.email e from people p join people q on p.email = q.email')).toHaveLength(4);
    expect(await analyst.query('select distinct upper(x.email) e from (select * from people) x')).toEqual([{ E: '***' }]);
  });

  it('keeps a mask on a column that is renamed, and does not change rows behind it', async () => {
    await run('alter table people rename column email to mail');
    expect(await analyst.query('select distinct mail from people')).toEqual([{ MAIL: '***' }]);
    await run('alter table people rename column mail to email');
    expect(await tester.refusal(`update people set id = 5 where email = 'ada@example.com'`)).toMatchObject({ code: '000002' });
    expect(await tester.refusal('merge into people using people q on people.id = q.id when matched then delete')).toMatchObject({
      code: '000002',
    });
  });

  it('masks through views and copies what the role may see', async () => {
    await run('create view people_view as select id, email from people', 'grant select on view people_view to role analyst');
    expect(await analyst.query('select email from people_view where id = 1')).toEqual([{ EMAIL: '***' }]);
    await run('create table copied as select * from people');
    expect(await admin.query('select distinct email from copied')).toEqual([{ EMAIL: '***' }]);
    await run('create table cloned clone people', 'grant select on table cloned to role tester');
    expect(await tester.query('select email from cloned where id = 1')).toEqual([{ EMAIL: 'ada@example.com' }]);
    expect(await admin.query('select email from cloned where id = 1')).toEqual([{ EMAIL: '***' }]);
  });

  it('gives a policy other columns of the row', async () => {
    await run('alter table people alter column salary set masking policy by_region using (salary, region)');
    expect(await analyst.query('select salary from people order by id')).toEqual([{ SALARY: 100 }, { SALARY: null }]);
    await run('alter table people rename column region to area');
    expect(await analyst.query('select salary from people order by id')).toEqual([{ SALARY: 100 }, { SALARY: null }]);
    await run('alter table people rename column area to region', 'alter table people alter column salary unset masking policy');
    expect(await analyst.query('select salary from people order by id')).toEqual([{ SALARY: 100 }, { SALARY: 200 }]);
  });

  it('lets rows through by role', async () => {
    await run('alter table people add row access policy only_eu on (region)');
    expect(await analyst.query('select id from people')).toEqual([{ ID: 1 }]);
    expect(await tester.query('select count(*) n from people')).toEqual([{ N: 2 }]);
    expect(await analyst.query('select count(*) n from people_view')).toEqual([{ N: 1 }]);
    expect(await tester.refusal('update people set id = 3')).toMatchObject({ code: '000002' });
    expect(await tester.refusal('delete from people')).toMatchObject({ code: '000002' });
    await tester.query(`insert into people (id, region) values (9, 'US')`);
    expect(await analyst.query('select count(*) n from people')).toEqual([{ N: 1 }]);
    await run('alter table people drop row access policy only_eu');
    expect(await analyst.query('select count(*) n from people')).toEqual([{ N: 3 }]);
  });

  it('looks into a mapping table with the rights of the policy', async () => {
    await run(
      'create table mapping (role_name text, allowed text)',
      `insert into mapping values ('ANALYST', 'US')`,
      `create row access policy mapped as (area text) returns boolean -> exists (select 1 from mapping m where m.role_name = current_role() and m.allowed = area)`,
      'alter table people add row access policy mapped on (region)',
    );
    expect(await analyst.query('select id from people order by id')).toEqual([{ ID: 2 }, { ID: 9 }]);
    expect(await analyst.refusal('select * from mapping')).toMatchObject({ code: '002003' });
    await run('alter table people drop all row access policies');
  });

  it('shows and describes policies, and keeps one that is in use', async () => {
    expect(await admin.query(`show masking policies like 'hide%'`)).toMatchObject([
      { name: 'HIDE_EMAIL', kind: 'MASKING_POLICY', comment: 'e' },
    ]);
    expect(await admin.query('describe masking policy hide_email')).toEqual([
      {
        name: 'HIDE_EMAIL',
        signature: '(VAL VARCHAR)',
        return_type: 'VARCHAR',
        body: `case when current_role() in ('TESTER') then val else '***' end`,
      },
    ]);
    const columns = await admin.query('describe table people');
    expect(columns.find((row) => row['name'] === 'EMAIL')).toMatchObject({ 'policy name': 'SOPHIA.CORE.HIDE_EMAIL' });
    expect(await admin.refusal('drop masking policy hide_email')).toMatchObject({ code: '000002' });
    expect(await analyst.query('show masking policies in schema sophia.core')).toEqual([]);
    await run(`alter masking policy hide_email set body -> '###'`);
    expect(await tester.query('select distinct email from people where id = 1')).toEqual([{ EMAIL: '###' }]);
  });

  it('takes APPLY on the policy and the ownership of the table, or the global privilege', async () => {
    await tester.query('create table own (a text)');
    expect(await tester.refusal('alter table own alter column a set masking policy hide_email')).toMatchObject({ code: '002003' });
    await run('grant apply on masking policy hide_email to role tester');
    await tester.query('alter table own alter column a set masking policy hide_email');
    expect(await tester.refusal('alter table people alter column region set masking policy hide_email')).toMatchObject({ code: '003001' });
    expect(await tester.refusal('alter table own alter column a set masking policy hide_email')).toMatchObject({ code: '000002' });
    await run('revoke apply on masking policy hide_email from role tester');
    expect(await tester.refusal('alter table own alter column a unset masking policy')).toMatchObject({ code: '003001' });
    expect(await admin.refusal('alter table people alter column id set masking policy hide_email')).toMatchObject({ code: '000002' });
    expect(await admin.refusal('alter table people alter column nope set masking policy hide_email')).toMatchObject({ code: '000904' });
  });

  it('tags objects and columns, and masks by tag', async () => {
    await run(
      `create tag pii allowed_values 'name', 'mail'`,
      'create table tagged (a text, b text, c int)',
      `insert into tagged values ('x', 'y', 1)`,
      `alter table tagged alter column a set tag pii = 'name'`,
      'grant select on table tagged to role analyst',
      `create masking policy by_tag as (v string) returns string -> 'tagged'`,
      'alter tag pii set masking policy by_tag',
    );
    expect(await analyst.query('select * from tagged')).toEqual([{ A: 'tagged', B: 'y', C: 1 }]);
    await run(`alter table tagged set tag pii = 'mail'`);
    expect(await analyst.query('select * from tagged')).toEqual([{ A: 'tagged', B: 'tagged', C: 1 }]);
    expect(await admin.refusal(`alter table tagged set tag pii = 'phone'`)).toMatchObject({ code: '001008' });
    expect(await admin.refusal(`alter table tagged set tag nope = 'x'`)).toMatchObject({ code: '002003' });
    await run('alter table tagged unset tag pii', 'alter tag pii unset masking policy by_tag');
    expect(await analyst.query('select * from tagged')).toEqual([{ A: 'x', B: 'y', C: 1 }]);
    expect(await tester.refusal(`alter table tagged set tag pii = 'mail'`)).toMatchObject({ code: '002003' });
  });

  it('tells where policies and tags are', async () => {
    const ofPolicy = `select * from table(information_schema.policy_references(policy_name => 'sophia.core.hide_email')) order by ref_entity_name`;
    expect(await admin.query(ofPolicy)).toMatchObject([
      {
        POLICY_NAME: 'HIDE_EMAIL',
        POLICY_KIND: 'MASKING_POLICY',
        REF_ENTITY_NAME: 'CLONED',
        REF_COLUMN_NAME: 'EMAIL',
        POLICY_STATUS: 'ACTIVE',
      },
      { REF_ENTITY_NAME: 'PEOPLE', REF_COLUMN_NAME: 'EMAIL', REF_ARG_COLUMN_NAMES: '[]' },
    ]);
    const ofTable = `select ref_column_name c from table(information_schema.policy_references(ref_entity_name => 'people', ref_entity_domain => 'table'))`;
    expect(await admin.query(ofTable)).toEqual([{ C: 'EMAIL' }]);
    expect(await admin.refusal(`select * from table(information_schema.policy_references())`)).toMatchObject({ code: '000002' });
    await run(`alter schema sophia.core set tag pii = 'name'`);
    const ofTag = `select tag_name t, tag_value v, level l, apply_method m from table(information_schema.tag_references('tagged.a', 'column')) order by l`;
    expect(await admin.query(ofTag)).toEqual([{ T: 'PII', V: 'name', L: 'COLUMN', M: 'MANUAL' }]);
    const inherited = `select level l, apply_method m from table(information_schema.tag_references('tagged.b', 'column'))`;
    expect(await admin.query(inherited)).toEqual([{ L: 'SCHEMA', M: 'INHERITED' }]);
    expect(await analyst.refusal(`select * from table(information_schema.tag_references('mapping', 'table'))`)).toMatchObject({
      code: '002003',
    });
  });
});
