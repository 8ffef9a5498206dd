import { asFields } from './index-labels.ts';
import type { Fields } from './index-labels.ts';
import type { SchemaField, VectorType } from './index-schema.ts';
import { PineconeRefusal } from './refusal.ts';
import type { Metric } from './search.ts';

export interface Vectors {
  readonly vectorType: VectorType;
  readonly dimension: number;
  readonly metric: Metric;
  readonly fields?: Readonly<Record<string, SchemaField>>;
}

/** A plain vector index has the reserved fields alone, a document index has none of them. @throws PineconeRefusal */
export function parseSchema(value: unknown): Vectors {
  const declared = Object.entries(asFields(asFields(value, 'schema')['fields'], 'schema.fields'));
  if (declared.length === 0) throw new PineconeRefusal('invalid', 'schema.fields must have at least one field');
  const fields = declared.map(([name, field]) => [name, parseField(name, asFields(field, `schema.fields.${name}`))] as const);
  const reserved = fields.filter(([name]) => name === '_values' || name === '_sparse_values');
  if (reserved.length > 0 && reserved.length < fields.length) {
    throw new PineconeRefusal('invalid', 'The reserved fields _values and _sparse_values cannot stand beside other fields');
  }
  const dense = fields.find(([, { type }]) => type === 'dense_vector');
  const sparse = fields.find(([, { type }]) => type === 'sparse_vector');
  const space: Vectors =
    dense === undefined
      ? { vectorType: sparse === undefined ? 'dense' : 'sparse', dimension: 0, metric: 'dotproduct' }
      : { vectorType: 'dense', dimension: dense[1].dimension ?? 0, metric: dense[1].metric ?? 'cosine' };
  return reserved.length > 0 ? space : { ...space, fields: Object.fromEntries(fields) };
}

/** @throws PineconeRefusal */
export function parseDimension(dimension: unknown): number {
  if (typeof dimension === 'number' && Number.isInteger(dimension) && dimension >= 1 && dimension <= 20_000) return dimension;
  throw new PineconeRefusal('invalid', `Dimension must be a whole number from 1 to 20000, got ${JSON.stringify(dimension)}`);
}

/** @throws PineconeRefusal */
export function parseMetric(metric: unknown): Metric {
  if (metric === 'cosine' || metric === 'dotproduct' || metric === 'euclidean') return metric;
  throw new PineconeRefusal('invalid', `Metric must be cosine, dotproduct or euclidean, got ${JSON.stringify(metric)}`);
}

/** What a field may be when an index is created; the service adds the other types from what is written. */
function parseField(name: string, field: Fields): SchemaField {
  const { type } = field;
  if ((name === '_values' && type !== 'dense_vector') || (name === '_sparse_values' && type !== 'sparse_vector')) {
    throw new PineconeRefusal('invalid', `The reserved field ${name} cannot have the type ${JSON.stringify(type)}`);
  }
  if (type === 'dense_vector') return { type, dimension: parseDimension(field['dimension']), metric: parseMetric(field['metric']) };
  if (type === 'sparse_vector') return { type };
  if (type === 'string') return { type, fullTextSearch: parseTextSearch(name, field['full_text_search']) };
  throw new PineconeRefusal(
    'invalid',
    `The type of the field ${name} must be dense_vector, sparse_vector or string, got ${JSON.stringify(type)}`,
  );
}

function parseTextSearch(name: string, value: unknown): NonNullable<SchemaField['fullTextSearch']> {
  const { stemming, stop_words: stopWords, language } = asFields(value, `full_text_search of the field ${name}`);
  return {
    ...(typeof stemming === 'boolean' ? { stemming } : {}),
    ...(typeof stopWords === 'boolean' ? { stopWords } : {}),
    ...(typeof language === 'string' ? { language } : {}),
  };
}
