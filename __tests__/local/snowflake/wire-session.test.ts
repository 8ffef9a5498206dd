import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';

const hour = 3_600_000;
/** Hundreds of millions of pairs: it never ends by itself within a test. */
const endless = 'select count(*) from core.transcripts a, core.transcripts b, core.transcripts c where a.text || b.text = c.text';

describe('sessions', () => {
  let endpoint: SnowflakeEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it('renew an expired token without the caller noticing', async () => {
    await using client = await Client.connect(endpoint);
    await client.query("alter session set query_tag = 'kept'");
    endpoint.expireTokens();
    expect(await client.query("show parameters like 'QUERY_TAG'")).toMatchObject([{ value: 'kept' }]);
  });

  it('answer 390112 to an expired, 390104 with HTTP 401 to an unknown and 390114 to a void master token', async () => {
    const client = await PlainClient.connect(endpoint);
    expect((await client.post('/queries/v1/query-request', {}, 'made up')).status).toBe(401);
    endpoint.expireTokens();
    expect(await client.query('select 1')).toMatchObject({ status: 200, success: false, code: '390112' });
    const renewed = await (await client.post('/session/token-request', { requestType: 'RENEW' }, client.masterToken)).json();
    expect(renewed).toMatchObject({ success: true, data: { sessionToken: expect.any(String) } });
    const lost = await (await client.post('/session/token-request', { requestType: 'RENEW' }, 'made up')).json();
    expect(lost).toMatchObject({ success: false, code: '390114' });
  });

  it('forget a session that logged out', async () => {
    const client = await PlainClient.connect(endpoint);
    expect((await client.query('select 1')).success).toBe(true);
    await client.post('/session?delete=true', {});
    expect((await client.query('select 1')).status).toBe(401);
  });

  it('let a token live for an hour, and a session for four after its last request', async () => {
    await using own = await startEndpoint();
    const [idle, used] = [await PlainClient.connect(own), await PlainClient.connect(own)];
    const renew = async (client: PlainClient): Promise<string> => {
      const reply = (await (await client.post('/session/token-request', { requestType: 'RENEW' }, client.masterToken)).json()) as {
        readonly code: string | null;
        readonly data: { readonly sessionToken?: string } | null;
      };
      return reply.data?.sessionToken ?? String(reply.code);
    };
    own.advanceClock(hour - 60_000);
    expect((await used.query('select 1')).success).toBe(true);
    own.advanceClock(60_000);
    expect((await used.query('select 1')).code).toBe('390112');
    const token = await renew(used);
    expect((await used.post('/session/heartbeat', {}, token)).status).toBe(200);
    own.advanceClock(3 * hour);
    expect(await renew(idle)).toBe('390114');
    expect((await used.query('select 1')).status).toBe(401);
    expect(await renew(used)).not.toMatch(/^\d+$/);
  });

  const sessionOf = async (client: PlainClient): Promise<string> =>
    String((await client.query('select current_session()')).data.rowset[0]?.[0]);

  it('end when they are aborted from another one: what runs is canceled, and the next request is told', async () => {
    const client = await PlainClient.connect(endpoint);
    await using other = await Client.connect(endpoint);
    const id = await sessionOf(client);
    const started = [
      await client.query(endless, undefined, { asyncExec: true }),
      await client.query('select 1', undefined, { asyncExec: true }),
    ];
    expect(await other.query(`select system$abort_session(${id})`)).toEqual([
      { [`SYSTEM$ABORT_SESSION(${id})`]: `session [${id}] terminated.` },
    ]);
    const watcher = await PlainClient.connect(endpoint);
    for (const { data } of started) expect((await watcher.get(`/queries/${data.queryId}/result`)).code).toBe('000604');
    expect(await client.query('select 1')).toMatchObject({ status: 200, success: false, code: '390111' });
    expect((await other.refusal("select system$abort_session('17')")).code).toBe('000709');
  });

  it('tell the driver so, which calls itself disconnected', async () => {
    await using client = await Client.connect(endpoint);
    const [row] = await client.query('select current_session() s');
    await using other = await Client.connect(endpoint);
    await other.query('select system$abort_session(?) as done', [row?.['S']]);
    expect((await client.refusal('select 1')).code).toBe('407002');
  });

  it('are aborted by their own user or an administrator alone', async () => {
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await using client = await Client.connect(endpoint);
    const [row] = await administrator.query('select current_session() s');
    expect((await client.refusal('select system$abort_session(?)', [row?.['S']])).code).toBe('003001');
    const victim = await PlainClient.connect(endpoint);
    await administrator.query('select system$abort_session(?) as done', [await sessionOf(victim)]);
    expect((await victim.query('select 1')).code).toBe('390111');
  });

  it('are asked to cancel a statement by its query id', async () => {
    const runner = await PlainClient.connect(endpoint);
    await using other = await Client.connect(endpoint);
    const started = await runner.query(endless, undefined, { asyncExec: true });
    const cancel = `select system$cancel_query('${started.data.queryId}') as answer`;
    expect(await other.query(cancel)).toEqual([{ ANSWER: `query [${started.data.queryId}] terminated.` }]);
    expect(await runner.get(`/queries/${started.data.queryId}/result`)).toMatchObject({ success: false, code: '000604' });
    expect(await other.query(cancel)).toEqual([{ ANSWER: 'Identified SQL statement is not currently executing.' }]);
  });

  it('keep parameters of one request out of the next', async () => {
    const client = await PlainClient.connect(endpoint);
    const tagOf = async (rest: object): Promise<unknown> =>
      (await client.query("show parameters like 'QUERY_TAG'", undefined, rest)).data.rowset[0]?.[1];
    expect(await tagOf({ parameters: { QUERY_TAG: 'for this one' } })).toBe('for this one');
    expect(await tagOf({})).toBe('');
    expect(await client.query("alter session set query_tag = 'stays'", undefined, { parameters: { QUERY_TAG: 'passes' } })).toMatchObject({
      success: true,
    });
    expect(await tagOf({})).toBe('stays');
    expect(await client.query('select 1', undefined, { parameters: { NO_SUCH: 1 } })).toMatchObject({
      success: false,
      message: expect.stringMatching(/^LOCAL-007/),
    });
  });
});
