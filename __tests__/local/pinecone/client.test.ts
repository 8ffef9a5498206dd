import { Pinecone } from '@pinecone-database/pinecone';
import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../../src/local/data/world.ts';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

const world = generateWorld(7);
const serverless = { serverless: { cloud: 'aws', region: 'us-east-1' } } as const;

function clientOf(endpoint: PineconeEndpoint, apiKey = endpoint.apiKey): Pinecone {
  return new Pinecone({ apiKey, controllerHostUrl: endpoint.url });
}

/** A client that does not repeat requests, and the statuses it was answered with. */
function countingClient(endpoint: PineconeEndpoint) {
  const statuses: number[] = [];
  const fetchApi: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    statuses.push(response.status);
    return response;
  };
  return { client: new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url, fetchApi, maxRetries: 0 }), statuses };
}

async function smallIndex(endpoint: PineconeEndpoint, name = 'small', metric: 'cosine' | 'euclidean' | 'dotproduct' = 'cosine') {
  const client = clientOf(endpoint);
  await client.indexes.create({ name, dimension: 3, metric, spec: serverless, waitUntilReady: true });
  const index = client.index({ host: endpoint.hostOf(name) });
  await index.upsert({
    records: [
      { id: 'a-1', values: [1, 0, 0], metadata: { color: 'red', size: 1, tags: ['x', 'y'] } },
      { id: 'a-2', values: [0.8, 0.6, 0], metadata: { color: 'blue', size: 2, tags: ['y'] } },
      { id: 'b-1', values: [0, 1, 0], metadata: { color: 'red', size: 3 } },
      { id: 'b-2', values: [0, 0.1, 0.4] },
    ],
  });
  return { client, index };
}

describe('control plane through the real client', () => {
  it('shows the seeded index with its schema and its legacy properties', async () => {
    await using endpoint = await startDescribedPinecone({ world });
    const model = await clientOf(endpoint).indexes.describe('sophia-calls');
    expect(model).toMatchObject({
      name: 'sophia-calls',
      host: `${endpoint.url}/i/sophia-calls`,
      status: { ready: true, state: 'Ready' },
      deployment: { deploymentType: 'managed', cloud: 'aws', region: 'us-east-1' },
      schema: { fields: { _values: { type: 'dense_vector', dimension: 256, metric: 'cosine' } } },
      deletionProtection: 'disabled',
    });
    expect([model.dimension, model.metric, model.vectorType]).toEqual([256, 'cosine', 'dense']);
  });

  it('creates, lists, configures, protects and deletes an index', async () => {
    await using endpoint = await startDescribedPinecone();
    const { client } = await smallIndex(endpoint);
    expect((await client.indexes.list()).indexes?.map(({ name }) => name)).toEqual(['small']);
    const changed = await client.indexes.configure('small', { deletionProtection: 'enabled', tags: { team: 'qa', gone: 'x' } });
    expect(changed).toMatchObject({ deletionProtection: 'enabled', tags: { team: 'qa', gone: 'x' } });
    await expect(client.indexes.delete('small')).rejects.toMatchObject({
      name: 'PineconeBadRequestError',
      message: expect.stringContaining('Deletion protection is enabled for this index') as unknown,
    });
    await client.indexes.configure('small', { deletionProtection: 'disabled', tags: { gone: '' } });
    expect((await client.indexes.describe('small')).tags).toEqual({ team: 'qa' });
    await client.indexes.delete('small');
    await expect(client.indexes.describe('small')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
  });

  it('refuses what the service refuses', async () => {
    await using endpoint = await startDescribedPinecone();
    const { client } = await smallIndex(endpoint);
    const create = (name: string, dimension = 3) => client.indexes.create({ name, dimension, metric: 'cosine', spec: serverless });
    await expect(create('small')).rejects.toMatchObject({ name: 'PineconeConflictError' });
    await expect(create('Bad_Name')).rejects.toThrow('Name must consist of lower case alphanumeric characters');
    await expect(create('a'.repeat(46))).rejects.toThrow('Name must consist of lower case alphanumeric characters');
    await expect(client.indexes.describe('missing')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    await expect(client.indexes.delete('missing')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    await expect(clientOf(endpoint, 'pcsk_wrong').indexes.list()).rejects.toMatchObject({ name: 'PineconeAuthorizationError' });
  });

  it('refuses what it does not have as not implemented, never with success', async () => {
    await using endpoint = await startDescribedPinecone();
    await smallIndex(endpoint);
    const { client, statuses } = countingClient(endpoint);
    // The client repeats a 501 and then hides the status, so the status is read where it arrives.
    const attempt = client.index('small').startImport({ uri: 's3://bucket/records' });
    await expect(attempt).rejects.toMatchObject({ name: 'PineconeMaxRetriesExceededError' });
    expect(statuses.at(-1)).toBe(501);
    expect((await client.indexes.list()).indexes).toHaveLength(1);
  });

  it('lets a DataPlaneViewer read records by host, and nothing else', async () => {
    await using endpoint = await startDescribedPinecone();
    await smallIndex(endpoint);
    const viewer = clientOf(endpoint, endpoint.readOnlyKey);
    const index = viewer.index({ host: endpoint.hostOf('small') });
    expect((await index.query({ id: 'a-1', topK: 1 })).matches[0]?.id).toBe('a-1');
    const forbidden = { name: 'PineconeBadRequestError', message: expect.stringContaining('not authorized') as unknown };
    await expect(index.upsert({ records: [{ id: 'n', values: [1, 1, 1] }] })).rejects.toMatchObject(forbidden);
    await expect(index.deleteAll()).rejects.toMatchObject(forbidden);
    await expect(viewer.indexes.list()).rejects.toMatchObject(forbidden);
    expect((await index.describeIndexStats()).totalRecordCount).toBe(4);
  });
});

describe('records through the real client', () => {
  it('answers a query with scores, metadata and values on request', async () => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint);
    const bare = await index.query({ vector: [1, 0, 0], topK: 2 });
    expect(bare.matches).toEqual([
      { id: 'a-1', score: 1, values: [] },
      { id: 'a-2', score: 0.8, values: [] },
    ]);
    expect(bare.usage?.readUnits).toBe(0.25);
    const full = await index.query({ vector: [0, 0.1, 0.4], topK: 1, includeValues: true, includeMetadata: true });
    expect(full.matches).toEqual([{ id: 'b-2', score: 1, values: [0, 0.1, 0.4] }]);
    const byId = await index.query({ id: 'a-2', topK: 4, filter: { color: 'red', size: { $gte: 1 } }, includeMetadata: true });
    expect(byId.matches.map(({ id, metadata }) => [id, metadata?.['size']])).toEqual([
      ['a-1', 1],
      ['b-1', 3],
    ]);
    expect((await index.query({ id: 'unknown', topK: 1 })).matches).toEqual([]);
    expect((await index.query({ vector: [1, 0, 0], topK: 1, namespace: 'never-written' })).matches).toEqual([]);
  });

  it.each([
    ['euclidean', [0, 0.4, 1.17, 2]],
    ['dotproduct', [1, 0.8, 0, 0]],
  ] as const)('scores with %s', async (metric, expected) => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint, 'other', metric);
    const { matches } = await index.query({ vector: [1, 0, 0], topK: 4 });
    const scores = matches.map(({ score }) => score ?? Number.NaN);
    expect(scores).toHaveLength(4);
    for (const [index, score] of scores.entries()) expect(score).toBeCloseTo(expected[index] ?? Number.NaN, 6);
  });

  it('upserts over, fetches, updates and deletes', async () => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint);
    await index.upsert({ records: [{ id: 'a-1', values: [0, 0, 1], metadata: { color: 'green' } }] });
    await index.update({ id: 'a-2', metadata: { size: 9 } });
    await index.update({ id: 'b-1', values: [0.1, 0.2, 0.3] });
    await index.update({ id: 'unknown', metadata: { size: 9 } });
    const { records, usage } = await index.fetch({ ids: ['a-1', 'a-2', 'b-1', 'unknown'] });
    expect(records).toEqual({
      'a-1': { id: 'a-1', values: [0, 0, 1], metadata: { color: 'green' } },
      'a-2': { id: 'a-2', values: [0.8, 0.6, 0], metadata: { color: 'blue', size: 9, tags: ['y'] } },
      'b-1': { id: 'b-1', values: [0.1, 0.2, 0.3], metadata: { color: 'red', size: 3 } },
    });
    expect(usage?.readUnits).toBe(1);
    await index.deleteOne({ id: 'a-1' });
    await index.deleteMany({ ids: ['b-2', 'unknown'] });
    await index.deleteMany({ filter: { color: { $eq: 'red' } } });
    expect((await index.listPaginated()).vectors).toEqual([{ id: 'a-2' }]);
    await index.deleteAll();
    expect((await index.describeIndexStats()).totalRecordCount).toBe(0);
    await expect(index.deleteAll()).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
  });

  it('updates and fetches by filter', async () => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint);
    await index.update({ filter: { tags: { $in: ['y'] } }, metadata: { color: 'black' } });
    const { records } = await index.fetchByMetadata({ filter: { color: { $eq: 'black' } } });
    expect(Object.keys(records)).toEqual(['a-1', 'a-2']);
  });

  it('pages through ids with a prefix, without repeating one that stays', async () => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint);
    const first = await index.listPaginated({ prefix: 'a-', limit: 1 });
    expect(first.vectors).toEqual([{ id: 'a-1' }]);
    await index.deleteOne({ id: 'a-1' });
    const next = first.pagination?.next;
    const second = await index.listPaginated({ prefix: 'a-', limit: 1, ...(next === undefined ? {} : { paginationToken: next }) });
    expect(second.vectors).toEqual([{ id: 'a-2' }]);
    expect(second.pagination).toBeUndefined();
  });

  it('keeps namespaces apart and manages them', async () => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint);
    const other = index.namespace('other');
    await other.upsert({ records: [{ id: 'only', values: [1, 1, 1] }] });
    expect((await other.query({ vector: [1, 0, 0], topK: 10 })).matches.map(({ id }) => id)).toEqual(['only']);
    expect((await index.describeIndexStats()).namespaces).toEqual({ __default__: { recordCount: 4 }, other: { recordCount: 1 } });
    await index.createNamespace({ name: 'made' });
    expect((await index.listNamespaces()).namespaces?.map(({ name }) => name)).toEqual(['__default__', 'made', 'other']);
    expect(await index.describeNamespace('other')).toMatchObject({ name: 'other', recordCount: '1' });
    await index.deleteNamespace('other');
    await expect(index.describeNamespace('other')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    expect((await index.describeIndexStats()).totalRecordCount).toBe(4);
  });

  it('refuses wrong records and queries with the words of the service', async () => {
    await using endpoint = await startDescribedPinecone();
    const { index } = await smallIndex(endpoint);
    const wrong = 'Vector dimension 2 does not match the dimension of the index 3';
    await expect(index.upsert({ records: [{ id: 'x', values: [1, 2] }] })).rejects.toThrow(wrong);
    await expect(index.query({ vector: [1, 2], topK: 1 })).rejects.toThrow(wrong);
    await expect(index.update({ id: 'a-1', values: [1, 2] })).rejects.toThrow(wrong);
    await expect(index.upsert({ records: [{ id: 'zero', values: [0, 0, 0] }] })).rejects.toThrow('Vector ID zero contains only zeros');
    await expect(index.query({ vector: [1, 0, 0], topK: 10_001 })).rejects.toThrow('topK must be a whole number from 1 to 10000');
    await expect(index.query({ vector: [1, 0, 0], topK: 1, filter: { a: { $like: 'x' } } })).rejects.toThrow(
      '$like is not a valid operator',
    );
    await expect(index.upsert({ records: [{ id: 'x'.repeat(513), values: [1, 2, 3] }] })).rejects.toThrow('at most 512 characters');
    const tooMany = Array.from({ length: 1001 }, (_, number) => ({ id: String(number), values: [1, 2, 3] }));
    await expect(index.upsert({ records: tooMany })).rejects.toThrow('At most 1000 vectors');
    // A refused request writes nothing, not even its good records.
    await expect(
      index.upsert({
        records: [
          { id: 'good', values: [1, 1, 1] },
          { id: 'bad', values: [1] },
        ],
      }),
    ).rejects.toThrow('Vector dimension 1');
    expect((await index.describeIndexStats()).totalRecordCount).toBe(4);
  });

  it('finds the calls of the world, also through their metadata', async () => {
    await using endpoint = await startDescribedPinecone({ world });
    const index = clientOf(endpoint).index('sophia-calls');
    expect((await index.describeIndexStats()).totalRecordCount).toBe(2000);
    const call = world.calls[41];
    const { matches } = await index.query({ id: call?.callId ?? '', topK: 1, includeMetadata: true });
    expect(matches[0]).toMatchObject({
      id: call?.callId,
      score: 1,
      metadata: {
        account_id: call?.accountId,
        owner: call?.ownerEmail,
        topics: call?.topics,
        started_at: (call?.startedAt.getTime() ?? 0) / 1000,
      },
    });
    const { matches: about } = await index.query({ id: 'call-00001', topK: 10_000, filter: { topics: { $in: ['legal'] } } });
    expect(about).toHaveLength(world.calls.filter(({ topics }) => topics.includes('legal')).length);
  });

  it('plants its faults', async () => {
    await using endpoint = await startDescribedPinecone({ world, faults: ['wrong-dimension', 'lost-metadata'] });
    const client = clientOf(endpoint);
    expect((await client.indexes.describe('sophia-calls')).dimension).toBe(128);
    const { matches } = await client
      .index('sophia-calls')
      .query({ id: 'call-00002', topK: 10_000, filter: { industry: { $exists: false } } });
    expect(matches).toHaveLength(200);
  });
});
