import { documentFields } from './endpoint-case.ts';
import type { CaseRequest } from '../send-request.ts';
import type { LimitCase } from './endpoint-case.ts';

const letters = (count: number): string => 'x'.repeat(count);
const many = <Item>(count: number, make: (position: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, position) => make(position));
const entries = (count: number, value: unknown) => Object.fromEntries(many(count, (position) => [`n${position}`, value]));
const words = (count: number, unit: string): string => `${count.toLocaleString('en-US')} ${unit}`;

/** A pair of requests, made for the size at the limit and the one above. */
function pair(limit: string, size: number, unit: string, request: (size: number) => CaseRequest): LimitCase {
  return { limit, at: [words(size, unit), request(size)], above: [words(size + 1, unit), request(size + 1)] };
}

const vector = (id: string, more: object = {}) => ({ id, values: [1, 0], ...more });
const upsert = (...vectors: readonly object[]): CaseRequest => ['POST', '/@plain/vectors/upsert', { namespace: 'limits', vectors }];
const query = (more: object): CaseRequest => ['POST', '/@plain/query', { vector: [1, 0], topK: 1, ...more }];
const create = (name: string, more: object): CaseRequest => ['POST', '/indexes', { name, ...more }];
const fields = (values: object) => ({ schema: { fields: values } });
const plain = (dimension: number) => fields({ _values: { type: 'dense_vector', dimension, metric: 'cosine' } });
const documents = (action: string, body: unknown): CaseRequest => ['POST', `/@docs/namespaces/x/documents/${action}`, body];
const sparseOf = (count: number) => ({ indices: many(count, (position) => position), values: many(count, () => 1) });
const metadataBytes = (bytes: number) => ({ a: letters(bytes - '{"a":""}'.length) });
const titles = (count: number) => Object.fromEntries(many(count, (position) => [`t${position}`, documentFields.title]));

/** A body of exactly so many bytes: its records have metadata of up to 40 kB. */
function bodyOfBytes(bytes: number): CaseRequest {
  const body = (padding: number): string =>
    JSON.stringify({
      namespace: 'limits',
      vectors: many(60, (position) => vector(`b${position}`, { metadata: { a: letters(position === 0 ? padding : 34_900) } })),
    });
  return ['POST', '/@plain/vectors/upsert', body(bytes - body(0).length)];
}

export const limitCases: readonly LimitCase[] = [
  pair('Name of an index', 45, 'characters', (size) => create(letters(size), plain(2))),
  pair('Dimension', 20_000, 'values', (size) => create(`dimension-${size}`, plain(size))),
  pair('Tags of an index', 20, 'tags', (size) => create(`tags-${size}`, { ...plain(2), tags: entries(size, 'x') })),
  pair('Key of a tag', 80, 'characters', (size) => create(`tag-key-${size}`, { ...plain(2), tags: { [letters(size)]: 'x' } })),
  pair('Value of a tag', 120, 'characters', (size) => create(`tag-value-${size}`, { ...plain(2), tags: { a: letters(size) } })),
  pair('Name of a field', 64, 'bytes', (size) => create(`field-name-${size}`, fields({ [letters(size)]: { type: 'sparse_vector' } }))),
  pair('Description of a field', 256, 'bytes', (size) =>
    create(`about-${size}`, fields({ a: { type: 'sparse_vector', description: letters(size) } })),
  ),
  pair('Fields for full-text search', 100, 'fields', (size) => create(`titles-${size}`, fields(titles(size)))),
  {
    limit: 'Dense vectors of a document',
    at: ['1 field', create('one-vector', fields(entries(1, documentFields.vector)))],
    above: ['2 fields', create('two-vectors', fields(entries(2, documentFields.vector)))],
  },
  pair('Filterable metadata of a namespace', 50, 'fields', (size) => [
    'POST',
    '/@plain/namespaces',
    { name: `n${size}`, ...fields(entries(size, { filterable: true })) },
  ]),
  pair('Name of a namespace', 512, 'characters', (size) => [
    'POST',
    '/@plain/vectors/upsert',
    { namespace: letters(size), vectors: [vector('a')] },
  ]),
  pair('Records of one upsert', 1000, 'records', (size) => upsert(...many(size, (position) => vector(`r${position}`)))),
  pair('Size of one upsert', 2_097_152, 'bytes', bodyOfBytes),
  pair('Id of a record', 512, 'characters', (size) => upsert(vector(letters(size)))),
  pair('Metadata of a record', 40_960, 'bytes', (size) => upsert(vector('a', { metadata: metadataBytes(size) }))),
  {
    limit: 'Magnitude of one value of a vector',
    at: ['1e-8', upsert({ id: 'a', values: [1e-8, 0] })],
    above: ['9e-9', upsert({ id: 'a', values: [9e-9, 0] })],
  },
  pair('Values of a sparse vector', 2048, 'values', (size) => [
    'POST',
    '/@thin/vectors/upsert',
    { vectors: [{ id: 'a', sparseValues: sparseOf(size) }] },
  ]),
  pair('topK', 10_000, 'matches', (size) => query({ topK: size })),
  { limit: 'scanFactor', at: ['4', query({ scanFactor: 4 })], above: ['4.1', query({ scanFactor: 4.1 })] },
  pair('maxCandidates', 100_000, 'candidates', (size) => query({ maxCandidates: size })),
  pair('Ids of one fetch', 1000, 'ids', (size) => [
    'GET',
    `/@plain/vectors/fetch?${many(size, (position) => `ids=${position}`).join('&')}`,
  ]),
  pair('Ids of one delete', 1000, 'ids', (size) => ['POST', '/@plain/vectors/delete', { ids: many(size, String) }]),
  pair('Page of ids', 100, 'ids', (size) => ['GET', `/@plain/vectors/list?limit=${size}`]),
  pair('Prefix of ids', 512, 'characters', (size) => ['GET', `/@plain/vectors/list?prefix=${letters(size)}`]),
  pair('Page of namespaces', 100, 'namespaces', (size) => ['GET', `/@plain/namespaces?limit=${size}`]),
  pair('Page of records that match', 10_000, 'records', (size) => [
    'POST',
    '/@plain/vectors/fetch_by_metadata',
    { filter: { n: 1 }, limit: size },
  ]),
  pair('Texts of one upsert', 96, 'records', (size) => [
    'POST',
    '/@texts/records/namespaces/x/upsert',
    many(size, (position) => `{"_id":"${position}","body":"b"}`).join('\n'),
  ]),
  pair('Documents of one upsert', 1000, 'documents', (size) =>
    documents('upsert', { documents: many(size, (position) => ({ _id: `${position}`, title: 't' })) }),
  ),
  pair('Text of a document that is searched', 102_400, 'bytes', (size) =>
    documents('upsert', { documents: [{ _id: 'a', title: letters(size) }] }),
  ),
  pair('Words of a document that are searched', 10_000, 'words', (size) =>
    documents('upsert', { documents: [{ _id: 'a', title: 'a '.repeat(size) }] }),
  ),
  pair('Page of documents', 100, 'ids', (size) => documents('list', { limit: size })),
  pair('Page of documents that match', 10_000, 'documents', (size) => documents('fetch', { filter: { n: 1 }, limit: size })),
  pair('Methods of one search', 100, 'methods', (size) =>
    documents('search', { top_k: 1, score_by: many(size, () => ({ type: 'text', fields: ['title'], query: 'a' })) }),
  ),
  pair('Text of a search', 10_240, 'bytes', (size) =>
    documents('search', { top_k: 1, score_by: [{ type: 'text', fields: ['title'], query: letters(size) }] }),
  ),
  pair('Texts of one embed', 96, 'texts', (size) => [
    'POST',
    '/embed',
    { model: 'multilingual-e5-large', inputs: many(size, () => ({ text: 'a' })) },
  ]),
  pair('Documents of one rerank', 100, 'documents', (size) => [
    'POST',
    '/rerank',
    { model: 'bge-reranker-v2-m3', query: 'a', documents: many(size, () => ({ text: 'a' })) },
  ]),
  pair('Name of a backup', 45, 'characters', (size) => ['POST', '/indexes/plain/backups', { name: letters(size) }]),
];
