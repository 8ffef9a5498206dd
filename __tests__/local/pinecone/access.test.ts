import { Pinecone } from '@pinecone-database/pinecone';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/local/pinecone/access.ts';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';

const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } } as const;

function clientOf(endpoint: PineconeEndpoint, apiKey: string): Pinecone {
  return new Pinecone({ apiKey, controllerHostUrl: endpoint.url });
}

async function statusOf(url: string, apiKey: string, method = 'GET', body?: unknown): Promise<number> {
  const headers = { 'api-key': apiKey, 'x-pinecone-api-version': '2026-07' };
  return (await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).status;
}

const roles: readonly (readonly [Role, readonly [number, number, number, number]])[] = [
  ['ProjectEditor', [200, 200, 200, 200]],
  ['ProjectViewer', [200, 403, 200, 403]],
  ['ControlPlaneEditor', [200, 200, 403, 403]],
  ['ControlPlaneViewer', [200, 403, 403, 403]],
  ['DataPlaneEditor', [403, 403, 200, 200]],
  ['DataPlaneViewer', [403, 403, 200, 403]],
];

describe('roles', () => {
  it.each(roles)('%s reads and changes indexes, reads and writes records: %j', async (role, expected) => {
    await using endpoint = await startPinecone();
    await clientOf(endpoint, endpoint.apiKey).indexes.create({ name: 'x', dimension: 2, spec });
    const key = endpoint.issueKey(role);
    const host = endpoint.hostOf('x');
    const statuses = [
      await statusOf(`${endpoint.url}/indexes/x`, key),
      await statusOf(`${endpoint.url}/indexes/x`, key, 'PATCH', { tags: { a: 'b' } }),
      await statusOf(`${host}/query`, key, 'POST', { vector: [1, 2], topK: 1 }),
      await statusOf(`${host}/vectors/upsert`, key, 'POST', { vectors: [{ id: 'a', values: [1, 2] }] }),
    ];
    expect(statuses).toEqual(expected);
  });
});

describe('projects', () => {
  it('see nothing of each other, and may use the same names', async () => {
    await using endpoint = await startPinecone();
    const otherKey = endpoint.issueKey('ProjectEditor', 'other');
    const [mine, theirs] = [clientOf(endpoint, endpoint.apiKey), clientOf(endpoint, otherKey)];
    await mine.indexes.create({ name: 'x', dimension: 2, spec });
    expect((await theirs.indexes.list()).indexes).toEqual([]);
    await expect(theirs.indexes.describe('x')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    await expect(theirs.index({ host: endpoint.hostOf('x') }).describeIndexStats()).rejects.toMatchObject({
      name: 'PineconeAuthorizationError',
    });
    const created = await theirs.indexes.create({ name: 'x', dimension: 3, spec });
    expect(created?.host).not.toBe(endpoint.hostOf('x'));
    await theirs.index({ host: created?.host ?? '' }).upsert({ records: [{ id: 'theirs', values: [1, 2, 3] }] });
    expect((await mine.index({ host: endpoint.hostOf('x') }).describeIndexStats()).totalRecordCount).toBe(0);
    expect(await statusOf(`${created?.host}/describe_index_stats`, endpoint.apiKey)).toBe(401);
    await theirs.indexes.delete('x');
    expect((await mine.indexes.describe('x')).name).toBe('x');
  });

  it('answers an unknown key by 401 whatever it asks for', async () => {
    await using endpoint = await startPinecone();
    for (const path of ['/indexes', '/backups', '/restore-jobs', '/indexes/none', '/i/none/query']) {
      expect(await statusOf(`${endpoint.url}${path}`, 'pcsk_wrong')).toBe(401);
    }
  });
});

describe('quotas', () => {
  it('refuse one index and one backup more than the plan has by 403', async () => {
    await using endpoint = await startPinecone({ plan: 'starter' });
    const client = clientOf(endpoint, endpoint.apiKey);
    for (let count = 0; count < 5; count += 1) await client.indexes.create({ name: `i${count}`, dimension: 2, spec });
    const sixth = { name: 'i5', schema: { fields: { _values: { type: 'dense_vector', dimension: 2, metric: 'cosine' } } } };
    expect(await statusOf(`${endpoint.url}/indexes`, endpoint.apiKey, 'POST', sixth)).toBe(403);
    expect(await statusOf(`${endpoint.url}/indexes/i0/backups`, endpoint.apiKey, 'POST', {})).toBe(403);
    await client.indexes.delete('i4');
    expect(await statusOf(`${endpoint.url}/indexes`, endpoint.apiKey, 'POST', sixth)).toBe(201);
  });

  it('refuse a namespace more than the plan has by 403', async () => {
    await using endpoint = await startPinecone({ plan: 'starter' });
    await clientOf(endpoint, endpoint.apiKey).indexes.create({ name: 'x', dimension: 2, spec });
    const upsert = (namespace: string) =>
      statusOf(`${endpoint.hostOf('x')}/vectors/upsert`, endpoint.apiKey, 'POST', { namespace, vectors: [{ id: 'a', values: [1, 2] }] });
    for (let count = 0; count < 100; count += 1) expect(await upsert(`n${count}`)).toBe(200);
    expect(await upsert('n100')).toBe(403);
    expect(await upsert('n0')).toBe(200);
  });
});
