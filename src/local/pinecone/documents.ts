import { parseDocument, parseDocumentUpdate, requireSchemaField } from './document-fields.ts';
import type { DocumentSpace } from './document-fields.ts';
import { compileTextMatch, searchDocuments } from './document-search.ts';
import {
  checkUpsertSize,
  parseFields,
  parseIds,
  parseLimit,
  parseNamespace,
  parsePrefix,
  parseSelection,
  recordsOfPage,
  asObject,
} from './fields.ts';
import type { Fields } from './fields.ts';
import type { Namespace, StoredRecord } from './namespace.ts';
import { pageOf, tokenOf } from './page.ts';
import { invalid } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { shortestFloat } from './shortest-float.ts';
import type { VectorIndex } from './vector-index.ts';
import { vectorSpaceOf } from './vector-space.ts';
import { dropped, fetchUnits, matchingIds, optionalFilter, queryUnits, read, written } from './wire.ts';

const route = (action: string, writes: boolean, handle: Route<VectorIndex>['handle']): Route<VectorIndex> => ({
  method: 'POST',
  path: `/namespaces/{namespace}/documents/${action}`,
  since: '2026-07',
  writes,
  handle,
});

/** Documents of an index with a schema. Writes are accepted: the service applies them later. */
export const documentRoutes: readonly Route<VectorIndex>[] = [
  route('upsert', true, upsert),
  route('fetch', false, fetchDocuments),
  route('list', false, list),
  route('search', false, search),
  route('update', true, update),
  route('delete', true, deleteDocuments),
];

const documentsLimit = 1000;
const accepted = 202;

function spaceOf(index: VectorIndex): DocumentSpace {
  if (index.config.fields === undefined)
    throw invalid(`This index has no document schema: use the ${index.config.embed === undefined ? 'vectors' : 'records'} operations`);
  return { vectors: vectorSpaceOf(index.config), schema: index.config.fields };
}

function nameOf(request: PineconeRequest): string {
  return parseNamespace(request.parameters['namespace']);
}

function upsert(index: VectorIndex, request: PineconeRequest): Reply {
  checkUpsertSize(request.body);
  const space = spaceOf(index);
  const documents = documentsOf(parseFields(request.body)['documents']);
  const records = documents.map((document) => parseDocument(document, space));
  for (const document of documents) requireSchemaField(document, space);
  const namespace = index.writable(nameOf(request));
  for (const record of records) namespace.put(record.id, record.values, record.metadata, record.sparse);
  return written(namespace, { upserted_count: records.length }, accepted);
}

function documentsOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('documents must be a non-empty list');
  if (value.length > documentsLimit) throw invalid(`At most ${documentsLimit} documents are allowed in one request, got ${value.length}`);
  return value.map((document: unknown) => asObject(document, 'A document'));
}

function fetchDocuments(index: VectorIndex, request: PineconeRequest): Reply {
  const space = spaceOf(index);
  const fields = parseFields(request.body);
  const name = nameOf(request);
  const namespace = index.namespace(name);
  const limit = parseLimit(fields['limit'], recordsOfPage);
  const token = fields['pagination_token'];
  const chosen = oneOf(fields, ['ids', 'filter']);
  if (chosen === 'ids' && token !== undefined) throw invalid('pagination_token is only valid together with filter');
  const { items, pagination } =
    chosen === 'ids'
      ? { items: parseIds(fields['ids']), pagination: {} }
      : pageOf(matchingIds(namespace, parseSelection(fields['filter'])).toSorted(), limit, tokenOf(token));
  const found = items.flatMap((id) => namespace?.get(id) ?? []);
  const documents = Object.fromEntries(
    found.map((record) => [record.id, { _id: record.id, ...shown(record, space, fields['include_fields'], true) }]),
  );
  return read(namespace, { documents, namespace: name, usage: unitsOf(fetchUnits(found.length).readUnits), ...pagination });
}

function list(index: VectorIndex, request: PineconeRequest): Reply {
  spaceOf(index);
  const { prefix: given, limit, pagination_token: token } = parseFields(request.body === '' ? '{}' : request.body);
  const prefix = parsePrefix(given);
  const name = nameOf(request);
  const namespace = index.namespace(name);
  const ids = (namespace?.sortedIds ?? []).filter((id) => id.startsWith(prefix));
  const { items, pagination } = pageOf(ids, parseLimit(limit), tokenOf(token));
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
  const set = asObject(fields['set_fields'] ?? {}, 'set_fields');
  const removed = fields['remove_fields'] ?? [];
  const patches = Object.keys(set).length > 0 || (Array.isArray(removed) && removed.length > 0);
  if (oneOf(fields, ['documents', 'filter']) === 'documents') {
    if (patches) throw invalid('set_fields and remove_fields are only valid together with filter');
    const documents = documentsOf(fields['documents']);
    const changed = documents.map((document) => parseDocumentUpdate(document, space, (id) => namespace?.get(id)));
    for (const record of changed) if (record !== undefined) putRecord(namespace, record);
    return written(namespace, {}, accepted);
  }
  if (!patches) throw invalid('set_fields or remove_fields must be given with filter');
  const ids = matchingIds(namespace, parseSelection(fields['filter']));
  const changed = ids.map((id) => parseDocumentUpdate({ ...set, _id: id, _remove_fields: removed }, space, () => namespace?.get(id)));
  for (const record of changed) if (record !== undefined) putRecord(namespace, record);
  return written(namespace, { matched_records: ids.length }, accepted);
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
    return dropped(index, name, accepted);
  }
  const namespace = index.namespace(name);
  const ids = way === 'ids' ? parseIds(fields['ids']) : matchingIds(namespace, parseSelection(fields['filter']));
  for (const id of ids) namespace?.remove(id);
  return written(namespace, way === 'filter' ? { matched_records: ids.length } : {}, accepted);
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

function unitsOf(units: number) {
  return { read_units: units };
}
