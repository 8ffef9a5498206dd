import { expect, test } from 'vitest';
import snowflake from '../../../src/components/snowflake/index.ts';
import { settings } from '../../../src/components/snowflake/settings.ts';
import { connectComponent } from '../run-check.ts';
import { afterLogin, jsonBody, loggedIn, noRows, open, startService } from './service.ts';

test('an unreachable address is a network error at once, not after the retries of the driver', async () => {
  const service = await startService(() => undefined);
  await service[Symbol.asyncDispose]();
  await expect(open(service.url)).rejects.toMatchObject({
    name: 'TransportError',
    kind: 'network',
    message: expect.stringMatching(/ECONNREFUSED.*while logging in as U$/) as string,
  });
});

test('a login answered with 503 is a 5xx after one request', async () => {
  await using service = await startService((_request, response) => response.writeHead(503).end());
  await expect(open(service.url)).rejects.toMatchObject({ name: 'TransportError', kind: '5xx' });
  expect(service.paths).toEqual(['/session/v1/login-request']);
});

test('a wrong password is a refusal with the code of the answer', async () => {
  const body = JSON.stringify({ success: false, code: '390100', message: 'Incorrect username or password was specified.', data: {} });
  await using service = await startService((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await expect(open(service.url)).rejects.toMatchObject({
    name: 'Refusal',
    code: '390100',
    message: 'Incorrect username or password was specified., while logging in as U',
  });
});

test('a silent login ends at the signal', async () => {
  const stop = new AbortController();
  await using service = await startService(() => stop.abort(new Error('deadline')));
  await expect(open(service.url, stop.signal)).rejects.toMatchObject({
    kind: 'timeout',
    message: 'stopped before an answer came, while logging in as U',
  });
});

test('a login that succeeds after it was given up is logged out', async () => {
  const stop = new AbortController();
  let loggedOut: () => void;
  const logout = new Promise<void>((resolve) => (loggedOut = resolve));
  await using service = await startService((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/session?') === true) loggedOut();
    if (request.url?.startsWith('/session/v1/login-request') === true) {
      stop.signal.addEventListener('abort', () => setImmediate(() => response.end(JSON.stringify(loggedIn))));
      stop.abort();
    } else response.end('{"success":true,"data":{}}');
  });
  await expect(open(service.url, stop.signal)).rejects.toMatchObject({ kind: 'timeout' });
  await logout;
});

test('a silent statement ends at the signal and is cancelled on the server', async () => {
  const stop = new AbortController();
  let cancelled: () => void;
  const cancel = new Promise<void>((resolve) => (cancelled = resolve));
  const listener = afterLogin(() => stop.abort());
  await using service = await startService((request, response) => {
    if (request.url?.includes('abort-request') === true) cancelled();
    listener(request, response);
  });
  const connection = await open(service.url);
  const running = connection.session.query('select 1', { signal: stop.signal, tag: 't' });
  await expect(running).rejects.toMatchObject({
    kind: 'timeout',
    message: 'stopped before an answer came, while running "select 1" (statement 822ae07d4783, tag t)',
  });
  await cancel;
  await connection[Symbol.asyncDispose]();
});

test('each statement carries its tag, its binds and, for measurements, no result cache', async () => {
  const bodies: unknown[] = [];
  await using service = await startService(
    afterLogin((request, response) => {
      void jsonBody(request).then((body) => {
        bodies.push(body);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ success: true, data: noRows }));
      });
    }),
  );
  const signal = AbortSignal.timeout(20_000);
  await using connection = await open(service.url);
  await connection.session.query('select ?', { signal, tag: 'infra-test:run:check', binds: ['a'] });
  await connection.session.query('select 2', { signal, tag: 'infra-test:run:other', useResultCache: false });
  expect(bodies).toMatchObject([
    { sqlText: 'select ?', parameters: { QUERY_TAG: 'infra-test:run:check' }, bindings: { 1: { type: 'TEXT', value: 'a' } } },
    { sqlText: 'select 2', parameters: { QUERY_TAG: 'infra-test:run:other', USE_CACHED_RESULT: false } },
  ]);
});

test('nothing is sent but the login and the statement: no telemetry, no probes, no log file', async () => {
  await using service = await startService(
    afterLogin((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ success: true, data: noRows }));
    }),
  );
  const connection = await open(service.url);
  await connection.session.query('select 1', { signal: AbortSignal.timeout(20_000), tag: 't' });
  await connection[Symbol.asyncDispose]();
  expect(service.paths).toEqual(['/session/v1/login-request', '/queries/v1/query-request', '/session']);
});

test('the wrong password is tried as a made-up user, never as the real one, and being let in is found', async () => {
  const names: unknown[] = [];
  await using service = await startService((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/session/v1/login-request') !== true) {
      response.end(JSON.stringify({ success: true, data: noRows }));
      return;
    }
    void jsonBody(request).then((body) => {
      names.push((body as { readonly data: { readonly LOGIN_NAME: unknown } }).data.LOGIN_NAME);
      response.end(JSON.stringify(loggedIn));
    });
  });
  const declared = { account: 'local', access_url: service.url, username: 'REAL_USER', password: 'p' };
  await using component = await connectComponent({ settings, component: snowflake }, declared);
  const { unmet } = await component.run('refuses-wrong-password');
  expect(unmet).toMatchObject([{ expected: 'refused with 390100', actual: 'let in' }]);
  expect(names).toEqual(['REAL_USER', expect.stringMatching(/^INFRA_TEST_NOBODY_/)]);
});

test('a proxy of the environment is not asked for loopback', async () => {
  await using proxy = await startService((_request, response) => response.writeHead(502).end());
  await using service = await startService(afterLogin(() => undefined));
  const before = process.env['http_proxy'];
  process.env['http_proxy'] = proxy.url;
  try {
    await (await open(service.url))[Symbol.asyncDispose]();
  } finally {
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
  }
  expect(proxy.paths).toEqual([]);
});

test('a role session is opened once, and again after it failed', async () => {
  const roles: unknown[] = [];
  await using service = await startService((request, response) => {
    response.setHeader('content-type', 'application/json');
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname === '/session/v1/login-request') {
      roles.push(url.searchParams.get('roleName'));
      const refused = { success: false, code: '390189', message: 'Role is not granted to this user.', data: {} };
      response.end(JSON.stringify(roles.length === 2 ? refused : loggedIn));
    } else response.end('{"success":true,"data":{}}');
  });
  const signal = AbortSignal.timeout(20_000);
  await using connection = await open(service.url);
  await expect(connection.sessionAs('ANALYST', signal)).rejects.toMatchObject({ code: '390189' });
  const [first, second] = await Promise.all([connection.sessionAs('ANALYST', signal), connection.sessionAs('ANALYST', signal)]);
  expect(first).toBe(second);
  expect(roles).toEqual([null, 'ANALYST', 'ANALYST']);
});
