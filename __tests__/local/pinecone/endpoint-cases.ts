/** What one request is answered with: `differs` says how that is not what the service does. Published in docs/pinecone-endpoint.md. */
export interface EndpointCase {
  readonly what: string;
  readonly request: readonly [method: string, path: string, body?: unknown];
  readonly status: number;
  readonly differs?: string;
}

/** Cases that run in order; paths of an area with `index` are below the host of the index `cases`. */
export interface EndpointArea {
  readonly area: string;
  readonly index?: true;
  readonly cases: readonly EndpointCase[];
}

const serverless = { serverless: { cloud: 'aws', region: 'us-east-1' } };
const records = [
  { id: 'a', values: [1, 0], metadata: { n: 1, tags: ['x'] } },
  { id: 'b', values: [0, 1], metadata: { n: 2 } },
];

export const endpointAreas: readonly EndpointArea[] = [
  {
    area: 'Indexes',
    cases: [
      { what: 'create', request: ['POST', '/indexes', { name: 'cases', dimension: 2, metric: 'cosine', spec: serverless }], status: 201 },
      {
        what: 'create twice',
        request: ['POST', '/indexes', { name: 'cases', dimension: 2, metric: 'cosine', spec: serverless }],
        status: 409,
      },
      { what: 'create with a bad name', request: ['POST', '/indexes', { name: 'Cases', dimension: 2, spec: serverless }], status: 400 },
      { what: 'list', request: ['GET', '/indexes'], status: 200 },
      { what: 'describe', request: ['GET', '/indexes/cases'], status: 200 },
      { what: 'describe one that is not there', request: ['GET', '/indexes/none'], status: 404 },
      { what: 'protect from deletion', request: ['PATCH', '/indexes/cases', { deletion_protection: 'enabled' }], status: 200 },
      { what: 'delete a protected one', request: ['DELETE', '/indexes/cases'], status: 403 },
    ],
  },
  {
    area: 'Records',
    index: true,
    cases: [
      { what: 'upsert', request: ['POST', '/vectors/upsert', { vectors: records }], status: 200 },
      { what: 'upsert of another dimension', request: ['POST', '/vectors/upsert', { vectors: [{ id: 'c', values: [1] }] }], status: 400 },
      { what: 'upsert of zeros', request: ['POST', '/vectors/upsert', { vectors: [{ id: 'c', values: [0, 0] }] }], status: 400 },
      { what: 'fetch', request: ['GET', '/vectors/fetch?ids=a'], status: 200 },
      { what: 'fetch by metadata', request: ['POST', '/vectors/fetch_by_metadata', { filter: { n: { $gt: 1 } } }], status: 200 },
      { what: 'list', request: ['GET', '/vectors/list?prefix=a'], status: 200 },
      { what: 'update', request: ['POST', '/vectors/update', { id: 'a', setMetadata: { m: true } }], status: 200 },
      { what: 'update by filter', request: ['POST', '/vectors/update', { filter: { n: 2 }, setMetadata: { m: true } }], status: 200 },
      { what: 'delete', request: ['POST', '/vectors/delete', { ids: ['b'] }], status: 200 },
      {
        what: 'delete all of a namespace that is not there',
        request: ['POST', '/vectors/delete', { deleteAll: true, namespace: 'none' }],
        status: 404,
      },
      { what: 'statistics', request: ['POST', '/describe_index_stats', {}], status: 200 },
      { what: 'statistics with a filter', request: ['POST', '/describe_index_stats', { filter: { n: 1 } }], status: 400 },
    ],
  },
  {
    area: 'Queries',
    index: true,
    cases: [
      {
        what: 'by vector',
        request: ['POST', '/query', { vector: [1, 0], topK: 3 }],
        status: 200,
        differs: 'The search is exact: recall is 1 unless the knob recall_loss says otherwise.',
      },
      { what: 'by id', request: ['POST', '/query', { id: 'a', topK: 3 }], status: 200 },
      { what: 'by the id of no record', request: ['POST', '/query', { id: 'none', topK: 3 }], status: 200 },
      {
        what: 'with a filter',
        request: ['POST', '/query', { vector: [1, 0], topK: 3, filter: { $or: [{ n: { $in: [1] } }, { tags: { $exists: false } }] } }],
        status: 200,
      },
      {
        what: 'with an unknown operator',
        request: ['POST', '/query', { vector: [1, 0], topK: 3, filter: { n: { $like: 1 } } }],
        status: 400,
      },
      { what: 'with a topK of zero', request: ['POST', '/query', { vector: [1, 0], topK: 0 }], status: 400 },
    ],
  },
  {
    area: 'Namespaces',
    index: true,
    cases: [
      { what: 'create', request: ['POST', '/namespaces', { name: 'one' }], status: 200 },
      { what: 'create twice', request: ['POST', '/namespaces', { name: 'one' }], status: 409 },
      { what: 'list', request: ['GET', '/namespaces'], status: 200 },
      { what: 'describe', request: ['GET', '/namespaces/one'], status: 200 },
      { what: 'delete', request: ['DELETE', '/namespaces/one'], status: 200 },
    ],
  },
  {
    area: 'What it does not have',
    index: true,
    cases: [{ what: 'bulk import', request: ['POST', '/bulk/imports', { uri: 's3://bucket/' }], status: 501 }],
  },
];
