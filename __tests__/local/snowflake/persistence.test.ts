import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateWorld } from '../../../src/local/data/world.ts';
import { startSnowflake } from '../../../src/local/snowflake/start-snowflake.ts';
import type { SnowflakeEndpoint, SnowflakeOptions } from '../../../src/local/snowflake/start-snowflake.ts';
import type { StackReply } from '../../../src/model/stack.ts';
import { Client } from './client.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'infra-test-data-'));

function fileWith(sql: string): string {
  const file = join(newFolder(), 'seed.sql');
  writeFileSync(file, sql);
  return file;
}

const emptySeed = fileWith('create database kept;');

function start(dataDirectory: string, options: Partial<SnowflakeOptions> = {}): Promise<SnowflakeEndpoint> {
  return startSnowflake({ seed: 7, world: generateWorld(7), faults: [], sqlFile: emptySeed, dataDirectory, ...options });
}

const asAdministrator = (endpoint: SnowflakeEndpoint): Promise<Client> =>
  Client.connect(endpoint, { ...endpoint.administrator, database: 'KEPT', schema: 'PUBLIC' });

/** Runs statements in an account that is kept, closes it, and gives what others find in the one that comes back. */
async function afterRestart<Found>(
  statements: readonly string[],
  find: (client: Client, endpoint: SnowflakeEndpoint) => Promise<Found>,
  before?: (client: Client) => Promise<void>,
): Promise<Found> {
  const folder = newFolder();
  {
    await using endpoint = await start(folder);
    expect(endpoint.lost).toBeUndefined();
    await using client = await asAdministrator(endpoint);
    for (const sql of statements) await client.query(sql);
    await before?.(client);
  }
  await using endpoint = await start(folder);
  expect(endpoint.lost).toEqual([]);
  await using client = await asAdministrator(endpoint);
  return await find(client, endpoint);
}

describe('an account that comes back', () => {
  test('has its rows, keys, comments, defaults, sequences and views', async () => {
    const statements = [
      `create table t (id number autoincrement start 10, name varchar(5) not null default 'a', v variant, at timestamp_tz, primary key (id)) comment = 'the "t"'`,
      `insert into t (name, v, at) select 'b', parse_json('{"x": [1, null]}'), '2026-01-02 03:04:05 +05:30'::timestamp_tz`,
      'create sequence s start 5 increment 2',
      'create table ids as select s.nextval as id',
      `create view w as select name, v:x[0]::number as x from t`,
      'create table "t" ("a b" number(10,2))',
    ];
    const look = async (client: Client): Promise<unknown> => ({
      rows: await client.query('select name, v, at::varchar as at from t order by id'),
      described: await client.query('describe table t'),
      keys: (await client.query('show primary keys in table t')).map((row) => row['column_name']),
      view: await client.query('select * from w'),
      ddl: await client.query(`select get_ddl('table', 't') as ddl`),
      quoted: await client.query('select count("a b") as n from "t"'),
      comment: (await client.query(`show tables like 't'`)).map((row) => [row['name'], row['comment'], row['created_on']]),
    });
    let earlier: unknown;
    const later = await afterRestart(
      statements,
      async (client) => {
        const found = await look(client);
        await client.query(`insert into t (name) select 'c'`);
        const ids = (await client.query('select id from t order by id')).map((row) => row['ID']);
        const [next] = await client.query('select s.nextval as id');
        expect({ ids, next: next?.['ID'] }).toEqual({ ids: [10, 11], next: 7 });
        expect(await client.refusal(`insert into t (name) values ('too long')`)).toMatchObject({ code: '100078' });
        return found;
      },
      async (client) => {
        earlier = await look(client);
      },
    );
    expect(later).toEqual(earlier);
  });

  test('has its users, roles, grants, policies, tags, parameters and warehouses', async () => {
    const statements = [
      'create role reader comment = $$reads$$',
      `create user ann password = 'Secret-123' default_role = reader must_change_password = false`,
      'grant role reader to user ann',
      'grant usage on database kept to role reader',
      'grant usage on schema kept.public to role reader',
      'create table people (email varchar)',
      `insert into people values ('a@b.example')`,
      `create masking policy hide as (v varchar) returns varchar -> case when current_role() = 'READER' then '***' else v end`,
      'alter table people modify column email set masking policy hide',
      'grant select on table people to role reader with grant option',
      'grant select on future tables in schema kept.public to role reader',
      'create tag colour',
      `alter table people set tag colour = 'red'`,
      `create warehouse wh warehouse_size = small auto_suspend = 30`,
      'alter account set data_retention_time_in_days = 3',
      'create database role kept.inner_role',
    ];
    await afterRestart(statements, async (client, endpoint) => {
      await client.query('create table later (n number)');
      await using ann = await Client.connect(endpoint, { username: 'ann', password: 'Secret-123', database: 'KEPT', schema: 'PUBLIC' });
      expect(await ann.query('select email from people')).toEqual([{ EMAIL: '***' }]);
      expect(await ann.query('select count(*) as n from later')).toEqual([{ N: 0 }]);
      expect(await ann.refusal('delete from people')).toMatchObject({ code: '003001' });
      const grants = await client.query('show grants to role reader');
      expect(grants.map((row) => [row['privilege'], row['name'], row['grant_option']])).toContainEqual([
        'SELECT',
        'KEPT.PUBLIC.PEOPLE',
        'true',
      ]);
      const [warehouse] = await client.query(`show warehouses like 'wh'`);
      expect(warehouse).toMatchObject({ size: 'Small', auto_suspend: 30 });
      const [tag] = await client.query(`select tag_name, tag_value from table(information_schema.tag_references('people', 'table'))`);
      expect(tag).toEqual({ TAG_NAME: 'COLOUR', TAG_VALUE: 'red' });
      const [parameter] = await client.query(`show parameters like 'DATA_RETENTION_TIME_IN_DAYS' in account`);
      expect(parameter).toMatchObject({ value: '3', level: 'ACCOUNT' });
      expect((await client.query('show database roles in database kept')).map((row) => row['name'])).toEqual(['INNER_ROLE']);
    });
  });

  test('has the files of its stages, and loads none twice', async () => {
    const file = join(newFolder(), 'rows.csv');
    writeFileSync(file, '1\n2\n');
    const statements = [
      'create stage st',
      'create table r (n number)',
      `put file://${file} @st auto_compress = false`,
      'copy into r from @st',
    ];
    await afterRestart(statements, async (client) => {
      expect((await client.query('list @st')).map((row) => row['name'])).toEqual(['st/rows.csv']);
      await client.query('copy into r from @st');
      expect(await client.query('select count(*) as n from r')).toEqual([{ N: 2 }]);
      await client.query('create stage other');
      expect(await client.query('list @other')).toEqual([]);
    });
  });

  test('can bring back what was dropped, and says that it gave up older rows', async () => {
    const statements = [
      'create table t (n number)',
      'insert into t values (1)',
      'insert into t values (2)',
      'create table gone as select 7 as n',
      'drop table gone',
    ];
    await afterRestart(statements, async (client) => {
      await client.query('undrop table gone');
      expect(await client.query('select n from gone')).toEqual([{ N: 7 }]);
      expect(await client.query('select count(*) as n from t')).toEqual([{ N: 2 }]);
      await new Promise((done) => setTimeout(done, 1100));
      expect(await client.query('select count(*) as n from t at(offset => -1)')).toEqual([{ N: 2 }]);
      expect((await client.refusal('select count(*) as n from t at(offset => -3)')).message).toMatch(
        /LOCAL-005.*given up|Time travel data is not available/,
      );
    });
  });

  test('is not filled a second time, and keeps passwords', async () => {
    const folder = newFolder();
    const first = await start(folder);
    const { administrator, settings } = first;
    await first[Symbol.asyncDispose]();
    await using second = await start(folder, { sqlFile: fileWith('create database another;') });
    expect(second).toMatchObject({ administrator, settings: { password: settings.password } });
    await using client = await asAdministrator(second);
    expect((await client.query('show databases')).map((row) => row['name'])).not.toContain('ANOTHER');
  });
});

describe('a folder', () => {
  test('with something else in it is left alone', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'x');
    await expect(start(folder)).rejects.toThrow(`--data ${folder}: the folder has "thesis.txt" in it`);
    expect(existsSync(join(folder, 'data.duckdb'))).toBe(false);
  });

  test('of another version, or damaged, is refused and left as it is', async () => {
    const folder = newFolder();
    await (await start(folder))[Symbol.asyncDispose]();
    const catalog = join(folder, 'catalog.json');
    const good = readFileSync(catalog, 'utf8');
    for (const [bad, sentence] of [
      [good.replace('data 1\n', 'data 2\n'), 'the data has format 2, this version reads 1'],
      ['{}', 'catalog.json is not a catalog of ours'],
      [good.slice(0, -20), 'the catalog cannot be read'],
    ] as const) {
      writeFileSync(catalog, bad);
      await expect(start(folder)).rejects.toThrow(sentence);
      expect(readFileSync(catalog, 'utf8')).toBe(bad);
    }
    writeFileSync(catalog, good);
    await (await start(folder))[Symbol.asyncDispose]();
  });

  test('whose rows were taken away names the tables it lost', async () => {
    const folder = newFolder();
    {
      await using endpoint = await start(folder, { sqlFile: fileWith('create database d; create table d.public.t as select 1 as n;') });
      expect(endpoint.lost).toBeUndefined();
    }
    rmSync(join(folder, 'data.duckdb'));
    await using endpoint = await start(folder);
    expect(endpoint.lost).toEqual([`The rows of D.PUBLIC.T are gone from ${join(folder, 'data.duckdb')}.`]);
    await using client = await asAdministrator(endpoint);
    expect(await client.refusal('select * from d.public.t')).toMatchObject({ code: '002003' });
  });

  test('that takes no more writes makes a statement a failure, and the next one keeps both', async () => {
    const folder = newFolder();
    {
      await using endpoint = await start(folder);
      await using client = await asAdministrator(endpoint);
      mkdirSync(join(folder, 'catalog.json.new'));
      expect((await client.refusal('create table a (n number)')).message).toContain('is done but not kept');
      rmSync(join(folder, 'catalog.json.new'), { recursive: true });
      await client.query('create table b (n number)');
    }
    await using endpoint = await start(folder);
    await using client = await asAdministrator(endpoint);
    expect((await client.query('show tables')).map((row) => row['name'])).toEqual(['A', 'B']);
  });
});

describe('an SQL file', () => {
  test.each([
    ['select 1;\n  select 2,\n    from;', ':3:5: 001003'],
    ['create database d;\n/* ; */ drop table d.public.nope; select 1', ':2:9: 002003'],
    ["select 1;\nselect 'never ends", ':2:8: 001003'],
    ['create streamlit s;', ':1:1: 000002'],
  ])('%j is refused where it is wrong', async (sql, place) => {
    await expect(startSnowflake({ seed: 7, world: generateWorld(7), faults: [], sqlFile: fileWith(sql) })).rejects.toThrow(
      `seed.sql${place}`,
    );
  });

  test('is split at the semicolons that end statements', async () => {
    const sql = `create database d; -- no; end\ncreate table d.public.t (v varchar); // nor; here
      insert into d.public.t values ('a;b'), ('it''s;'), ($$c;\n'd$$), ('\\';'); /* nor; /* here */ create table "D".public."x;y" (n number);;`;
    await using endpoint = await startSnowflake({ seed: 7, world: generateWorld(7), faults: [], sqlFile: fileWith(`\uFEFF${sql}`) });
    await using client = await asAdministrator(endpoint);
    expect((await client.query('select v from d.public.t')).map((row) => row['V'])).toEqual(['a;b', "it's;", "c;\n'd", "';"]);
    expect(await client.query('select count(*) as n from d.public."x;y"')).toEqual([{ N: 0 }]);
    expect((await client.query('show databases')).map((row) => row['name'])).not.toContain('SOPHIA');
  });

  test('that ends within a transaction is refused', async () => {
    const sqlFile = fileWith('create database d; create table d.public.t (n number); begin; insert into d.public.t values (1);');
    await expect(startSnowflake({ seed: 7, world: generateWorld(7), faults: [], sqlFile })).rejects.toThrow('has no COMMIT');
  });

  test('that is not there is named', async () => {
    const sqlFile = join(newFolder(), 'nope.sql');
    await expect(startSnowflake({ seed: 7, world: generateWorld(7), faults: [], sqlFile })).rejects.toThrow(`${sqlFile}: ENOENT`);
  });

  test('that fails leaves a new folder new', async () => {
    const folder = newFolder();
    await expect(start(folder, { sqlFile: fileWith('create database d; select nothing;') })).rejects.toThrow('seed.sql:1:27: 000904');
    await using endpoint = await start(folder);
    expect(endpoint.lost).toBeUndefined();
  });
});

/** The endpoint as a process of its own, so that it can be killed. */
async function startProcess(dataDirectory: string): Promise<{ readonly child: ChildProcess; readonly reply: StackReply }> {
  const request = { uses: ['snowflake'], seed: 7, faults: [], snowflake: { dataDirectory, sqlFile: emptySeed } };
  const child = spawn(process.execPath, [resolve('src/local/main.ts'), JSON.stringify(request)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [reply] = (await once(child, 'message')) as [StackReply];
  return { child, reply };
}

async function connectTo(reply: StackReply): Promise<Client> {
  if (reply.type !== 'ready') throw new Error(JSON.stringify(reply));
  const [endpoint] = reply.endpoints;
  const settings = endpoint?.settings as SnowflakeEndpoint['settings'];
  return Client.connect({ url: settings.access_url, settings }, { ...endpoint?.access?.administrator, database: 'KEPT', schema: 'PUBLIC' });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

test('a second process is refused the folder by name of the first', async () => {
  const folder = newFolder();
  const first = await startProcess(folder);
  try {
    const second = await startProcess(folder);
    await kill(second.child);
    expect(second.reply).toMatchObject({ type: 'failed', isInput: true });
    expect(second.reply).toMatchObject({ reason: `--data ${folder}: another process (${first.child.pid}) uses this folder` });
  } finally {
    await kill(first.child);
  }
  const third = await startProcess(folder);
  await kill(third.child);
  expect(third.reply).toMatchObject({ type: 'ready' });
});

const kills = 8;

test(`after ${kills} kills at different moments everything that was answered is there`, { timeout: 240_000 }, async () => {
  const folder = newFolder();
  let generation = 0;
  const done = { rows: 0, tables: 0, columns: 0 };
  for (let round = 0; round <= kills; round += 1) {
    const { child, reply } = await startProcess(folder);
    expect(reply).toMatchObject({ endpoints: [{ access: { kept: round > 0, lost: [] } }] });
    try {
      const client = await connectTo(reply);
      if (round === 0) {
        await client.query('create transient table t (id number) data_retention_time_in_days = 0');
        await client.query('create table names (n number)');
      }
      const [{ N: rows } = { N: -1 }] = await client.query('select count(*) as n from t');
      const tables = (await client.query(`show tables like 'made_%'`)).length;
      const columns = (await client.query('describe table t')).length - 1;
      // One statement was under way: it may have taken effect without an answer.
      expect(Number(rows) - done.rows).toBeOneOf([0, 1]);
      expect(tables - done.tables).toBeOneOf([0, 1]);
      expect(columns - done.columns).toBeOneOf([0, 1]);
      Object.assign(done, { rows: Number(rows), tables, columns });
      if (round < kills) generation = await workUntilKilled(client, child, generation, done, 40 + round * 61);
    } finally {
      await kill(child);
    }
  }
  expect(done.rows).toBeGreaterThan(kills);
});

/** Each statement adds to `done` when it was answered. */
async function workUntilKilled(
  client: Client,
  child: ChildProcess,
  from: number,
  done: { rows: number; tables: number; columns: number },
  afterMilliseconds: number,
): Promise<number> {
  let generation = from;
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMilliseconds);
  const gone = once(child, 'close').then(() => 'gone' as const);
  for (;;) {
    generation += 1;
    const answered = async (sql: string): Promise<boolean> => (await Promise.race([client.query(sql), gone])) !== 'gone';
    if (!(await answered(`insert into t (id) values (${generation})`))) break;
    done.rows += 1;
    if (!(await answered(`alter table t add column c${generation} number`))) break;
    done.columns += 1;
    if (!(await answered(`create table made_${generation} as select * from t`))) break;
    done.tables += 1;
  }
  clearTimeout(timer);
  return generation;
}
