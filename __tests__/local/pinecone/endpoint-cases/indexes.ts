import { documentIndex, plainIndex, textIndex } from './endpoint-case.ts';
import type { EndpointArea } from './endpoint-case.ts';

const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } };
const older = '2026-04';
const dedicated = { node_type: 'b1', scaling: 'Manual', manual: { replicas: 1, shards: 1 } };
const readCapacity = { mode: 'Dedicated', dedicated };
const byoc = { deployment_type: 'byoc', environment: 'aws-us-east-1-b921' };
const vectors = { fields: { _values: { type: 'dense_vector', dimension: 2, metric: 'cosine' } } };
const titled = (search: object) => ({ name: 'x', schema: { fields: { title: { type: 'string', full_text_search: search } } } });

export const indexAreas: readonly EndpointArea[] = [
  {
    area: 'Indexes, from 2026-07 on',
    cases: [
      { what: 'create of dense vectors', request: plainIndex('cases'), status: 201 },
      {
        what: 'create of sparse vectors',
        request: ['POST', '/indexes', { name: 'thin', schema: { fields: { _sparse_values: { type: 'sparse_vector' } } } }],
        status: 201,
      },
      { what: 'create for documents', request: documentIndex('docs'), status: 201 },
      { what: 'create for a model', request: textIndex('texts'), status: 201 },
      { what: 'create without a name', request: ['POST', '/indexes', { schema: vectors }], status: 201 },
      {
        what: "create in the customer's own cloud",
        request: ['POST', '/indexes', { name: 'own', schema: vectors, deployment: byoc, read_capacity: readCapacity }],
        status: 201,
        differs: 'An index in your own cloud is held here like any other.',
      },
      {
        what: 'create with a customer-managed key',
        request: ['POST', '/indexes', { name: 'locked', schema: vectors, cmek_id: 'arn:aws:kms:us-east-1:1:key/1' }],
        status: 201,
        differs: 'A customer-managed key is kept and shown; nothing is encrypted.',
      },
      {
        what: 'create in any region of a cloud',
        request: [
          'POST',
          '/indexes',
          { name: 'far', schema: vectors, deployment: { deployment_type: 'managed', cloud: 'gcp', region: 'mars-north1' } },
        ],
        status: 201,
        differs: 'Every region of a known cloud is taken.',
      },
      { what: 'list', request: ['GET', '/indexes'], status: 200 },
      { what: 'describe', request: ['GET', '/indexes/cases'], status: 200 },
      { what: 'delete', request: ['DELETE', '/indexes/thin'], status: 202 },
      { what: 'create twice', request: plainIndex('cases'), status: 409 },
      { what: 'create with a bad name', request: plainIndex('Cases'), status: 400 },
      { what: 'create with an unknown metric', request: plainIndex('x', 2, 'manhattan'), status: 400 },
      { what: 'create without a schema', request: ['POST', '/indexes', { name: 'x' }], status: 422 },
      { what: 'create with an unknown field', request: ['POST', '/indexes', { name: 'x', schema: vectors, dimension: 2 }], status: 422 },
      {
        what: 'create in an unknown cloud',
        request: [
          'POST',
          '/indexes',
          { name: 'x', schema: vectors, deployment: { deployment_type: 'managed', cloud: 'moon', region: 'r' } },
        ],
        status: 404,
      },
      {
        what: 'create of a pod',
        request: [
          'POST',
          '/indexes',
          { name: 'x', schema: vectors, deployment: { deployment_type: 'pod', environment: 'e', pod_type: 'p1.x1' } },
        ],
        status: 400,
      },
      {
        what: 'reserved fields beside others',
        request: ['POST', '/indexes', { name: 'x', schema: { fields: { ...vectors.fields, words: { type: 'sparse_vector' } } } }],
        status: 400,
      },
      {
        what: 'a field named $x',
        request: ['POST', '/indexes', { name: 'x', schema: { fields: { $x: { type: 'sparse_vector' } } } }],
        status: 400,
      },
      { what: 'stop words without stemming', request: ['POST', '/indexes', titled({ stop_words: true })], status: 400 },
      { what: 'a model that there is not', request: textIndex('x', 'none'), status: 404 },
      { what: 'describe one that is not there', request: ['GET', '/indexes/none'], status: 404 },
      { what: 'n-grams in full-text search', request: ['POST', '/indexes', titled({ ngram: { min_gram: 2, max_gram: 3 } })], status: 501 },
    ],
  },
  {
    area: 'Indexes, up to 2026-04',
    cases: [
      {
        what: 'create',
        request: ['POST', '/indexes', { name: 'cases', dimension: 2, metric: 'cosine', spec }],
        status: 201,
        version: older,
      },
      {
        what: 'create of sparse vectors',
        request: ['POST', '/indexes', { name: 'thin', vector_type: 'sparse', spec }],
        status: 201,
        version: older,
      },
      {
        what: 'create with a list of filterable metadata',
        request: [
          'POST',
          '/indexes',
          { name: 'listed', dimension: 2, spec: { serverless: { ...spec.serverless, schema: { fields: { n: { filterable: true } } } } } },
        ],
        status: 201,
        version: older,
      },
      {
        what: 'create without the header',
        request: ['POST', '/indexes', { name: 'oldest', dimension: 2, spec }],
        status: 201,
        version: null,
      },
      { what: 'list', request: ['GET', '/indexes'], status: 200, version: older },
      { what: 'describe', request: ['GET', '/indexes/cases'], status: 200, version: '2025-10' },
      { what: 'configure', request: ['PATCH', '/indexes/cases', { tags: { a: 'b' } }], status: 202, version: older },
      {
        what: 'add a model to an index',
        request: ['PATCH', '/indexes/listed', { embed: { model: 'multilingual-e5-large', field_map: { text: 'body' } } }],
        status: 400,
        version: older,
      },
      {
        what: 'a dimension of sparse vectors',
        request: ['POST', '/indexes', { name: 'x', vector_type: 'sparse', dimension: 2, spec }],
        status: 400,
        version: older,
      },
      { what: 'create without a spec', request: ['POST', '/indexes', { name: 'x', dimension: 2 }], status: 422, version: older },
      {
        what: 'create from a collection',
        request: ['POST', '/indexes', { name: 'x', dimension: 2, spec: { serverless: { ...spec.serverless, source_collection: 'c' } } }],
        status: 404,
        version: older,
      },
      {
        what: 'create of a pod',
        request: ['POST', '/indexes', { name: 'x', dimension: 2, spec: { pod: { environment: 'e', pod_type: 'p1.x1' } } }],
        status: 501,
        version: older,
      },
    ],
  },
  {
    area: 'Dedicated read nodes',
    prepare: [plainIndex('shared')],
    cases: [
      {
        what: 'create',
        request: ['POST', '/indexes', { name: 'nodes', schema: vectors, read_capacity: readCapacity }],
        status: 201,
        differs:
          'Nodes, replicas and shards are kept and shown; the same process answers, whatever their number. Fullness is that of storage alone.',
      },
      {
        what: 'scale',
        request: [
          'PATCH',
          '/indexes/nodes',
          { read_capacity: { mode: 'Dedicated', dedicated: { scaling: 'Manual', manual: { replicas: 3 } } } },
        ],
        status: 200,
      },
      {
        what: 'another node type',
        request: ['PATCH', '/indexes/nodes', { read_capacity: { mode: 'Dedicated', dedicated: { node_type: 't1' } } }],
        status: 200,
      },
      { what: 'back to on demand', request: ['PATCH', '/indexes/nodes', { read_capacity: { mode: 'OnDemand' } }], status: 200 },
      {
        what: 'no shard',
        request: [
          'PATCH',
          '/indexes/shared',
          { read_capacity: { mode: 'Dedicated', dedicated: { ...dedicated, manual: { replicas: 1, shards: 0 } } } },
        ],
        status: 400,
      },
      {
        what: 'an unknown node type',
        request: ['PATCH', '/indexes/shared', { read_capacity: { mode: 'Dedicated', dedicated: { ...dedicated, node_type: 'x9' } } }],
        status: 400,
      },
      { what: 'dedicated without nodes', request: ['PATCH', '/indexes/shared', { read_capacity: { mode: 'Dedicated' } }], status: 422 },
      {
        what: "on demand in the customer's own cloud",
        request: ['POST', '/indexes', { name: 'x', schema: vectors, deployment: byoc }],
        status: 400,
      },
    ],
  },
  {
    area: 'Tags and protection',
    prepare: [plainIndex('cases')],
    cases: [
      { what: 'set tags', request: ['PATCH', '/indexes/cases', { tags: { team: 'qa', run: '7' } }], status: 200 },
      { what: 'remove a tag by an empty value', request: ['PATCH', '/indexes/cases', { tags: { run: '' } }], status: 200 },
      { what: 'protect from deletion', request: ['PATCH', '/indexes/cases', { deletion_protection: 'enabled' }], status: 200 },
      { what: 'delete a protected one', request: ['DELETE', '/indexes/cases'], status: 403 },
      { what: 'end the protection', request: ['PATCH', '/indexes/cases', { deletion_protection: 'disabled' }], status: 200 },
      { what: 'a tag that is not ASCII', request: ['PATCH', '/indexes/cases', { tags: { a: 'ü' } }], status: 400 },
      { what: 'a tag that is a number', request: ['PATCH', '/indexes/cases', { tags: { a: 1 } }], status: 422 },
      { what: 'an unknown protection', request: ['PATCH', '/indexes/cases', { deletion_protection: 'maybe' }], status: 400 },
    ],
  },
];
