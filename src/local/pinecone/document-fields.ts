import { parseId, parseStored } from './fields.ts';
import type { Fields } from './fields.ts';
import type { SchemaField } from './index-schema.ts';
import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import { wordsOf } from './models.ts';
import type { StoredRecord } from './namespace.ts';
import { invalid } from './refusal.ts';
import { parseSparse } from './sparse.ts';
import type { VectorSpace } from './vector-space.ts';

export interface DocumentSpace {
  readonly vectors: VectorSpace;
  readonly schema: Readonly<Record<string, SchemaField>>;
}

/** Names beginning with an underscore belong to the service. */
const reserved = new Set(['_id', '_remove_fields']);

/** @throws PineconeRefusal for values that the schema does not take */
export function parseDocument(document: Fields, space: DocumentSpace): StoredRecord {
  if (document['_remove_fields'] !== undefined) throw invalid('_remove_fields is only valid in an update');
  const id = parseId(document['_id']);
  const { dense, sparse } = space.vectors;
  const denseValue = dense === undefined ? undefined : document[dense.field];
  const sparseValues = sparse === undefined ? undefined : parseSparse(document[sparse.field], `The field ${sparse.field} of ${id}`);
  const values = dense === undefined || denseValue === undefined ? [] : parseStored(denseValue, dense.dimension, id);
  const rest = Object.entries(document).filter(([name]) => !reserved.has(name) && name !== dense?.field && name !== sparse?.field);
  for (const [name, value] of rest) checkType(name, value, space.schema);
  const metadata = parseStoredFields(rest, space.schema);
  return { id, values, ...(sparseValues === undefined ? {} : { sparse: sparseValues }), metadata };
}

/**
 * The stored document with the changes; undefined when there is none, which is no error.
 * @throws PineconeRefusal for values that the schema does not take
 */
export function parseDocumentUpdate(
  document: Fields,
  space: DocumentSpace,
  find: (id: string) => StoredRecord | undefined,
): StoredRecord | undefined {
  const { _remove_fields: removed = [], ...changes } = document;
  if (!Array.isArray(removed) || !removed.every((name) => typeof name === 'string'))
    throw invalid('_remove_fields must be a list of field names');
  const both = removed.find((name: string) => name === '_id' || changes[name] !== undefined);
  if (both !== undefined) throw invalid(`The field ${both} cannot be removed here`);
  const parsed = parseDocument(changes, space);
  const stored = find(parsed.id);
  if (stored === undefined) return undefined;
  const { dense, sparse } = space.vectors;
  const keptValues = dense !== undefined && removed.includes(dense.field) ? [] : stored.values;
  const keptSparse = sparse !== undefined && removed.includes(sparse.field) ? undefined : stored.sparse;
  const newSparse = parsed.sparse ?? keptSparse;
  const fields = Object.entries({ ...stored.metadata, ...parsed.metadata }).filter(([name]) => !removed.includes(name));
  return {
    id: parsed.id,
    values: parsed.values.length > 0 ? parsed.values : keptValues,
    ...(newSparse === undefined ? {} : { sparse: newSparse }),
    metadata: parseStoredFields(fields, space.schema),
  };
}

/** Texts that are searched have a limit of their own; all other fields are metadata. */
function parseStoredFields(
  fields: readonly (readonly [name: string, value: unknown])[],
  schema: DocumentSpace['schema'],
): Metadata | undefined {
  if (fields.length === 0) return undefined;
  const isText = ([name]: readonly [name: string, value: unknown]): boolean => Object.hasOwn(schema, name);
  const metadata = parseMetadata(Object.fromEntries(fields.filter((field) => !isText(field))));
  return { ...metadata, ...(Object.fromEntries(fields.filter(isText)) as Metadata) };
}

const textLimitBytes = 102_400;
const textLimitTokens = 10_000;

/** Vectors are looked at where they are read. */
function checkType(name: string, value: unknown, schema: DocumentSpace['schema']): void {
  if (name.startsWith('_')) throw invalid(`Field names may not begin with an underscore, got ${name}`);
  if (!Object.hasOwn(schema, name)) return;
  if (typeof value !== 'string') throw invalid(`The field ${name} must be of type string, got ${JSON.stringify(value)?.slice(0, 40)}`);
  if (Buffer.byteLength(value) > textLimitBytes || wordsOf(value).length > textLimitTokens)
    throw invalid(`The field ${name} must have at most ${textLimitBytes} bytes and ${textLimitTokens} tokens`);
}

/** @throws PineconeRefusal for a document of metadata alone: nothing would find it */
export function requireSchemaField(document: Fields, { schema }: DocumentSpace): void {
  if (Object.keys(document).some((name) => Object.hasOwn(schema, name))) return;
  throw invalid(`The document ${JSON.stringify(document['_id'])} must have one of the fields ${Object.keys(schema).join(', ')}`);
}
