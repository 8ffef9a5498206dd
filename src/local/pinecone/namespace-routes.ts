import { parseFields, parseLimit } from './fields.ts';
import { pageOf } from './page.ts';
import { PineconeRefusal, unsupported } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
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
  return { status: 200, body: { namespaces: items.map((name) => printNamespace(index, name)), total_count: names.length, ...pagination } };
}

function createNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  const { name, schema } = parseFields(request.body);
  if (schema !== undefined && schema !== null) throw unsupported('namespaces with a schema');
  if (typeof name !== 'string' || name === '') throw new PineconeRefusal('invalid', 'name must be a non-empty string');
  if (index.namespace(name) !== undefined) throw new PineconeRefusal('exists', `Namespace ${name} already exists`);
  index.writable(name);
  return { status: 200, body: printNamespace(index, name) };
}

function describeNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  const name = request.parameters['namespace'] ?? '';
  index.existing(name);
  return { status: 200, body: printNamespace(index, name) };
}

function deleteNamespace(index: VectorIndex, request: PineconeRequest): Reply {
  index.drop(request.parameters['namespace'] ?? '');
  return { status: 200, body: {} };
}

function printNamespace(index: VectorIndex, name: string) {
  return { name, record_count: index.existing(name).count };
}
