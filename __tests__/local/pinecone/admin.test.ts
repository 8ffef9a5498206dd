import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Pinecone } from '@pinecone-database/pinecone';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

let endpoint: PineconeEndpoint;
const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } } as const;

beforeAll(async () => {
  endpoint = await startPinecone({ admin: true });
  await client().createIndex({ name: 'small', dimension: 3, metric: 'cosine', spec });
});
afterEach(async () => {
  await admin('DELETE', '/faults');
  await admin('DELETE', '/knobs');
});
afterAll(() => endpoint[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly body: {
    readonly error?: string;
    readonly id?: number | string;
    readonly api_key?: string;
    readonly faults?: readonly unknown[];
    readonly knobs?: unknown;
    readonly keys?: readonly { readonly id: string; readonly role: string; readonly project?: string; readonly api_key: string }[];
  };
}

async function admin(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { url, token } = endpoint.admin ?? { url: '', token: '' };
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function set(path: string, body: object): Promise<void> {
  expect((await admin('POST', path, body)).status).toBeLessThan(300);
}

const client = (): Pinecone => new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url, maxRetries: 0 });
const index = () => client().index({ host: endpoint.hostOf('small') });

async function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const isData = !path.startsWith('/indexes');
  return await fetch(`${isData ? endpoint.hostOf('small') : endpoint.url}${path}`, {
    method: 'POST',
    headers: { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2025-10' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

const upsert = (namespace: string, ...ids: string[]): Promise<Response> =>
  post('/vectors/upsert', { namespace, vectors: ids.map((id, position) => ({ id, values: [1, position / 100, 0] })) });

async function ids(namespace: string): Promise<readonly string[]> {
  const found = await index().namespace(namespace).listPaginated();
  return found.vectors?.map(({ id }) => id ?? '') ?? [];
}

describe('who may use it', () => {
  test('nobody, unless it was asked for', async () => {
    await using ordinary = await startPinecone();
    expect(ordinary.admin).toBeUndefined();
    expect((await fetch(`${ordinary.url}/__admin/knobs`)).status).toBe(401);
  });

  test.each([
    [{ authorization: 'Bearer wrong' }, 401],
    [{ authorization: '' }, 401],
    [{ origin: 'https://evil.example' }, 403],
  ])('%j is refused', async (headers, status) => {
    expect(await admin('GET', '/faults', undefined, headers)).toMatchObject({ status });
  });

  test('a name of somebody else that leads here is refused, also with the token', async () => {
    const { url, token } = endpoint.admin ?? { url: '', token: '' };
    const answer = async (host: string): Promise<readonly [number | undefined, string]> => {
      const sent = request(`${url}/knobs`, { headers: { host, authorization: `Bearer ${token}` } }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return [response.statusCode, await text(response)];
    };
    const { port } = new URL(url);
    expect(await answer(`evil.example:${port}`)).toEqual([403, '{"error":"only for programs on this machine"}']);
    expect((await answer('127.0.0.1:1'))[0]).toBe(403);
    expect((await answer(`localhost:${port}`))[0]).toBe(200);
  });

  test.each(['//', '/__admin//', '*', 'http://[', '/__admin/%'])('the target %s is refused, and the endpoint goes on', async (target) => {
    const socket = connect(Number(new URL(endpoint.url).port), '127.0.0.1');
    socket.end(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 40[0134] /);
    expect((await admin('GET', '/knobs')).status).toBe(200);
  });

  test('an API key is no token', async () => {
    expect(await admin('GET', '/knobs', undefined, { authorization: `Bearer ${endpoint.apiKey}` })).toMatchObject({ status: 401 });
  });
});

describe('faults', () => {
  test.each([
    [{ kind: 'explode' }, 'kind: expected one of refuse, stall, reset'],
    [{ kind: 'stall', tims: 1 }, '"tims" is not one of'],
    [{ kind: 'refuse', status: 200 }, 'status: expected a whole number from 400 to 599, got 200'],
    [{ kind: 'reset', on: 'qery' }, 'on: expected one of query, upsert'],
    [{ kind: 'reset', for: '1s' }, 'reset takes no time'],
    [{ kind: 'stall', for: 'soon' }, 'for: expected a duration'],
    [{ kind: 'stall', status: 503 }, 'stall answers no status'],
    [{ kind: 'stall', for: 5 }, 'for: expected a text such as 500ms, 30s or 1.5h, got 5'],
    [{ kind: 'stall', for: '5 fortnights' }, 'for: expected a duration such as 500ms'],
    [{ kind: 'stall', for: '31d' }, 'for: expected a duration of at most 30d'],
    [{ kind: 'refuse', retry_after: -1 }, 'retry_after: expected a whole number from 0 to 3600, got -1'],
    [{ kind: 'reset', retry_after: 1 }, 'reset has no retry_after'],
    [{ kind: 'reset', times: 0 }, 'times: expected a whole number from 1 to 1000000, got 0'],
    [{ kind: 'reset', times: 1.5 }, 'times: expected a whole number'],
    [{ kind: 'reset', probability: '1' }, 'probability: expected a number from 0 to 1, got "1"'],
    [{ kind: 'reset', index: '' }, 'index: expected a text, got ""'],
    [{ kind: 'reset', moment: 'during' }, 'moment: expected one of before, after, got "during"'],
    [[], 'fault: expected a JSON object, got []'],
    [null, 'fault: expected a JSON object, got null'],
  ])('%j is refused with a sentence', async (fault, sentence) => {
    const { status, body } = await admin('POST', '/faults', fault);
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringContaining(sentence) as string });
    expect((await admin('GET', '/faults')).body.faults).toEqual([]);
  });

  test('are shown in the words in which they are set', async () => {
    const { body } = await admin('POST', '/faults', { kind: 'stall', for: '1.5s', on: 'query' });
    const rule = { kind: 'stall', for: '1500ms', on: 'query', probability: 1, seed: 7, moment: 'before' };
    expect(body).toEqual({ id: body.id, rule, matched: 0, applied: 0 });
    await set('/faults', { kind: 'refuse', status: 429, retry_after: 2 });
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ rule }, { rule: { status: 429, retry_after: 2 } }]);
    expect((await admin('DELETE', `/faults/${body.id}`)).body.faults).toHaveLength(1);
    expect(await admin('DELETE', `/faults/${body.id}`)).toMatchObject({ status: 404, body: { error: `there is no fault ${body.id}` } });
  });

  test('a body that is no JSON, or too large, is refused', async () => {
    const { url, token } = endpoint.admin ?? { url: '', token: '' };
    const send = async (body: string): Promise<unknown> => {
      const response = await fetch(`${url}/faults`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
      return [response.status, await response.text()];
    };
    expect(await send('{"kind": ')).toEqual([400, expect.stringContaining('the body is not JSON')]);
    expect(await send(JSON.stringify({ kind: 'x'.repeat(70_000) }))).toEqual([400, '{"error":"a body of more than 65536 bytes"}']);
  });

  test.each([
    ['PUT', '/faults', 405],
    ['PATCH', '/knobs', 405],
    ['DELETE', '/keys', 405],
    ['GET', '', 404],
    ['GET', '?a=1', 404],
    ['GET', '/clock', 404],
    ['GET', '/knobs/1', 404],
  ])('%s %s is answered %i and tells what there is', async (method, path, status) => {
    const { body, ...answer } = await admin(method, path);
    expect(answer).toEqual({ status });
    expect(body.error).toMatch(/faults|knobs|keys/);
  });

  test('a status, as often as asked, and only where it was asked for', async () => {
    await set('/faults', { kind: 'refuse', status: 429, retry_after: 3, on: 'upsert', index: 'small', times: 1 });
    const refused = await upsert('status', 'a');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await refused.json()).toMatchObject({ code: 8 });
    expect((await upsert('status', 'a')).status).toBe(200);
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ matched: 1, applied: 1 }]);
  });

  test.each([
    ['before', []],
    ['after', ['a']],
  ] as const)('a reset %s the effect', async (moment, left) => {
    await set('/faults', { kind: 'reset', on: 'upsert', moment, times: 1 });
    await expect(upsert(`reset-${moment}`, 'a')).rejects.toThrow('fetch failed');
    expect(await ids(`reset-${moment}`)).toEqual(left);
  });

  test('a lost reply on create: the index is there, and a second create conflicts', async () => {
    await set('/faults', { kind: 'refuse', status: 503, on: 'create-index', moment: 'after', times: 1 });
    const create = (): Promise<unknown> => client().createIndex({ name: 'lost', dimension: 3, metric: 'cosine', spec });
    await expect(create()).rejects.toMatchObject({ name: 'PineconeMaxRetriesExceededError' });
    await expect(create()).rejects.toMatchObject({ name: 'PineconeConflictError' });
    await client().deleteIndex('lost');
  });

  test('a stall: late, or never, and nothing takes effect for a client that is gone', async () => {
    await set('/faults', { kind: 'stall', on: 'upsert', for: '80ms', times: 1 });
    const start = performance.now();
    expect((await upsert('stall', 'a')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(75);
    await set('/faults', { kind: 'stall', on: 'upsert', times: 1 });
    const stalled = post('/vectors/upsert', { namespace: 'stall', vectors: [{ id: 'b', values: [1, 0, 0] }] }, AbortSignal.timeout(60));
    await expect(stalled).rejects.toThrow('timeout');
    expect(await ids('stall')).toEqual(['a']);
  });

  test('the same seed and order of requests meet the same faults', async () => {
    const round = async (): Promise<readonly number[]> => {
      await admin('DELETE', '/faults');
      await set('/faults', { kind: 'refuse', on: 'stats', probability: 0.5, seed: 3 });
      const statuses: number[] = [];
      for (let call = 0; call < 20; call += 1) statuses.push((await post('/describe_index_stats', {})).status);
      return statuses;
    };
    const first = await round();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await round()).toEqual(first);
  });
});

describe('knobs', () => {
  test.each([
    [{ freshnes: {} }, '"freshnes" is not one of'],
    [{ freshness: { min: '2s', max: '1s' } }, 'min is more than max'],
    [{ recall_loss: { rate: 2 } }, 'recall_loss.rate: expected a number from 0 to 1'],
    [{ limits: { qery: 1 } }, '"qery" is not one of'],
    [{ cold_start: {} }, 'cold_start.delay: expected a text such as 500ms, 30s or 1.5h, got nothing'],
    [{ cold_start: { delay: '1s', idle: 3 } }, 'cold_start.idle: expected a text such as 500ms'],
    [{ freshness: { min: '1s', max: '2s', sed: 1 } }, 'freshness: "sed" is not one of min, max, seed'],
    [{ freshness: '1s' }, 'freshness: expected a JSON object, got "1s"'],
    [{ index_init: 5 }, 'index_init: expected a text such as 500ms'],
    [{ backup_lag: '15' }, 'backup_lag: expected a duration such as 500ms'],
    [{ backup_duration: '-1s' }, 'backup_duration: expected a duration'],
    [{ limits: { upsert: -1 } }, 'limits.upsert: expected a whole number from 0 to 1000000, got -1'],
    [{ recall_loss: { rate: 0.1, seed: 'x' } }, 'recall_loss.seed: expected a whole number'],
    // One wrong knob beside a right one: neither is set.
    [{ index_init: '5s', recall_loss: { rate: 2 } }, 'recall_loss.rate'],
  ])('%j is refused with a sentence', async (knobs, sentence) => {
    const { status, body } = await admin('POST', '/knobs', knobs);
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringContaining(sentence) as string });
    expect((await admin('GET', '/knobs')).body.knobs).toEqual({});
  });

  test('are shown in the words in which they were set, and turned off one by one', async () => {
    await set('/knobs', { index_init: '5s', limits: { upsert: 3 } });
    await set('/knobs', { backup_lag: '15m', index_init: '6s' });
    expect((await admin('GET', '/knobs')).body.knobs).toEqual({ index_init: '6s', limits: { upsert: 3 }, backup_lag: '15m' });
    await set('/knobs', { index_init: null });
    expect((await admin('GET', '/knobs')).body.knobs).toEqual({ limits: { upsert: 3 }, backup_lag: '15m' });
  });

  test('freshness: the write has its number at once, readers reach it later', async () => {
    const read = async (): Promise<readonly [number, number]> => {
      const response = await post('/query', { namespace: 'fresh', vector: [1, 0, 0], topK: 10 });
      const { matches } = (await response.json()) as { matches: readonly unknown[] };
      return [matches.length, Number(response.headers.get('x-pinecone-max-indexed-lsn') ?? 0)];
    };
    await upsert('fresh', 'old');
    const [, before] = await read();
    await set('/knobs', { freshness: { min: '150ms', max: '200ms' } });
    const lsn = Number((await upsert('fresh', 'new')).headers.get('x-pinecone-request-lsn'));
    expect(lsn).toBeGreaterThan(before);
    expect(await read()).toEqual([1, before]);
    await post('/vectors/delete', { namespace: 'fresh', ids: ['old'] });
    expect(await ids('fresh')).toEqual(['old']);
    await expect.poll(async () => (await read())[1], { timeout: 2000, interval: 10 }).toBeGreaterThanOrEqual(lsn);
    await expect.poll(() => ids('fresh'), { timeout: 2000 }).toEqual(['new']);
  });

  test('freshness turned off shows everything', async () => {
    await set('/knobs', { freshness: { min: '1h', max: '1h' } });
    await upsert('off', 'a');
    expect(await ids('off')).toEqual([]);
    await set('/knobs', { freshness: null });
    expect(await ids('off')).toEqual(['a']);
  });

  test('recall loss: true hits are missing, the next best take their place, the seed decides', async () => {
    await upsert('recall', ...Array.from({ length: 60 }, (_, position) => `r${String(position).padStart(2, '0')}`));
    const round = async (): Promise<readonly string[]> => {
      const { matches } = await index()
        .namespace('recall')
        .query({ vector: [1, 0, 0], topK: 20 });
      return matches.map(({ id }) => id);
    };
    const exact = await round();
    await set('/knobs', { recall_loss: { rate: 0.3, seed: 5 } });
    const first = await round();
    const kept = first.filter((id) => exact.includes(id)).length;
    expect(first).toHaveLength(20);
    expect(kept).toBeGreaterThan(8);
    expect(kept).toBeLessThan(20);
    await set('/knobs', { recall_loss: { rate: 0.3, seed: 5 } });
    expect(await round()).toEqual(first);
    await admin('DELETE', '/knobs');
    expect(await round()).toEqual(exact);
  });

  test('limits: 429 with Retry-After beyond them, for this kind alone', async () => {
    await set('/knobs', { limits: { stats: 2 } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/describe_index_stats', {})));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await upsert('limits', 'a')).status).toBe(200);
  });

  test('index initialisation: not ready for a while, then ready', async () => {
    await set('/knobs', { index_init: '200ms' });
    await client().createIndex({ name: 'slow', dimension: 3, metric: 'cosine', spec });
    expect((await client().describeIndex('slow')).status).toMatchObject({ ready: false, state: 'Initializing' });
    await expect(
      client()
        .index({ host: endpoint.hostOf('slow') })
        .describeIndexStats(),
    ).rejects.toMatchObject({ name: 'PineconeMaxRetriesExceededError' });
    await expect.poll(async () => (await client().describeIndex('slow')).status.ready, { timeout: 2000 }).toBe(true);
    await client().deleteIndex('slow');
  });

  test('cold start: the first answer is late, the next is not', async () => {
    await set('/knobs', { cold_start: { delay: '120ms', idle: '1h' } });
    const time = async (): Promise<number> => {
      const start = performance.now();
      await post('/describe_index_stats', {});
      return performance.now() - start;
    };
    expect(await time()).toBeGreaterThan(115);
    expect(await time()).toBeLessThan(100);
  });
});

describe('keys', () => {
  test('are issued with a role and a project, listed, and revoked', async () => {
    const { status, body } = await admin('POST', '/keys', { role: 'ControlPlaneEditor', project: 'team-b' });
    expect({ status, body }).toEqual({
      status: 201,
      body: { id: body.id, role: 'ControlPlaneEditor', project: 'team-b', api_key: body.api_key },
    });
    expect((await admin('GET', '/keys')).body.keys).toEqual([
      { id: expect.any(String) as string, role: 'ProjectEditor', api_key: endpoint.apiKey },
      { id: expect.any(String) as string, role: 'DataPlaneViewer', api_key: endpoint.readOnlyKey },
      body,
    ]);
    const theirs = new Pinecone({ apiKey: body.api_key ?? '', controllerHostUrl: endpoint.url });
    expect((await theirs.listIndexes()).indexes).toEqual([]);
    await theirs.createIndex({ name: 'small', dimension: 5, metric: 'cosine', spec });
    expect((await client().describeIndex('small')).dimension).toBe(3);
    await theirs.deleteIndex('small');
    expect((await admin('DELETE', `/keys/${body.id}`)).body.keys).toHaveLength(2);
    await expect(theirs.listIndexes()).rejects.toMatchObject({ name: 'PineconeAuthorizationError' });
    expect((await admin('DELETE', `/keys/${body.id}`)).status).toBe(404);
  });

  test('the two that every start prints stay', async () => {
    const [own] = (await admin('GET', '/keys')).body.keys ?? [];
    expect(await admin('DELETE', `/keys/${own?.id}`)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('two keys') as string },
    });
    expect((await client().listIndexes()).indexes).toHaveLength(1);
  });

  test.each([
    [
      {},
      'role: expected one of ProjectEditor, ProjectViewer, ControlPlaneEditor, ControlPlaneViewer, DataPlaneEditor, DataPlaneViewer, got nothing',
    ],
    [{ role: 'Admin' }, 'role: expected one of ProjectEditor'],
    [{ role: 'ProjectEditor', project: '' }, 'project: expected a text, got ""'],
    [{ role: 'ProjectEditor', project: 'a.b' }, 'project: expected at most 45 lower-case letters, digits and hyphens, got "a.b"'],
    [{ role: 'ProjectEditor', project: 'x'.repeat(46) }, 'project: expected at most 45'],
    [{ role: 'ProjectEditor', name: 'x' }, 'key: "name" is not one of role, project'],
  ])('%j is refused with a sentence', async (key, sentence) => {
    const { status, body } = await admin('POST', '/keys', key);
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringContaining(sentence) as string });
    expect((await admin('GET', '/keys')).body.keys).toHaveLength(2);
  });
});
