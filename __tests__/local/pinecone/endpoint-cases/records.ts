import { plainIndex, textIndex } from './endpoint-case.ts';
import type { EndpointArea } from './endpoint-case.ts';

const records = [
  { id: 'a', values: [1, 0], metadata: { n: 1, tags: ['x'] } },
  { id: 'b', values: [0, 1], metadata: { n: 2 } },
];
const sparse = (...indices: readonly number[]) => ({ indices, values: indices.map(() => 0.5) });
const filled = [plainIndex('cases'), ['POST', '/@cases/vectors/upsert', { vectors: records }]] as const;
const lines = '{"_id":"r","body":"monday refunds","n":1}\n{"_id":"s","body":"closed","n":2}';
const query = { top_k: 3, inputs: { text: 'refunds' } };

export const recordAreas: readonly EndpointArea[] = [
  {
    area: 'Vectors',
    prepare: [plainIndex('cases')],
    cases: [
      { what: 'upsert', request: ['POST', '/@cases/vectors/upsert', { vectors: records }], status: 200 },
      { what: 'fetch', request: ['GET', '/@cases/vectors/fetch?ids=a&ids=b'], status: 200 },
      { what: 'fetch by metadata', request: ['POST', '/@cases/vectors/fetch_by_metadata', { filter: { n: { $gt: 1 } } }], status: 200 },
      { what: 'list by prefix', request: ['GET', '/@cases/vectors/list?prefix=a&limit=1'], status: 200 },
      { what: 'update', request: ['POST', '/@cases/vectors/update', { id: 'a', setMetadata: { m: true } }], status: 200 },
      {
        what: 'update by filter',
        request: ['POST', '/@cases/vectors/update', { filter: { n: 2 }, setMetadata: { m: true } }],
        status: 200,
      },
      {
        what: 'update of an unknown id',
        request: ['POST', '/@cases/vectors/update', { id: 'none', setMetadata: { m: true } }],
        status: 200,
      },
      { what: 'delete by ids', request: ['POST', '/@cases/vectors/delete', { ids: ['b'] }], status: 200 },
      { what: 'delete by filter', request: ['POST', '/@cases/vectors/delete', { filter: { n: 9 } }], status: 200 },
      {
        what: 'statistics',
        request: ['POST', '/@cases/describe_index_stats', {}],
        status: 200,
        differs: 'Statistics count at once, the service later.',
      },
      { what: 'delete all', request: ['POST', '/@cases/vectors/delete', { deleteAll: true }], status: 200 },
      {
        what: 'upsert of another dimension',
        request: ['POST', '/@cases/vectors/upsert', { vectors: [{ id: 'c', values: [1] }] }],
        status: 400,
      },
      { what: 'upsert of zeros', request: ['POST', '/@cases/vectors/upsert', { vectors: [{ id: 'c', values: [0, 0] }] }], status: 400 },
      {
        what: 'metadata that is null or nested',
        request: ['POST', '/@cases/vectors/upsert', { vectors: [{ id: 'c', values: [1, 0], metadata: { a: { b: 1 } } }] }],
        status: 400,
      },
      {
        what: 'an id that is not ASCII',
        request: ['POST', '/@cases/vectors/upsert', { vectors: [{ id: 'ü', values: [1, 0] }] }],
        status: 400,
      },
      { what: 'delete by an empty filter', request: ['POST', '/@cases/vectors/delete', { filter: {} }], status: 400 },
      { what: 'delete by ids and all at once', request: ['POST', '/@cases/vectors/delete', { ids: ['a'], deleteAll: true }], status: 400 },
      {
        what: 'delete all of a namespace that is not there',
        request: ['POST', '/@cases/vectors/delete', { deleteAll: true, namespace: 'none' }],
        status: 404,
      },
      { what: 'statistics with a filter', request: ['POST', '/@cases/describe_index_stats', { filter: { n: 1 } }], status: 400 },
      { what: 'a foreign page token', request: ['GET', '/@cases/vectors/list?paginationToken=abc'], status: 400 },
      { what: 'an index that is not there', request: ['GET', '/@none/vectors/list'], status: 404 },
    ],
  },
  {
    area: 'Queries',
    prepare: filled,
    cases: [
      {
        what: 'by vector',
        request: ['POST', '/@cases/query', { vector: [1, 0], topK: 3 }],
        status: 200,
        differs: 'The search is exact: recall is 1 unless the knob recall_loss says otherwise.',
      },
      { what: 'by id', request: ['POST', '/@cases/query', { id: 'a', topK: 3, includeMetadata: true, includeValues: true }], status: 200 },
      { what: 'by the id of no record', request: ['POST', '/@cases/query', { id: 'none', topK: 3 }], status: 200 },
      {
        what: 'of a namespace that is not there',
        request: ['POST', '/@cases/query', { vector: [1, 0], topK: 3, namespace: 'none' }],
        status: 200,
      },
      {
        what: 'with a filter',
        request: [
          'POST',
          '/@cases/query',
          { vector: [1, 0], topK: 3, filter: { $or: [{ n: { $in: [1] } }, { tags: { $exists: false } }] } },
        ],
        status: 200,
      },
      {
        what: 'with scanFactor and maxCandidates',
        request: ['POST', '/@cases/query', { vector: [1, 0], topK: 3, scanFactor: 2, maxCandidates: 10 }],
        status: 200,
        differs: 'scanFactor and maxCandidates are checked and change nothing.',
      },
      {
        what: 'with an unknown operator',
        request: ['POST', '/@cases/query', { vector: [1, 0], topK: 3, filter: { n: { $like: 1 } } }],
        status: 400,
      },
      { what: 'by vector and id at once', request: ['POST', '/@cases/query', { vector: [1, 0], id: 'a', topK: 3 }], status: 400 },
      { what: 'by nothing', request: ['POST', '/@cases/query', { topK: 3 }], status: 400 },
      { what: 'with a topK of zero', request: ['POST', '/@cases/query', { vector: [1, 0], topK: 0 }], status: 400 },
      { what: 'what is not JSON', request: ['POST', '/@cases/query', 'topK=3'], status: 400 },
    ],
  },
  {
    area: 'Sparse and hybrid',
    prepare: [
      plainIndex('dense'),
      plainIndex('both', 2, 'dotproduct'),
      ['POST', '/indexes', { name: 'thin', schema: { fields: { _sparse_values: { type: 'sparse_vector' } } } }],
    ],
    cases: [
      {
        what: 'upsert of sparse values',
        request: ['POST', '/@thin/vectors/upsert', { vectors: [{ id: 'a', sparseValues: sparse(1, 7) }] }],
        status: 200,
      },
      { what: 'sparse query', request: ['POST', '/@thin/query', { sparseVector: sparse(7), topK: 1, includeValues: true }], status: 200 },
      {
        what: 'upsert of both',
        request: ['POST', '/@both/vectors/upsert', { vectors: [{ id: 'a', values: [1, 0], sparseValues: sparse(1) }] }],
        status: 200,
      },
      { what: 'hybrid query', request: ['POST', '/@both/query', { vector: [1, 0], sparseVector: sparse(1), topK: 1 }], status: 200 },
      { what: 'update of sparse values', request: ['POST', '/@thin/vectors/update', { id: 'a', sparseValues: sparse(2) }], status: 200 },
      {
        what: 'dense values in a sparse index',
        request: ['POST', '/@thin/vectors/upsert', { vectors: [{ id: 'a', values: [1, 0] }] }],
        status: 400,
      },
      {
        what: 'sparse values where the metric is cosine',
        request: ['POST', '/@dense/vectors/upsert', { vectors: [{ id: 'a', values: [1, 0], sparseValues: sparse(1) }] }],
        status: 400,
      },
      {
        what: 'lists of different lengths',
        request: ['POST', '/@thin/query', { sparseVector: { indices: [1, 2], values: [1] }, topK: 1 }],
        status: 400,
      },
      { what: 'a coordinate twice', request: ['POST', '/@thin/query', { sparseVector: sparse(1, 1), topK: 1 }], status: 400 },
    ],
  },
  {
    area: 'Namespaces',
    prepare: filled,
    cases: [
      { what: 'create', request: ['POST', '/@cases/namespaces', { name: 'one' }], status: 200 },
      {
        what: 'create with a list of filterable metadata',
        request: ['POST', '/@cases/namespaces', { name: 'two', schema: { fields: { n: { filterable: true } } } }],
        status: 200,
      },
      { what: 'list by prefix', request: ['GET', '/@cases/namespaces?prefix=o&limit=1'], status: 200 },
      { what: 'describe', request: ['GET', '/@cases/namespaces/one'], status: 200 },
      { what: 'delete', request: ['DELETE', '/@cases/namespaces/one'], status: 200 },
      { what: 'create twice', request: ['POST', '/@cases/namespaces', { name: 'two' }], status: 409 },
      { what: 'create __default__', request: ['POST', '/@cases/namespaces', { name: '__default__' }], status: 400 },
      {
        what: 'filterable: false',
        request: ['POST', '/@cases/namespaces', { name: 'x', schema: { fields: { n: { filterable: false } } } }],
        status: 400,
      },
      {
        what: 'a filter on metadata that is not in the list',
        request: ['POST', '/@cases/query', { namespace: 'two', vector: [1, 0], topK: 1, filter: { m: 1 } }],
        status: 400,
      },
      { what: 'describe one that is not there', request: ['GET', '/@cases/namespaces/one'], status: 404 },
      { what: 'create before 2025-10', request: ['POST', '/@cases/namespaces', { name: 'x' }], status: 404, version: '2025-04' },
    ],
  },
  {
    area: 'Records with integrated embedding',
    prepare: [textIndex('texts'), textIndex('words', 'pinecone-sparse-english-v0'), plainIndex('plain')],
    cases: [
      {
        what: 'upsert of texts',
        request: ['POST', '/@texts/records/namespaces/x/upsert', lines],
        status: 201,
        differs:
          'Texts are embedded by a hash of their words, whatever the model is called. One upsert takes 96 texts, as the guides say; the description of 2026-07 says 1,000.',
      },
      { what: 'search by text', request: ['POST', '/@texts/records/namespaces/x/search', { query, fields: ['body'] }], status: 200 },
      {
        what: 'search by id with a filter',
        request: ['POST', '/@texts/records/namespaces/x/search', { query: { top_k: 1, id: 'r', filter: { n: 1 } } }],
        status: 200,
      },
      {
        what: 'search by vector of any index',
        request: ['POST', '/@plain/records/namespaces/x/search', { query: { top_k: 1, vector: { values: [1, 0] } } }],
        status: 200,
      },
      {
        what: 'search and rerank',
        request: [
          'POST',
          '/@texts/records/namespaces/x/search',
          { query, rerank: { model: 'bge-reranker-v2-m3', rank_fields: ['body'], top_n: 1 } },
        ],
        status: 200,
      },
      {
        what: 'terms that must be there',
        request: [
          'POST',
          '/@words/records/namespaces/x/search',
          { query: { ...query, match_terms: { strategy: 'all', terms: ['refunds'] } } },
        ],
        status: 200,
      },
      { what: 'a record without its text', request: ['POST', '/@texts/records/namespaces/x/upsert', '{"_id":"r"}'], status: 400 },
      {
        what: 'a record with _id and id',
        request: ['POST', '/@texts/records/namespaces/x/upsert', '{"_id":"r","id":"r","body":"b"}'],
        status: 400,
      },
      { what: 'texts for an index without a model', request: ['POST', '/@plain/records/namespaces/x/upsert', lines], status: 400 },
      {
        what: 'terms of a dense model',
        request: ['POST', '/@texts/records/namespaces/x/search', { query: { ...query, match_terms: { strategy: 'all', terms: ['a'] } } }],
        status: 400,
      },
      {
        what: 'rerank without a query text',
        request: [
          'POST',
          '/@texts/records/namespaces/x/search',
          { query: { top_k: 1, id: 'r' }, rerank: { model: 'bge-reranker-v2-m3', rank_fields: ['body'] } },
        ],
        status: 400,
      },
    ],
  },
];
