import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';
import type { Row } from './client.ts';

const several = (count: number): object => ({ parameters: { MULTI_STATEMENT_COUNT: count } });

describe('several statements in one request', () => {
  let endpoint: SnowflakeEndpoint;
  let client: PlainClient;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    client = await PlainClient.connect(endpoint);
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it('have a result each, under ids of their own', async () => {
    const reply = await client.query("select 1; select 'a;b' /* ; */; select 3;", undefined, several(3));
    const ids = reply.data.resultIds?.split(',') ?? [];
    expect(ids).toHaveLength(3);
    const results = await Promise.all(ids.map((id) => client.get(`/queries/${id}/result`)));
    expect(results.map((result) => result.data.rowset)).toEqual([[['1']], [['a;b']], [['3']]]);
    expect(reply.data.resultTypes).toBe('4096,4096,4096');
  });

  it('are refused when they are not as many as told; 0 takes any number', async () => {
    expect(await client.query('select 1; select 2')).toMatchObject({ success: false, code: '000008' });
    expect(await client.query('select 1', undefined, several(2))).toMatchObject({ success: false, code: '000008' });
    expect((await client.query('select 1; select 2', undefined, several(0))).data.resultIds?.split(',')).toHaveLength(2);
    await client.query('alter session set multi_statement_count = 0');
    expect((await client.query('select 1; select 2')).data.resultIds?.split(',')).toHaveLength(2);
    await client.query('alter session unset multi_statement_count');
  });

  it('stop at the first failure, which is the answer', async () => {
    await client.query('create table steps (a int)');
    const reply = await client.query(
      'insert into steps values (1); select * from nope; insert into steps values (2)',
      undefined,
      several(3),
    );
    expect(reply).toMatchObject({ success: false, code: '002003' });
    expect((await client.query('select a from steps')).data.rowset).toEqual([['1']]);
  });

  it('share the binds in the order of their question marks', async () => {
    const bind = (value: string): object => ({ type: 'TEXT', value });
    const bindings = { 1: bind('one'), 2: bind('two'), 3: bind('three') };
    const reply = await client.query('select ?, ?; select 5; select ?', undefined, { ...several(3), bindings });
    const ids = reply.data.resultIds?.split(',') ?? [];
    const results = await Promise.all(ids.map((id) => client.get(`/queries/${id}/result`)));
    expect(results.map((result) => result.data.rowset)).toEqual([[['one', 'two']], [['5']], [['three']]]);
  });

  it('reach the driver one by one', async () => {
    await using driver = await Client.connect(endpoint);
    const seen: (readonly Row[])[] = [];
    await new Promise<void>((resolve, reject) => {
      driver.connection.execute({
        sqlText: 'select 1 as x; select 2 as y',
        parameters: { MULTI_STATEMENT_COUNT: 2 },
        complete: (error, statement, rows) => {
          if (error) return reject(error);
          seen.push((rows ?? []) as readonly Row[]);
          const handle = statement as unknown as { hasNext(): boolean; NextResult(): void };
          if (handle.hasNext()) handle.NextResult();
          else resolve();
        },
      });
    });
    expect(seen).toEqual([[{ X: 1 }], [{ Y: 2 }]]);
  });
});
