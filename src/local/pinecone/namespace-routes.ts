import { hasSchemaShape } from './api-version.ts';
import type { ApiVersion } from './api-version.ts';
import { parseFields, parseNamespace, parsePrefix } from './fields.ts';
import { pageOfQuery } from './page.ts';
import { filterableFields } from './parse-index.ts';
import { invalid, PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { defaultNamespace } from './vector-index.ts';
import type { VectorIndex } from './vector-index.ts';

/** The version from which on namespaces can be created, with a list of the metadata that filters may name, and be listed by prefix. */
const since = '2025-10' as const;

export const namespaceRoutes: readonly Route<VectorIndex>[] = [
  { method: 'GET', path: '/namespaces', writes: false, handle: listNamespaces },
  { method: 'POST', path: '/namespaces', since, writes: true, handle: createNamespace },
  { method: 'GET', path: '/namespaces/{namespace}', writes: false, handle: describeNamespace },
  { method: 'DELETE', path: '/namespaces/{namespace}', writes: true, handle: deleteNamespace },
];

function listNamespaces(index: VectorIndex, { query, version }: PineconeRequest): Reply {
  const prefix = version < since ? '' : parsePrefix(query.get('prefix'));
  const names = index.namespaceNames.filter((name) => name.startsWith(prefix));
  const { items, pagination } = pageOfQuery(names, query);
  const namespaces = items.map((name) => printNamespace(index, name, version));
  return { status: 200, body: { namespaces, ...(version >= since && { total_count: names.length }), ...pagination } };
}

function createNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  const { name, schema } = parseFields(request.body);
  if (typeof name !== 'string' || name === '') throw invalid('name must be a non-empty string');
  if (name === defaultNamespace) throw invalid(`The namespace ${name} always exists and cannot be created`);
  const { filterable } = filterableFields(schema);
  if (index.namespace(parseNamespace(name)) !== undefined) throw new PineconeRefusal('exists', `Namespace ${name} already exists`);
  const namespace = index.writable(name);
  namespace.indexedFields = filterable ?? namespace.indexedFields;
  return { status: 200, body: printNamespace(index, name, request.version) };
}

function describeNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  return { status: 200, body: printNamespace(index, parseNamespace(request.parameters['namespace']), request.version) };
}

function deleteNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  index.drop(parseNamespace(request.parameters['namespace']));
  return { status: 200, body: {} };
}

/** In the newer shape 64-bit numbers are decimal strings, and the size is told. */
function printNamespace(index: VectorIndex, name: string, version: ApiVersion) {
  const { count, sizeBytes, indexedFields } = index.existing(name);
  const counts = hasSchemaShape(version) ? { record_count: String(count), size_bytes: String(sizeBytes) } : { record_count: count };
  if (indexedFields === undefined || version < since) return { name, ...counts };
  const fields = Object.fromEntries(indexedFields.map((field) => [field, { filterable: true }]));
  return { name, ...counts, schema: { fields }, indexed_fields: { fields: indexedFields } };
}
