import { parseFields, parseLimit, parseNamespace } from './fields.ts';
import type { Fields } from './fields.ts';
import { pageOf } from './page.ts';
import { PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { defaultNamespace } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

export const namespaceRoutes: readonly Route<VectorIndex>[] = [
  { method: 'GET', path: '/namespaces', writes: false, handle: listNamespaces },
  { method: 'POST', path: '/namespaces', writes: true, handle: createNamespace },
  { method: 'GET', path: '/namespaces/{namespace}', writes: false, handle: describeNamespace },
  { method: 'DELETE', path: '/namespaces/{namespace}', writes: true, handle: deleteNamespace },
];

function listNamespaces(index: VectorIndex, request: PineconeRequest): Reply {
  const prefix = request.query.get('prefix') ?? '';
  const names = index.namespaceNames.filter((name) => name.startsWith(prefix));
  const { items, pagination } = pageOf(names, parseLimit(request.query.get('limit')), request.query.get('paginationToken') ?? undefined);
  return {
    status: 200,
    body: { namespaces: items.map((name) => printNamespace(index, name, request.schemaShape)), total_count: names.length, ...pagination },
  };
}

function createNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  const { name, schema } = parseFields(request.body);
  if (typeof name !== 'string' || name === '') throw new PineconeRefusal('invalid', 'name must be a non-empty string');
  if (name === defaultNamespace) throw new PineconeRefusal('invalid', `The namespace ${name} always exists and cannot be created`);
  const declared = parseNamespaceSchema(schema);
  if (index.namespace(parseNamespace(name)) !== undefined) throw new PineconeRefusal('exists', `Namespace ${name} already exists`);
  const namespace = index.writable(name);
  namespace.indexedFields = declared ?? namespace.indexedFields;
  return { status: 200, body: printNamespace(index, name, request.schemaShape) };
}

const schemaFieldsLimit = 50;

/** Names of the metadata that filters may use. */
function parseNamespaceSchema(schema: unknown): readonly string[] | undefined {
  if (schema === undefined || schema === null) return undefined;
  const entries = Object.entries(((schema as Fields)['fields'] ?? {}) as Fields);
  if (entries.length > schemaFieldsLimit) throw new PineconeRefusal('invalid', `At most ${schemaFieldsLimit} fields may be declared`);
  for (const [name, field] of entries) {
    if (name.startsWith('$')) throw new PineconeRefusal('invalid', `Field names may not begin with $, got '${name}'`);
    if ((field as Fields | null)?.['filterable'] === true) continue;
    throw new PineconeRefusal('invalid', `Field '${name}' is set to filterable: false. Only filterable: true is supported.`);
  }
  return entries.map(([name]) => name);
}

function describeNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  const name = request.parameters['namespace'] ?? '';
  index.existing(name);
  return { status: 200, body: printNamespace(index, name, request.schemaShape) };
}

function deleteNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  index.drop(request.parameters['namespace'] ?? '');
  return { status: 200, body: {} };
}

/** From 2026-07 on 64-bit numbers are decimal strings, and the size is told. */
function printNamespace(index: VectorIndex, name: string, schemaShape: boolean) {
  const { count, sizeBytes, indexedFields } = index.existing(name);
  const counts = schemaShape ? { record_count: String(count), size_bytes: String(sizeBytes) } : { record_count: count };
  if (indexedFields === undefined) return { name, ...counts };
  const fields = Object.fromEntries(indexedFields.map((field) => [field, { filterable: true }]));
  return { name, ...counts, schema: { fields }, indexed_fields: { fields: indexedFields } };
}
