import { asFields, asText, asWhole, asWord, optionalFlag, optionalText, requireKnownFields } from './control-fields.ts';
import type { Fields } from './fields.ts';
import type { SchemaField, VectorType } from './index-schema.ts';
import { invalid, unsupported } from './refusal.ts';
import type { Metric } from './search.ts';

export interface Vectors {
  readonly vectorType: VectorType;
  readonly dimension: number;
  readonly metric: Metric;
  readonly fields?: Readonly<Record<string, SchemaField>>;
}

const nameLimitBytes = 64;
const descriptionLimitBytes = 256;
const textFieldsLimit = 100;
const reserved = { _values: 'dense_vector', _sparse_values: 'sparse_vector' } as const;

function isReserved(name: string): name is keyof typeof reserved {
  return Object.hasOwn(reserved, name);
}

/** A plain vector index has the reserved fields alone, a document index has none of them. @throws PineconeRefusal */
export function parseSchema(value: unknown): Vectors {
  const declared = Object.entries(asFields(asFields(value, 'schema')['fields'], 'schema.fields'));
  if (declared.length === 0) throw invalid('schema.fields must have at least one field');
  const isPlain = declared.every(([name]) => isReserved(name));
  if (!isPlain) checkNames(declared.map(([name]) => name));
  const fields = declared.map(([name, field]) => [name, parseField(name, asFields(field, `schema.fields.${name}`))] as const);
  const ofType = (type: SchemaField['type']): readonly SchemaField[] =>
    fields.map(([, field]) => field).filter((field) => field.type === type);
  const [dense, ...moreDense] = ofType('dense_vector');
  const [sparse, ...moreSparse] = ofType('sparse_vector');
  if (moreDense.length + moreSparse.length > 0)
    throw invalid('schema.fields may have at most one dense_vector and one sparse_vector field');
  if (ofType('string').length > textFieldsLimit)
    throw invalid(`schema.fields may have at most ${textFieldsLimit} fields for full-text search`);
  const space: Vectors =
    dense === undefined
      ? { vectorType: sparse === undefined ? 'dense' : 'sparse', dimension: 0, metric: 'dotproduct' }
      : { vectorType: 'dense', dimension: dense.dimension ?? 0, metric: dense.metric ?? 'cosine' };
  return isPlain ? space : { ...space, fields: Object.fromEntries(fields) };
}

function checkNames(names: readonly string[]): void {
  for (const name of names) {
    if (isReserved(name)) throw invalid('The reserved fields _values and _sparse_values cannot stand beside other fields');
    if (name === '' || Buffer.byteLength(name) > nameLimitBytes)
      throw invalid(`The name of a field must have 1 to ${nameLimitBytes} bytes, got ${JSON.stringify(name)}`);
    if (/^[$_]/.test(name)) throw invalid(`The name of a field may not begin with ${name.charAt(0)}, got ${name}`);
  }
}

/** @throws PineconeRefusal */
export function parseDimension(value: unknown): number {
  const dimension = asWhole(value, 'Dimension');
  if (dimension >= 1 && dimension <= 20_000) return dimension;
  throw invalid(`Dimension must be a whole number from 1 to 20000, got ${dimension}`);
}

/** @throws PineconeRefusal */
export function parseMetric(value: unknown): Metric {
  return asWord(value, 'Metric', ['cosine', 'dotproduct', 'euclidean'] as const);
}

/** What a field may be when an index is created; the service adds the other types from what is written. */
function parseField(name: string, field: Fields): SchemaField {
  const type = asText(field['type'], `schema.fields.${name}.type`);
  if (isReserved(name) && type !== reserved[name])
    throw invalid(`The reserved field ${name} must have the type ${reserved[name]}, got ${type}`);
  const common = describe(name, field);
  if (type === 'dense_vector')
    return { type, ...common, dimension: parseDimension(field['dimension']), metric: parseMetric(field['metric']) };
  if (type === 'sparse_vector') return { type, ...common };
  if (type === 'string') return { type, ...common, fullTextSearch: parseTextSearch(name, field['full_text_search']) };
  throw invalid(`The type of the field ${name} must be dense_vector, sparse_vector or string, got ${JSON.stringify(type)}`);
}

function describe(name: string, field: Fields): { readonly description?: string } {
  const description = optionalText(field['description'], `schema.fields.${name}.description`);
  if (description === undefined) return {};
  if (isReserved(name)) throw invalid(`The reserved field ${name} takes no description`);
  if (Buffer.byteLength(description) <= descriptionLimitBytes) return { description };
  throw invalid(`The description of the field ${name} must have at most ${descriptionLimitBytes} bytes`);
}

function parseTextSearch(name: string, value: unknown): NonNullable<SchemaField['fullTextSearch']> {
  const what = `full_text_search of the field ${name}`;
  const fields = asFields(value, what);
  requireKnownFields(fields, what, ['language', 'stemming', 'stop_words', 'ngram']);
  if (fields['ngram'] !== undefined) throw unsupported('n-grams in full-text search');
  const stemming = optionalFlag(fields['stemming'], `stemming in ${what}`) ?? false;
  const stopWords = optionalFlag(fields['stop_words'], `stop_words in ${what}`) ?? false;
  if (stopWords && !stemming) throw invalid(`stop_words requires stemming in ${what}`);
  return { stemming, stopWords, language: optionalText(fields['language'], `language in ${what}`) ?? 'en' };
}
