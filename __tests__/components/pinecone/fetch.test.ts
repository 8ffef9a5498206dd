import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pinecone as Pinecone8 } from 'pinecone-client-8';
import { expect, test } from 'vitest';
import { createClient } from '../../../src/components/pinecone/client.ts';
import { createOnce } from '../../../src/components/pinecone/scratch/create-once.ts';
import { indexConfig } from '../../../src/components/pinecone/shape/index-config.ts';
import { callClient, instrumentedFetch, watchRequests } from '../../../src/components/pinecone/wire/instrumented-fetch.ts';
import type { RequestAttempt } from '../../../src/components/pinecone/wire/instrumented-fetch.ts';
import { Refusal, TransportError } from '../../../src/std/errors.ts';
import { startSeeded } from './doors.ts';

async function startService(listener: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const signal = (): AbortSignal => AbortSignal.timeout(10_000);
const described = JSON.stringify({ name: 'i', host: 'h', status: { state: 'Ready', ready: true }, schema: { fields: {} } });

/** Asks with 429 for the first few times. */
function limited(times: number, headers: Readonly<Record<string, string>>): RequestListener {
  let asked = 0;
  return (_request, response) => {
    asked += 1;
    if (asked <= times) response.writeHead(429, headers).end('slow down');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(described);
  };
}

test('a 429 is waited for as long as Retry-After says, and every attempt is told', async () => {
  await using service = await startService(limited(2, { 'retry-after': '0.2' }));
  const attempts: RequestAttempt[] = [];
  const startedAt = performance.now();
  const watch = { onAttempt: (attempt: RequestAttempt) => void attempts.push(attempt) };
  const found = await watchRequests(watch, () => createClient('pcsk_test', service.url).control.describe('i', signal()));
  expect(found.name).toBe('i');
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(390);
  expect(attempts.map(({ status, path, method }) => [status, method, path])).toEqual([
    [429, 'GET', '/indexes/i'],
    [429, 'GET', '/indexes/i'],
    [200, 'GET', '/indexes/i'],
  ]);
  expect(attempts[0]).toMatchObject({
    headers: { 'retry-after': '0.2' },
    responseBytes: 9,
    failure: expect.stringContaining('429') as string,
  });
  expect(attempts[2]).toMatchObject({ failure: '', responseBytes: described.length });
});

test('a 429 without end is a transport error after three waits', async () => {
  await using service = await startService(limited(99, { 'retry-after': '0' }));
  let requests = 0;
  const describing = watchRequests({ onAttempt: () => void (requests += 1) }, () =>
    createClient('k', service.url).control.describe('i', signal()),
  );
  await expect(describing).rejects.toMatchObject({ name: 'TransportError', kind: '429', retryAfterMilliseconds: 0 });
  expect(requests).toBe(4);
});

test.each([
  ['a Retry-After beyond our patience', { 'retry-after': '3600' }, true],
  ['somebody who counts them', { 'retry-after': '0' }, false],
])('a 429 is not waited for with %s', async (_words, headers, waitsWhenLimited) => {
  await using service = await startService(limited(99, headers));
  let requests = 0;
  const watch = { onAttempt: () => void (requests += 1), waitsWhenLimited };
  const describing = watchRequests(watch, () => createClient('k', service.url).control.describe('i', signal()));
  await expect(describing).rejects.toMatchObject({ kind: '429' });
  expect(requests).toBe(1);
});

test('a wait for a 429 ends with the signal', async () => {
  await using service = await startService(limited(99, { 'retry-after': '8' }));
  const startedAt = performance.now();
  await expect(createClient('k', service.url).control.describe('i', AbortSignal.timeout(200))).rejects.toMatchObject({ kind: '429' });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test('a key that the service quotes does not reach a message', async () => {
  await using service = await startService((request, response) => {
    response.writeHead(401).end(`Invalid key ${String(request.headers['api-key'])}, not pcsk_AbCd12_0123456789`);
  });
  const error = await createClient('my-own-secret', service.url)
    .control.describe('i', signal())
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: '401', message: 'HTTP 401: Invalid key ***, not pcsk_***, while describing index i' });
});

test('a key that cannot be sent does not reach a message either', async () => {
  const error = await createClient('my-own\nsecret', 'http://127.0.0.1:8080')
    .control.describe('i', signal())
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'network', message: expect.stringContaining('"***" is an invalid header value') as string });
  expect(String(error)).not.toContain('secret');
});

test('server time, sequence numbers and read units come from the wire', async () => {
  await using endpoint = await startSeeded();
  const index = createClient(endpoint.apiKey, endpoint.url).index(endpoint.hostOf('sophia-calls'));
  const values = Array.from({ length: 256 }, (_, position) => position + 1);
  const { lsn } = await index.upsert([{ id: 'x', values }], 'n', signal());
  expect(lsn).toBeGreaterThan(0);
  const { maxIndexedLsn, serverMilliseconds } = await index.query({ vector: values, topK: 1, namespace: 'n' }, signal());
  expect(maxIndexedLsn).toBeGreaterThanOrEqual(lsn ?? 0);
  expect(serverMilliseconds).toBeGreaterThanOrEqual(0);
  const statistics = await index.statistics(signal());
  expect(statistics).toMatchObject({ dimension: 256, totalRecords: 2_001, namespaces: { n: 1 } });
});

test('client 8 and client 9 make the same of an index, on both wire shapes', async () => {
  await using endpoint = await startSeeded();
  const older = new Pinecone8({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url, fetchApi: instrumentedFetch, maxRetries: 0 });
  const { value } = await callClient(signal(), 'describing', () => older.describeIndex('sophia-calls'));
  const newer = await createClient(endpoint.apiKey, endpoint.url).control.describe('sophia-calls', signal());
  // The older shape may leave out how reads are paid for.
  expect({ ...indexConfig(value), capacity: undefined }).toEqual({ ...newer, capacity: undefined });
});

test('client 8 writes, reads and deletes through the same wire, and its refusals are ours', async () => {
  await using endpoint = await startSeeded();
  const older = new Pinecone8({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url, fetchApi: instrumentedFetch, maxRetries: 0 });
  const index = older.index({ host: endpoint.hostOf('sophia-calls'), namespace: 'eight' });
  const values = Array.from({ length: 256 }, (_, position) => Math.fround(1 / (position + 1)));
  const written = await callClient(signal(), 'writing', () => index.upsert({ records: [{ id: 'a', values, metadata: { n: 1 } }] }));
  expect(written.requestLsn).toBeGreaterThan(0);
  const found = await callClient(signal(), 'querying', () =>
    index.query({ vector: values, topK: 1, filter: { n: 1 }, includeMetadata: true }),
  );
  expect(found.value.matches).toMatchObject([{ id: 'a', metadata: { n: 1 } }]);
  expect(found.maxIndexedLsn).toBeGreaterThanOrEqual(written.requestLsn ?? 0);
  await callClient(signal(), 'deleting', () => index.deleteMany({ ids: ['a'] }));
  const missing = callClient(signal(), 'describing', () => older.describeIndex('no-such-index'));
  await expect(missing).rejects.toMatchObject({ name: 'Refusal', code: '404' });
});

const lost = new TransportError('5xx', 'HTTP 503');
const conflict = new Refusal('409', 'HTTP 409');
const gone = new Refusal('404', 'HTTP 404');

test.each([
  ['the reply was lost and it is there', [lost], [true], 1, undefined],
  ['it never arrived', [lost, undefined], [gone], 2, undefined],
  ['it never arrived twice', [lost, lost], [gone, gone], 2, lost],
  ['the first was slower than the second', [lost, conflict], [gone, true], 2, undefined],
  ['something on the way repeated it', [conflict], [true], 1, undefined],
  ["somebody else's has the name", [conflict], [false], 1, conflict],
  ['the rate was limited', [new TransportError('429', 'x')], [gone], 1, { kind: '429' }],
  ['it is refused', [new Refusal('403', 'x')], [], 1, { code: '403' }],
])('a creation where %s', async (_words, replies, looks, requests, thrown) => {
  let asked = 0;
  const create = () => {
    const reply = replies[asked++];
    return reply === undefined ? Promise.resolve('created') : Promise.reject(reply);
  };
  const answers = [...looks];
  const findOurs = () => {
    const answer = answers.shift();
    if (typeof answer !== 'boolean') return Promise.reject(answer ?? new Error('not asked'));
    return Promise.resolve(answer ? 'found' : undefined);
  };
  const creating = createOnce(create, findOurs);
  if (thrown === undefined) expect(await creating).toBe(looks.at(-1) === true ? 'found' : 'created');
  else await expect(creating).rejects.toMatchObject(thrown);
  expect(asked).toBe(requests);
});
