import { expect, test } from 'vitest';
import { KeptFields, sendRequest } from '../send-request.ts';
import type { CaseRequest } from '../send-request.ts';
import { startDescribedPinecone } from './described-pinecone.ts';
import { operations } from './description.ts';
import type { Version } from './operation.ts';

/** A request, and the field of its answer that a later path names. */
type Step = readonly [method: CaseRequest[0], path: string, body?: unknown, keeps?: readonly [word: string, field: string]];

const place = { cloud: 'aws', region: 'us-east-1' };
const serverless = { serverless: place };
const listed = { serverless: { ...place, schema: { fields: { n: { filterable: true } } } } };
const dedicated = { mode: 'Dedicated', dedicated: { node_type: 'b1', scaling: 'Manual', manual: { replicas: 1, shards: 1 } } };
const vectors = [
  { id: 'a', values: [1, 0], metadata: { n: 1 } },
  { id: 'b', values: [0, 1], sparseValues: { indices: [3], values: [0.5] } },
];

/** What a program of the older shape asks, in order. */
function stepsOf(version: Version): readonly Step[] {
  const since = version >= '2025-10';
  const newer: readonly Step[] = [
    ['POST', '/indexes', { name: 'listed', dimension: 2, spec: listed }],
    ['POST', '/indexes', { name: 'nodes', dimension: 2, spec: { serverless: { ...place, read_capacity: dedicated } } }],
    ['PATCH', '/indexes/nodes', { spec: { serverless: { read_capacity: { mode: 'OnDemand' } } } }],
    ['POST', '/@plain/vectors/fetch_by_metadata', { filter: { n: 2 } }],
    ['POST', '/@plain/vectors/update', { filter: { n: 2 }, setMetadata: { n: 3 } }],
    ['POST', '/@plain/namespaces', { name: 'made', schema: { fields: { n: { filterable: true } } } }],
    ['GET', '/@plain/namespaces?prefix=m'],
    ['POST', '/indexes/listed/backups', {}],
  ];
  return [
    ['POST', '/indexes', { name: 'plain', dimension: 2, metric: 'dotproduct', spec: serverless, tags: { a: 'b' } }],
    ['POST', '/indexes', { name: 'thin', vector_type: 'sparse', metric: 'dotproduct', spec: serverless }],
    ['POST', '/indexes', { name: 'own', dimension: 2, spec: { byoc: { environment: 'aws-us-east-1-b921' } } }],
    ['POST', '/indexes/create-for-model', { name: 'texts', ...place, embed: { model: 'multilingual-e5-large', field_map: { text: 'body' } } }],
    ['PATCH', '/indexes/plain', { tags: { a: '' } }],
    ['GET', '/indexes/plain'],
    ['POST', '/@plain/vectors/upsert', { vectors }],
    ['POST', '/@plain/query', { vector: [1, 0], topK: 2, includeValues: true, includeMetadata: true }],
    ['GET', '/@plain/vectors/fetch?ids=a&ids=b'],
    ['GET', '/@plain/vectors/list?limit=1'],
    ['POST', '/@plain/vectors/update', { id: 'a', setMetadata: { n: 2 } }],
    ...(since ? newer : []),
    ['GET', '/indexes'],
    ['POST', '/@plain/vectors/upsert', { namespace: 'two', vectors }],
    ['POST', '/@plain/vectors/delete', { namespace: 'two', ids: ['a'] }],
    ['POST', '/@plain/describe_index_stats', {}],
    ['GET', '/@plain/namespaces?limit=1'],
    ['GET', '/@plain/namespaces/two'],
    ['DELETE', '/@plain/namespaces/two'],
    ['POST', '/@texts/records/namespaces/x/upsert', '{"_id":"r","body":"monday refunds"}'],
    ['POST', '/@texts/records/namespaces/x/search', { query: { top_k: 1, inputs: { text: 'refunds' } }, rerank: { model: 'bge-reranker-v2-m3', rank_fields: ['body'] } }],
    ['POST', '/indexes/plain/backups', { name: 'Any name' }, ['backup', 'backup_id']],
    ['GET', '/indexes/plain/backups?limit=1'],
    ['GET', '/backups'],
    ['GET', '/backups/{backup}'],
    ['POST', '/backups/{backup}/create-index', { name: 'copy' }, ['job', 'restore_job_id']],
    ['GET', '/restore-jobs'],
    ['GET', '/restore-jobs/{job}'],
    ['GET', '/indexes/copy'],
    ['DELETE', '/indexes/plain'],
    ['GET', '/backups/{backup}'],
    ['DELETE', '/backups/{backup}'],
    ['POST', '/embed', { model: 'multilingual-e5-large', inputs: [{ text: 'a' }] }],
    ['POST', '/rerank', { model: 'bge-reranker-v2-m3', query: 'a', documents: [{ text: 'a' }] }],
    ['GET', '/models'],
    ['GET', '/models/multilingual-e5-large'],
    ['GET', '/collections'],
  ]; // prettier-ignore
}

/** A collection is a copy of pods, which cannot be made. */
const withoutSuccess = ['create collection', 'describe collection', 'delete collection'];

test.each(['2025-04', '2025-10', '2026-04'] as const)('the endpoint speaks %s as it is described', async (version) => {
  await using endpoint = await startDescribedPinecone();
  const kept = new KeptFields();
  for (const [method, path, body, keeps] of stepsOf(version)) {
    const answer = await sendRequest(endpoint, kept.into([method, path, body]), { version });
    expect(answer.status, `${method} ${path} of ${version} was answered ${answer.text}`).toBeLessThan(300);
    if (keeps !== undefined) kept.keep(answer, keeps);
  }
  const met = endpoint.verdicts.map(({ operation }) => operation?.name ?? '');
  const described = operations(version).map(({ name }) => name);
  expect(described.filter((name) => !met.includes(name))).toEqual(withoutSuccess);
});
