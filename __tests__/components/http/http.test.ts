import { describe, expect, test } from 'vitest';
import component from '../../../src/components/http/index.ts';
import { settings } from '../../../src/components/http/settings.ts';
import { Refusal, Skip, TransportError } from '../../../src/std/errors.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { createTestAuthority } from './certificates.ts';
import type { Leaf } from './certificates.ts';
import { listenHttp, listenHttps, listenProxy, listenTcp, setVariables } from './servers.ts';

const doors = { settings, component };
const authority = createTestAuthority();
const good = authority.issue();

const url = 'https://api.example.test/accounts';
const declaredFor = (at: string, more: object = {}) => ({ url, connect_to: at, ca: authority.pem, ...more });

describe('request', () => {
  test('gives status, headers, parsed body and every phase of a fresh connection', async () => {
    await using server = await listenHttps(good, (request, answer) => {
      answer.writeHead(201, { 'content-type': 'application/json', 'x-host': request.headers.host });
      answer.end(JSON.stringify({ path: request.url, list: [1, 2] }));
    });
    await using api = await connectComponent(doors, declaredFor(server.at));
    const { values, error } = await api.run('request', {});
    expect(error).toBeUndefined();
    expect(values['status']).toBe(201);
    expect(values['headers']).toMatchObject({ 'x-host': 'api.example.test' });
    expect(values['body']).toEqual({ path: '/accounts', list: [1, 2] });
    for (const phase of ['tcp', 'tls', 'ttfb', 'latency']) expect(values[phase]).toBeGreaterThan(0);
    const { tcp, tls, ttfb, latency } = values as Record<string, number>;
    expect((tcp ?? 0) + (tls ?? 0) + (ttfb ?? 0)).toBeLessThanOrEqual(latency ?? 0);
    expect(values['cert_expires']).toBeGreaterThan(59 * 86_400_000);
    expect(values['cert_expires']).toBeLessThan(61 * 86_400_000);
  });

  test('a name that is resolved has a DNS phase', async () => {
    await using server = await listenHttp((_, answer) => void answer.end('hello'));
    await using api = await connectComponent(doors, { url: `http://localhost:${server.port}/` });
    const { values } = await api.run('request', {});
    expect(values['body']).toBe('hello');
    expect(values['dns']).toBeGreaterThanOrEqual(0);
    expect(values).not.toHaveProperty('tls');
    expect(values).not.toHaveProperty('cert_expires');
  });

  test('a 500 is an answer; a status nobody speaks of has a default condition', async () => {
    await using server = await listenHttps(good, (_, answer) => void answer.writeHead(500).end('no'));
    await using api = await connectComponent(doors, declaredFor(server.at));
    const { values, error, draft } = await api.run('request', { path: '/x' });
    expect(error).toBeUndefined();
    expect(values['status']).toBe(500);
    expect(draft).toMatchObject({ name: 'request.x', expectUnlessDeclared: { status: 'status < 400' } });
  });

  test('sends method, headers, JSON body and the token, and leaves the token out when told', async () => {
    await using server = await listenHttps(good, async (request, answer) => {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ method: request.method, headers: request.headers, text: (await request.toArray()).join('') }));
    });
    await using api = await connectComponent(doors, declaredFor(server.at, { auth_token: 'secret', headers: { 'X-One': '1' } }));
    const sent = await api.run('request', { path: '/echo', method: 'POST', body: { a: 'ü' }, headers: { 'x-two': '2' } });
    expect(sent.draft.name).toBe('request.post-echo');
    expect(sent.values['body']).toMatchObject({
      method: 'POST',
      text: '{"a":"ü"}',
      headers: { authorization: 'Bearer secret', 'x-one': '1', 'x-two': '2', 'content-type': 'application/json' },
    });
    const bare = await api.run('request', { auth: 'none' });
    expect((bare.values['body'] as { headers: object }).headers).not.toHaveProperty('authorization');
  });

  test('follows redirects of the same origin, at most five, and never leaves it', async () => {
    await using stranger = await listenHttp((_, answer) => void answer.end('stranger'));
    let hops = 0;
    await using server = await listenHttp((request, answer) => {
      hops++;
      if (request.url === '/a') answer.writeHead(303, { location: '/b' }).end();
      else if (request.url === '/b') answer.end(`${request.method} ${request.headers.authorization}`);
      else if (request.url === '/away') answer.writeHead(302, { location: `http://${stranger.at}/` }).end();
      else answer.writeHead(302, { location: '/loop' }).end();
    });
    await using api = await connectComponent(doors, { url: `http://${server.at}/`, auth_token: 't' });
    expect((await api.run('request', { path: '/a', method: 'POST', body: 'x' })).values['body']).toBe('GET Bearer t');
    const away = await api.run('request', { path: '/away' });
    expect(away.values['status']).toBe(302);
    expect(away.notes).toEqual([`redirects to http://${stranger.at}, which was not followed: it is another origin`]);
    hops = 0;
    expect((await api.run('request', { path: '/loop' })).error).toMatchObject({ name: 'Refusal', code: 'TOO_MANY_REDIRECTS' });
    expect(hops).toBe(6);
  });

  test('refuses a body above 1 MiB', async () => {
    await using server = await listenHttp((_, answer) => void answer.end('x'.repeat(1024 * 1024 + 1)));
    await using api = await connectComponent(doors, { url: `http://${server.at}/` });
    expect((await api.run('request')).error).toMatchObject({ name: 'Refusal', code: 'BODY_TOO_LARGE' });
  });

  test('a reset, a half answer, silence and a closed port are transport errors that say where they happened', async () => {
    await using resetting = await listenTcp((socket) => void socket.once('data', () => socket.resetAndDestroy()));
    await using half = await listenTcp(
      (socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab')),
    );
    await using silent = await listenTcp(() => undefined);
    const errorOf = async (at: string, signal = AbortSignal.timeout(20_000)) => {
      await using api = await connectComponent(doors, { url: `http://${at}/` });
      return (await api.run('request', {}, { signal })).error;
    };
    expect(await errorOf(resetting.at)).toMatchObject({ kind: 'network', message: expect.stringContaining('waiting for the answer') });
    expect(await errorOf(half.at)).toMatchObject({ kind: 'network', message: expect.stringContaining('reading the answer') });
    expect(await errorOf(silent.at, AbortSignal.timeout(200))).toMatchObject({
      kind: 'timeout',
      message: `${silent.at} gave no answer in time: still waiting for the answer`,
    });
    const { port } = await listenTcp(() => undefined).then(async (server) => {
      await server[Symbol.asyncDispose]();
      return server;
    });
    await expect(connectComponent(doors, { url: `http://127.0.0.1:${port}/` })).rejects.toThrow(/nothing listens there/);
  });

  test('a name that does not exist is a transport error', async () => {
    const connecting = connectComponent(doors, { url: 'http://does-not-exist.invalid/' });
    await expect(connecting).rejects.toSatisfy((error) => error instanceof TransportError && /DNS/.test(error.message));
  });

  test('a read-only environment does not send what may write', async () => {
    let writes = 0;
    await using server = await listenHttp((request, answer) => {
      writes += request.method === 'GET' ? 0 : 1;
      answer.end();
    });
    await using api = await connectComponent(doors, { url: `http://${server.at}/` });
    const environment = { ...loopback, access: 'read-only' as const, name: 'production' };
    expect((await api.run('request', { method: 'POST' }, { environment })).error).toBeInstanceOf(Skip);
    expect((await api.run('latency', { method: 'DELETE' }, { environment })).error).toBeInstanceOf(Skip);
    expect((await api.run('request', {}, { environment })).error).toBeUndefined();
    expect(writes).toBe(0);
  });
});

describe('trust', () => {
  test('an expired, foreign or self-made certificate makes a request fail with its code', async () => {
    const codeOf = async (issued: Leaf, ca = authority.pem) => {
      const leaf = authority.issue(issued);
      await using server = await listenHttps(leaf, (_, answer) => void answer.end('never seen'));
      await using api = await connectComponent(doors, declaredFor(server.at, { ca }));
      const { error, values } = await api.run('request');
      expect(values).toEqual({});
      expect(error).toBeInstanceOf(Refusal);
      return (error as Refusal).code;
    };
    expect(await codeOf({ toDays: -1 })).toBe('CERT_HAS_EXPIRED');
    expect(await codeOf({ host: 'other.example.test' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    const other = createTestAuthority();
    expect(await codeOf({}, other.pem)).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });

  test('the certificate check names what is wrong, in days and dates', async () => {
    const inspect = async (issued: Leaf, ca = authority.pem, options: object = {}) => {
      const leaf = authority.issue(issued);
      await using server = await listenHttps(leaf, (_, answer) => void answer.end());
      await using api = await connectComponent(doors, declaredFor(server.at, { ca }));
      const { unmet, error, notes, findings } = await api.run('certificate', options);
      expect(error).toBeUndefined();
      return { findings, notes, unmet: unmet.map(({ subject, expected, actual }) => `${subject}: ${expected}, but ${actual}`) };
    };
    const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const fine = await inspect({});
    expect(fine.unmet).toEqual([]);
    expect(fine.findings.map(({ subject }) => subject)).toEqual(['chain', 'host name', 'validity', 'protocol']);
    const expired = await inspect({ toDays: -1 });
    expect(expired.unmet).toEqual([`validity: expires in more than 14 days, but expired 1 day ago (${dayFromNow(-1)})`]);
    expect(expired.notes).toHaveLength(1);
    expect((await inspect({ toDays: 3 })).unmet).toEqual([
      `validity: expires in more than 14 days, but expires in 3 days (${dayFromNow(3)})`,
    ]);
    expect((await inspect({ toDays: 3 }, authority.pem, { min_days: 2 })).unmet).toEqual([]);
    expect((await inspect({ fromDays: 2 })).unmet).toEqual([
      `validity: expires in more than 14 days, but not valid before ${dayFromNow(2)}`,
    ]);
    expect((await inspect({ host: 'other.example.test' })).unmet).toEqual([
      'host name: a certificate for api.example.test, but for other.example.test',
    ]);
    const other = createTestAuthority();
    expect((await inspect({}, other.pem)).unmet).toEqual([expect.stringMatching(/^chain: a chain .* but not trusted \(\w+\)$/)]);
  });

  test('the certificate check sees an old protocol', async () => {
    const old = { ...good, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await using server = await listenHttps(old, (_, answer) => void answer.end());
    await using api = await connectComponent(doors, declaredFor(server.at));
    const { unmet } = await api.run('certificate');
    expect(unmet).toMatchObject([{ subject: 'protocol', expected: 'TLS 1.2 or newer', actual: 'TLSv1.1' }]);
  });

  test('what does not speak TLS is a transport error', async () => {
    await using server = await listenHttp((_, answer) => void answer.end());
    await expect(connectComponent(doors, declaredFor(server.at))).rejects.toThrow(/does not speak TLS/);
  });

  test('a plain url has no certificate to check', () => {
    expect(() => expand(doors, 'certificate', {}, { url: 'http://x.test/' })).toThrow(/needs an https url/);
  });
});

describe('latency', () => {
  test('reuses connections, counts error answers as errors, and has the target of its path', async () => {
    const sockets = new Set<unknown>();
    let asked = 0;
    await using server = await listenHttp((request, answer) => {
      sockets.add(request.socket);
      answer.statusCode = request.url === '/health' && ++asked === 3 ? 503 : 200;
      answer.end('ok');
    });
    await using api = await connectComponent(doors, { url: `http://${server.at}/` });
    const { samples, errors, draft } = await api.run('latency', { name: 'health', path: '/health' }, { samples: 10, warmup: 1 });
    expect(draft.operations).toEqual([{ name: 'health', target: 'health p(95) < 50ms' }]);
    expect(samples['health']).toHaveLength(9);
    expect(errors['health']).toBe(1);
    expect(sockets.size).toBe(1);
    const [data] = expand(doors, 'latency', { path: '/accounts' }, { url });
    expect(data).toMatchObject({ name: 'latency.request', operations: [{ name: 'request', target: 'request p(95) < 200ms' }] });
  });
});

describe('refuses', () => {
  test('asks without credentials and with a made-up token, never with the own one', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await listenHttp((request, answer) => {
      seen.push(request.headers.authorization);
      answer.writeHead(request.headers.authorization === undefined ? 401 : 200).end();
    });
    await using api = await connectComponent(doors, {
      url: `http://${server.at}/`,
      auth_token: 'mine',
      headers: { authorization: 'mine' },
    });
    const { findings } = await api.run('refuses', { path: '/private' });
    expect(findings).toEqual([
      { subject: 'GET /private without credentials', expected: 'status 401 or 403', actual: 'status 401', met: true },
      { subject: 'GET /private with a made-up token', expected: 'status 401 or 403', actual: 'status 200', met: false },
    ]);
    expect(seen[0]).toBeUndefined();
    expect(seen[1]).toMatch(/^Bearer infra-test-[\da-f]{24}$/);
  });
});

describe('addresses', () => {
  const live = { ...loopback, network: 'public' as const };

  test('loopback is refused unless allowed: as an address, behind a name, behind connect_to', async () => {
    let asked = 0;
    await using server = await listenHttp((_, answer) => void answer.end(String(++asked)));
    const declared = [
      { url: `http://127.0.0.1:${server.port}/` },
      { url: `http://2130706433:${server.port}/` },
      { url: `http://[::ffff:127.0.0.1]:${server.port}/` },
      { url: `http://localhost:${server.port}/` },
      { url: 'http://api.example.test/', connect_to: server.at },
      { url: 'http://api.example.test/', connect_to: `localhost:${server.port}` },
      { url: 'http://169.254.169.254/latest/meta-data/' },
    ];
    for (const with_ of declared) {
      await expect(connectComponent(doors, with_, { environment: live })).rejects.toMatchObject({ name: 'ForbiddenAddress' });
    }
    expect(asked).toBe(0);
    await using embedded = await connectComponent(doors, { url: `http://${server.at}/` }, { environment: { ...live, stack: 'embedded' } });
    expect((await embedded.run('request')).values['status']).toBe(200);
  });

  test('metadata is refused in every environment', async () => {
    const environment = { ...loopback, network: 'private' as const };
    const connecting = connectComponent(doors, { url: 'http://169.254.169.254/' }, { environment });
    await expect(connecting).rejects.toThrow('169.254.169.254 is a link-local address (cloud metadata lives there), which is never called');
  });
});

describe('settings', () => {
  test.each([
    [{ url: 'ftp://x.test/' }, /http or https/],
    [{ url: 'https://user:pass@x.test/' }, /without user and password/],
    [{ url, connect_to: 'nonsense' }, /host:port/],
    [{ url, ca: 'no pem' }, /PEM/],
    [{ url, headers: { 'a b': 'x' } }, /name of a header/],
    [{ url, headers: { a: 'x\r\nInjected: 1' } }, /one line/],
    [{ url, other: 1 }, /other/],
  ])('refuses %j', (declared, message) => {
    expect(() => expand(doors, 'request', {}, declared)).toThrow(message);
  });

  test('a path cannot leave the origin', () => {
    expect(() => expand(doors, 'request', { path: '//evil.example/x' }, { url })).toThrow(/leaves https:\/\/api.example.test/);
    expect(() => expand(doors, 'request', { path: '/\\evil.example/x' }, { url })).toThrow(/leaves/);
  });

  test('ids say what is asked', () => {
    const nameOf = (options: object) => expand(doors, 'request', options, { url })[0]?.name;
    expect([{}, { path: '/' }, { path: '/a/1?b=2' }, { path: '/a', method: 'POST' }, { path: '/a', name: 'mine' }].map(nameOf)).toEqual([
      'request',
      'request.root',
      'request.a-1-b-2',
      'request.post-a',
      'request.mine',
    ]);
  });
});

test('a flow gets answers of any status', async () => {
  await using server = await listenHttp((request, answer) => void answer.writeHead(404).end(request.method));
  await using api = await connectComponent(doors, { url: `http://${server.at}/` });
  const answer = await api.capabilities.http?.request('PUT', '/x', { a: 1 }, AbortSignal.timeout(5000));
  expect(answer).toMatchObject({ status: 404, body: 'PUT' });
});

describe('proxy', () => {
  test('HTTPS_PROXY and NO_PROXY are followed, and connect_to goes around them', async () => {
    await using server = await listenHttps(good, (_, answer) => void answer.end('through'));
    await using proxy = await listenProxy(server.port);
    using _environment = setVariables({ HTTPS_PROXY: `http://${proxy.at}`, NO_PROXY: 'direct.example.test' });
    const declared = { url, ca: authority.pem };
    const environment = { ...loopback, network: 'public' as const };
    await using api = await connectComponent(doors, declared, { environment });
    const { values, error } = await api.run('request', {}, { environment });
    expect(error).toBeUndefined();
    expect(values).toMatchObject({ status: 200, body: 'through' });
    expect(values).not.toHaveProperty('dns');
    expect((await api.run('certificate')).unmet).toEqual([]);
    expect((await api.run('latency', {}, { samples: 3 })).samples['request']).toHaveLength(3);
    expect(new Set(proxy.asked)).toEqual(new Set(['api.example.test:443']));

    const before = proxy.asked.length;
    await expect(connectComponent(doors, { ...declared, url: 'https://direct.example.test/' })).rejects.toThrow(/DNS/);
    await using straight = await connectComponent(doors, declaredFor(server.at));
    expect((await straight.run('request')).values['status']).toBe(200);
    expect(proxy.asked.length).toBe(before);
  });
});
