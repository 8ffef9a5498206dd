import { Pinecone } from '@pinecone-database/pinecone';
import { Pinecone as Pinecone8 } from 'pinecone-client-8';
import { describe, expect, it } from 'vitest';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

const place = { cloud: 'aws', region: 'us-east-1' } as const;

function client9(endpoint: PineconeEndpoint): Pinecone {
  return new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
}

function client8(endpoint: PineconeEndpoint): Pinecone8 {
  return new Pinecone8({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
}

async function send(endpoint: PineconeEndpoint, method: string, path: string, body?: unknown, version = '2026-07') {
  const headers = { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': version };
  const response = await fetch(`${endpoint.url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: (text.startsWith('{') ? JSON.parse(text) : text) as Record<string, unknown> };
}

const plainSchema = { fields: { _values: { type: 'dense_vector', dimension: 4, metric: 'cosine' } } };

describe('versions', () => {
  it.each(['2025-04', '2025-10', '2026-04', '2026-07', '2026-01.alpha', 'unstable'])('speaks %s', async (version) => {
    await using endpoint = await startDescribedPinecone();
    expect((await send(endpoint, 'GET', '/indexes', undefined, version)).status).toBe(200);
  });

  it.each(['2023-01', '2026-01', '2026-08', '2027-01', 'latest', '2026-08.alpha'])('refuses %s by 400', async (version) => {
    await using endpoint = await startDescribedPinecone();
    expect(await send(endpoint, 'GET', '/indexes', undefined, version)).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_ARGUMENT' } },
    });
  });
});

describe('dedicated read capacity', () => {
  const dedicated = { mode: 'Dedicated', nodeType: 'b1', manual: { replicas: 2, shards: 1 } } as const;

  it('is created, scaled and given back through client 9', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = client9(endpoint);
    await client.indexes.create({ name: 'drn', dimension: 4, spec: { serverless: { ...place, readCapacity: dedicated } } });
    expect((await client.indexes.describe('drn')).readCapacity).toEqual({
      mode: 'Dedicated',
      dedicated: { nodeType: 'b1', scaling: 'Manual', manual: { replicas: 2, shards: 1 } },
      status: { state: 'Ready', currentReplicas: 2, currentShards: 1 },
    });
    const scale = (dedicated: object) => client.indexes.configure('drn', { readCapacity: { mode: 'Dedicated', dedicated } });
    const scaled = await scale({ scaling: 'Manual', manual: { replicas: 3 } });
    expect(scaled.readCapacity).toMatchObject({ dedicated: { nodeType: 'b1', manual: { replicas: 3, shards: 1 } } });
    const moved = await scale({ nodeType: 't1' });
    expect(moved.readCapacity).toMatchObject({ dedicated: { nodeType: 't1', manual: { replicas: 3, shards: 1 } } });
    await expect(scale({ scaling: 'Manual' })).rejects.toThrow('read_capacity.dedicated.manual must be an object, got nothing');
    expect((await client.indexes.configure('drn', { readCapacity: { mode: 'OnDemand' } })).readCapacity).toMatchObject({
      mode: 'OnDemand',
    });
  });

  it('reads the same through client 8', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = client8(endpoint);
    await client.createIndex({ name: 'drn', dimension: 4, spec: { serverless: { ...place, readCapacity: dedicated } } });
    expect(await client.describeIndex('drn')).toMatchObject({
      dimension: 4,
      spec: { serverless: { ...place, readCapacity: { mode: 'Dedicated', dedicated: { nodeType: 'b1' } } } },
    });
  });

  it.each([
    [{ mode: 'Other' }, 'must be OnDemand or Dedicated'],
    [{ mode: 'Dedicated', dedicated: { node_type: 'x9', manual: { replicas: 1, shards: 1 } } }, 'must be b1 or t1'],
    [
      { mode: 'Dedicated', dedicated: { node_type: 'b1', scaling: 'Manual', manual: { replicas: 1, shards: 0 } } },
      'shards must be at least 1, got 0',
    ],
    [{ mode: 'OnDemand', dedicated: {} }, 'requires the mode Dedicated'],
  ])('refuses %j', async (capacity, message) => {
    await using endpoint = await startDescribedPinecone();
    const reply = await send(endpoint, 'POST', '/indexes', { name: 'x', schema: plainSchema, read_capacity: capacity });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(message)]);
  });
});

describe('what a plan or a state does not allow', () => {
  it('is refused by words that tell a missing plan from a full one', async () => {
    await using endpoint = await startDescribedPinecone({ plan: 'starter' });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await send(endpoint, 'POST', '/indexes', { name, schema: plainSchema });
    const sixth = await send(endpoint, 'POST', '/indexes', { name: 'f', schema: plainSchema });
    expect(sixth).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
    const backup = await send(endpoint, 'POST', '/indexes/a/backups', {});
    expect(backup).toMatchObject({ status: 403, body: { error: { code: 'PERMISSION_DENIED' } } });
    expect(backup.text).toContain('plan does not include backups');
  });

  it('such as another capacity of an index that is being restored', async () => {
    await using endpoint = await startDescribedPinecone({ admin: true });
    await send(endpoint, 'POST', '/indexes', { name: 'x', schema: plainSchema });
    const { body } = await send(endpoint, 'POST', '/indexes/x/backups', {});
    const { url, token } = endpoint.admin ?? { url: '', token: '' };
    const knobs = { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{"backup_duration":"1h"}' };
    expect((await fetch(`${url}/knobs`, knobs)).status).toBe(200);
    await send(endpoint, 'POST', `/backups/${String(body['backup_id'])}/create-index`, { name: 'copy' });
    const dedicated = { node_type: 'b1', scaling: 'Manual', manual: { replicas: 1, shards: 1 } };
    const change = { read_capacity: { mode: 'Dedicated', dedicated } };
    expect(await send(endpoint, 'PATCH', '/indexes/copy', change)).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
    expect((await send(endpoint, 'PATCH', '/indexes/copy', { tags: { a: 'b' } })).status).toBe(200);
    expect((await send(endpoint, 'PATCH', '/indexes/x', change)).status).toBe(200);
  });
});

describe('kinds of indexes', () => {
  it('shows a sparse index to both clients', async () => {
    await using endpoint = await startDescribedPinecone();
    await client9(endpoint).indexes.create({ name: 'words', vectorType: 'sparse', spec: { serverless: place } });
    const newer = await client9(endpoint).indexes.describe('words');
    expect([newer.vectorType, newer.metric, newer.dimension]).toEqual(['sparse', 'dotproduct', undefined]);
    const older = await client8(endpoint).describeIndex('words');
    expect([older.vectorType, older.metric, older.dimension]).toEqual(['sparse', 'dotproduct', undefined]);
  });

  it('shows the model of an index with integrated embedding to both clients', async () => {
    await using endpoint = await startDescribedPinecone();
    const embed = { model: 'llama-text-embed-v2', dimension: 384, fieldMap: { text: 'chunk' }, writeParameters: { truncate: 'END' } };
    await client9(endpoint).indexes.createForModel({ name: 'texts', ...place, embed, tags: { a: 'b' } });
    const newer = await client9(endpoint).indexes.describe('texts');
    expect(newer.embed).toMatchObject({ ...embed, metric: 'cosine' });
    expect([newer.dimension, newer.metric]).toEqual([384, 'cosine']);
    // The service shows the field of the text alone, and the client does not guess from it.
    expect(() => newer.vectorType).toThrow('the API does not report this property');
    expect(await client8(endpoint).describeIndex('texts')).toMatchObject({ dimension: 384, tags: { a: 'b' }, embed });
    await client8(endpoint).configureIndex({ name: 'texts', embed: { readParameters: { truncate: 'NONE' } } });
    expect((await client9(endpoint).indexes.describe('texts')).embed).toMatchObject({ readParameters: { truncate: 'NONE' } });
    const other = await send(endpoint, 'PATCH', '/indexes/texts', { embed: { model: 'multilingual-e5-large' } }, '2026-04');
    expect(other).toMatchObject({ status: 400, text: expect.stringContaining('cannot be changed') as unknown });
  });

  it('refuses a model with a dimension or metric that it does not have', async () => {
    await using endpoint = await startDescribedPinecone();
    const create = (embed: object) => send(endpoint, 'POST', '/indexes/create-for-model', { name: 'x', ...place, embed });
    const field_map = { text: 'chunk' };
    expect((await create({ model: 'none', field_map })).status).toBe(404);
    expect((await create({ model: 'multilingual-e5-large', field_map, dimension: 7 })).status).toBe(400);
    expect((await create({ model: 'multilingual-e5-large', field_map, metric: 'dotproduct' })).status).toBe(400);
    expect((await create({ model: 'multilingual-e5-large', field_map: {} })).status).toBe(400);
    expect((await send(endpoint, 'GET', '/indexes')).body).toEqual({ indexes: [] });
  });

  it('keeps the schema of a document index', async () => {
    await using endpoint = await startDescribedPinecone();
    const fields = {
      title: { type: 'string', full_text_search: { language: 'en', stemming: true, stop_words: false } },
      vector: { type: 'dense_vector', dimension: 8, metric: 'euclidean' },
    };
    const created = await send(endpoint, 'POST', '/indexes', { name: 'docs', schema: { fields } });
    expect(created).toMatchObject({ status: 201, body: { schema: { fields } } });
  });

  it.each([
    [{ fields: {} }, 'at least one field'],
    [{ fields: { ...plainSchema.fields, title: { type: 'string', full_text_search: {} } } }, 'cannot stand beside other fields'],
    [{ fields: { _values: { type: 'sparse_vector' } } }, 'reserved field _values'],
    [{ fields: { text: { type: 'semantic_text' } } }, 'must be dense_vector, sparse_vector or string'],
  ])('refuses the schema %j', async (schema, message) => {
    await using endpoint = await startDescribedPinecone();
    const reply = await send(endpoint, 'POST', '/indexes', { name: 'x', schema });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(message)]);
  });

  it('keeps the filterable metadata, the key and the deployment that were declared', async () => {
    await using endpoint = await startDescribedPinecone();
    const schema = { fields: { genre: { filterable: true } } };
    await send(endpoint, 'POST', '/indexes', { name: 'meta', dimension: 4, spec: { serverless: { ...place, schema } } }, '2026-04');
    expect((await send(endpoint, 'GET', '/indexes/meta', undefined, '2026-04')).body).toMatchObject({ spec: { serverless: { schema } } });
    expect((await send(endpoint, 'GET', '/indexes/meta')).body).toMatchObject({ schema });
    const deployment = { deployment_type: 'byoc', environment: 'aws-us-east-1-b921' };
    const own = { name: 'own', schema: plainSchema, deployment, cmek_id: 'key-1' };
    expect((await send(endpoint, 'POST', '/indexes', own)).text).toContain('must have the read capacity mode Dedicated');
    const dedicated = { node_type: 'b1', scaling: 'Manual', manual: { replicas: 1, shards: 1 } };
    const byoc = await send(endpoint, 'POST', '/indexes', { ...own, read_capacity: { mode: 'Dedicated', dedicated } });
    expect(byoc).toMatchObject({ status: 201, body: { deployment, cmek_id: 'key-1' } });
  });

  it('creates no pods', async () => {
    await using endpoint = await startDescribedPinecone();
    const deployment = { deployment_type: 'pod', environment: 'us-east1-gcp', pod_type: 'p1.x1' };
    expect((await send(endpoint, 'POST', '/indexes', { name: 'x', schema: plainSchema, deployment })).status).toBe(400);
    const spec = { serverless: { ...place, metadata_config: { indexed: ['a'] } } };
    expect((await send(endpoint, 'POST', '/indexes', { name: 'x', dimension: 4, spec }, '2026-04')).status).toBe(400);
    expect((await send(endpoint, 'PATCH', '/indexes/x', { deployment: { replicas: 2 } })).status).toBe(404);
  });
});

describe('tags', () => {
  it('are twenty at most, and an empty value removes one', async () => {
    await using endpoint = await startDescribedPinecone();
    const tags = Object.fromEntries(Array.from({ length: 20 }, (_, position) => [`t${position}`, 'x']));
    await send(endpoint, 'POST', '/indexes', { name: 'x', schema: plainSchema, tags });
    expect((await send(endpoint, 'PATCH', '/indexes/x', { tags: { more: 'x' } })).status).toBe(400);
    expect((await send(endpoint, 'PATCH', '/indexes/x', { tags: { more: 'x', t0: '' } })).status).toBe(200);
    expect((await send(endpoint, 'PATCH', '/indexes/x', { tags: { 'a b': 'x' } })).status).toBe(400);
    expect((await client9(endpoint).indexes.describe('x')).tags).not.toHaveProperty('t0');
  });
});

describe('collections', () => {
  it('are none, and cannot be made of a serverless index', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = client9(endpoint);
    await client.indexes.create({ name: 'x', dimension: 4, spec: { serverless: place } });
    expect((await client.collections.list()).collections).toEqual([]);
    await expect(client.collections.create({ name: 'c', source: 'x' })).rejects.toMatchObject({ name: 'PineconeBadRequestError' });
    await expect(client.collections.create({ name: 'c', source: 'none' })).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    await expect(client.collections.delete('c')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
  });
});
