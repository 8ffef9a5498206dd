import type { IndexConfig } from './index-model.ts';
import type { SchemaField } from './index-schema.ts';
import type { Metric } from './search.ts';

/** Which vectors the records of an index have. */
export interface VectorSpace {
  readonly dense?: { readonly field: string; readonly dimension: number; readonly metric: Metric };
  /** A record of a dense index may have sparse values beside, where the metric is dotproduct. */
  readonly sparse?: { readonly field: string };
}

export function vectorSpaceOf(config: IndexConfig): VectorSpace {
  if (config.fields !== undefined) return documentSpace(Object.entries(config.fields));
  if (config.vectorType === 'sparse') return { sparse: { field: '_sparse_values' } };
  const dense = { field: '_values', dimension: config.dimension, metric: config.metric };
  return config.metric === 'dotproduct' ? { dense, sparse: { field: '_sparse_values' } } : { dense };
}

/** A schema has at most one field of each kind of vector. */
function documentSpace(fields: readonly (readonly [name: string, field: SchemaField])[]): VectorSpace {
  const [denseName, dense] = fields.find(([, { type }]) => type === 'dense_vector') ?? [];
  const [sparseName] = fields.find(([, { type }]) => type === 'sparse_vector') ?? [];
  return {
    ...(denseName !== undefined && { dense: { field: denseName, dimension: dense?.dimension ?? 0, metric: dense?.metric ?? 'cosine' } }),
    ...(sparseName !== undefined && { sparse: { field: sparseName } }),
  };
}
