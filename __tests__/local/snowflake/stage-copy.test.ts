import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

describe('COPY INTO a table', () => {
  let endpoint: SnowflakeEndpoint;
  let client: Client;
  let administrator: Client;
  let directory: string;
  let count = 0;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'infra-test-copy-'));
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
    rmSync(directory, { recursive: true, force: true });
  });

  /** A table and a stage of its own with these files. */
  async function prepare(
    columns: string,
    files: Readonly<Record<string, string | Buffer>>,
    stageOptions = '',
  ): Promise<{ table: string; stage: string }> {
    count += 1;
    const [table, stage] = [`target_${count}`, `source_${count}`];
    await client.query(`create table ${table} (${columns})`);
    await client.query(`create stage ${stage} ${stageOptions}`);
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
      await client.query(`put file://${join(directory, name)} @${stage}${name.endsWith('.gz') ? '' : ' auto_compress = false'}`);
    }
    return { table, stage };
  }

  const rowsOf = async (table: string): Promise<readonly unknown[]> =>
    (await client.query(`select * from ${table} order by 1`)).map((row) => Object.values(row));

  it('loads each file once, a changed or forced one again', async () => {
    const { table, stage } = await prepare('a int, b varchar', { 'a.csv': '1,x\n2,y\n', 'b.csv.gz': gzipSync('3,z\n') });
    const copy = `copy into ${table} from @${stage}`;
    expect(await client.query(copy)).toMatchObject([
      { file: `${stage}/a.csv`, status: 'LOADED', rows_parsed: 2, rows_loaded: 2, errors_seen: 0, first_error: null },
      { file: `${stage}/b.csv.gz`, status: 'LOADED', rows_loaded: 1 },
    ]);
    expect(await client.query(copy)).toEqual([{ status: 'Copy executed with 0 files processed.' }]);
    expect(await client.query(`${copy} files = ('a.csv') force = true`)).toMatchObject([{ rows_loaded: 2 }]);
    writeFileSync(join(directory, 'a.csv'), '9,new\n');
    await client.query(`put file://${join(directory, 'a.csv')} @${stage} auto_compress = false overwrite = true`);
    expect(await client.query(`${copy} purge = true`)).toMatchObject([{ file: `${stage}/a.csv`, rows_loaded: 1 }]);
    expect(await client.query(`list @${stage}`)).toMatchObject([{ name: `${stage}/b.csv.gz` }]);
    expect(await client.query(`select count(*) n from ${table}`)).toEqual([{ N: 6 }]);
    expect((await client.refusal(`${copy} files = ('none.csv')`)).code).toBe('100183');
  });

  it('forgets a load that is rolled back', async () => {
    const { table, stage } = await prepare('a int', { 'a.csv': '1\n' });
    await client.query('begin');
    await client.query(`copy into ${table} from @${stage}`);
    await client.query('rollback');
    expect(await rowsOf(table)).toEqual([]);
    expect(await client.query(`copy into ${table} from @${stage}`)).toMatchObject([{ status: 'LOADED' }]);
    expect(await rowsOf(table)).toEqual([[1]]);
  });

  it('reads the columns that are named, the others take their defaults', async () => {
    const { table, stage } = await prepare("a int, b varchar default 'unset', c date", { 'a.csv': '2026-01-02|1\n' });
    await client.query(`copy into ${table} (c, a) from @${stage} file_format = (field_delimiter = '|')`);
    expect(await client.query(`select a, b, c::varchar c from ${table}`)).toEqual([{ A: 1, B: 'unset', C: '2026-01-02' }]);
  });

  const bad = { 'good.csv': '1,a\n2,b\n', 'mixed.csv': '3,c\nfour,d\n5,\n6,f,g\n7,h\n' };

  it('stops at the first bad record unless told otherwise, and has loaded nothing', async () => {
    const { table, stage } = await prepare('a int, b varchar not null', bad);
    const refusal = await client.refusal(`copy into ${table} from @${stage}`);
    expect(refusal.code).toBe('100038');
    expect(refusal.message).toMatch(
      /^Numeric value 'four' is not recognized\n {2}File '.*mixed\.csv', line 2, character 1\n {2}Row 2, column "TARGET_\d+"\["A":1\]/,
    );
    expect(await rowsOf(table)).toEqual([]);
  });

  it('goes on past bad records when asked', async () => {
    const { table, stage } = await prepare('a int, b varchar not null', bad);
    expect(await client.query(`copy into ${table} from @${stage} on_error = continue`)).toMatchObject([
      { file: `${stage}/good.csv`, status: 'LOADED' },
      {
        status: 'PARTIALLY_LOADED',
        rows_parsed: 5,
        rows_loaded: 2,
        errors_seen: 3,
        first_error: "Numeric value 'four' is not recognized",
        first_error_line: 2,
      },
    ]);
    expect(await rowsOf(table)).toEqual([[1, 'a'], [2, 'b'], [3, 'c'], [7, 'h']]); // prettier-ignore
  });

  it('skips a file with bad records, or with so many of them', async () => {
    const { table, stage } = await prepare('a int, b varchar not null', bad);
    const copy = `copy into ${table} from @${stage} pattern = '.*mixed.*' force = true`;
    expect(await client.query(`${copy} on_error = skip_file`)).toMatchObject([{ status: 'LOAD_FAILED', rows_loaded: 0, error_limit: 1 }]);
    expect(await client.query(`${copy} on_error = 'skip_file_3'`)).toMatchObject([{ status: 'LOAD_FAILED' }]);
    expect(await client.query(`${copy} on_error = 'skip_file_61%'`)).toMatchObject([{ status: 'PARTIALLY_LOADED', rows_loaded: 2 }]);
    expect((await client.refusal(`${copy} on_error = whatever`)).code).toBe('001008');
  });

  it.each([
    ['boolean', 'maybe', '100037'],
    ['date', '2026-02-30', '100040'],
    ['timestamp_ntz', 'yesterday', '100035'],
    ['time', '25:00:00', '100108'],
    ['float', 'x', '100038'],
    ['number(3, 1)', '1234', '100038'],
    ['varchar(2)', 'abc', '100078'],
    ['binary', 'xyz', '100115'],
  ])('refuses a %s that is %s', async (type, text, code) => {
    const { table, stage } = await prepare(`a ${type}`, { 'a.csv': `${text}\n` });
    expect((await client.refusal(`copy into ${table} from @${stage}`)).code).toBe(code);
  });

  it('tells a wrong number of columns, and forgives it when asked', async () => {
    const { table, stage } = await prepare('a int, b int', { 'a.csv': '1\n2,3,4\n' });
    expect((await client.refusal(`copy into ${table} from @${stage}`)).code).toBe('100080');
    await client.query(`copy into ${table} from @${stage} file_format = (error_on_column_count_mismatch = false)`);
    expect(await rowsOf(table)).toEqual([[1, null], [2, 3]]); // prettier-ignore
  });

  it('reads a named file format, that of the stage, and headers', async () => {
    await client.query("create file format semicolons type = csv field_delimiter = ';' skip_header = 1 null_if = ('-')");
    const { table, stage } = await prepare('a int, b varchar', { 'a.csv': 'A;B\n1;-\n' }, "file_format = (format_name = 'semicolons')");
    await client.query(`copy into ${table} from @${stage}`);
    expect(await rowsOf(table)).toEqual([[1, null]]);
    const named = await prepare('a int, b varchar', { 'n.csv': 'extra,b,A\n0,x,1\n' });
    const options = 'file_format = (type = csv parse_header = true) match_by_column_name = case_insensitive';
    await client.query(`copy into ${named.table} from @${named.stage} ${options}`);
    expect(await rowsOf(named.table)).toEqual([[1, 'x']]);
  });

  it('reads JSON into one column, or by the names of the members', async () => {
    const files = { 'a.json': '{"id": 1, "big": 12345678901234567890, "tags": ["x"]}\n{"id": 2}' };
    const whole = await prepare('v variant', files);
    await client.query(`copy into ${whole.table} from @${whole.stage} file_format = (type = json)`);
    expect(await client.query(`select v:id::int i, v:big::varchar b from ${whole.table} order by 1`)).toEqual([{ I: 1, B: '12345678901234567890' }, { I: 2, B: null }]); // prettier-ignore
    const byName = await prepare('id int, tags array', files);
    await client.query(
      `copy into ${byName.table} from @${byName.stage} file_format = (type = json) match_by_column_name = case_insensitive`,
    );
    expect(await rowsOf(byName.table)).toEqual([[1, ['x']], [2, null]]); // prettier-ignore
    expect((await client.refusal(`copy into ${byName.table} from @${byName.stage} file_format = (type = json) force = true`)).code).toBe(
      '002144',
    );
    const listed = await prepare('v variant', { 'l.json': '[1, {"a": [2]}, "s"]' });
    await client.query(`copy into ${listed.table} from @${listed.stage} file_format = (type = json strip_outer_array = true)`);
    expect(await client.query(`select count(*) n from ${listed.table}`)).toEqual([{ N: 3 }]);
  });

  it('needs the right to insert, and refuses what it would do wrongly', async () => {
    const { table, stage } = await prepare('a int', { 'a.csv': '1\n' });
    await using analyst = await Client.connect(endpoint, { role: 'ANALYST' });
    expect((await analyst.refusal(`copy into sophia.load.${table} from @sophia.load.${stage}`)).code).toBe('002003');
    await client.query(`grant read on stage ${stage} to role analyst`);
    await client.query(`grant select on table ${table} to role analyst`);
    await administrator.query('grant usage on schema sophia.load to role analyst');
    expect((await analyst.refusal(`copy into sophia.load.${table} from @sophia.load.${stage}`)).code).toBe('003001');
    expect((await client.refusal('copy into sophia.core.call_statistics from @~')).code).toBe('002003');
    for (const rest of [
      'file_format = (type = parquet)',
      "file_format = (date_format = 'DD.MM.YYYY')",
      'validation_mode = return_errors',
      'size_limit = 5',
    ]) {
      expect((await client.refusal(`copy into ${table} from @${stage} ${rest}`)).message).toMatch(/^LOCAL-002/);
    }
    expect((await client.refusal(`copy into ${table} from (select $1 from @${stage})`)).message).toMatch(/^LOCAL-002/);
  });

  it('enters the history of loads', async () => {
    const { table, stage } = await prepare('a int', { 'a.csv': '1\nx\n' });
    await client.query(`copy into ${table} from @${stage} on_error = continue`);
    const history = `select file_name, row_count, row_parsed, status, error_count from table(sophia.information_schema.copy_history(
      table_name => '${table.toUpperCase()}', start_time => dateadd('hour', -1, current_timestamp())))`;
    expect(await client.query(history)).toEqual([
      { FILE_NAME: `${stage}/a.csv`, ROW_COUNT: 1, ROW_PARSED: 2, STATUS: 'Partially loaded', ERROR_COUNT: 1 },
    ]);
  });
});
