import type { Role } from '../../../../src/local/pinecone/access.ts';
import type { Plan } from '../../../../src/local/pinecone/quotas.ts';
import type { CaseRequest } from '../send-request.ts';

/** What one request is answered with: `differs` says how that is not what the service does. Published in docs/pinecone-endpoint.md. */
export interface EndpointCase {
  readonly what: string;
  /** Paths that begin with `/@name` are below the address of that index; `{word}` is what a case before kept. */
  readonly request: CaseRequest;
  readonly status: number;
  /** Of the header; none when null. */
  readonly version?: string | null;
  /** Whose key it is; the editor's of the first project when absent. */
  readonly as?: Role | 'nobody' | 'other project';
  /** Keeps a field of the answer under a word. */
  readonly keeps?: readonly [word: string, field: string];
  readonly differs?: string;
}

/** Cases that run in order on an endpoint of their own. */
export interface EndpointArea {
  readonly area: string;
  readonly plan?: Plan;
  /** What there must be before the first case. */
  readonly prepare?: readonly CaseRequest[];
  readonly cases: readonly EndpointCase[];
}

/** A limit of the service: one request at it, which is answered, and one above, which is refused by 400. */
export interface LimitCase {
  readonly limit: string;
  readonly at: readonly [size: string, request: CaseRequest];
  readonly above: readonly [size: string, request: CaseRequest];
}

/** An index of plain vectors in the newest shape. */
export function plainIndex(name: string, dimension = 2, metric = 'cosine'): CaseRequest {
  return ['POST', '/indexes', { name, schema: { fields: { _values: { type: 'dense_vector', dimension, metric } } } }];
}

/** An index that embeds texts. */
export function textIndex(name: string, model = 'llama-text-embed-v2'): CaseRequest {
  const place = { cloud: 'aws', region: 'us-east-1' };
  return ['POST', '/indexes/create-for-model', { name, ...place, embed: { model, field_map: { text: 'body' } } }];
}

export const documentFields = {
  vector: { type: 'dense_vector', dimension: 2, metric: 'cosine' },
  words: { type: 'sparse_vector' },
  title: { type: 'string', full_text_search: { language: 'en' } },
};

/** An index of documents. */
export function documentIndex(name: string): CaseRequest {
  return ['POST', '/indexes', { name, schema: { fields: documentFields } }];
}
