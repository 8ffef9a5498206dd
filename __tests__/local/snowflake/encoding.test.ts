import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';
import type { Row } from './client.ts';

function dateOf(row: Row | undefined, name: string): Date {
  const value = row?.[name];
  if (!(value instanceof Date)) throw new TypeError(`Expected a date in ${name}, got ${String(value)}.`);
  return value;
}

describe('values on the wire', () => {
  let endpoint: SnowflakeEndpoint;
  let client: Client;
  let plain: PlainClient;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = await Client.connect(endpoint);
    plain = await PlainClient.connect(endpoint);
    await client.query(
      'create table kinds (k int, n number(20,4), f float, b boolean, d date, t time, ts timestamp_ntz, v variant, x binary, s varchar)',
    );
  });
  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  it('encodes each type as the driver expects it', async () => {
    const reply = await plain.query(
      `select 12.50::number(10,2), 0.1::float, true, '1969-12-31'::date, '12:34:56.5'::time, '2020-01-01 00:00:00.25'::timestamp_ntz,
         '1969-12-31 23:59:58.5'::timestamp_ntz, to_binary('ff00'), parse_json('{"a": 1}'), 'x', null::text`,
    );
    expect(reply.data.rowset).toEqual([
      ['12.50', '0.1', 'true', '-1', '45296.500000000', '1577836800.250000000', '-1.500000000', 'FF00', '{"a": 1}', 'x', null],
    ]);
    expect(reply.data.rowtype.map((column) => column.type)).toEqual([
      'fixed',
      'real',
      'boolean',
      'date',
      'time',
      'timestamp_ntz',
      'timestamp_ntz',
      'binary',
      'variant',
      'text',
      'text',
    ]);
  });

  it('brings every value back through the driver, and every NULL', async () => {
    await client.query(`insert into kinds select 1, 12.3456, -0.5, false, '2020-02-29'::date, '23:59:59'::time, '1900-01-01 00:00:00.123'::timestamp_ntz,
      parse_json('{"a":[1,null,"é"]}'), to_binary('00ff'), 'it''s'`);
    await client.query('insert into kinds (k) values (2)');
    const [row, empty] = await client.query('select * from kinds where k < 3 order by k');
    expect(row).toMatchObject({ N: 12.3456, F: -0.5, B: false, T: '23:59:59', V: { a: [1, null, 'é'] }, S: "it's" });
    expect(dateOf(row, 'D').toISOString()).toBe('2020-02-29T00:00:00.000Z');
    expect(dateOf(row, 'TS').toISOString()).toBe('1900-01-01T00:00:00.123Z');
    expect(Buffer.from([0, 255]).equals(row?.['X'] as Uint8Array)).toBe(true);
    expect(empty).toMatchObject({ N: null, F: null, B: null, D: null, TS: null, V: null, X: null, S: null });
  });

  it('gives numbers above 2^53 exactly when they are fetched as text', async () => {
    const rows = await client.query(`select 12345678901234567890123456789012345678 n`, undefined, { fetchAsString: ['Number'] });
    expect(rows).toEqual([{ N: '12345678901234567890123456789012345678' }]);
  });

  it('brings any text, integer, float and boolean bind back unchanged', async () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0') && value.isWellFormed());
    const float = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value));
    await fc.assert(
      fc.asyncProperty(text, fc.maxSafeInteger(), float, fc.boolean(), async (s, i, f, b) => {
        const [row] = await client.query('select ? s, ? i, ? f, ? b', [s, i, f, b]);
        expect(row).toEqual({ S: s, I: i, F: f, B: b });
      }),
      { numRuns: 60 },
    );
  });

  it('brings any millisecond from 1600 to 2400 back unchanged', async () => {
    const dates = fc.date({ min: new Date('1600-01-01T00:00:00Z'), max: new Date('2400-01-01T00:00:00Z'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(dates, async (date) => {
        const [row] = await client.query('select ?::timestamp_ntz t', [date.toISOString().slice(0, -1)]);
        expect(dateOf(row, 'T').getTime()).toBe(date.getTime());
      }),
      { numRuns: 60 },
    );
  });

  it('takes array binds as many rows, injects nothing', async () => {
    const rows = [
      [100, "'); drop table kinds; --", 1.5],
      [101, null, null],
      [102, 'ordinary', -2],
    ];
    expect(await client.query('insert into kinds (k, s, f) values (?, ?, ?)', rows)).toEqual([{ 'number of rows inserted': 3 }]);
    const read = await client.query('select k, s, f from kinds where k >= 100 order by k');
    expect(read.map((row) => Object.values(row))).toEqual(rows);
  });

  it('keeps 20,000 rows in order', async () => {
    const rows = await client.query(
      'select a.call_id, a.sequence from transcripts a, (select 1 union all select 2) order by a.call_id, a.sequence',
    );
    expect(rows).toHaveLength(24_000);
    expect(rows.at(-1)).toEqual({ CALL_ID: 'call-02000', SEQUENCE: 6 });
  });
});
