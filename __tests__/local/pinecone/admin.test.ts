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
  readonly body: { readonly error?: string; readonly id?: number; readonly faults?: readonly unknown[]; readonly knobs?: unknown };
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
  ])('%j is refused with a sentence', async (fault, sentence) => {
    const { status, body } = await admin('POST', '/faults', fault);
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringContaining(sentence) as string });
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
    [{ cold_start: {} }, 'cold_start.delay: expected a text'],
  ])('%j is refused with a sentence', async (knobs, sentence) => {
    const { status, body } = await admin('POST', '/knobs', knobs);
    expect({ status, error: body.error }).toEqual({ status: 400, error: expect.stringContaining(sentence) as string });
    expect((await admin('GET', '/knobs')).body.knobs).toEqual({});
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
