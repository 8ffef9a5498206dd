import { connect } from 'node:net';
import * as sdk from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { LegacySessions } from '../../../src/local/mcp/legacy-sessions.ts';
import { startAlone } from './start-server.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

/** A POST as programs of the older era send it; gives status, session and text. */
async function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, session: response.headers.get('mcp-session-id') ?? '', text: await response.text() };
}

async function open(url: string) {
  const { session } = await post(url, initialize);
  await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' }, { 'mcp-session-id': session });
  return { 'mcp-session-id': session };
}

const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };

describe('the HTTP face', () => {
  it('answers /health, and 404 to other paths and methods', async () => {
    await using server = await startAlone();
    const health = await fetch(new URL('/health', server.url));
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    expect((await fetch(new URL('/health', server.url), { method: 'POST' })).status).toBe(404);
    for (const path of ['/', '/mcp/more', '/toString', '//']) {
      const elsewhere = await fetch(`${new URL(server.url).origin}${path}`);
      expect([path, elsewhere.status, await elsewhere.json()]).toMatchObject([path, 404, { error: { code: 'not_found' } }]);
    }
  });

  it('answers 403 to a foreign page', async () => {
    await using server = await startAlone();
    expect((await post(server.url, initialize, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post(server.url, initialize, { origin: 'null' })).status).toBe(403);
    expect((await post(server.url, initialize, { origin: 'http://localhost:1234' })).status).toBe(200);
    expect((await post(server.url, initialize)).status).toBe(200);
    const health = await fetch(new URL('/health', server.url), { headers: { origin: 'http://evil.example' } });
    expect(health.status).toBe(403);
  });

  it('answers 403 to a foreign host name, which a page behind a rebound name would send', async () => {
    await using server = await startAlone();
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

  it('reads no more than 1 MiB of a request', async () => {
    await using server = await startAlone();
    const large = { ...ping, params: { filler: 'x'.repeat(1024 * 1024) } };
    expect((await post(server.url, large)).status).toBe(413);
    expect((await post(server.url, '{"jsonrpc": ')).status).toBe(400);
  });
});

describe('sessions of the older era', () => {
  it('begin with the handshake, end with DELETE, and are then answered 404', async () => {
    await using server = await startAlone();
    const session = await open(server.url);
    expect((await post(server.url, ping, session)).status).toBe(200);
    expect((await fetch(server.url, { method: 'DELETE', headers: session })).status).toBe(200);
    expect(await post(server.url, ping, session)).toMatchObject({
      status: 404,
      text: expect.stringContaining('Session not found') as string,
    });
  });

  it('that are unknown are answered 404, and requests outside of one 400', async () => {
    await using server = await startAlone();
    expect((await post(server.url, ping, { 'mcp-session-id': 'unknown' })).status).toBe(404);
    expect((await post(server.url, ping)).status).toBe(400);
    expect((await fetch(server.url, { headers: { accept: 'text/event-stream' } })).status).toBe(400);
  });

  it('are found by the client alone whose token opened them', async () => {
    await using sessions = new LegacySessions(sdk, () => new sdk.McpServer({ name: 'test', version: '1' }), {
      idleMilliseconds: 60_000,
      mostSessions: 10,
      bodyLimitBytes: 10_000,
      forgets: false,
    });
    const ask = async (clientId: string, message: object, headers: Readonly<Record<string, string>> = {}) => {
      const accept = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const request = new Request('http://127.0.0.1/mcp', {
        method: 'POST',
        headers: { ...accept, ...headers },
        body: JSON.stringify(message),
      });
      return await sessions.answer(request, { authInfo: { token: '', clientId, scopes: [] } });
    };
    const session = { 'mcp-session-id': (await ask('ann', initialize)).headers.get('mcp-session-id') ?? '' };
    expect((await ask('eve', ping, session)).status).toBe(404);
    expect((await ask('ann', ping, session)).status).toBe(200);
    expect(sessions.count).toBe(1);
  });

  it('that nobody uses are ended', async () => {
    await using server = await startAlone({ idleMilliseconds: 100 });
    const session = await open(server.url);
    expect((await post(server.url, ping, session)).status).toBe(200);
    // Each look would be a use, so the stream that the session holds open tells of its end.
    const stream = await fetch(server.url, { headers: { accept: 'text/event-stream', ...session } });
    await stream.text();
    expect((await post(server.url, ping, session)).status).toBe(404);
  });

  it('are bounded: with one more the one that was used longest ago ends', async () => {
    await using server = await startAlone({ mostSessions: 2 });
    const [first, second] = [await open(server.url), await open(server.url)];
    await post(server.url, ping, first);
    const third = await open(server.url);
    const statuses = [];
    for (const session of [first, second, third]) statuses.push((await post(server.url, ping, session)).status);
    expect(statuses).toEqual([200, 404, 200]);
  });

  it('are forgotten after their first request with the fault mcp-dead-session', async () => {
    await using server = await startAlone({ faults: ['mcp-dead-session'] });
    const session = await open(server.url);
    expect((await post(server.url, ping, session)).status).toBe(200);
    expect((await post(server.url, ping, session)).status).toBe(404);
  });
});
