import { parseDocument, parseDocumentUpdate } from './document-fields.ts';
import type { DocumentSpace } from './document-fields.ts';
import { compileTextMatch, searchDocuments } from './document-search.ts';
import { checkUpsertSize, parseFields, parseIds, parseNamespace } from './fields.ts';
import type { Fields } from './fields.ts';
import type { Namespace, StoredRecord } from './namespace.ts';
import { pageOf } from './page.ts';
import { PineconeRefusal, unsupported } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { shortestFloat } from './shortest-float.ts';
import type { VectorIndex } from './vector-index.ts';
import { vectorSpaceOf } from './vector-space.ts';
import { fetchUnits, matchingIds, optionalFilter, queryUnits, read, written } from './wire.ts';

const route = (action: string, writes: boolean, handle: Route<VectorIndex>['handle']): Route<VectorIndex> => ({
  method: 'POST',
  path: `/namespaces/{namespace}/documents/${action}`,
  writes,
  handle,
});

/** Documents of an index with a schema: from 2026-07 on. */
export const documentRoutes: readonly Route<VectorIndex>[] = [
  route('upsert', true, upsert),
  route('fetch', false, fetchDocuments),
  route('list', false, list),
  route('search', false, search),
  route('update', true, update),
  route('delete', true, deleteDocuments),
];

const documentsLimit = 1000;

function spaceOf(index: VectorIndex): DocumentSpace {
  if (index.config.fields === undefined) throw unsupported('documents in an index without a document schema');
  return { vectors: vectorSpaceOf(index.config), schema: index.config.fields };
}

function nameOf(request: PineconeRequest): string {
  return parseNamespace(request.parameters['namespace']);
}

function upsert(index: VectorIndex, request: PineconeRequest): Reply {
  checkUpsertSize(request.body);
  const space = spaceOf(index);
  const records = documentsOf(parseFields(request.body)['documents']).map((document) => parseDocument(document, space));
  const namespace = index.writable(nameOf(request));
  for (const record of records) namespace.put(record.id, record.values, record.metadata, record.sparse);
  return written(namespace, { upserted_count: records.length });
}

function documentsOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('documents must be a non-empty list');
  if (value.length > documentsLimit) throw invalid(`At most ${documentsLimit} documents are allowed in one request, got ${value.length}`);
  return value.map((document: unknown) => parseFields(JSON.stringify(document)));
}

function fetchDocuments(index: VectorIndex, request: PineconeRequest): Reply {
  const space = spaceOf(index);
  const fields = parseFields(request.body);
  const name = nameOf(request);
  const namespace = index.namespace(name);
  const limit = pageSize(fields['limit']);
  const token = fields['pagination_token'];
  const chosen = oneOf(fields, ['ids', 'filter']);
  if (chosen === 'ids' && token !== undefined) throw invalid('pagination_token is only valid together with filter');
  const { items, pagination } =
    chosen === 'ids'
      ? { items: parseIds(fields['ids']), pagination: {} }
      : pageOf(matchingIds(namespace, notEmpty(fields['filter'])).toSorted(), limit, tokenOf(token));
  const found = items.flatMap((id) => namespace?.get(id) ?? []);
  const documents = Object.fromEntries(
    found.map((record) => [record.id, { _id: record.id, ...shown(record, space, fields['include_fields'], true) }]),
  );
  return read(namespace, { documents, namespace: name, usage: unitsOf(fetchUnits(found.length).readUnits), ...pagination });
}

function list(index: VectorIndex, request: PineconeRequest): Reply {
  spaceOf(index);
  const { prefix = '', limit, pagination_token: token } = parseFields(request.body === '' ? '{}' : request.body);
  if (typeof prefix !== 'string') throw invalid('prefix must be a string');
  const name = nameOf(request);
  const namespace = index.namespace(name);
  const ids = (namespace?.sortedIds ?? []).filter((id) => id.startsWith(prefix));
  const { items, pagination } = pageOf(ids, pageSize(limit), tokenOf(token));
  return read(namespace, { documents: items.map((id) => ({ _id: id })), namespace: name, usage: unitsOf(1), ...pagination });
}

function search(index: VectorIndex, request: PineconeRequest): Reply {
  const space = spaceOf(index);
  const fields = parseFields(request.body);
  const name = nameOf(request);
  const namespace = index.namespace(name);
  const predicate = optionalFilter(namespace, fields['filter'], { matchText: compileTextMatch(space.schema) });
  const matches = searchDocuments(namespace, space, fields, predicate);
  const shownMatches = matches.map(({ row, score }) => {
    const record = namespace?.get(namespace.idAt(row));
    const documentFields = record === undefined ? {} : shown(record, space, fields['include_fields'], false);
    return { _id: record?.id, _score: Number.isFinite(score) ? shortestFloat(score) : null, ...documentFields };
  });
  return read(namespace, { matches: shownMatches, namespace: name, usage: unitsOf(Math.ceil(queryUnits(namespace))) });
}

function update(index: VectorIndex, request: PineconeRequest): Reply {
  const space = spaceOf(index);
  const fields = parseFields(request.body);
  const namespace = index.namespace(nameOf(request));
  const set = (fields['set_fields'] ?? {}) as Fields;
  const removed = (fields['remove_fields'] ?? []) as readonly string[];
  const patches = Object.keys(set).length > 0 || removed.length > 0;
  if (oneOf(fields, ['documents', 'filter']) === 'documents') {
    if (patches) throw invalid('set_fields and remove_fields are only valid together with filter');
    const documents = documentsOf(fields['documents']);
    const changed = documents.map((document) => parseDocumentUpdate(document, space, (id) => namespace?.get(id)));
    for (const record of changed) if (record !== undefined) putRecord(namespace, record);
    return written(namespace, {});
  }
  const ids = matchingIds(namespace, notEmpty(fields['filter']));
  const changed = ids.map((id) => parseDocumentUpdate({ ...set, _id: id, _remove_fields: removed }, space, () => namespace?.get(id)));
  for (const record of changed) if (record !== undefined) putRecord(namespace, record);
  return written(namespace, { matched_records: ids.length });
}

function putRecord(namespace: Namespace | undefined, { id, values, metadata, sparse }: StoredRecord): void {
  namespace?.put(id, values, metadata, sparse);
}

function deleteDocuments(index: VectorIndex, request: PineconeRequest): Reply {
  spaceOf(index);
  const { delete_all: all, ...fields } = parseFields(request.body);
  const name = nameOf(request);
  const way = oneOf(all === true ? { ...fields, delete_all: true } : fields, ['ids', 'filter', 'delete_all']);
  if (way === 'delete_all') {
    const { lsn } = index.existing(name);
    index.drop(name);
    return { status: 200, body: {}, headers: { 'x-pinecone-request-lsn': String(lsn + 1) } };
  }
  const namespace = index.namespace(name);
  const ids = way === 'ids' ? parseIds(fields['ids']) : matchingIds(namespace, notEmpty(fields['filter']));
  for (const id of ids) namespace?.remove(id);
  return written(namespace, way === 'filter' ? { matched_records: ids.length } : {});
}

/** The fields of a document as they were given; a fetch shows all when none are named, a search none. */
function shown(record: StoredRecord, { vectors }: DocumentSpace, include: unknown, allByDefault: boolean): Fields {
  const names = Array.isArray(include) ? include : [];
  const all = names.includes('*') || (names.length === 0 && allByDefault);
  const { dense, sparse } = vectors;
  const document: Fields = {
    ...record.metadata,
    ...(dense === undefined || record.values.length === 0 ? {} : { [dense.field]: record.values.map(shortestFloat) }),
    ...(sparse === undefined || record.sparse === undefined
      ? {}
      : { [sparse.field]: { indices: record.sparse.indices, values: record.sparse.values.map(shortestFloat) } }),
  };
  return Object.fromEntries(Object.entries(document).filter(([name]) => all || names.includes(name)));
}

function oneOf(fields: Fields, names: readonly string[]): string {
  const given = names.filter((name) => fields[name] !== undefined && fields[name] !== null);
  if (given.length === 1 && given[0] !== undefined) return given[0];
  throw invalid(`Exactly one of ${names.join(', ')} must be given`);
}

function notEmpty(filter: unknown): unknown {
  if (filter !== null && typeof filter === 'object' && Object.keys(filter).length === 0) throw invalid('An empty filter is not allowed');
  return filter;
}

function pageSize(value: unknown): number {
  if (value === undefined || value === null) return 100;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
  throw invalid(`limit must be a whole number from 1 to 10000, got ${JSON.stringify(value)}`);
}

function tokenOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function unitsOf(units: number) {
  return { read_units: units };
}

function invalid(message: string): PineconeRefusal {
  return new PineconeRefusal('invalid', message);
}
