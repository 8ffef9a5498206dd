import { createHmac } from 'node:crypto';
import { ClientCredentialsProvider } from '@modelcontextprotocol/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { AccessTokens } from '../../../src/local/mcp/authorization/access-tokens.ts';
import type { Algorithm } from '../../../src/local/mcp/authorization/access-tokens.ts';
import type { McpEndpoint } from '../../../src/local/mcp/start-mcp.ts';
import { connectClient, eras, textOf } from './client.ts';
import { startAlone, startBackends } from './start-server.ts';
import type { RealBackends } from './start-server.ts';

const claims = { client: 'someone', audience: 'https://mcp.example/mcp', scopes: ['a', 'b'], lifetimeSeconds: 60 };
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe.each<Algorithm>(['EdDSA', 'RS256'])('access tokens signed with %s', (algorithm) => {
  const tokens = new AccessTokens('https://issuer.example', algorithm);
  const [head = '', body = '', signature = ''] = tokens.issue(claims).split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
  const content = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;

  test('are verified and say for whom and what they are', () => {
    const { expiresAt, ...verified } = tokens.verify(`${head}.${body}.${signature}`);
    expect(verified).toEqual({ client: 'someone', audience: ['https://mcp.example/mcp'], scopes: ['a', 'b'] });
    expect(expiresAt - Date.now() / 1000).toBeGreaterThan(50);
    const many = tokens.verify(tokens.issue({ ...claims, audience: ['a', 'b'], scopes: [] }));
    expect(many).toMatchObject({ audience: ['a', 'b'], scopes: [] });
  });

  test('are refused when they are not ours', () => {
    const publicKey = JSON.stringify(tokens.keySet.keys[0]);
    const hmac = (text: string): string => `${text}.${createHmac('sha256', publicKey).update(text).digest('base64url')}`;
    const cases: readonly (readonly [string, string])[] = [
      [tokens.issue({ ...claims, lifetimeSeconds: -1 }), 'has expired'],
      [`${head}.${part({ ...content, scope: 'admin' })}.${signature}`, 'signature'],
      [`${part({ ...header, alg: 'none' })}.${body}.`, 'another key'],
      [hmac(`${part({ ...header, alg: 'HS256' })}.${body}`), 'another key'],
      [new AccessTokens('https://issuer.example', algorithm).issue(claims), 'another key'],
      [`${head}.${body}.${signature}=`, 'signature'],
      [`${head}.${body}.`, 'signature'],
      [`${head}.${body}.${signature}.more`, 'malformed'],
      ['', 'malformed'],
    ];
    for (const [token, words] of cases) expect(() => tokens.verify(token)).toThrow(words);
  });

  test('of a time when the issuer had another name are refused', () => {
    const renamed: { issuer: string } & Pick<AccessTokens, 'issue' | 'verify'> = new AccessTokens('https://before.example', algorithm);
    const old = renamed.issue(claims);
    renamed.issuer = 'https://after.example';
    expect(() => renamed.verify(old)).toThrow('another issuer');
  });

  test('with any one character changed are refused, without a word of the token', () => {
    const token = `${head}.${body}.${signature}`;
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'), (position, letter) => {
        fc.pre(token[position] !== letter);
        const changed = `${token.slice(0, position)}${letter}${token.slice(position + 1)}`;
        expect(() => tokens.verify(changed)).toThrow(/^The (access token|signature of the access token) [a-z ]+$/);
      }),
    );
  });
});

let backends: RealBackends;
let server: McpEndpoint;

beforeAll(async () => {
  backends = await startBackends();
  server = await startAlone({ index: backends.index, warehouse: backends.warehouse });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await backends[Symbol.asyncDispose]();
});

const bearer = (token: string) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });

async function answerTo(headers: Readonly<Record<string, string>>, query = '') {
  const response = await fetch(`${server.protectedUrl}${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    }),
  });
  return { status: response.status, challenge: response.headers.get('www-authenticate') ?? '', text: await response.text() };
}

describe('the protected endpoint', () => {
  it.each(eras)('serves the same tools to a good token in the era %j, and logs who called', async (mode) => {
    await using connection = await connectClient(server.protectedUrl, mode, bearer(server.tokens.good));
    const { client } = connection;
    expect(textOf(await client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
    const { structuredContent } = await client.callTool({ name: 'tool_log', arguments: { tool: 'ping' } });
    expect((structuredContent as { calls: readonly object[] }).calls.at(-1)).toMatchObject({ caller: 'infra-test' });
  });

  it('refuses everyone else with a challenge that leads to its metadata', async () => {
    const { expired, wrongAudience, wrongScope, good } = server.tokens;
    const metadataUrl = new URL('/.well-known/oauth-protected-resource/protected/mcp', server.url).href;
    const cases: readonly (readonly [Readonly<Record<string, string>>, number, string])[] = [
      [{}, 401, 'invalid_token'],
      [{ authorization: 'Basic dXNlcjpwYXNz' }, 401, 'invalid_token'],
      [{ authorization: 'Bearer not-a-token' }, 401, 'invalid_token'],
      [{ authorization: `Bearer ${expired}` }, 401, 'invalid_token'],
      [{ authorization: `Bearer ${wrongAudience}` }, 401, 'invalid_token'],
      [{ authorization: `Bearer ${wrongScope}` }, 403, 'insufficient_scope'],
    ];
    for (const [headers, status, error] of cases) {
      const answer = await answerTo(headers);
      expect(answer.status).toBe(status);
      expect(answer.challenge).toContain(`error="${error}"`);
      expect(answer.challenge).toContain('scope="calls:read"');
      expect(answer.challenge).toContain(`resource_metadata="${metadataUrl}"`);
      for (const token of [expired, wrongAudience, wrongScope]) expect(answer.text + answer.challenge).not.toContain(token);
    }
    expect((await answerTo({}, `?access_token=${good}`)).status).toBe(401);
    expect((await answerTo({ authorization: `Bearer ${good}` })).status).toBe(200);
  });

  it('lets only a token with the scope for it write', async () => {
    const reader = await tokenFor({ scope: 'calls:read' });
    await using connection = await connectClient(server.protectedUrl, 'auto', { ...bearer(reader), onInsufficientScope: 'throw' });
    const { client } = connection;
    expect((await client.callTool({ name: 'account_summary', arguments: { account_id: 1 } })).isError).toBeUndefined();
    await expect(client.callTool({ name: 'record_call', arguments: { account_id: 1, title: 'x' } })).rejects.toThrow(/insufficient/i);
  });

  it('has sessions of its own, which are not there without a token', async () => {
    await using connection = await connectClient(server.protectedUrl, 'legacy', bearer(server.tokens.good));
    const session = { 'mcp-session-id': connection.transport.sessionId ?? '' };
    expect((await fetch(server.protectedUrl, { method: 'DELETE', headers: session })).status).toBe(401);
    expect((await fetch(server.url, { method: 'DELETE', headers: session })).status).toBe(404);
    expect(textOf(await connection.client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
  });

  it('publishes its metadata and that of its authorization server', async () => {
    const at = async (path: string): Promise<unknown> => await (await fetch(new URL(path, server.url))).json();
    const issuer = new URL(server.url).origin;
    expect(await at('/.well-known/oauth-protected-resource/protected/mcp')).toEqual({
      resource: server.protectedUrl,
      authorization_servers: [issuer],
      scopes_supported: ['calls:read', 'calls:write'],
      bearer_methods_supported: ['header'],
      resource_name: 'infra-test-local',
    });
    expect(await at('/.well-known/oauth-authorization-server')).toMatchObject({ issuer, token_endpoint: `${issuer}/oauth/token` });
    expect(await at('/oauth/keys')).toMatchObject({ keys: [{ kty: 'OKP', alg: 'EdDSA' }] });
    expect(JSON.stringify(await at('/oauth/keys'))).not.toContain('"d"');
  });
});

async function ask(form: Readonly<Record<string, string>>) {
  return await fetch(new URL('/oauth/token', server.url), { method: 'POST', body: new URLSearchParams(form) });
}

async function tokenFor(form: Readonly<Record<string, string>>): Promise<string> {
  const { id, secret } = server.client;
  const answer = await ask({ grant_type: 'client_credentials', client_id: id, client_secret: secret, ...form });
  return ((await answer.json()) as { readonly access_token: string }).access_token;
}

describe('the authorization server', () => {
  it("gives tokens to the SDK's own client", async () => {
    const { id, secret } = server.client;
    const authProvider = new ClientCredentialsProvider({ clientId: id, clientSecret: secret, expectedIssuer: new URL(server.url).origin });
    await using connection = await connectClient(server.protectedUrl, 'auto', { authProvider });
    expect(textOf(await connection.client.callTool({ name: 'ping', arguments: {} }))).toBe('pong');
  });

  it.each([
    [{ grant_type: 'client_credentials', client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ grant_type: 'client_credentials', client_id: 'nobody' }, 401, 'invalid_client'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ grant_type: 'client_credentials', scope: 'calls:read admin' }, 400, 'invalid_scope'],
    [{ grant_type: 'client_credentials', resource: 'https://other.example.test/mcp' }, 400, 'invalid_target'],
    [{ grant_type: 'x'.repeat(20_000) }, 413, 'invalid_request'],
  ])('refuses %j', async (form, status, error) => {
    const answer = await ask({ client_id: server.client.id, client_secret: server.client.secret, ...form });
    expect([answer.status, await answer.json()]).toEqual([status, { error, error_description: expect.any(String) as string }]);
  });
});
