import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../src/local/pinecone/page.ts';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly version?: string;
  readonly key?: string;
}

async function ask(endpoint: PineconeEndpoint, path: string, { method = 'GET', body, version, key = endpoint.apiKey }: Asked = {}) {
  const response = await fetch(`${endpoint.url}${path}`, {
    method,
    headers: { 'api-key': key, ...(version === undefined ? {} : { 'x-pinecone-api-version': version }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = response.headers.get('content-type') === 'application/json' ? JSON.parse(text) : undefined;
  return { status: response.status, text, json, headers: response.headers };
}

const legacyIndex = { name: 'old', dimension: 2, metric: 'dotproduct', spec: { serverless: { cloud: 'gcp', region: 'europe-west4' } } };

describe('older API versions', () => {
  it.each([undefined, '2025-04', '2026-04'])('create and describe with the shape of version %s', async (version) => {
    await using endpoint = await startDescribedPinecone();
    const asked = version === undefined ? {} : { version };
    const created = await ask(endpoint, '/indexes', { method: 'POST', body: legacyIndex, ...asked });
    expect(created.status).toBe(201);
    expect(created.json).toEqual({
      ...legacyIndex,
      spec: {
        serverless: {
          ...legacyIndex.spec.serverless,
          ...((version ?? '') >= '2025-10' && { read_capacity: { mode: 'OnDemand', status: { state: 'Ready' } } }),
        },
      },
      host: endpoint.hostOf('old'),
      status: { ready: true, state: 'Ready' },
      deletion_protection: 'disabled',
      vector_type: 'dense',
    });
    const newer = await ask(endpoint, '/indexes/old', { version: '2026-07' });
    expect(newer.json).toMatchObject({
      schema: { fields: { _values: { type: 'dense_vector', dimension: 2, metric: 'dotproduct' } } },
      deployment: { deployment_type: 'managed', cloud: 'gcp', region: 'europe-west4' },
    });
    expect(newer.json).not.toHaveProperty('dimension');
  });

  it('refuses pods and what is no version', async () => {
    await using endpoint = await startDescribedPinecone();
    const pod = { ...legacyIndex, spec: { pod: { environment: 'us-east1-gcp', pod_type: 'p1.x1' } } };
    expect((await ask(endpoint, '/indexes', { method: 'POST', body: pod })).status).toBe(501);
    expect((await ask(endpoint, '/indexes', { version: 'latest' })).status).toBe(400);
    expect((await ask(endpoint, '/indexes')).json).toEqual({ indexes: [] });
  });
});

describe('envelopes', () => {
  it('answers a wrong key with plain text, before it says whether the index exists', async () => {
    await using endpoint = await startDescribedPinecone();
    expect(await ask(endpoint, '/indexes', { key: 'wrong' })).toMatchObject({ status: 401, text: 'Invalid API Key' });
    expect(await ask(endpoint, '/i/none/query', { method: 'POST', key: 'wrong' })).toMatchObject({ status: 401, text: 'Unauthorized' });
  });

  it('names errors as each plane does', async () => {
    await using endpoint = await startDescribedPinecone();
    expect((await ask(endpoint, '/indexes/none')).json).toEqual({
      error: { code: 'NOT_FOUND', message: 'Resource none not found' },
      status: 404,
    });
    expect((await ask(endpoint, '/i/none/query', { method: 'POST', body: {} })).json).toEqual({
      code: 5,
      message: 'Resource none not found',
      details: [],
    });
  });

  it.each([
    ['GET', '/unknown', 404],
    ['GET', '/i/old/unknown', 404],
    ['PUT', '/indexes/old', 404],
    ['GET', '/i/old', 404],
    ['POST', '/i/old/bulk/imports', 501],
    ['POST', '/i/old/namespace-aliases', 501],
    ['GET', '/assistant/assistants', 501],
    ['POST', '/i/old/namespaces/x/documents/search', 404],
    ['POST', '/i/old/vectors/fetch_by_metadata', 404],
    ['POST', '/i/old/namespaces', 404],
    ['GET', '/indexes/old/backup-schedules', 404],
  ])('answers %s %s with %d and JSON', async (method, path, status) => {
    await using endpoint = await startDescribedPinecone();
    await ask(endpoint, '/indexes', { method: 'POST', body: legacyIndex });
    const reply = await ask(endpoint, path, { method, ...(method === 'GET' ? {} : { body: {} }) });
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining('embedded Pinecone endpoint')]);
  });

  it.each([
    ['/i/old/query', 'not json', 'The request body is not JSON'],
    ['/i/old/query', '[1]', 'must be a JSON object'],
    ['/i/old/query', { topK: 1 }, 'Either vector or id must be given'],
    ['/i/old/query', { topK: 1, id: 'a', vector: [1, 2] }, 'Either vector or id must be given'],
    ['/i/old/query', { topK: 1.5, id: 'a' }, 'topK must be a whole number'],
    ['/i/old/query', { topK: 1, vector: [1, 'x'] }, 'A dense vector must be a list of numbers'],
    ['/i/old/query', { topK: 1, id: 'a', namespace: 7 }, 'namespace must be a string'],
    ['/i/old/vectors/upsert', { vectors: [] }, 'vectors must be a non-empty list'],
    ['/i/old/vectors/upsert', { vectors: [null] }, 'A vector must be an object'],
    ['/i/old/vectors/upsert', { vectors: [{ id: 1, values: [1, 2] }] }, 'Vector ID must be a non-empty string'],
    ['/i/old/vectors/upsert', { vectors: [{ id: 'a', values: [1, 2], metadata: { a: null } }] }, 'Metadata value must be'],
    ['/i/old/vectors/delete', {}, 'Exactly one of ids, deleteAll and filter'],
    ['/i/old/vectors/delete', { deleteAll: true, ids: ['a'] }, 'Exactly one of ids, deleteAll and filter'],
    ['/i/old/describe_index_stats', { filter: { a: 1 } }, 'do not support describing index stats with metadata filtering'],
    ['/indexes', { ...legacyIndex, name: 'x', dimension: 0 }, 'Dimension must be a whole number from 1 to 20000'],
    ['/indexes', { ...legacyIndex, name: 'x', metric: 'manhattan' }, 'Metric must be cosine, dotproduct or euclidean'],
    ['/indexes', { ...legacyIndex, name: 'x', tags: { a: 'ü' } }, 'The tag a must have at most 120 printable ASCII characters'],
  ])('answers POST %s with %j by 400', async (path, body, message) => {
    await using endpoint = await startDescribedPinecone();
    await ask(endpoint, '/indexes', { method: 'POST', body: legacyIndex });
    const reply = await ask(endpoint, path, { method: 'POST', body });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(message)]);
  });

  it.each([
    [{ name: 'x', dimension: 2 }, '2026-04', 'spec must be an object, got nothing'],
    [{ ...legacyIndex, dimension: '2' }, '2026-04', 'Dimension must be a whole number, got \\"2\\"'],
    [{ ...legacyIndex, name: undefined }, '2026-04', 'name must be a string, got nothing'],
    [{ ...legacyIndex, name: 'x', tags: { a: 1 } }, '2026-04', 'The tag a must be a string, got 1'],
    [{ name: 'x' }, '2026-07', 'schema must be an object, got nothing'],
    [legacyIndex, '2026-07', 'Unknown field dimension in the request body, expected one of name, schema, deployment'],
  ])('answers POST /indexes with %j of version %s by 422', async (body, version, message) => {
    await using endpoint = await startDescribedPinecone();
    const reply = await ask(endpoint, '/indexes', { method: 'POST', body, version });
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining(message)]);
    expect(reply.json).toMatchObject({ status: 422, error: { code: 'UNPROCESSABLE_ENTITY' } });
  });

  it('names the errors of records and documents by words from 2026-07 on', async () => {
    await using endpoint = await startDescribedPinecone();
    await ask(endpoint, '/indexes', { method: 'POST', body: legacyIndex });
    const search = (version: string) => ask(endpoint, '/i/old/records/namespaces/x/search', { method: 'POST', body: {}, version });
    expect((await search('2026-04')).json).toMatchObject({ code: 3 });
    expect((await search('2026-07')).json).toMatchObject({ status: 400, error: { code: 'INVALID_ARGUMENT' } });
    const list = await ask(endpoint, '/i/old/namespaces/x/documents/list', { method: 'POST', body: {}, version: '2026-07' });
    expect(list.json).toMatchObject({ status: 400, error: { message: expect.stringContaining('use the vectors operations') as unknown } });
  });

  it('refuses a body over 4 MiB and a foreign page token', async () => {
    await using endpoint = await startDescribedPinecone();
    await ask(endpoint, '/indexes', { method: 'POST', body: legacyIndex });
    const large = await ask(endpoint, '/i/old/query', { method: 'POST', body: ' '.repeat(4_194_305) });
    expect([large.status, large.text]).toEqual([400, expect.stringContaining('message length too large')]);
    expect((await ask(endpoint, '/i/old/vectors/list?paginationToken=abc')).status).toBe(400);
    expect((await ask(endpoint, '/i/old/vectors/list?limit=0')).status).toBe(400);
  });
});

describe('pages', () => {
  it('together hold every name once, in order, for any size of page', () => {
    const names = fc.uniqueArray(fc.string()).map((list) => list.toSorted());
    const property = fc.property(names, fc.integer({ min: 1, max: 5 }), (sorted, limit) => {
      const seen: string[] = [];
      let token: string | undefined;
      do {
        const { items, pagination } = pageOf(sorted, limit, token);
        expect(items.length).toBeLessThanOrEqual(limit);
        seen.push(...items);
        token = pagination.pagination?.next;
      } while (token !== undefined && seen.length <= sorted.length);
      expect(seen).toEqual(sorted);
    });
    fc.assert(property);
  });
});

describe('freshness', () => {
  it('numbers the writes of each namespace and tells readers how far it is', async () => {
    await using endpoint = await startDescribedPinecone();
    await ask(endpoint, '/indexes', { method: 'POST', body: legacyIndex });
    const upsert = (namespace: string) =>
      ask(endpoint, '/i/old/vectors/upsert', { method: 'POST', body: { vectors: [{ id: 'a', values: [1, 2] }], namespace } });
    const lsnOf = async (namespace: string) => Number((await upsert(namespace)).headers.get('x-pinecone-request-lsn'));
    expect([await lsnOf('one'), await lsnOf('one'), await lsnOf('two')]).toEqual([1, 2, 1]);
    const read = await ask(endpoint, '/i/old/query', { method: 'POST', body: { id: 'a', topK: 1, namespace: 'one' } });
    expect(read.headers.get('x-pinecone-max-indexed-lsn')).toBe('2');
    expect(read.headers.get('x-pinecone-request-latency-ms')).toMatch(/^\d+$/);
    const fetched = await ask(endpoint, '/i/old/vectors/fetch?ids=a&namespace=two');
    expect(fetched.headers.get('x-pinecone-max-indexed-lsn')).toBe('1');
  });
});
