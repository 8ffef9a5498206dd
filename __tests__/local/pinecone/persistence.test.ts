import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pinecone } from '@pinecone-database/pinecone';
import { expect, test } from 'vitest';
import { generateWorld } from '../../../src/local/data/world.ts';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { startEndpointProcess } from './endpoint-process.ts';

const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } } as const;
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'infra-test-pinecone-'));
const start = (dataDirectory: string, seed = 7): Promise<PineconeEndpoint> =>
  startPinecone({ world: generateWorld(seed), seed, dataDirectory });

const clientOf = ({ apiKey, url }: Pick<PineconeEndpoint, 'apiKey' | 'url'>): Pinecone =>
  new Pinecone({ apiKey, controllerHostUrl: url, maxRetries: 0 });

test('a project comes back with its keys, indexes, records and sequence numbers', async () => {
  const folder = newFolder();
  const look = async (endpoint: PineconeEndpoint): Promise<unknown> => {
    const client = clientOf(endpoint);
    const index = client.index({ host: endpoint.hostOf('kept') });
    const response = await fetch(`${endpoint.hostOf('kept')}/query`, {
      method: 'POST',
      headers: { 'api-key': endpoint.apiKey },
      body: JSON.stringify({ vector: [1, 0, 0], topK: 1 }),
    });
    const { host: _host, ...described } = JSON.parse(JSON.stringify(await client.describeIndex('kept'))) as Record<string, unknown>;
    return {
      described,
      records: (await index.fetch({ ids: ['a', 'b', 'c'] })).records,
      hits: (await index.query({ vector: [0.9, 0.1, 0], topK: 3, includeMetadata: true })).matches,
      stats: await index.describeIndexStats(),
      lsn: response.headers.get('x-pinecone-max-indexed-lsn'),
      names: (await client.listIndexes()).indexes?.map(({ name }) => name).toSorted(),
      keys: [endpoint.apiKey, endpoint.readOnlyKey],
    };
  };
  let earlier: unknown;
  {
    await using endpoint = await start(folder);
    expect(endpoint.lost).toBeUndefined();
    const client = clientOf(endpoint);
    await client.createIndex({ name: 'kept', dimension: 3, metric: 'cosine', spec, tags: { team: 'qa' } });
    await client.createIndex({ name: 'gone', dimension: 3, metric: 'cosine', spec });
    await client.deleteIndex('gone');
    const index = client.index({ host: endpoint.hostOf('kept') });
    await index.upsert({ records: [{ id: 'a', values: [1, 0, 0], metadata: { n: 1 } }, { id: 'b', values: [0, 1, 0.1] }] }); // prettier-ignore
    await index.namespace('other').upsert({ records: [{ id: 'c', values: [0, 0, 1] }] });
    await index.update({ id: 'a', metadata: { more: ['x'] } });
    await index.deleteOne({ id: 'b' });
    await expect(index.upsert({ records: [{ id: 'bad', values: [1] }] })).rejects.toThrow('dimension');
    earlier = await look(endpoint);
  }
  await using endpoint = await start(folder);
  expect(endpoint.lost).toEqual([]);
  expect(await look(endpoint)).toEqual(earlier);
});

test('the data that the folder began with stays, whatever the seed', async () => {
  const folder = newFolder();
  const count = async (endpoint: PineconeEndpoint): Promise<unknown> =>
    (
      await clientOf(endpoint)
        .index({ host: endpoint.hostOf('sophia-calls') })
        .describeIndexStats()
    ).totalRecordCount;
  let earlier: unknown;
  {
    await using endpoint = await start(folder, 7);
    await clientOf(endpoint)
      .index({ host: endpoint.hostOf('sophia-calls') })
      .deleteMany({ ids: ['call-0001'] });
    earlier = await count(endpoint);
  }
  await using endpoint = await start(folder, 8);
  expect(await count(endpoint)).toEqual(earlier);
});

test('a backup comes back with its id, time and state', async () => {
  const folder = newFolder();
  const headers = (endpoint: PineconeEndpoint) => ({ 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2026-04' });
  const backups = async (endpoint: PineconeEndpoint): Promise<unknown> =>
    await (await fetch(`${endpoint.url}/backups`, { headers: headers(endpoint) })).json();
  let earlier: unknown;
  {
    await using endpoint = await start(folder);
    await clientOf(endpoint).backups.create('sophia-calls');
    earlier = await backups(endpoint);
  }
  await using endpoint = await start(folder);
  expect(earlier).toMatchObject({ data: [{ backup_id: expect.any(String) as string }] });
  expect(await backups(endpoint)).toEqual(earlier);
});

test('one process has the folder', async () => {
  const folder = newFolder();
  await using endpoint = await start(folder);
  await expect(start(folder)).rejects.toThrow(`another process (${process.pid}) uses this folder`);
  expect(endpoint.url).toContain('127.0.0.1');
});

test('a process that ends a moment later is waited for', async () => {
  const folder = newFolder();
  const first = await startEndpointProcess(folder);
  const next = startEndpointProcess(folder);
  await sleep(1000);
  first.child.kill('SIGKILL');
  const second = await next;
  expect(second.lost).toEqual([]);
  second.child.kill();
});

test('a folder with something else in it is refused and left as it is', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'thesis.txt'), 'x');
  await expect(start(folder)).rejects.toMatchObject({
    name: 'StackInputError',
    message: expect.stringContaining('"thesis.txt"') as string,
  });
});

test.each([
  ['PRAGMA user_version = 99', 'the data has format 99, this version reads 2'],
  ['PRAGMA application_id = 5', 'pinecone.sqlite is not a file of ours'],
])('%s: refused', async (sql, sentence) => {
  const folder = newFolder();
  await (await start(folder))[Symbol.asyncDispose]();
  const database = new DatabaseSync(join(folder, 'pinecone.sqlite'));
  database.exec(sql);
  database.close();
  await expect(start(folder)).rejects.toThrow(sentence);
});

test('a write that is refused later is told as lost', async () => {
  const folder = newFolder();
  {
    await using endpoint = await start(folder);
    await clientOf(endpoint).createIndex({ name: 'kept', dimension: 3, metric: 'cosine', spec });
    await clientOf(endpoint)
      .index({ host: endpoint.hostOf('kept') })
      .upsert({ records: [{ id: 'a', values: [1, 0, 0] }] });
  }
  const database = new DatabaseSync(join(folder, 'pinecone.sqlite'));
  database.exec('DELETE FROM changes WHERE id = 1');
  database.close();
  // Told again at every start: what was not done is not compacted away.
  for (const leastLogBytes of [0, Infinity]) {
    await using endpoint = await startPinecone({ world: generateWorld(7), seed: 7, dataDirectory: folder, leastLogBytes });
    expect(endpoint.lost).toEqual([
      expect.stringMatching(/^POST \/i\/kept\/vectors\/upsert of .* was answered 200 and is refused now: .*not found/),
    ]);
  }
});

test('SIGKILL at any moment: every acknowledged write is there, and at most the one under way besides', async () => {
  const folder = newFolder();
  let acknowledged = -1;
  for (const milliseconds of [150, 400, 90]) {
    const { child, apiKey, url } = await startEndpointProcess(folder);
    if (acknowledged === -1) await clientOf({ apiKey, url }).createIndex({ name: 'kept', dimension: 3, metric: 'cosine', spec });
    const index = clientOf({ apiKey, url }).index({ host: `${url}/i/kept` });
    const { totalRecordCount = 0 } = await index.describeIndexStats();
    expect([acknowledged + 1, acknowledged + 2]).toContain(totalRecordCount);
    const closed = once(child, 'close');
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
    try {
      for (let next = totalRecordCount; ; next += 1) {
        await index.upsert({ records: [{ id: `r${next}`, values: [1, 0, next] }] });
        acknowledged = next;
      }
    } catch {
      await closed;
    }
  }
  expect(acknowledged).toBeGreaterThan(10);
});

test('issued keys come back with their role and project, revoked ones do not', async () => {
  const folder = newFolder();
  const issued: string[] = [];
  {
    await using endpoint = await startPinecone({ dataDirectory: folder, admin: true });
    issued.push(endpoint.issueKey('ControlPlaneViewer'), endpoint.issueKey('ProjectEditor', 'other'));
    await clientOf({ ...endpoint, apiKey: issued[1] ?? '' }).createIndex({ name: 'theirs', dimension: 3, spec });
    const { url = '', token = '' } = endpoint.admin ?? {};
    const headers = { authorization: `Bearer ${token}` };
    const given = await fetch(`${url}/keys`, { method: 'POST', headers, body: JSON.stringify({ role: 'DataPlaneEditor' }) });
    const { id, api_key: revoked } = (await given.json()) as { readonly id: string; readonly api_key: string };
    const upsert = { method: 'POST', headers: { 'api-key': revoked }, body: JSON.stringify({ vectors: [{ id: 'a', values: [1, 2, 3] }] }) };
    await clientOf(endpoint).createIndex({ name: 'x', dimension: 3, spec });
    expect((await fetch(`${endpoint.hostOf('x')}/vectors/upsert`, upsert)).status).toBe(200);
    expect((await fetch(`${url}/keys/${id}`, { method: 'DELETE', headers })).status).toBe(200);
    issued.push(revoked);
  }
  for (const leastLogBytes of [Infinity, 0, Infinity]) {
    await using endpoint = await startPinecone({ dataDirectory: folder, leastLogBytes });
    expect(endpoint.lost).toEqual([]);
    const names = async (apiKey = ''): Promise<unknown> =>
      (await clientOf({ ...endpoint, apiKey }).listIndexes()).indexes?.map(({ name }) => name);
    expect(await names(issued[0])).toEqual(['x']);
    expect(await names(issued[1])).toEqual(['theirs']);
    await expect(names(issued[2])).rejects.toMatchObject({ name: 'PineconeAuthorizationError' });
    await expect(clientOf({ ...endpoint, apiKey: issued[0] ?? '' }).deleteIndex('x')).rejects.toThrow('ControlPlaneViewer');
    expect(endpoint.keys.map(({ role }) => role)).toEqual(['ProjectEditor', 'DataPlaneViewer', 'ControlPlaneViewer', 'ProjectEditor']);
  }
});
