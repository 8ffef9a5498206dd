import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import { Warehouse } from '../../../src/local/mcp/warehouse.ts';
import type { Query } from '../../../src/local/mcp/warehouse.ts';
import { hashOfArguments } from '../../../src/local/mcp/tool-log.ts';
import { connectClient, eras, textOf } from './client.ts';
import type { ConnectedClient, Mode } from './client.ts';
import { startAlone, startBackends, world } from './start-server.ts';
import type { RealBackends } from './start-server.ts';

const allTools = ['ping', 'search_calls', 'account_summary', 'record_call', 'index_call', 'remove_call', 'tool_log'];
let backends: RealBackends;

beforeAll(async () => {
  backends = await startBackends();
});
afterAll(async () => await backends[Symbol.asyncDispose]());

async function startWith(mode: Mode) {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startAlone({ index: backends.index, warehouse: backends.warehouse }));
  const { client } = stack.use(await connectClient(server.url, mode));
  const owned = stack.move();
  const call = async (name: string, args: Record<string, unknown> = {}) => await client.callTool({ name, arguments: args });
  return { server, client, call, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function loggedCalls({ client }: Pick<ConnectedClient, 'client'>, args: Record<string, unknown> = {}) {
  const { structuredContent } = await client.callTool({ name: 'tool_log', arguments: args });
  return (structuredContent as { readonly calls: readonly Record<string, unknown>[] }).calls;
}

describe.each(eras)('our MCP server in the era %j', (mode) => {
  it('lists its tools with their schemas and marks those that write', async () => {
    await using server = await startWith(mode);
    const { tools } = await server.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(allTools);
    expect(tools[1]).toMatchObject({
      inputSchema: { type: 'object', required: ['query'], properties: { limit: { type: 'integer', minimum: 1, maximum: 50 } } },
      outputSchema: { type: 'object', required: ['calls'] },
      annotations: { readOnlyHint: true },
    });
    const writing = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true).map(({ name }) => name);
    expect(writing).toEqual(['record_call', 'index_call', 'remove_call']);
    expect(tools.find(({ name }) => name === 'remove_call')?.annotations?.destructiveHint).toBe(true);
    expect(textOf(await server.call('ping'))).toBe('pong');
  });

  it('searches the vector index', async () => {
    await using server = await startWith(mode);
    const result = await server.call('search_calls', { query: 'renewal of the contract', limit: 3 });
    const calls = JSON.parse(textOf(result)) as { calls: { call_id: string; score: number; title: string }[] };
    expect(result.structuredContent).toEqual(calls);
    expect(calls.calls).toHaveLength(3);
    for (const { call_id, title } of calls.calls) {
      const call = world.calls.find(({ callId }) => callId === call_id);
      expect(call).toMatchObject({ title });
      expect(call?.topics).toContain('renewal');
    }
  });

  it('summarizes an account out of the warehouse', async () => {
    await using server = await startWith(mode);
    const calls = world.calls.filter(({ accountId }) => accountId === 3);
    const sentiment = calls.reduce((sum, call) => sum + call.sentiment, 0) / calls.length;
    const { structuredContent } = await server.call('account_summary', { account_id: 3 });
    expect(structuredContent).toEqual({
      account_id: 3,
      name: world.accounts[2]?.name,
      industry: world.accounts[2]?.industry,
      arr_usd: world.accounts[2]?.arrUsd,
      calls: calls.length,
      average_sentiment: expect.closeTo(sentiment, 3) as number,
    });
  });

  it('a call is recorded, indexed, found, read, and removed everywhere', async () => {
    await using server = await startWith(mode);
    const lines = [{ speaker: 'Ann', text: 'our marmalade zeppelin needs a quote' }];
    const before = (await server.call('account_summary', { account_id: 5 })).structuredContent as { calls: number };
    const recorded = await server.call('record_call', {
      account_id: 5,
      title: "Zeppelin's marmalade",
      lines,
      started_at: '2026-11-20T10:00:00+02:00',
      duration_seconds: 61,
      sentiment: 0.25,
      owner_email: 'ann@sophia.example',
    });
    const { call_id } = recorded.structuredContent as { readonly call_id: string };
    expect((await server.call('account_summary', { account_id: 5 })).structuredContent).toMatchObject({ calls: before.calls + 1 });
    const search = async () => {
      const { structuredContent } = await server.call('search_calls', { query: 'marmalade zeppelin', limit: 1 });
      return (structuredContent as { calls: readonly unknown[] }).calls[0];
    };
    expect(await search()).not.toMatchObject({ call_id });
    await server.call('index_call', { call_id });
    expect(await search()).toMatchObject({ call_id, title: "Zeppelin's marmalade" });
    const { contents } = await server.client.readResource({ uri: `call://${call_id}` });
    expect(contents).toMatchObject([{ mimeType: 'text/plain', text: "Zeppelin's marmalade\nour marmalade zeppelin needs a quote" }]);
    expect((await server.client.listResources()).resources[1]).toMatchObject({ name: call_id, title: "Zeppelin's marmalade" });
    expect((await server.call('remove_call', { call_id })).isError).toBeUndefined();
    expect(await search()).not.toMatchObject({ call_id });
    await expect(server.client.readResource({ uri: `call://${call_id}` })).rejects.toMatchObject({ code: -32602 });
    expect((await server.call('account_summary', { account_id: 5 })).structuredContent).toMatchObject({ calls: before.calls });
  });

  it('lists its resources in pages: the log and the newest hundred calls', async () => {
    await using server = await startWith(mode);
    const first = await server.client.listResources({ cursor: Buffer.from('from 0').toString('base64url') });
    expect(first.resources).toHaveLength(25);
    expect(first.nextCursor).toBeDefined();
    const { resources } = await server.client.listResources();
    expect(new Set(resources.map(({ uri }) => uri)).size).toBe(101);
    expect(resources[0]?.uri).toBe('log://calls');
    await expect(server.client.listResources({ cursor: 'elsewhere' })).rejects.toMatchObject({ code: -32602 });
    expect((await server.client.listResourceTemplates()).resourceTemplates).toMatchObject([{ uriTemplate: 'call://{id}' }]);
  });

  it('has a prompt with an argument that is checked', async () => {
    await using server = await startWith(mode);
    const { prompts } = await server.client.listPrompts();
    expect(prompts).toMatchObject([{ name: 'summarise_account', arguments: [{ name: 'account_id', required: true }] }]);
    const { messages } = await server.client.getPrompt({ name: 'summarise_account', arguments: { account_id: '12' } });
    expect(messages).toMatchObject([{ role: 'user', content: { type: 'text', text: expect.stringContaining('account_id 12') as string } }]);
    await expect(server.client.getPrompt({ name: 'summarise_account', arguments: { account_id: 'all' } })).rejects.toThrow(/account_id/);
  });

  it('tells which tools really ran, with what and for whom', async () => {
    await using server = await startWith(mode);
    await server.call('ping');
    await server.call('account_summary', { account_id: 9999 });
    await server.call('search_calls', { limit: 0 });
    await server.call('search_calls', { query: 'price', limit: 2 });
    const calls = await loggedCalls(server);
    expect(calls).toMatchObject([
      { sequence: 1, tool: 'ping', caller: 'test', is_error: false, arguments_sha256: hashOfArguments({}) },
      { sequence: 2, tool: 'account_summary', is_error: true },
      { sequence: 3, tool: 'search_calls', is_error: false, arguments_sha256: hashOfArguments({ limit: 2, query: 'price' }) },
    ]);
    expect(await loggedCalls(server, { since: 2 })).toHaveLength(1);
    expect(await loggedCalls(server, { tool: 'ping' })).toHaveLength(1);
    const { contents } = await server.client.readResource({ uri: 'log://calls' });
    expect(JSON.parse((contents[0] as { readonly text: string }).text)).toEqual(calls);
  });

  it.each([
    ['search_calls', {}, 'query'],
    ['search_calls', { query: 'x', limit: 51 }, 'limit'],
    ['search_calls', { query: 'x', unknown: 1 }, 'additional properties'],
    ['account_summary', { account_id: 'one' }, 'account_id'],
    ['account_summary', { account_id: 999 }, 'There is no account 999.'],
    ['record_call', { account_id: 999, title: 'x' }, 'There is no account 999.'],
    ['record_call', { account_id: 1, title: 'x', call_id: 'call-00001' }, 'There is a call call-00001 already.'],
    ['record_call', { account_id: 1, title: 'x', started_at: 'tomorrow' }, 'started_at'],
    ['record_call', { account_id: 1, title: 'x', call_id: "'; drop table" }, 'call_id'],
    ['index_call', { call_id: 'call-99999' }, 'There is no call call-99999.'],
    ['remove_call', { call_id: 'call-00001' }, 'The call call-00001 was not recorded by this server, so it is not removed.'],
  ])('answers %s with %j by an error', async (name, args, words) => {
    await using server = await startWith(mode);
    const result = await server.call(name, args);
    expect([result.isError, textOf(result)]).toEqual([true, expect.stringContaining(words)]);
  });
});

it('is ready when its backends answer', async () => {
  await using server = await startWith('auto');
  const ready = await fetch(new URL('/ready', server.server.url));
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, index: 'ok', warehouse: 'ok' }]);
});

describe('without its backends', () => {
  it('says that there is no warehouse; ping and the list of resources go on', async () => {
    await using server = await startAlone({ noWarehouse: 'the engine is not installed' });
    await using connection = await connectClient(server.url, 'auto');
    const { client } = connection;
    const summary = await client.callTool({ name: 'account_summary', arguments: { account_id: 1 } });
    expect([summary.isError, textOf(summary)]).toEqual([true, 'There is no warehouse: the engine is not installed']);
    await expect(client.readResource({ uri: 'call://call-00001' })).rejects.toThrow('the engine is not installed');
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(['log://calls']);
    expect(textOf(await client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
    const ready = await fetch(new URL('/ready', server.url));
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, index: expect.any(String) as string, warehouse: 'There is no warehouse: the engine is not installed' },
    ]);
  });

  it("passes on the index's refusal", async () => {
    await using pinecone = await startPinecone({ world, faults: ['wrong-dimension'] });
    const index = { url: pinecone.hostOf('sophia-calls'), apiKey: pinecone.readOnlyKey, dimension: 256 };
    await using server = await startAlone({ index });
    await using connection = await connectClient(server.url, 'auto');
    const result = await connection.client.callTool({ name: 'search_calls', arguments: { query: 'x' } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('400: {"code":3,"message":"Vector dimension 256 does not match the dimension of the index 128"');
  });
});

describe('the warehouse behind the tools', () => {
  it('is logged into again when the session is lost', async () => {
    await using server = await startWith('auto');
    const summary = async () => (await server.call('account_summary', { account_id: 1 })).isError;
    expect(await summary()).toBeUndefined();
    backends.snowflake.expireTokens();
    expect(await summary()).toBeUndefined();
  });

  it('keeps nothing of a call that could not be written as a whole, and keeps a whole one', async () => {
    await using warehouse = new Warehouse(backends.warehouse);
    const insert = async (query: Query) => await query('INSERT INTO SOPHIA.RAW.GONG_CALLS (CALL_ID) VALUES (?)', 'half');
    const count = async () => (await warehouse.query("SELECT COUNT(*) FROM SOPHIA.RAW.GONG_CALLS WHERE CALL_ID = 'half'"))[0];
    const halfway = warehouse.transaction(async (query) => {
      await insert(query);
      await query('SELECT 1 FROM SOPHIA.RAW.NO_SUCH_TABLE');
    });
    await expect(halfway).rejects.toThrow(/^Snowflake answered 002003: .*NO_SUCH_TABLE/s);
    expect(await count()).toEqual(['0']);
    await warehouse.transaction(insert);
    expect(await count()).toEqual(['1']);
  });

  it('is not let in with a wrong password, and the words have no password', async () => {
    const password = 'not-the-password';
    await using server = await startAlone({ index: backends.index, warehouse: { ...backends.warehouse, password } });
    await using connection = await connectClient(server.url, 'auto');
    const result = await connection.client.callTool({ name: 'account_summary', arguments: { account_id: 1 } });
    expect([result.isError, textOf(result)]).toEqual([
      true,
      expect.stringMatching(/^Snowflake answered 390100: Incorrect username or password/),
    ]);
    expect(textOf(result)).not.toContain(password);
  });
});
