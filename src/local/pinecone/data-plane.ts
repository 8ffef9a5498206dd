import { compileFilter } from './filter.ts';
import { parseFields, parseId, parseIds, parseLimit, parseNamespace, parseTopK, parseUpsert, parseVector } from './fields.ts';
import type { Fields } from './fields.ts';
import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import type { Namespace } from './namespace.ts';
import { namespaceRoutes } from './namespace-routes.ts';
import { pageOf } from './page.ts';
import { PineconeRefusal, unsupported } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { searchNamespace } from './search.ts';
import { shortestFloat } from './shortest-float.ts';
import type { VectorIndex } from './vector-index.ts';

export const dataRoutes: readonly Route<VectorIndex>[] = [
  { method: 'POST', path: '/vectors/upsert', writes: true, handle: upsert },
  { method: 'POST', path: '/query', writes: false, handle: query },
  { method: 'GET', path: '/vectors/fetch', writes: false, handle: fetchRecords },
  { method: 'POST', path: '/vectors/fetch_by_metadata', writes: false, handle: fetchByMetadata },
  { method: 'GET', path: '/vectors/list', writes: false, handle: listIds },
  { method: 'POST', path: '/vectors/update', writes: true, handle: update },
  { method: 'POST', path: '/vectors/delete', writes: true, handle: deleteRecords },
  { method: 'POST', path: '/describe_index_stats', writes: false, handle: describeStats },
  { method: 'GET', path: '/describe_index_stats', writes: false, handle: describeStats },
  ...namespaceRoutes,
];

function upsert(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const records = parseUpsert(fields['vectors'], index.config.dimension);
  const namespace = index.writable(parseNamespace(fields['namespace']));
  for (const { id, values, metadata } of records) namespace.put(id, values, metadata);
  return written(namespace, { upsertedCount: records.length });
}

function query(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  if (fields['sparseVector'] !== undefined && fields['sparseVector'] !== null) throw unsupported('sparse vectors');
  const topK = parseTopK(fields['topK']);
  const name = parseNamespace(fields['namespace']);
  const namespace = index.namespace(name);
  const predicate = optionalFilter(fields);
  const vector = queryVector(fields, index.config.dimension, namespace);
  const matches =
    namespace === undefined || vector === undefined
      ? []
      : searchNamespace(namespace, vector, { topK, metric: index.config.metric, predicate });
  const shown = matches.map(({ row, score }) => ({
    id: namespace?.idAt(row),
    score: shortestFloat(score),
    values: fields['includeValues'] === true && namespace !== undefined ? printValues(namespace.valuesAt(row)) : [],
    ...(fields['includeMetadata'] === true ? metadataField(namespace?.metadataAt(row)) : {}),
  }));
  return read(namespace, { matches: shown, namespace: name, usage: { readUnits: queryUnits(namespace) } });
}

/** A query by the id of a record that is not there matches nothing; it is not an error. */
function queryVector(fields: Fields, dimension: number, namespace: Namespace | undefined): Float32Array | undefined {
  const { id, vector } = fields;
  const hasId = id !== undefined && id !== null && id !== '';
  const hasVector = Array.isArray(vector) && vector.length > 0;
  if (hasId === hasVector) throw new PineconeRefusal('invalid', 'Either vector or id must be given, and not both');
  if (hasVector) return Float32Array.from(parseVector(vector, dimension));
  const row = namespace?.rowOf(parseId(id));
  return row === undefined ? undefined : namespace?.valuesAt(row).slice();
}

function fetchRecords(index: VectorIndex, request: PineconeRequest): Reply {
  const ids = parseIds(request.query.getAll('ids'));
  const name = parseNamespace(request.query.get('namespace'));
  const namespace = index.namespace(name);
  const vectors = printRecords(namespace, ids);
  const readUnits = Math.max(1, Math.ceil(Object.keys(vectors).length / 10));
  return read(namespace, { vectors, namespace: name, usage: { readUnits } });
}

function fetchByMetadata(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const name = parseNamespace(fields['namespace']);
  const namespace = index.namespace(name);
  const matching = matchingIds(namespace, fields['filter']).toSorted();
  const token = typeof fields['paginationToken'] === 'string' ? fields['paginationToken'] : undefined;
  const { items, pagination } = pageOf(matching, parseLimit(fields['limit']), token);
  const readUnits = Math.max(1, Math.ceil(items.length / 10));
  return read(namespace, { vectors: printRecords(namespace, items), namespace: name, usage: { readUnits }, ...pagination });
}

function listIds(index: VectorIndex, request: PineconeRequest): Reply {
  const name = parseNamespace(request.query.get('namespace'));
  const namespace = index.namespace(name);
  const prefix = request.query.get('prefix') ?? '';
  const all = namespace?.sortedIds ?? [];
  const named = prefix === '' ? all : all.filter((id) => id.startsWith(prefix));
  const { items, pagination } = pageOf(named, parseLimit(request.query.get('limit')), request.query.get('paginationToken') ?? undefined);
  return read(namespace, { vectors: items.map((id) => ({ id })), namespace: name, usage: { readUnits: 1 }, ...pagination });
}

function update(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  if (fields['sparseValues'] !== undefined && fields['sparseValues'] !== null) throw unsupported('sparse values');
  const setMetadata = parseMetadata(fields['setMetadata']) ?? {};
  const namespace = index.namespace(parseNamespace(fields['namespace']));
  if (fields['filter'] === undefined) return updateOne(index, namespace, fields, setMetadata);
  if (fields['id'] !== undefined || fields['values'] !== undefined) {
    throw new PineconeRefusal('invalid', 'An update by filter takes setMetadata alone, without id and values');
  }
  const ids = matchingIds(namespace, fields['filter']);
  if (fields['dryRun'] !== true) for (const id of ids) mergeMetadata(namespace, id, setMetadata);
  return written(namespace, { matchedRecords: ids.length });
}

/** The service answers an update of an unknown id with success, and so do we: the record just does not appear. */
function updateOne(index: VectorIndex, namespace: Namespace | undefined, fields: Fields, setMetadata: Metadata): Reply {
  const id = parseId(fields['id']);
  const values = fields['values'] === undefined ? undefined : parseVector(fields['values'], index.config.dimension);
  const stored = namespace?.get(id);
  if (stored !== undefined && values !== undefined) namespace?.put(id, values, stored.metadata);
  mergeMetadata(namespace, id, setMetadata);
  return written(namespace, {});
}

function mergeMetadata(namespace: Namespace | undefined, id: string, changes: Metadata): void {
  const row = namespace?.rowOf(id);
  if (row !== undefined) namespace?.putMetadata(row, { ...namespace.metadataAt(row), ...changes });
}

function deleteRecords(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const name = parseNamespace(fields['namespace']);
  const ways = [fields['ids'] !== undefined, fields['deleteAll'] === true, fields['filter'] !== undefined].filter(Boolean);
  if (ways.length !== 1) throw new PineconeRefusal('invalid', 'Exactly one of ids, deleteAll and filter must be given');
  if (fields['deleteAll'] === true) {
    const { lsn } = index.existing(name);
    index.drop(name);
    return { status: 200, body: {}, headers: { 'x-pinecone-request-lsn': String(lsn + 1) } };
  }
  const namespace = index.namespace(name);
  const ids = fields['ids'] === undefined ? matchingIds(namespace, fields['filter']) : parseIds(fields['ids']);
  for (const id of ids) namespace?.remove(id);
  return written(namespace, {});
}

function describeStats(index: VectorIndex, request: PineconeRequest): Reply {
  const filter = request.method === 'POST' && request.body !== '' ? parseFields(request.body)['filter'] : undefined;
  if (filter !== undefined && filter !== null) {
    throw new PineconeRefusal('invalid', 'Serverless and Starter indexes do not support describing index stats with metadata filtering');
  }
  const namespaces = index.namespaceNames.map((name) => [name, { vectorCount: index.namespace(name)?.count ?? 0 }] as const);
  const { dimension, metric } = index.config;
  const body = {
    namespaces: Object.fromEntries(namespaces),
    dimension,
    indexFullness: 0,
    totalVectorCount: index.count,
    metric,
    vectorType: 'dense',
  };
  return { status: 200, body };
}

function optionalFilter(fields: Fields) {
  return fields['filter'] === undefined || fields['filter'] === null ? undefined : compileFilter(fields['filter']);
}

function matchingIds(namespace: Namespace | undefined, filter: unknown): readonly string[] {
  const predicate = compileFilter(filter);
  if (namespace === undefined) return [];
  const rows = Array.from({ length: namespace.count }, (_, row) => row);
  return rows.filter((row) => predicate(namespace.metadataAt(row))).map((row) => namespace.idAt(row));
}

function printRecords(namespace: Namespace | undefined, ids: readonly string[]): Readonly<Record<string, unknown>> {
  const stored = ids.map((id) => namespace?.get(id)).filter((record) => record !== undefined);
  return Object.fromEntries(
    stored.map(({ id, values, metadata }) => [id, { id, values: printValues(values), ...metadataField(metadata) }]),
  );
}

function printValues(values: Iterable<number>): readonly number[] {
  return Array.from(values, shortestFloat);
}

function metadataField(metadata: Metadata | undefined) {
  return metadata === undefined ? {} : { metadata };
}

/** One read unit for each gigabyte of the namespace, at least a quarter (the service's price list of 2026). */
function queryUnits(namespace: Namespace | undefined): number {
  const bytes = namespace === undefined ? 0 : namespace.count * namespace.dimension * 4;
  return Math.max(0.25, Number((bytes / 1e9).toFixed(2)));
}

function read(namespace: Namespace | undefined, body: unknown): Reply {
  return { status: 200, body, headers: namespace === undefined ? {} : { 'x-pinecone-max-indexed-lsn': String(namespace.lsn) } };
}

function written(namespace: Namespace | undefined, body: unknown): Reply {
  if (namespace === undefined) return { status: 200, body };
  namespace.lsn += 1;
  return { status: 200, body, headers: { 'x-pinecone-request-lsn': String(namespace.lsn) } };
}
