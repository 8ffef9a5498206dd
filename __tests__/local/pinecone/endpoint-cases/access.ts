import { plainIndex } from './endpoint-case.ts';
import type { EndpointArea } from './endpoint-case.ts';

const record = { vectors: [{ id: 'a', values: [1, 0] }] };

export const accessAreas: readonly EndpointArea[] = [
  {
    area: 'Inference',
    cases: [
      {
        what: 'embed',
        request: ['POST', '/embed', { model: 'multilingual-e5-large', inputs: [{ text: 'refunds' }] }],
        status: 200,
        differs:
          'No model runs: vectors and ranks come from words, the answer names what made them, and models are described as simulated.',
      },
      {
        what: 'embed to sparse values',
        request: [
          'POST',
          '/embed',
          { model: 'pinecone-sparse-english-v0', inputs: [{ text: 'refunds' }], parameters: { return_tokens: true } },
        ],
        status: 200,
      },
      {
        what: 'rerank',
        request: [
          'POST',
          '/rerank',
          { model: 'pinecone-rerank-v0', query: 'refunds', documents: [{ text: 'refunds' }, { text: 'closed' }], top_n: 1 },
        ],
        status: 200,
      },
      { what: 'list models', request: ['GET', '/models?type=embed&vector_type=dense'], status: 200 },
      { what: 'describe a model', request: ['GET', '/models/multilingual-e5-large'], status: 200 },
      { what: 'an unknown model', request: ['GET', '/models/none'], status: 404 },
      { what: 'an empty text', request: ['POST', '/embed', { model: 'multilingual-e5-large', inputs: [{ text: '' }] }], status: 400 },
      {
        what: 'a document without the field that ranks',
        request: ['POST', '/rerank', { model: 'pinecone-rerank-v0', query: 'q', documents: [{ body: 'b' }] }],
        status: 400,
      },
    ],
  },
  {
    area: 'Keys, roles and projects',
    prepare: [plainIndex('cases')],
    cases: [
      { what: 'ProjectEditor writes', request: ['POST', '/@cases/vectors/upsert', record], status: 200, as: 'ProjectEditor' },
      { what: 'ProjectViewer reads', request: ['GET', '/indexes/cases'], status: 200, as: 'ProjectViewer' },
      {
        what: 'ControlPlaneEditor configures',
        request: ['PATCH', '/indexes/cases', { tags: { a: 'b' } }],
        status: 200,
        as: 'ControlPlaneEditor',
      },
      { what: 'ControlPlaneViewer lists', request: ['GET', '/indexes'], status: 200, as: 'ControlPlaneViewer' },
      { what: 'DataPlaneEditor writes records', request: ['POST', '/@cases/vectors/upsert', record], status: 200, as: 'DataPlaneEditor' },
      { what: 'DataPlaneViewer queries', request: ['POST', '/@cases/query', { id: 'a', topK: 1 }], status: 200, as: 'DataPlaneViewer' },
      { what: 'another project has its own indexes', request: plainIndex('cases'), status: 201, as: 'other project' },
      { what: 'a wrong key', request: ['GET', '/indexes'], status: 401, as: 'nobody' },
      { what: 'a wrong key for records', request: ['POST', '/@cases/query', { id: 'a', topK: 1 }], status: 401, as: 'nobody' },
      { what: "another project's records", request: ['POST', '/@cases/query', { id: 'a', topK: 1 }], status: 401, as: 'other project' },
      { what: 'DataPlaneViewer writes', request: ['POST', '/@cases/vectors/upsert', record], status: 403, as: 'DataPlaneViewer' },
      { what: 'DataPlaneEditor lists indexes', request: ['GET', '/indexes'], status: 403, as: 'DataPlaneEditor' },
      {
        what: 'ControlPlaneEditor reads records',
        request: ['POST', '/@cases/query', { id: 'a', topK: 1 }],
        status: 403,
        as: 'ControlPlaneEditor',
      },
      { what: 'ProjectViewer deletes', request: ['DELETE', '/indexes/cases'], status: 403, as: 'ProjectViewer' },
    ],
  },
  {
    area: 'Quotas, of the plan Starter',
    plan: 'starter',
    prepare: ['a', 'b', 'c', 'd', 'e'].map((name) => plainIndex(name)),
    cases: [
      { what: 'a sixth index', request: plainIndex('f'), status: 403 },
      { what: 'a backup', request: ['POST', '/indexes/a/backups', {}], status: 403 },
      { what: 'a backup schedule', request: ['POST', '/indexes/a/backup-schedules', {}], status: 403 },
    ],
  },
  {
    area: 'Versions',
    cases: [
      { what: 'no header is 2025-04', request: ['GET', '/indexes'], status: 200, version: null },
      { what: '2025-04', request: ['GET', '/indexes'], status: 200, version: '2025-04' },
      { what: '2025-10', request: ['GET', '/indexes'], status: 200, version: '2025-10' },
      { what: '2026-04', request: ['GET', '/indexes'], status: 200, version: '2026-04' },
      { what: '2026-07', request: ['GET', '/indexes'], status: 200, version: '2026-07' },
      {
        what: '2026-01.alpha',
        request: ['GET', '/indexes'],
        status: 200,
        version: '2026-01.alpha',
        differs: '2026-01.alpha and unstable are answered like 2026-07.',
      },
      { what: 'unstable', request: ['GET', '/indexes'], status: 200, version: 'unstable' },
      { what: 'one that is gone', request: ['GET', '/indexes'], status: 400, version: '2024-07' },
      { what: 'one that never was', request: ['GET', '/indexes'], status: 400, version: '2026-05' },
      {
        what: 'an operation of a newer version',
        request: ['POST', '/@none/vectors/fetch_by_metadata', { filter: { n: 1 } }],
        status: 404,
        version: '2025-04',
      },
      { what: 'an unknown path', request: ['GET', '/none'], status: 404 },
    ],
  },
  {
    area: 'What it does not have',
    prepare: [plainIndex('cases')],
    cases: [
      { what: 'bulk import', request: ['POST', '/@cases/bulk/imports', { uri: 's3://bucket/' }], status: 501 },
      { what: 'namespace aliases', request: ['GET', '/@cases/namespace-aliases'], status: 501 },
      { what: 'assistants', request: ['GET', '/assistant/assistants'], status: 501 },
      { what: 'the admin API', request: ['GET', '/admin/projects'], status: 501 },
      { what: 'metrics', request: ['GET', '/prometheus/projects/p/metrics/discovery'], status: 501 },
    ],
  },
];
