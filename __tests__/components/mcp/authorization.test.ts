import { networkInterfaces } from 'node:os';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import component from '../../../src/components/mcp/index.ts';
import { settings } from '../../../src/components/mcp/settings.ts';
import { otherAddresses } from '../../../src/components/mcp/authorization/other-addresses.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import { startMcp } from '../../../src/local/mcp/start-mcp.ts';
import type { McpEndpoint } from '../../../src/local/mcp/start-mcp.ts';
import { listenHttp } from '../http/servers.ts';
import { connectComponent, expand } from '../run-check.ts';
import { startScripted } from './scripted-server.ts';
import type { Recorded } from '../run-check.ts';

const doors = { settings, component };
const world = generateWorld(7);

const startOurs = async (faults: readonly Fault[] = []): Promise<McpEndpoint> =>
  await startMcp({ world, faults, index: { url: 'http://127.0.0.1:9', apiKey: 'none', dimension: 256 } });

/** As the embedded stack hands them out. */
const settingsFor = ({ protectedUrl, tokens }: McpEndpoint) => ({
  url: protectedUrl,
  token: tokens.good,
  tokens: { expired: tokens.expired, wrong_audience: tokens.wrongAudience, wrong_scope: tokens.wrongScope },
});

const rowsOf = ({ findings }: Recorded): readonly (readonly [string, string])[] =>
  findings.filter(({ subject }) => !subject.includes(':')).map(({ subject, actual }) => [subject, actual] as const);

describe.each(['legacy', '2026-07-28'])('a protected server, asked in the era %s', (protocol) => {
  test('lets in a good token alone and words every refusal well', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { ...settingsFor(server), protocol });
    const recorded = await mcp.run('authorization', { scopes: ['calls:read'] });
    expect(recorded.error).toBeUndefined();
    expect(recorded.unmet).toEqual([]);
    expect(recorded.notes).toEqual([]);
    expect(rowsOf(recorded)).toEqual([
      ['no token', 'status 401 with a JSON-RPC error'],
      ['a malformed token', 'status 401 with a JSON-RPC error'],
      ['an expired token', 'status 401 with a JSON-RPC error'],
      ['a token for another server', 'status 401 with a JSON-RPC error'],
      ['a token without the scope', 'status 403 with a JSON-RPC error'],
      ['a token with a changed signature', 'status 401 with a JSON-RPC error'],
      ['a token without a signature', 'status 401 with a JSON-RPC error'],
      ['a token in the query', 'status 401 with a JSON-RPC error'],
      ['a good token', 'status 200 with a result'],
    ]);
    const shown = JSON.stringify(recorded);
    for (const token of Object.values(server.tokens)) expect(shown).not.toContain(token);
  });

  test('asks with a call of the tool that is named', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { ...settingsFor(server), protocol });
    const recorded = await mcp.run('authorization', { tool: 'ping' });
    expect(recorded.unmet).toEqual([]);
    const log = await mcp.run('call', { tool: 'tool_log' });
    expect(log.values['result']).toMatchObject({ calls: [{ tool: 'ping', caller: 'infra-test' }] });
  });

  test('fails an open server with one finding', async () => {
    await using server = await startOurs(['mcp-open-auth']);
    await using mcp = await connectComponent(doors, { ...settingsFor(server), protocol });
    const recorded = await mcp.run('authorization');
    expect(recorded.findings).toEqual([{ subject: 'no token', expected: 'status 401', actual: 'status 200 with a result', met: false }]);
    expect(recorded.notes).toContain('the server asks for no token, so the other rows were not asked');
  });

  test('finds a server that accepts tokens of others', async () => {
    await using server = await startOurs(['mcp-any-audience']);
    await using mcp = await connectComponent(doors, { ...settingsFor(server), protocol });
    const { unmet } = await mcp.run('authorization');
    expect(unmet).toEqual([
      { subject: 'a token for another server', expected: 'status 401', actual: 'status 200 with a result', met: false },
    ]);
  });
});

interface Judgement {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** Sent as it is; without it, status 200 is an answer of the protocol. */
  readonly body?: string;
}

/** A server that speaks of itself when it is let, and judges requests as a test says. */
async function startJudging(judge: (request: IncomingMessage) => Judgement) {
  return await listenHttp(async (request, response) => {
    const chunks = await request.toArray();
    const judged = judge(request);
    if (judged.status !== 200 || judged.body !== undefined) return response.writeHead(judged.status, judged.headers).end(judged.body);
    const { id, method } = JSON.parse(chunks.join('') || '{}') as { readonly id?: number; readonly method?: string };
    if (id === undefined) return response.writeHead(202).end();
    const serverInfo = { name: 'judging', version: '1' };
    const result = method === 'initialize' ? { protocolVersion: '2025-06-18', capabilities: {}, serverInfo } : undefined;
    const answer = result === undefined ? { error: { code: -32601, message: 'Method not found' } } : { result };
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  });
}

const good = 'a-good-opaque-token';
const isGood = ({ headers }: IncomingMessage): boolean => headers.authorization === `Bearer ${good}`;
const metadata = 'resource_metadata="http://127.0.0.1/.well-known/oauth-protected-resource"';

async function runJudging(judge: Parameters<typeof startJudging>[0], options: object = {}, declared: object = {}) {
  await using server = await startJudging(judge);
  const url = `http://${server.at}/mcp`;
  await using mcp = await connectComponent(doors, { url, token: good, protocol: 'legacy', ...declared });
  return await mcp.run('authorization', options);
}

const noMetadata = 'it has no resource_metadata, and there is none at the well-known path';

describe('servers that are wrong about tokens', () => {
  const refuse = (challenge: string | undefined, status = 401) => ({
    status,
    ...(challenge !== undefined && { headers: { 'www-authenticate': challenge } }),
  });

  test.each([
    [undefined, 'there is no such header'],
    ['Basic realm="x"', 'it is no Bearer challenge as RFC 9110 and RFC 6750 write it'],
    [`Bearer error=invalid token, ${metadata}`, 'it is no Bearer challenge as RFC 9110 and RFC 6750 write it'],
    ['Bearer error="invalid_token"', noMetadata],
    ['Bearer error="invalid_token", resource_metadata="file:///etc/passwd"', 'its resource_metadata is no http or https URL'],
    [`Bearer ${metadata}`, 'it has no error'],
    [`Bearer error="invalid_request", ${metadata}`, 'it has another error'],
  ])('the challenge %s', async (challenge, problem) => {
    const { unmet } = await runJudging((request) => (isGood(request) ? { status: 200 } : refuse(challenge)));
    expect(unmet.map(({ subject, actual }) => [subject, actual])).toContainEqual(['a malformed token: WWW-Authenticate', problem]);
  });

  test.each([
    ['/.well-known/oauth-protected-resource/mcp', '{"resource": "x"}', []],
    ['/.well-known/oauth-protected-resource', '{"resource": "x"}', []],
    ['/.well-known/oauth-protected-resource', 'no JSON', [noMetadata]],
    ['/elsewhere', '{}', [noMetadata]],
  ])('metadata at %s may stand for the word in the challenge when it is %s', async (place, body, problems) => {
    const { unmet } = await runJudging((request) => {
      if (isGood(request)) return { status: 200 };
      return request.url === place ? { status: 200, body } : refuse('Bearer error="invalid_token"');
    });
    expect([...new Set(unmet.map(({ actual }) => actual))]).toEqual(problems);
  });

  test('a status 200, 400 or 403 where 401 was expected', async () => {
    const { findings } = await runJudging((request) => (isGood(request) ? { status: 200 } : refuse('Bearer', 403)));
    expect(findings).toContainEqual({ subject: 'no token', expected: 'status 401', actual: 'status 403', met: false });
    const always = await runJudging(() => ({ status: 200 }));
    expect(always.unmet).toEqual([{ subject: 'no token', expected: 'status 401', actual: 'status 200 with a result', met: false }]);
  });

  test('a 403 that names another error, or not the scope', async () => {
    const declared = { tokens: { wrong_scope: 'narrow' } };
    const judge = (challenge: string) => (request: IncomingMessage) => {
      if (isGood(request)) return { status: 200 };
      return request.headers.authorization === 'Bearer narrow'
        ? refuse(challenge, 403)
        : refuse(`Bearer error="invalid_token", ${metadata}`);
    };
    const run = async (challenge: string) =>
      (await runJudging(judge(challenge), { scopes: ['a', 'b'] }, declared)).unmet.map(({ actual }) => actual);
    expect(await run(`Bearer error="insufficient_scope", scope="a b", ${metadata}`)).toEqual([]);
    expect(await run(`Bearer error="insufficient_scope", scope="a", ${metadata}`)).toEqual(['its scope has no b']);
    expect(await run(`Bearer error="invalid_token", scope="b a", ${metadata}`)).toEqual(['it has another error']);
  });

  test('one that repeats the token, and one that takes it from the query', async () => {
    const repeats = await runJudging((request) =>
      isGood(request)
        ? { status: 200 }
        : { ...refuse(`Bearer error="invalid_token", ${metadata}`), body: `bad token ${request.headers.authorization ?? ''}` },
    );
    expect(repeats.unmet.map(({ subject, actual }) => [subject, actual])).toEqual([['a malformed token: the answer', 'repeats it']]);
    const byQuery = await runJudging((request) =>
      isGood(request) || request.url?.includes(`access_token=${good}`) === true
        ? { status: 200 }
        : refuse(`Bearer error="invalid_token", ${metadata}`),
    );
    expect(byQuery.unmet).toEqual([
      { subject: 'a token in the query', expected: 'status 401 or 400', actual: 'status 200 with a result', met: false },
    ]);
  });

  test('a status 500 for a bad token is no answer, and told with its row', async () => {
    const { error } = await runJudging((request) => (isGood(request) ? { status: 200 } : { status: 500 }));
    expect(error).toMatchObject({
      name: 'TransportError',
      kind: '5xx',
      message: expect.stringMatching(/^no token: .* HTTP 500$/) as string,
    });
  });

  test('a good token that is refused where the first request was not', async () => {
    let count = 0;
    const { unmet } = await runJudging((request) => {
      // The handshake of the connection has a POST and a notification.
      if (isGood(request) && ++count <= 2) return { status: 200 };
      return refuse(`Bearer error="invalid_token", ${metadata}`);
    });
    expect(unmet).toEqual([{ subject: 'a good token', expected: 'status 200 with a result', actual: 'status 401', met: false }]);
  });
});

test('a session that a row began is ended', async () => {
  await using server = await startScripted({ tools: [] });
  await using mcp = await connectComponent(doors, { url: server.url });
  expect((await mcp.run('authorization')).unmet).toHaveLength(1);
  expect(server.sessions.size).toBe(1);
});

describe('rows that cannot be asked', () => {
  test('are notes, not findings', async () => {
    await using server = await startOurs();
    const { protectedUrl: url, tokens } = server;
    await using mcp = await connectComponent(doors, { url, headers: { authorization: `Bearer ${tokens.good}` } });
    const { findings, notes, unmet } = await mcp.run('authorization', { query: false });
    expect(unmet).toEqual([]);
    expect(notes).toEqual([
      'an expired token: not asked, because there is no tokens.expired',
      'a token for another server: not asked, because there is no tokens.wrong_audience',
      'a token without the scope: not asked, because there is no tokens.wrong_scope',
      'a token in the query: not asked, because it would be written into logs on its way (query: true asks)',
    ]);
    expect(findings.some(({ subject }) => /expired|another server|scope|query/.test(subject))).toBe(false);
    expect(findings.at(-1)).toMatchObject({ subject: 'a good token', met: true });
  });

  test('a token in a query is sent to a server on loopback only, unless it is asked for', () => {
    const [near] = expand(doors, 'authorization', {}, { url: 'http://127.0.0.1:1/mcp' });
    const [far] = expand(doors, 'authorization', {}, { url: 'https://mcp.example.com/mcp' });
    const [asked] = expand(doors, 'authorization', { query: true }, { url: 'https://mcp.example.com/mcp' });
    expect([near?.input, far?.input, asked?.input]).toMatchObject([{ query: true }, { query: false }, { query: true }]);
  });

  test.each(['authorization', 'resource-metadata', 'binding'])('%s needs a url', (kind) => {
    expect(() => expand(doors, kind, {}, { command: 'x' })).toThrow(`${kind} needs a url`);
  });
});

describe('settings', () => {
  const url = 'https://mcp.example.com/mcp';
  test.each([
    [{ url, token: 'a b' }, /bearer token/],
    [{ url, token: 'x', headers: { AUTHORIZATION: 'Bearer y' } }, /say the same/],
    [{ command: 'x', token: 'y' }, /need a url/],
    [{ url, tokens: { stale: 'x' } }, /stale/],
  ])('refuses %j', (declared, message) => {
    expect(() => expand(doors, 'discover', {}, declared)).toThrow(message);
  });
});

describe('resource-metadata', () => {
  test('of our server is complete, up to the authorization server', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, settingsFor(server));
    const { unmet, findings, error, values } = await mcp.run('resource-metadata', { scopes: ['calls:read', 'calls:write'] });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    const issuer = new URL(server.url).origin;
    expect(findings.map(({ subject }) => subject)).toEqual([
      'metadata',
      'resource',
      'authorization_servers',
      'scopes_supported',
      'bearer_methods_supported',
      `metadata of ${issuer}`,
      `issuer of ${issuer}`,
      `token_endpoint of ${issuer}`,
    ]);
    expect(values['metadata']).toMatchObject({ resource: server.protectedUrl });
    const { unmet: missing } = await mcp.run('resource-metadata', { scopes: ['calls:delete'] });
    expect(missing).toMatchObject([{ subject: 'scopes_supported', expected: 'a list with calls:delete' }]);
  });

  test('of an open server is missing', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { url: server.url });
    const { unmet, findings } = await mcp.run('resource-metadata');
    expect(findings).toHaveLength(1);
    expect(unmet).toMatchObject([{ subject: 'metadata', actual: expect.stringMatching(/^status 404 at /) as string }]);
  });

  /** Documents of a server whose challenge names none. */
  async function runWith(documents: Readonly<Record<string, (origin: string) => unknown>>) {
    await using server = await startJudging((request) => {
      const make = documents[request.url ?? ''];
      if (make !== undefined) return { status: 200, body: JSON.stringify(make(`http://${request.headers.host}`)) };
      return isGood(request) ? { status: 200 } : { status: 401 };
    });
    await using mcp = await connectComponent(doors, { url: `http://${server.at}/mcp`, token: good, protocol: 'legacy' });
    return await mcp.run('resource-metadata');
  }

  const place = '/.well-known/oauth-protected-resource/mcp';
  const rootPlace = '/.well-known/oauth-protected-resource';
  const issuerPlace = '/.well-known/oauth-authorization-server/login';
  const issuerOf = (origin: string): string => `${origin}/login`;

  test('is found at the well-known places, and what is wrong in it is told', async () => {
    const fine = await runWith({
      [rootPlace]: (origin) => ({ resource: origin, authorization_servers: [issuerOf(origin)] }),
      [issuerPlace]: (origin) => ({ issuer: issuerOf(origin), token_endpoint: `${origin}/token` }),
    });
    expect(fine.unmet).toEqual([]);
    const wrong = await runWith({
      [place]: (origin) => ({
        resource: `${origin}/other`,
        authorization_servers: [issuerOf(origin), 'http://login.example.com'],
        scopes_supported: 'all',
        bearer_methods_supported: ['header', 'query'],
      }),
      [issuerPlace]: (origin) => ({ issuer: `${origin}/another`, token_endpoint: 'http://login.example.com/token' }),
    });
    expect(wrong.unmet.map(({ subject }) => subject.replace(/http:.*/, 'it'))).toEqual([
      'resource',
      'authorization_servers',
      'scopes_supported',
      'bearer_methods_supported',
      'issuer of it',
      'token_endpoint of it',
    ]);
    const lonely = await runWith({ [place]: (origin) => ({ resource: `${origin}/mcp`, authorization_servers: [issuerOf(origin)] }) });
    expect(lonely.unmet).toMatchObject([{ subject: expect.stringMatching(/^metadata of .*login$/) as string, actual: 'none' }]);
    const none = await runWith({ [place]: (origin) => ({ resource: `${origin}/mcp`, authorization_servers: [] }) });
    expect(none.unmet).toMatchObject([{ subject: 'authorization_servers', actual: '[]' }]);
    const list = await runWith({ [place]: () => ['no object'] });
    expect(list.unmet).toMatchObject([{ subject: 'metadata', actual: expect.stringMatching(/^status \d+ at /) as string }]);
  });

  test('does not follow it to addresses that the environment forbids', async () => {
    const { notes, unmet } = await runWith({
      [place]: (origin) => ({ resource: origin, authorization_servers: ['https://169.254.169.254/latest'] }),
    });
    expect(unmet).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/^the authorization server https:\/\/169.254.169.254\/latest was not asked: .*link-local/),
    ]);
  });
});

describe('binding', () => {
  const [other] = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');

  test.skipIf(other === undefined)('of our server is loopback alone; one on all interfaces is found', async () => {
    await using server = await startOurs();
    await using mcp = await connectComponent(doors, { url: server.url });
    const own = await mcp.run('binding');
    expect(own.error).toBeUndefined();
    expect(own.unmet).toEqual([]);
    expect(own.findings).toContainEqual({
      subject: `${other?.address}:${new URL(server.url).port}`,
      expected: 'refused',
      actual: 'refused',
      met: true,
    });
    await using wide = await listenWide(server.url);
    await using behind = await connectComponent(doors, { url: wide.url });
    expect((await behind.run('binding')).unmet).toContainEqual({
      subject: `${other?.address}:${new URL(wide.url).port}`,
      expected: 'refused',
      actual: 'accepts connections (bound to all interfaces)',
      met: false,
    });
  });

  const machine = [
    { address: '127.0.0.1', internal: true },
    { address: '::1', internal: true },
    { address: '10.0.0.5', internal: false },
    { address: '2001:db8::5', internal: false },
    { address: 'fe80::1', internal: false },
  ];
  test.each([
    [['127.0.0.1'], ['10.0.0.5', '2001:db8::5']],
    [
      ['::1', '127.0.0.1'],
      ['10.0.0.5', '2001:db8::5'],
    ],
    [['10.0.0.5'], ['127.0.0.1', '::1', '2001:db8::5']],
    [['10.0.0.6'], undefined],
    [[], undefined],
  ])('a server at %j is looked for at %j', (served, others) => {
    expect(otherAddresses(served, machine)).toEqual(others);
  });
});

/** The same server on all interfaces, as many programs listen when they are not told otherwise. */
async function listenWide(url: string) {
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const inner = await fetch(url, {
      method: request.method ?? 'GET',
      headers: Object.fromEntries(
        Object.entries(request.headers).flatMap(([name, value]) =>
          name === 'host' || name === 'connection' ? [] : [[name, String(value)]],
        ),
      ),
      ...(request.method === 'POST' && { body: Buffer.concat(await request.toArray()) }),
    });
    response.writeHead(inner.status, { 'content-type': inner.headers.get('content-type') ?? 'application/json' }).end(await inner.text());
  };
  const server = createServer((request, response) => void forward(request, response));
  server.listen(0);
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
