import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createClient } from '../../../src/components/pinecone/client.ts';
import { Refusal, TransportError } from '../../../src/std/errors.ts';

interface Service extends AsyncDisposable {
  readonly url: string;
  readonly requests: () => number;
}

async function startService(listener: RequestListener): Promise<Service> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function describeAt(url: string, signal = AbortSignal.timeout(10_000)): Promise<unknown> {
  return createClient('pcsk_test', url)
    .control.describe('some-index', signal)
    .catch((error: unknown) => error);
}

test.each([
  [503, '5xx'],
  [500, '5xx'],
  [408, 'timeout'],
])('status %i is a transport error of kind %s after one request: retries are not ours', async (status, kind) => {
  await using service = await startService((_request, response) => response.writeHead(status, { 'retry-after': '2' }).end('busy'));
  const error = await describeAt(service.url);
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ kind, message: `HTTP ${status}: busy, while describing index some-index` });
  expect(service.requests()).toBe(1);
  expect((error as TransportError).retryAfterMilliseconds).toBe(2_000);
});

test.each([
  [400, '{"error":{"code":"INVALID","message":"bad   dimension"}}', 'HTTP 400: bad dimension'],
  [401, 'Invalid API Key', 'HTTP 401: Invalid API Key'],
  [403, '{"message":"forbidden"}', 'HTTP 403: forbidden'],
  [404, '', 'HTTP 404: no reason given'],
  [501, 'not here', 'HTTP 501: not here'],
])('status %i is a refusal with its number and the reason given', async (status, body, message) => {
  await using service = await startService((_request, response) => response.writeHead(status).end(body));
  const error = await describeAt(service.url);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ code: String(status), message: `${message}, while describing index some-index` });
});

test('a redirect is refused, and the key does not go along', async () => {
  let keys: unknown[] = [];
  await using target = await startService((request, response) => {
    keys = [...keys, request.headers['api-key']];
    response.end('{}');
  });
  await using service = await startService((_request, response) => response.writeHead(302, { location: target.url }).end());
  expect(await describeAt(service.url)).toMatchObject({ name: 'Refusal', code: '302' });
  expect(keys).toEqual([]);
});

test('a closed connection is a network error', async () => {
  await using service = await startService((request) => request.socket.destroy());
  expect(await describeAt(service.url)).toMatchObject({ name: 'TransportError', kind: 'network' });
});

test('a refused connection is a network error that names the address', async () => {
  const service = await startService(() => undefined);
  await service[Symbol.asyncDispose]();
  expect(await describeAt(service.url)).toMatchObject({
    kind: 'network',
    message: expect.stringMatching(/ECONNREFUSED 127.0.0.1/) as string,
  });
});

test('a silent service is left at the signal', async () => {
  const stop = new AbortController();
  await using service = await startService(() => stop.abort(new Error('deadline of the check')));
  const error = await describeAt(service.url, stop.signal);
  expect(error).toMatchObject({ kind: 'timeout', message: 'stopped before an answer came, while describing index some-index' });
  expect((error as Error).cause).toMatchObject({ message: 'deadline of the check' });
});

test('an answer that is cut short is a network error', async () => {
  await using service = await startService((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"name":', () => response.destroy());
  });
  expect(await describeAt(service.url)).toMatchObject({ name: 'TransportError', kind: 'network' });
});

test('the key is not printed, whatever debug switch is on', async () => {
  await using service = await startService((_request, response) => response.end('{}'));
  const script = `
    const { createClient } = await import(${JSON.stringify(new URL('../../../src/components/pinecone/client.ts', import.meta.url).href)});
    await createClient('pcsk_secret', ${JSON.stringify(service.url)}).control.describe('some-index', AbortSignal.timeout(10_000));
    console.log('described');`;
  const env = { ...process.env, PINECONE_DEBUG: '1', PINECONE_DEBUG_CURL: '1' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  expect(service.requests()).toBe(1);
  expect(stdout).toBe('described\n');
  expect(stderr).not.toContain('pcsk_secret');
});

test('an answer that is not JSON is neither a refusal nor worth a retry', async () => {
  await using service = await startService((_request, response) => response.writeHead(200).end('<html>'));
  const error = await describeAt(service.url);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(Refusal);
  expect((error as Error).message).toMatch(/, while describing index some-index$/);
});

test('calls at the same time keep their own reasons', async () => {
  await using service = await startService((request, response) => {
    const status = Number(/status-(\d+)/.exec(request.url ?? '')?.[1]);
    response.writeHead(status).end(`reason ${status}`);
  });
  const client = createClient('pcsk_test', service.url);
  const signal = AbortSignal.timeout(10_000);
  // Not 407, which fetch itself turns into a network error.
  const statuses = Array.from({ length: 40 }, (_, index) => 408 + (index % 20));
  const results = await Promise.allSettled(statuses.map((status) => client.control.describe(`status-${status}`, signal)));
  const messages = results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : ''));
  // 408 is a timeout of the other side and a transport error, with the same words.
  expect(messages).toEqual(statuses.map((status) => `HTTP ${status}: reason ${status}, while describing index status-${status}`));
});
