import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

/** Files of the client. */
class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'infra-test-files-'));

  write(name: string, content: string | Buffer): string {
    const file = join(this.path, name);
    writeFileSync(file, content);
    return `file://${file}`;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

describe('stages', () => {
  let endpoint: SnowflakeEndpoint;
  let client: Client;
  let administrator: Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    administrator = await Client.connect(endpoint, { ...endpoint.administrator, database: 'SOPHIA', schema: 'CORE' });
    await administrator.query('create schema sophia.load');
    await administrator.query('grant all on schema sophia.load to role tester');
    client = await Client.connect(endpoint, { schema: 'LOAD' });
  });
  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await administrator[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('take files of the driver, list, give back and remove them', async () => {
    using folder = new Folder();
    const source = folder.write('people.csv', '1,Ada\n2,Bo\n');
    await client.query('create stage files');
    const [put] = await client.query(`put ${source} @files/in`);
    expect(put).toMatchObject({ source: 'people.csv', target: 'people.csv.gz', status: 'UPLOADED' });
    const [listed] = await client.query('list @files');
    expect(listed).toMatchObject({
      name: 'files/in/people.csv.gz',
      md5: expect.stringMatching(/^[\da-f]{32}$/),
      last_modified: expect.stringMatching(/GMT$/),
    });
    using target = new Folder();
    expect(await client.query(`get @files/in file://${target.path}/`)).toMatchObject([{ file: 'in/people.csv.gz', status: 'DOWNLOADED' }]);
    expect(gunzipSync(readFileSync(join(target.path, 'people.csv.gz'))).toString()).toBe('1,Ada\n2,Bo\n');
    expect(await client.query("remove @files pattern = '.*people.*'")).toEqual([{ name: 'files/in/people.csv.gz', result: 'removed' }]);
    expect(await client.query('ls @files')).toEqual([]);
    expect((await client.refusal(`get @files file://${target.path}/`)).message).toMatch(/The file does not exist/);
  });

  it('are there for each user and each table as well, and put files in a quoted path', async () => {
    using folder = new Folder();
    const source = folder.write("it's here.csv", '5\n');
    await client.query('create table numbers (n int)');
    await client.query(`put '${source.replaceAll("'", "''")}' @~/mine auto_compress = false`);
    await client.query(`put '${source.replaceAll("'", "''")}' @%numbers auto_compress = false`);
    expect(await client.query('list @~')).toMatchObject([{ name: "mine/it's here.csv", size: 2 }]);
    expect(await client.query('list @%numbers')).toMatchObject([{ name: "it's here.csv" }]);
    expect(await administrator.query('list @~')).toEqual([]);
    expect(await client.query('copy into numbers')).toMatchObject([{ status: 'LOADED' }]);
  });

  it('stop a file that would be written over without being asked to', async () => {
    using folder = new Folder();
    const source = folder.write('once.csv', '1\n');
    await client.query('create stage careful');
    await client.query(`put ${source} @careful`);
    expect((await client.refusal(`put ${source} @careful`)).message).toMatch(/^LOCAL-002.*OVERWRITE = TRUE where once\.csv\.gz exists/);
    expect(await client.query(`put ${source} @careful overwrite = true`)).toMatchObject([{ status: 'UPLOADED' }]);
  });

  it('belong to those with the right to read or write', async () => {
    using folder = new Folder();
    const source = folder.write('secret.csv', '1\n');
    await administrator.query('create stage sophia.load.guarded');
    expect((await client.refusal('list @guarded')).code).toBe('002003');
    await administrator.query('grant read on stage sophia.load.guarded to role tester');
    expect(await client.query('list @guarded')).toEqual([]);
    expect((await client.refusal(`put ${source} @guarded`)).code).toBe('003001');
    expect((await client.refusal('list @%gong_calls')).code).toBe('002003');
    expect((await client.refusal('list @sophia.raw.%gong_calls')).code).toBe('003001');
    expect((await client.refusal(`put ${source} @~/../..`)).code).toBe('001003');
  });

  it('start empty again when they are replaced', async () => {
    using folder = new Folder();
    await client.query('create stage short_lived');
    await client.query(`put ${folder.write('a.csv', '1\n')} @short_lived`);
    await client.query('create or replace stage short_lived');
    expect(await client.query('list @short_lived')).toEqual([]);
  });

  it('receive the rows of a query', async () => {
    using folder = new Folder();
    await client.query('create stage exports');
    const query = `select 1 as id, 'a,b' as name, null as nothing, '2026-01-02 03:04:05'::timestamp_ntz as at union all select 2, 'q"x', true, null order by 1`;
    const unload = `copy into @exports/out from (${query}) file_format = (type = csv field_optionally_enclosed_by = '"' null_if = ('NULL') compression = none) header = true`;
    expect(await client.query(unload)).toMatchObject([{ rows_unloaded: 2 }]);
    expect((await client.refusal(unload)).message).toMatch(/Files already existing/);
    await client.query(`get @exports file://${folder.path}/`);
    expect(readdirSync(folder.path)).toEqual(['out_0_0_0.csv']);
    expect(readFileSync(join(folder.path, 'out_0_0_0.csv'), 'utf8')).toBe(
      '"ID","NAME","NOTHING","AT"\n"1","a,b",NULL,"2026-01-02 03:04:05.000"\n"2","q""x","true",NULL\n',
    );
    await client.query(`copy into @exports/json/ from (select object_construct('a', 1)) file_format = (type = json)`);
    expect(await client.query('list @exports/json')).toMatchObject([{ name: 'exports/json/data_0_0_0.json.gz' }]);
  });

  it('round-trip any table', async () => {
    await client.query(
      'create table before (n number(10,2), f float, b boolean, d date, t time, ts timestamp_ntz, tz timestamp_tz, x binary, s varchar)',
    );
    await client.query(
      `insert into before select 1.5, -0.25, true, '2020-02-29', '12:34:56', '1900-01-01 00:00:00.123', to_timestamp_tz('2026-01-01 00:00:00 +05:30'), to_binary('00ff'), 'a"b\\\\c,d\ne'`,
    );
    await client.query("insert into before (s) values (null), ('')");
    await client.query('create table after like before');
    await client.query('create stage trip');
    const format = `file_format = (type = csv field_optionally_enclosed_by = '"' null_if = ('NULL'))`;
    await client.query(`copy into @trip from before ${format}`);
    expect(await client.query(`copy into after from @trip ${format}`)).toMatchObject([{ status: 'LOADED', rows_loaded: 3 }]);
    expect(await client.query('select * from after minus select * from before')).toEqual([]);
    expect(await client.query('select count(*) n from after')).toEqual([{ N: 3 }]);
  });
});
