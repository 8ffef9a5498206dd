import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printMoment } from '../../../src/local/snowflake/run/time-binds.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { PlainClient, startEndpoint } from './client.ts';
import type { Reply } from './client.ts';

interface Bind {
  readonly type: string;
  readonly value: string | null | readonly (string | null)[];
}

describe('binds of every type', () => {
  let endpoint: SnowflakeEndpoint;
  let client: PlainClient;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = await PlainClient.connect(endpoint);
    await client.query(
      'create table bound (k int, d date, t time, n timestamp_ntz, l timestamp_ltz, z timestamp_tz, b binary, f float, x number(38,10), v boolean)',
    );
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  const select = (sql: string, ...binds: readonly Bind[]): Promise<Reply> =>
    client.query(sql, undefined, { bindings: Object.fromEntries(binds.map((bind, index) => [index + 1, bind])) });

  it.each<readonly [string, string, string, string]>([
    ['FIXED', '-42', 'fixed', '-42'],
    ['FIXED', '99999999999999999999999999999999999999', 'fixed', '99999999999999999999999999999999999999'],
    ['FIXED', '12.3400', 'fixed', '12.3400'],
    ['REAL', '-0.5', 'real', '-0.5'],
    ['BOOLEAN', 'true', 'boolean', 'true'],
    ['TEXT', "it's", 'text', "it's"],
    ['DATE', '-86400000', 'date', '-1'],
    ['DATE', '951782400000', 'date', '11016'],
    ['TIME', '45296500000000', 'time', '45296.500000000'],
    ['TIMESTAMP_NTZ', '-1500000000', 'timestamp_ntz', '-1.500000000'],
    ['TIMESTAMP_NTZ', '1577836800250000000', 'timestamp_ntz', '1577836800.250000000'],
    ['TIMESTAMP_LTZ', '1577836800250000000', 'timestamp_ltz', '1577836800.250000000'],
    ['TIMESTAMP_TZ', '1577836800250000000 1770', 'timestamp_tz', '1577836800.250000000 1770'],
    ['TIMESTAMP_TZ', '-1500000000 960', 'timestamp_tz', '-1.500000000 960'],
    ['BINARY', '00fF', 'binary', '00FF'],
  ])('%s %s is a %s', async (type, value, columnType, cell) => {
    const { data } = await select('select ?', { type, value });
    expect([data.rowtype[0]?.type, data.rowset]).toEqual([columnType, [[cell]]]);
  });

  it.each<readonly [string, string, string]>([
    ['FIXED', 'one', '100038'],
    ['REAL', '1,5', '100038'],
    ['BOOLEAN', 'maybe', '100037'],
    ['DATE', 'today', '100040'],
    ['TIME', '86400000000000', '100108'],
    ['TIMESTAMP_NTZ', 'now', '100035'],
    ['TIMESTAMP_TZ', '1577836800000000000', '100035'],
    ['TIMESTAMP_TZ', '0 9999', '100035'],
    ['BINARY', 'xyz', '100115'],
    ['GEOGRAPHY', 'POINT(0 0)', '000002'],
  ])('%s %s is refused', async (type, value, code) => {
    expect(await select('select ?', { type, value })).toMatchObject({ success: false, code });
  });

  it('are NULL in every type, and many rows in an array', async () => {
    const types = ['FIXED', 'DATE', 'TIME', 'TIMESTAMP_NTZ', 'TIMESTAMP_LTZ', 'TIMESTAMP_TZ', 'BINARY', 'REAL', 'FIXED', 'BOOLEAN'];
    const values: readonly (readonly string[])[] = [
      ['1', '0', '0', '0', '0', '0 1440', 'AB', '1.5', '0.0000000001', 'true'],
      ['2', '86400000', '1000', '1000', '1000', '1000 1380', '', '-1.5', '-12345678901234567890123456.7890123456', 'false'],
    ];
    const binds = types.map((type, column) => ({ type, value: [...values.map((row) => row[column] ?? null), column === 0 ? '3' : null] }));
    expect(await select(`insert into bound values (${types.map(() => '?').join(', ')})`, ...binds)).toMatchObject({
      success: true,
      data: { rowset: [['3']] },
    });
    expect((await client.query('select * from bound order by k')).data.rowset).toEqual([
      ['1', '0', '0.000000000', '0.000000000', '0.000000000', '0.000000000 1440', 'AB', '1.5', '0.0000000001', 'true'],
      [
        '2',
        '1',
        '0.000001000',
        '0.000001000',
        '0.000001000',
        '0.000001000 1380',
        '',
        '-1.5',
        '-12345678901234567890123456.7890123456',
        'false',
      ],
      ['3', null, null, null, null, null, null, null, null, null],
    ]);
  });

  it('bring any microsecond back that DuckDB and JavaScript both know', async () => {
    const microseconds = fc.bigInt({ min: -62_135_596_800_000_000n + 86_400_000_000n, max: 253_402_300_799_999_999n });
    await fc.assert(
      fc.asyncProperty(microseconds, fc.integer({ min: -840, max: 840 }), async (moment, offset) => {
        const value = `${moment * 1000n}`;
        const sign = moment < 0n ? '-' : '';
        const absolute = moment < 0n ? -moment : moment;
        const cell = `${sign}${absolute / 1_000_000n}.${String(absolute % 1_000_000n).padStart(6, '0')}000`;
        const { data } = await select(
          'select ?, ?, ?',
          { type: 'TIMESTAMP_NTZ', value },
          { type: 'TIMESTAMP_LTZ', value },
          { type: 'TIMESTAMP_TZ', value: `${value} ${offset + 1440}` },
        );
        expect(data.rowset).toEqual([[cell, cell, `${cell} ${offset + 1440}`]]);
      }),
      { numRuns: 60 },
    );
  });

  it('refuse digits that DuckDB would lose', async () => {
    expect(await select('select ?', { type: 'TIMESTAMP_NTZ', value: '1' })).toMatchObject({
      success: false,
      message: expect.stringMatching(/^LOCAL-004.*microsecond/),
    });
    expect(printMoment('-1000')).toBe('1969-12-31 23:59:59.999999');
  });
});

describe('binds in a stage', () => {
  it('are read from CSV files in the order of their numbers', async () => {
    await using endpoint = await startEndpoint();
    const client = await PlainClient.connect(endpoint);
    await client.query('create table staged (a int, b varchar, c float)');
    await client.query(`create or replace temporary stage SYSTEM$BIND file_format=( type=csv field_optionally_enclosed_by='"')`);
    const put = await client.query(`PUT file://1'@SYSTEM$BIND/some-request' overwrite=true auto_compress=false source_compression=gzip`);
    expect(put.data).toMatchObject({ command: 'UPLOAD', stageInfo: { locationType: 'LOCAL_FS' } });
    const directory = put.data.stageInfo?.location ?? '';
    writeFileSync(`${directory}/10`, '3,"say ""hi""",\n');
    writeFileSync(`${directory}/2`, '1,plain,1.5\n2,"",\n');
    const insert = await client.query('insert into staged values (?, ?, ?)', undefined, { bindStage: '@SYSTEM$BIND/some-request' });
    expect(insert).toMatchObject({ success: true, data: { rowset: [['3']] } });
    expect((await client.query('select * from staged')).data.rowset).toEqual([['1', 'plain', '1.5'], ['2', '', null], ['3', 'say "hi"', null]]); // prettier-ignore
    expect(await client.query('select 1', undefined, { bindStage: '@SYSTEM$BIND/other' })).toMatchObject({
      success: false,
      code: '002049',
    });
    expect(await client.query('select 1', undefined, { bindStage: '@NO_STAGE/x' })).toMatchObject({ success: false, code: '002003' });
    const other = await PlainClient.connect(endpoint);
    expect(await other.query('list @SYSTEM$BIND')).toMatchObject({ success: false, code: '002003' });
  });
});
