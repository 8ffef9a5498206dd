import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../src/local/data/world.ts';
import type { Fault } from '../../src/local/faults.ts';
import { startEverything } from '../../src/local/mcp/start-everything.ts';
import { startMcp } from '../../src/local/mcp/start-mcp.ts';
import { startPinecone } from '../../src/local/pinecone/start-pinecone.ts';

const world = generateWorld(7);
const eras = ['legacy', { pin: '2026-07-28' }] as const;

async function startServer(faults: readonly Fault[] = []) {
  await using stack = new AsyncDisposableStack();
  const pinecone = stack.use(await startPinecone({ world, faults }));
  const index = { url: pinecone.hostOf('sophia-calls'), apiKey: pinecone.readOnlyKey, dimension: 256 };
  const server = stack.use(await startMcp({ world, faults, index }));
  const owned = stack.move();
  return { url: server.url, pinecone, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function connectClient(url: string, mode: 'legacy' | 'auto' | { readonly pin: string }) {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

function textOf(result: { readonly content: readonly unknown[] }): string {
  return (result.content[0] as { readonly text: string }).text;
}

describe('our MCP server', () => {
  it.each(eras)('lists its tools with their schemas in the era %j', async (mode) => {
    await using server = await startServer();
    await using connection = await connectClient(server.url, mode);
    const { tools } = await connection.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ping', 'search_calls', 'account_summary']);
    expect(tools[1]).toMatchObject({
      inputSchema: { type: 'object', required: ['query'], properties: { limit: { type: 'integer', minimum: 1, maximum: 50 } } },
      outputSchema: { type: 'object', required: ['calls'] },
      annotations: { readOnlyHint: true },
    });
    expect(textOf(await connection.client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
  });

  it('is modern to a client that asks for the newest', async () => {
    await using server = await startServer();
    await using connection = await connectClient(server.url, 'auto');
    expect(connection.client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
  });

  it.each(eras)('searches the vector index in the era %j', async (mode) => {
    await using server = await startServer();
    await using connection = await connectClient(server.url, mode);
    const result = await connection.client.callTool({ name: 'search_calls', arguments: { query: 'renewal of the contract', limit: 3 } });
    const calls = JSON.parse(textOf(result)) as { call_id: string; score: number; title: string }[];
    expect(result.structuredContent).toEqual({ calls });
    expect(calls).toHaveLength(3);
    for (const { call_id, title } of calls) {
      const call = world.calls.find(({ callId }) => callId === call_id);
      expect(call).toMatchObject({ title });
      expect(call?.topics).toContain('renewal');
    }
  });

  it('summarizes an account', async () => {
    await using server = await startServer();
    await using connection = await connectClient(server.url, 'auto');
    const result = await connection.client.callTool({ name: 'account_summary', arguments: { account_id: 3 } });
    const calls = world.calls.filter(({ accountId }) => accountId === 3);
    expect(result.structuredContent).toMatchObject({ account_id: 3, name: world.accounts[2]?.name, calls: calls.length });
    expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
  });

  it.each([
    ['search_calls', {}],
    ['search_calls', { query: 'x', limit: 51 }],
    ['search_calls', { query: 'x', unknown: 1 }],
    ['account_summary', { account_id: 'one' }],
    ['account_summary', { account_id: 999 }],
  ])('answers %s with %j by an error', async (name, args) => {
    await using server = await startServer();
    await using connection = await connectClient(server.url, 'legacy');
    const result = await connection.client.callTool({ name, arguments: args });
    expect(result.isError).toBe(true);
  });

  it('says that the search is unavailable with the fault dead-tool, and still lists the tool', async () => {
    await using server = await startServer(['dead-tool']);
    await using connection = await connectClient(server.url, 'auto');
    const result = await connection.client.callTool({ name: 'search_calls', arguments: { query: 'x' } });
    expect([result.isError, textOf(result)]).toEqual([true, 'search backend unavailable']);
    expect((await connection.client.listTools()).tools.map(({ name }) => name)).toContain('search_calls');
    expect(textOf(await connection.client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
  });

  it("passes on the index's refusal", async () => {
    await using server = await startServer(['wrong-dimension']);
    await using connection = await connectClient(server.url, 'auto');
    const result = await connection.client.callTool({ name: 'search_calls', arguments: { query: 'x' } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('400: {"code":3,"message":"Vector dimension 256 does not match the dimension of the index 128"');
  });

  it('answers 403 to a foreign page, 404 to another path', async () => {
    await using server = await startServer();
    const initialize = (headers: Readonly<Record<string, string>>) =>
      fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'initialize',
          params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
        }),
      });
    expect((await initialize({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await initialize({ origin: 'http://localhost:1234' })).status).toBe(200);
    expect((await initialize({})).status).toBe(200);
    const elsewhere = await fetch(new URL('/health', server.url));
    expect([elsewhere.status, await elsewhere.json()]).toEqual([
      404,
      { error: { code: 'not_found', message: 'There is no GET /health, only /mcp.' } },
    ]);
  });

  it('answers 403 to a foreign host name, which a page behind a rebound name would send', async () => {
    await using server = await startServer();
    const { hostname, port } = new URL(server.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write('GET /mcp HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
      );
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
  });
});

describe('server-everything', () => {
  it('is the published server, on loopback alone, without our environment', async () => {
    process.env['EVERYTHING_TEST_SECRET'] = 'must not be seen';
    await using server = await startEverything();
    await using connection = await connectClient(server.url, 'auto');
    const { tools } = await connection.client.listTools();
    expect(tools.map(({ name }) => name)).toContain('echo');
    const echoed = await connection.client.callTool({ name: 'echo', arguments: { message: 'hello' } });
    expect(textOf(echoed)).toContain('hello');
    const environment = await connection.client.callTool({ name: 'get-env', arguments: {} });
    expect(textOf(environment)).not.toContain('EVERYTHING_TEST_SECRET');
    const own = Object.values(networkInterfaces())
      .flat()
      .filter((entry) => entry?.family === 'IPv4' && !entry.internal);
    for (const entry of own)
      await expect(fetch(`http://${entry?.address}:${new URL(server.url).port}/mcp`)).rejects.toThrow('fetch failed');
    delete process.env['EVERYTHING_TEST_SECRET'];
  });

  it('is gone after disposal', async () => {
    const server = await startEverything();
    await server[Symbol.asyncDispose]();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it('tells why it does not start', async () => {
    await using first = await startEverything();
    const port = Number(new URL(first.url).port);
    await expect(startEverything(port)).rejects.toThrow(/ended with 1 before it listened\..*already in use/s);
  });
});
