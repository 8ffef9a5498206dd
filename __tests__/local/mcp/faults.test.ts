import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/local/faults.ts';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectClient, textOf } from './client.ts';
import { startAlone, world } from './start-server.ts';

async function startFaulty(fault: Fault) {
  await using stack = new AsyncDisposableStack();
  const pinecone = stack.use(await startPinecone({ world }));
  const index = { url: pinecone.hostOf('sophia-calls'), apiKey: pinecone.readOnlyKey, dimension: 256 };
  const server = stack.use(await startAlone({ faults: [fault], index }));
  const { client } = stack.use(await connectClient(server.url, 'auto'));
  const owned = stack.move();
  const call = async (name: string, args: Record<string, unknown> = {}) => await client.callTool({ name, arguments: args });
  return { server, index, client, call, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

describe('faults of the MCP server', () => {
  it('dead-tool: the search is unavailable and still listed', async () => {
    await using server = await startFaulty('dead-tool');
    const result = await server.call('search_calls', { query: 'x' });
    expect([result.isError, textOf(result)]).toEqual([true, 'search backend unavailable']);
    expect((await server.client.listTools()).tools.map(({ name }) => name)).toContain('search_calls');
    expect(textOf(await server.call('ping'))).toBe('pong');
  });

  it('mcp-tool-removed: account_summary is neither listed nor called', async () => {
    await using server = await startFaulty('mcp-tool-removed');
    expect((await server.client.listTools()).tools.map(({ name }) => name)).not.toContain('account_summary');
    await expect(server.call('account_summary', { account_id: 1 })).rejects.toThrow('Tool account_summary not found');
  });

  it('mcp-schema-broken: one schema is none, and the tool works', async () => {
    await using server = await startFaulty('mcp-schema-broken');
    const { tools } = await server.client.listTools();
    const broken = tools.filter(({ inputSchema }) => JSON.stringify(inputSchema).includes('"strin"'));
    expect(broken.map(({ name }) => name)).toEqual(['search_calls']);
    expect((await server.call('search_calls', { query: 'x', limit: 1 })).isError).toBeUndefined();
  });

  it('mcp-slow-tool: search_calls takes longer than its target allows', async () => {
    await using server = await startFaulty('mcp-slow-tool');
    const start = performance.now();
    expect((await server.call('search_calls', { query: 'x' })).isError).toBeUndefined();
    expect(performance.now() - start).toBeGreaterThan(490);
  });

  it('mcp-leaking-tool: ping tells the key that the server itself uses', async () => {
    await using server = await startFaulty('mcp-leaking-tool');
    expect(textOf(await server.call('ping'))).toContain(`PINECONE_API_KEY=${server.index.apiKey}`);
    expect(server.index.apiKey).toMatch(/^pcsk_/);
  });

  it('mcp-any-origin: a page of any origin is answered', async () => {
    await using server = await startFaulty('mcp-any-origin');
    const health = await fetch(new URL('/health', server.server.url), { headers: { origin: 'http://evil.example' } });
    expect(health.status).toBe(200);
  });

  it('mcp-open-auth: the protected endpoint answers everyone', async () => {
    await using server = await startFaulty('mcp-open-auth');
    await using connection = await connectClient(server.server.protectedUrl, 'auto');
    expect(textOf(await connection.client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
  });

  it('mcp-any-audience: a token for another server is accepted, an expired one is not', async () => {
    await using server = await startFaulty('mcp-any-audience');
    const { protectedUrl, tokens } = server.server;
    const withToken = (token: string) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });
    await using connection = await connectClient(protectedUrl, 'auto', withToken(tokens.wrongAudience));
    expect((await connection.client.listTools()).tools.length).toBeGreaterThan(0);
    await expect(connectClient(protectedUrl, 'auto', withToken(tokens.expired))).rejects.toThrow(/requires authorization/);
  });
});
