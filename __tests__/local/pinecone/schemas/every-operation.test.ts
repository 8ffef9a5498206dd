import { Pinecone } from '@pinecone-database/pinecone';
import { Pinecone as Pinecone8 } from 'pinecone-client-8';
import { expect, test } from 'vitest';
import { operations } from './description.ts';
import { startDescribedPinecone } from './described-pinecone.ts';
import type { DescribedPinecone } from './described-pinecone.ts';
import type { Version } from './operation.ts';

const place = { cloud: 'aws', region: 'us-east-1' } as const;
const spec = { serverless: place } as const;
const embed = { model: 'llama-text-embed-v2', fieldMap: { text: 'body' } };
const dedicated = { mode: 'Dedicated', nodeType: 'b1', manual: { replicas: 1, shards: 1 } } as const;
const sparse = (...indices: readonly number[]) => ({ indices: [...indices], values: indices.map(() => 0.5) });
const vectors = [
  { id: 'a', values: [1, 0], metadata: { n: 1, tags: ['x'], yes: true, word: 'w' } },
  { id: 'b', values: [0, 1], sparseValues: sparse(3, 5) },
];

/** The operations that a client should have met and did not; every exchange was as described, else the endpoint throws when it ends. */
function unmet({ verdicts }: DescribedPinecone, version: Version): readonly string[] {
  const met = new Set(verdicts.map((verdict) => `${verdict.operation?.name} ${verdict.version}`));
  return operations(version).flatMap(({ name }) => (met.has(`${name} ${version}`) ? [] : [name]));
}

async function refuse(attempts: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(attempts);
  expect(settled.map(({ status }) => status)).toEqual(attempts.map(() => 'rejected'));
}

test('client 9 and the endpoint speak 2026-07 as it is described', async () => {
  await using endpoint = await startDescribedPinecone();
  const client = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url, maxRetries: 0 });
  await useIndexes9(client);
  const plain = client.index({ host: endpoint.hostOf('plain') });
  await usePlainVectors(plain);
  await plain.fetchByMetadata({ filter: { n: 1 }, limit: 10 });
  await plain.namespace('two').upsert({ records: vectors });
  await useNamespaces(plain);
  await useRecords(client.index({ host: endpoint.hostOf('texts'), namespace: 'x' }));
  const thin = client.index({ host: endpoint.hostOf('thin') });
  await thin.upsert({ records: [{ id: 'a', sparseValues: sparse(1, 2) }] });
  await thin.fetch({ ids: ['a'] });
  await thin.describeIndexStats();
  await useDocuments(client.index({ host: endpoint.hostOf('docs'), namespace: 'x' }));
  await useBackups9(client);
  await useInference(client.inference);
  await client.collections.list();
  await refuse([
    client.collections.create({ name: 'c', source: 'plain' }),
    client.collections.describe('c'),
    client.collections.delete('c'),
    client.indexes.describe('none'),
    plain.query({ vector: [1], topK: 1 }),
  ]);
  await client.indexes.delete('plain');
  expect(unmet(endpoint, '2026-07')).toEqual([]);
});

async function useIndexes9(client: Pinecone): Promise<void> {
  await client.indexes.create({
    name: 'plain',
    dimension: 2,
    metric: 'dotproduct',
    spec,
    tags: { team: 'qa' },
    deletionProtection: 'enabled',
  });
  await client.indexes.create({ name: 'thin', vectorType: 'sparse', spec });
  await client.indexes.create({ name: 'nodes', dimension: 2, spec: { serverless: { ...place, readCapacity: dedicated } } });
  await client.indexes.create({
    name: 'own',
    dimension: 2,
    spec: { byoc: { environment: 'aws-us-east-1-b921', readCapacity: dedicated } },
  });
  await client.indexes.createForModel({ name: 'texts', ...place, embed });
  const fields = {
    vector: { type: 'dense_vector', dimension: 2, metric: 'cosine', description: 'of the body' },
    words: { type: 'sparse_vector' },
    title: { type: 'string', fullTextSearch: { language: 'en' } },
  } as const;
  await client.indexes.create({ name: 'docs', schema: { fields }, deployment: { deploymentType: 'managed', ...place } });
  await client.indexes.configure('plain', { deletionProtection: 'disabled', tags: { team: '' } });
  await client.indexes.configure('nodes', {
    readCapacity: { mode: 'Dedicated', dedicated: { scaling: 'Manual', manual: { replicas: 2 } } },
  });
  for (const name of ['plain', 'thin', 'nodes', 'own', 'texts', 'docs']) await client.indexes.describe(name);
  await client.indexes.list();
}

type PlainIndex = Pick<
  ReturnType<Pinecone['index']>,
  'upsert' | 'query' | 'fetch' | 'update' | 'listPaginated' | 'describeIndexStats' | 'deleteOne' | 'deleteMany' | 'deleteAll'
>;

async function usePlainVectors(index: PlainIndex): Promise<void> {
  await index.upsert({ records: vectors });
  await index.query({ vector: [1, 0], topK: 2, includeMetadata: true, includeValues: true, filter: { n: { $gte: 1 } } });
  await index.query({ vector: [1, 0], sparseVector: sparse(3), topK: 2 });
  await index.query({ id: 'a', topK: 1 });
  await index.fetch({ ids: ['a', 'b', 'none'] });
  await index.update({ id: 'a', metadata: { n: 2 } });
  await index.update({ id: 'a', values: [0.5, 0.5] });
  await index.update({ filter: { n: 2 }, metadata: { n: 3 } });
  await index.listPaginated({ prefix: 'a', limit: 1 });
  await index.listPaginated({ limit: 1 });
  await index.describeIndexStats();
  await index.deleteOne({ id: 'a' });
  await index.deleteMany({ filter: { n: 9 } });
  await index.deleteAll();
  await index.upsert({ records: vectors });
}

type Namespaces = Pick<ReturnType<Pinecone['index']>, 'createNamespace' | 'listNamespaces' | 'describeNamespace' | 'deleteNamespace'>;

async function useNamespaces(index: Namespaces): Promise<void> {
  await index.createNamespace({ name: 'made', schema: { fields: { n: { filterable: true } } } });
  await index.listNamespaces({ limit: 1, prefix: 'm' });
  await index.listNamespaces();
  await index.describeNamespace('made');
  await index.deleteNamespace('made');
}

async function useRecords(index: Pick<ReturnType<Pinecone['index']>, 'upsertRecords' | 'searchRecords'>): Promise<void> {
  await index.upsertRecords({ records: [{ _id: 'r', body: 'monday refunds', n: 1 }] });
  const rerank = { model: 'bge-reranker-v2-m3', rankFields: ['body'], topN: 1 };
  await index.searchRecords({ query: { topK: 3, inputs: { text: 'refunds' } }, rerank, fields: ['body'] });
  await index.searchRecords({ query: { topK: 3, id: 'r', filter: { n: 1 } } });
}

async function useDocuments({ documents }: ReturnType<Pinecone['index']>): Promise<void> {
  await documents.upsert({
    documents: [
      { _id: 'a', vector: [1, 2], words: sparse(1), title: 'The fox', year: 2020 },
      { _id: 'b', title: 'b' },
    ],
  });
  await documents.fetch({ ids: ['a'] });
  await documents.fetch({ filter: { year: 2020 }, limit: 10, includeFields: ['title'] });
  await documents.list({ prefix: '', limit: 1 });
  await documents.search({ topK: 1, scoreBy: [{ type: 'text', fields: ['title'], query: 'fox' }], includeFields: ['*'] });
  await documents.search({ topK: 1, scoreBy: [{ type: 'dense_vector', fields: ['vector'], values: [1, 1] }] });
  await documents.update({ documents: [{ _id: 'a', year: 2021 }] });
  await documents.update({ filter: { year: 2021 }, setFields: { year: 2022 } });
  await documents.delete({ ids: ['b'] });
  await documents.delete({ filter: { year: 2022 } });
}

async function useBackups9({ backups, restoreJobs, backupSchedules }: Pinecone): Promise<void> {
  const { backupId } = await backups.create('plain', { name: 'nightly', description: 'd' });
  await backups.create('texts');
  await backups.listByIndex('plain', { limit: 1 });
  await backups.list({ limit: 1 });
  await backups.describe(backupId);
  const { restoreJobId } = await backups.createIndex(backupId, { name: 'copy', tags: { of: 'plain' } });
  await restoreJobs.describe(restoreJobId);
  await restoreJobs.list({ limit: 1 });
  await backups.delete(backupId);
  const { scheduleId } = await backupSchedules.create('plain', { name: 'nightly', frequency: 'daily', retentionDays: 7 });
  await backupSchedules.describe(scheduleId);
  await backupSchedules.list('plain');
  await backupSchedules.history(scheduleId);
  await backupSchedules.update(scheduleId, { frequency: 'weekly', enabled: false });
  await backupSchedules.history(scheduleId);
  await backupSchedules.delete(scheduleId);
}

async function useInference(inference: Pinecone['inference']): Promise<void> {
  await inference.embed({ model: 'multilingual-e5-large', inputs: ['refunds take days'], parameters: { input_type: 'query' } });
  await inference.embed({ model: 'pinecone-sparse-english-v0', inputs: ['refunds take days'], parameters: { input_type: 'query' } });
  await inference.rerank({ model: 'pinecone-rerank-v0', query: 'refunds', documents: ['closed', 'refunds'], topN: 1 });
  await inference.listModels({ type: 'embed', vectorType: 'dense' });
  await inference.listModels();
  await inference.getModel('multilingual-e5-large');
}

test('client 8 and the endpoint speak 2026-04 as it is described', async () => {
  await using endpoint = await startDescribedPinecone();
  const client = new Pinecone8({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url, maxRetries: 0 });
  await useIndexes8(client);
  const plain = client.index({ host: endpoint.hostOf('plain') });
  await usePlainVectors(plain as unknown as PlainIndex);
  await plain.fetchByMetadata({ filter: { n: 1 }, limit: 10 });
  await useNamespaces(plain as unknown as Namespaces);
  await useRecords(client.index({ host: endpoint.hostOf('texts'), namespace: 'x' }));
  const { backupId } = await client.createBackup({ indexName: 'plain', name: 'nightly' });
  await client.listBackups({ indexName: 'plain', limit: 1 });
  await client.listBackups({ limit: 1 });
  await client.describeBackup(backupId);
  const { restoreJobId } = await client.createIndexFromBackup({ backupId, name: 'copy' });
  await client.describeRestoreJob(restoreJobId);
  await client.listRestoreJobs({ limit: 1 });
  await client.deleteBackup(backupId);
  await useInference(client.inference);
  await client.listCollections();
  await refuse([
    client.createCollection({ name: 'c', source: 'plain' }),
    client.describeCollection('c'),
    client.deleteCollection('c'),
    client.describeIndex('none'),
    plain.query({ vector: [1], topK: 1 }),
  ]);
  await client.deleteIndex('plain');
  expect(unmet(endpoint, '2026-04')).toEqual([]);
});

async function useIndexes8(client: Pinecone8): Promise<void> {
  await client.createIndex({
    name: 'plain',
    dimension: 2,
    metric: 'dotproduct',
    spec,
    tags: { team: 'qa' },
    deletionProtection: 'enabled',
  });
  await client.createIndex({ name: 'thin', vectorType: 'sparse', metric: 'dotproduct', spec });
  await client.createIndex({ name: 'nodes', dimension: 2, spec: { serverless: { ...place, readCapacity: dedicated } } });
  await client.createIndexForModel({ name: 'texts', ...place, embed });
  await client.configureIndex({ name: 'plain', deletionProtection: 'disabled', tags: { team: '' } });
  await client.configureIndex({ name: 'texts', embed: { readParameters: { truncate: 'NONE' } } });
  for (const name of ['plain', 'thin', 'nodes', 'texts']) await client.describeIndex(name);
  await client.listIndexes();
}
