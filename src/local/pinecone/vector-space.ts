import type { IndexConfig } from './index-model.ts';
import type { SchemaField } from './index-schema.ts';
import { findEmbedModel } from './models.ts';
import { unsupported } from './refusal.ts';
import type { Metric } from './search.ts';

/** Which vectors the records of an index have. */
export interface VectorSpace {
  readonly dense?: { readonly field: string; readonly dimension: number; readonly metric: Metric };
  /** A record of a dense index may have sparse values beside, where the metric is dotproduct. */
  readonly sparse?: { readonly field: string };
}

/** @throws PineconeRefusal for a schema with several vectors of one kind */
export function vectorSpaceOf(config: IndexConfig): VectorSpace {
  if (config.fields !== undefined) return documentSpace(config.fields);
  if (config.vectorType === 'sparse') return { sparse: { field: '_sparse_values' } };
  const dense = { field: '_values', dimension: config.dimension, metric: config.metric };
  return config.metric === 'dotproduct' ? { dense, sparse: { field: '_sparse_values' } } : { dense };
}

function documentSpace(fields: Readonly<Record<string, SchemaField>>): VectorSpace {
  const spaces = Object.entries(fields).map(([name, field]) => fieldSpace(name, field));
  const dense = spaces.flatMap((space) => space.dense ?? []);
  const sparse = spaces.flatMap((space) => space.sparse ?? []);
  if (dense.length > 1 || sparse.length > 1) throw unsupported('several dense or several sparse vectors in one document');
  return { ...(dense[0] === undefined ? {} : { dense: dense[0] }), ...(sparse[0] === undefined ? {} : { sparse: sparse[0] }) };
}

function fieldSpace(name: string, field: SchemaField): VectorSpace {
  if (field.type === 'sparse_vector') return { sparse: { field: name } };
  const { dimension, metric = 'cosine' } = field;
  if (field.type === 'dense_vector') return { dense: { field: name, dimension: dimension ?? 0, metric } };
  if (field.type !== 'semantic_text') return {};
  const model = findEmbedModel(field.model);
  if (model.vectorType === 'sparse') return { sparse: { field: name } };
  return { dense: { field: name, dimension: dimension ?? model.defaultDimension, metric } };
}
