import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';
import type { Reply } from './client.ts';

/** Hundreds of millions of pairs: it never ends by itself within a test. */
const endless = 'select count(*) from core.transcripts a, core.transcripts b, core.transcripts c where a.text || b.text = c.text';

describe('the wire', () => {
  let endpoint: SnowflakeEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it('does not run a request twice that is sent twice', async () => {
    const client = await PlainClient.connect(endpoint);
    await client.query('create table twice (a int)');
    const requestId = randomUUID();
    const first = await client.query('insert into twice values (1)', requestId);
    const second = await client.query('insert into twice values (1)', requestId);
    expect(second.data).toMatchObject({ queryId: first.data.queryId, rowset: [['1']] });
    expect((await client.query('select count(*) from twice')).data.rowset).toEqual([['1']]);
  });

  it('reads a zipped body by its first bytes, whatever the header says', async () => {
    const client = await PlainClient.connect(endpoint);
    const response = await fetch(`${endpoint.url}/queries/v1/query-request?requestId=${randomUUID()}`, {
      method: 'POST',
      headers: { authorization: `Snowflake Token="${client.token}"`, 'content-type': 'application/json' },
      body: gzipSync(JSON.stringify({ sqlText: 'select 5' })),
    });
    expect(await response.json()).toMatchObject({ success: true, data: { rowset: [['5']] } });
  });

  it('answers an error as HTTP 200 with code, SQL state and query id', async () => {
    const client = await PlainClient.connect(endpoint);
    const reply = await client.query('select * from nope');
    expect(reply).toMatchObject({ status: 200, success: false, code: '002003', data: { sqlState: '42S02', queryId: expect.any(String) } });
    expect((await client.query('drop table nope')).data.sqlState).toBe('02000');
  });

  it('gives a result again under its query id, to its own user', async () => {
    const client = await PlainClient.connect(endpoint);
    const { data } = await client.query('select 7');
    const get = (id: string): Promise<Reply> =>
      fetch(`${endpoint.url}/queries/${id}/result`, { headers: { authorization: `Snowflake Token="${client.token}"` } }).then(
        (response) => response.json() as Promise<Reply>,
      );
    expect((await get(data.queryId)).data.rowset).toEqual([['7']]);
    expect(await get(randomUUID())).toMatchObject({ success: false, code: '000709' });
  });

  it('answers an unknown request with a refusal of its own, never with success or HTTP 500', async () => {
    const client = await PlainClient.connect(endpoint);
    const response = await client.post('/api/v2/statements', {});
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ success: false, code: '000002', message: expect.stringMatching(/^LOCAL-006/) });
    const broken = await fetch(`${endpoint.url}/queries/v1/query-request`, { method: 'POST', body: '{broken' });
    expect(await broken.json()).toMatchObject({ success: false, message: expect.stringMatching(/^LOCAL-006/) });
  });

  it('cancels a running statement, and one that waits behind it', async () => {
    await using client = await Client.connect(endpoint);
    const running = client.start(endless);
    const waiting = client.start('select 1');
    for (const { statement } of [waiting, running]) {
      await new Promise<void>((resolve) => {
        statement.cancel(() => resolve());
      });
    }
    expect(await running.outcome).toMatchObject({ code: '000604', sqlState: '57014' });
    expect(await waiting.outcome).toMatchObject({ code: '000604' });
    expect(await client.query('select 2 as x')).toEqual([{ X: 2 }]);
  });

  it('loses no cancel, whenever it comes', async () => {
    await using client = await Client.connect(endpoint);
    for (let milliseconds = 0; milliseconds < 20; milliseconds += 1) {
      const { statement, outcome } = client.start(`${endless} and ${milliseconds} >= 0`);
      await new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      });
      await new Promise<void>((resolve) => {
        statement.cancel(() => resolve());
      });
      expect(await outcome).toMatchObject({ code: '000604' });
    }
  });

  it('cancels a request whose cancel came first', async () => {
    const client = await PlainClient.connect(endpoint);
    const requestId = randomUUID();
    await client.post('/queries/v1/abort-request', { requestId });
    expect(await client.query('select 1', requestId)).toMatchObject({ success: false, code: '000604' });
  });

  it('stops a statement at the timeout of its session', async () => {
    await using client = await Client.connect(endpoint);
    await client.query('alter session set statement_timeout_in_seconds = 1');
    expect(await client.refusal(endless)).toMatchObject({ code: '000630' });
  });

  it('runs an asynchronous statement and tells its state', async () => {
    const client = await PlainClient.connect(endpoint);
    const started = await client.query('select 3', randomUUID(), { asyncExec: true });
    expect(started).toMatchObject({ success: true, code: '333334' });
    const headers = { authorization: `Snowflake Token="${client.token}"` };
    const result = await (await fetch(`${endpoint.url}${started.data.getResultUrl}`, { headers })).json();
    expect(result).toMatchObject({ success: true, data: { rowset: [['3']] } });
    const state = await (await fetch(`${endpoint.url}/monitoring/queries/${started.data.queryId}`, { headers })).json();
    expect(state).toMatchObject({ data: { queries: [{ status: 'SUCCESS' }] } });
  });

  it('keeps the statements of one session in order and sessions apart', async () => {
    await using one = await Client.connect(endpoint);
    await using other = await Client.connect(endpoint);
    const outcomes = [
      one.query('create table ordered (a int)'),
      one.query('insert into ordered values (1)'),
      one.query('select a from ordered'),
    ];
    expect((await Promise.all(outcomes)).at(-1)).toEqual([{ A: 1 }]);
    await one.query('begin');
    await one.query('insert into ordered values (2)');
    expect(await other.query('select count(*) n from ordered')).toEqual([{ N: 1 }]);
    await one.query('commit');
    expect(await other.query('select count(*) n from ordered')).toEqual([{ N: 2 }]);
  });

  it('never takes the COMMIT of a transaction that DuckDB gave up for success', async () => {
    await using client = await Client.connect(endpoint);
    await client.query('create table lost (a int not null)');
    await client.query('begin');
    await client.query('insert into lost values (1)');
    expect((await client.refusal('insert into lost values (null)')).code).toBe('100072');
    expect((await client.refusal('insert into lost values (2)')).message).toMatch(/^LOCAL-005.*ROLLBACK first/);
    expect((await client.refusal('commit')).message).toMatch(/^LOCAL-005.*rolled back/);
    expect(await client.query('select count(*) n from lost')).toEqual([{ N: 0 }]);
    await client.query('insert into lost values (3)');
    expect(await client.query('select a from lost')).toEqual([{ A: 3 }]);
  });

  it('closes while statements run', async () => {
    const closing = await startEndpoint();
    const client = await Client.connect(closing);
    const { outcome } = client.start(`select * from (${endless})`);
    await client.query('select 1', undefined, { asyncExec: true });
    await closing[Symbol.asyncDispose]();
    await expect(fetch(closing.url)).rejects.toThrow('fetch failed');
    void outcome;
  });

  it('describes the columns without running the query', async () => {
    const client = await PlainClient.connect(endpoint);
    const reply = await client.query('select arr_usd, name, created_at, 1.5::float f from accounts', randomUUID(), { describeOnly: true });
    expect(reply.data.rowset).toEqual([]);
    expect(reply.data.rowtype).toMatchObject([
      { name: 'ARR_USD', type: 'fixed', precision: 12, scale: 2 },
      { name: 'NAME', type: 'text' },
      { name: 'CREATED_AT', type: 'timestamp_ntz' },
      { name: 'F', type: 'real' },
    ]);
  });
});
