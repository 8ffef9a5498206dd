import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../src/local/data/world.ts';
import { createAuthority } from '../../src/local/http/certificate.ts';
import { startHttp } from '../../src/local/http/start-http.ts';
import type { HttpEndpoint } from '../../src/local/http/start-http.ts';

const world = generateWorld(7);

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Server name of the TLS handshake; by default the host. */
  readonly servername?: string;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly authorized: boolean;
}

function ask(endpoint: HttpEndpoint, host: string, path: string, asked: Asked = {}): Promise<Answer> {
  const [address = '', port = ''] = endpoint.connectTo.split(':');
  const { method = 'GET', headers = {}, body, servername = host } = asked;
  return new Promise((resolve, reject) => {
    const options = { host: address, port, servername, ca: endpoint.ca, path, method, headers: { host, ...headers }, agent: false };
    const call = request(options, (response) => {
      const { authorized } = response.socket as TLSSocket;
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text, authorized }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

describe('certificates', () => {
  const day = 86_400_000;
  const validity = { from: new Date(Date.now() - day), until: new Date(Date.now() + day) };

  it('are X.509 with the host as the only name, signed by the authority', () => {
    const authority = createAuthority(validity);
    const root = new X509Certificate(authority.certificate);
    const leaf = new X509Certificate(authority.issue('a.example.test', validity).certificate);
    expect([root.ca, leaf.ca]).toEqual([true, false]);
    expect(leaf.subjectAltName).toBe('DNS:a.example.test');
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(leaf.checkIssued(root)).toBe(true);
    expect(leaf.checkHost('b.example.test')).toBeUndefined();
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(Math.abs(new Date(leaf.validTo).getTime() - validity.until.getTime())).toBeLessThan(1000);
    expect(leaf.serialNumber).not.toBe(root.serialNumber);
  });

  it('of one authority mean nothing to another', () => {
    const leaf = new X509Certificate(createAuthority(validity).issue('a.example.test', validity).certificate);
    expect(leaf.verify(new X509Certificate(createAuthority(validity).certificate).publicKey)).toBe(false);
  });
});

describe('api.example.test', () => {
  const api = 'api.example.test';

  it('answers its routes over verified TLS', async () => {
    await using endpoint = await startHttp({ world });
    const health = await ask(endpoint, api, '/health');
    expect([health.status, health.authorized, health.headers['content-type']]).toEqual([200, true, 'application/json']);
    expect(JSON.parse(health.text)).toEqual({ status: 'ok', version: '1.0.0' });
    const accounts = JSON.parse((await ask(endpoint, api, '/accounts?limit=3')).text) as { accounts: unknown[]; total: number };
    expect([accounts.accounts.length, accounts.total]).toEqual([3, 200]);
    const [first] = world.accounts;
    expect(JSON.parse((await ask(endpoint, api, '/accounts/1')).text)).toEqual({
      account_id: 1,
      name: first?.name,
      industry: first?.industry,
      arr_usd: first?.arrUsd,
      created_at: first?.createdAt.toISOString(),
    });
    const echoed = await ask(endpoint, api, '/echo', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/x-a' } });
    expect([echoed.status, echoed.text, echoed.headers['content-type']]).toEqual([200, '{"a":1}', 'application/x-a']);
  });

  it('opens /private to the bearer token alone', async () => {
    await using endpoint = await startHttp({ world });
    const refused = await ask(endpoint, api, '/private');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="api.example.test"']);
    const withHeader = (authorization: string) => ask(endpoint, api, '/private', { headers: { authorization } });
    expect((await withHeader('Bearer wrong')).status).toBe(401);
    expect((await withHeader(`Bearer ${endpoint.token}`)).status).toBe(200);
  });

  it.each([
    ['GET', '/nope', 404, 'not_found'],
    ['GET', '/accounts/201', 404, 'not_found'],
    ['GET', '/accounts/1/calls', 404, 'not_found'],
    ['GET', '/accounts?limit=0', 400, 'invalid_limit'],
    ['GET', '/accounts?limit=many', 400, 'invalid_limit'],
    ['DELETE', '/accounts', 405, 'method_not_allowed'],
    ['GET', '/echo', 405, 'method_not_allowed'],
  ])('answers %s %s with %d', async (method, path, status, code) => {
    await using endpoint = await startHttp({ world });
    const answer = await ask(endpoint, api, path, { method });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code } });
  });

  it('refuses a body over 1 MiB', async () => {
    await using endpoint = await startHttp({ world });
    expect((await ask(endpoint, api, '/echo', { method: 'POST', body: 'x'.repeat(1_048_577) })).status).toBe(413);
  });

  it('answers 500 to GET /accounts with the fault api-500, and to nothing else', async () => {
    await using endpoint = await startHttp({ world, faults: ['api-500'] });
    expect((await ask(endpoint, api, '/accounts')).status).toBe(500);
    expect((await ask(endpoint, api, '/accounts/1')).status).toBe(200);
    expect((await ask(endpoint, api, '/health')).status).toBe(200);
  });
});

describe('hosts', () => {
  it('are told apart by the server name, each with its own certificate', async () => {
    await using endpoint = await startHttp({ world });
    expect(endpoint.hosts).toEqual(['api.example.test', 'status.example.test']);
    const status = await ask(endpoint, 'status.example.test', '/');
    expect(JSON.parse(status.text)).toMatchObject({ status: { indicator: 'none' } });
    expect((await ask(endpoint, 'status.example.test', '/health')).status).toBe(404);
    expect((await ask(endpoint, 'api.example.test', '/')).status).toBe(404);
  });

  it('that are unknown get no handshake, and a request for another host than the handshake is misdirected', async () => {
    await using endpoint = await startHttp({ world });
    await expect(ask(endpoint, 'other.example.test', '/')).rejects.toThrow(/ECONNRESET|unrecognized name|disconnected/);
    const crossed = await ask(endpoint, 'status.example.test', '/', { servername: 'api.example.test' });
    expect(crossed.status).toBe(421);
  });

  it('have an expired certificate where the fault says so', async () => {
    await using endpoint = await startHttp({ world, faults: ['expired-certificate'] });
    await expect(ask(endpoint, 'status.example.test', '/')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    expect((await ask(endpoint, 'api.example.test', '/health')).authorized).toBe(true);
  });
});
