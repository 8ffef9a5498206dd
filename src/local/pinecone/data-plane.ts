import { documentRoutes } from './documents.ts';
import {
  checkNoDense,
  checkTakesSparse,
  checkUpsertSize,
  parseFields,
  parseId,
  parseIds,
  parseLimit,
  parseNamespace,
  parsePrefix,
  parseSelection,
  parseStored,
  parseTopK,
  parseUpsert,
  parseVector,
  recordsOfPage,
} from './fields.ts';
import type { Fields } from './fields.ts';
import { printFullness } from './fullness.ts';
import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import type { Namespace } from './namespace.ts';
import { namespaceRoutes } from './namespace-routes.ts';
import { pageOf, pageOfQuery, tokenOf } from './page.ts';
import { recordRoutes } from './records.ts';
import { invalid } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { shortestFloat } from './shortest-float.ts';
import { parseSparse } from './sparse.ts';
import type { VectorIndex } from './vector-index.ts';
import { searchVectors, vectorsOfRecord } from './vector-query.ts';
import type { QueryVectors } from './vector-query.ts';
import { vectorSpaceOf } from './vector-space.ts';
import type { VectorSpace } from './vector-space.ts';
import {
  dropped,
  fetchUnits,
  matchingIds,
  metadataField,
  optionalFilter,
  printRecords,
  printSparse,
  printValues,
  queryUnits,
  read,
  written,
} from './wire.ts';

/** Documents have their own routes; these are of the reserved fields of a plain vector index. */
function ofVectors(handle: Route<VectorIndex>['handle']): Route<VectorIndex>['handle'] {
  return (index, request) => {
    if (index.config.fields !== undefined) throw invalid('This index has a document schema: use the documents operations');
    return handle(index, request);
  };
}

const vectorRoutes: readonly Route<VectorIndex>[] = [
  { method: 'POST', path: '/vectors/upsert', writes: true, handle: upsert },
  { method: 'POST', path: '/query', writes: false, handle: query },
  { method: 'GET', path: '/vectors/fetch', writes: false, handle: fetchRecords },
  { method: 'POST', path: '/vectors/fetch_by_metadata', since: '2025-10', writes: false, handle: fetchByMetadata },
  { method: 'GET', path: '/vectors/list', writes: false, handle: listIds },
  { method: 'POST', path: '/vectors/update', writes: true, handle: update },
  { method: 'POST', path: '/vectors/delete', writes: true, handle: deleteRecords },
  ...recordRoutes,
];

export const dataRoutes: readonly Route<VectorIndex>[] = [
  ...vectorRoutes.map((route) => ({ ...route, handle: ofVectors(route.handle) })),
  { method: 'POST', path: '/describe_index_stats', writes: false, handle: describeStats },
  { method: 'GET', path: '/describe_index_stats', writes: false, handle: describeStats },
  ...namespaceRoutes,
  ...documentRoutes,
];

function upsert(index: VectorIndex, request: PineconeRequest): Reply {
  checkUpsertSize(request.body);
  const fields = parseFields(request.body);
  const records = parseUpsert(fields['vectors'], vectorSpaceOf(index.config));
  const namespace = index.writable(parseNamespace(fields['namespace']));
  for (const { id, values, metadata, sparse } of records) namespace.put(id, values, metadata, sparse);
  return written(namespace, { upsertedCount: records.length });
}

function query(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const topK = parseTopK(fields['topK']);
  checkTuning(fields, topK);
  const name = parseNamespace(fields['namespace']);
  const namespace = index.namespace(name);
  const predicate = optionalFilter(namespace, fields['filter']);
  const vectors = queryVectors(fields, vectorSpaceOf(index.config), namespace);
  const matches = namespace === undefined ? [] : searchVectors(namespace, vectors, index.config.metric, { topK, predicate });
  const shown = matches.map(({ row, score }) => ({
    id: namespace?.idAt(row),
    score: shortestFloat(score),
    values: fields['includeValues'] === true && namespace !== undefined ? printValues(namespace, row) : [],
    ...(fields['includeValues'] === true ? printSparse(namespace?.sparseAt(row)) : {}),
    ...(fields['includeMetadata'] === true ? metadataField(namespace?.metadataAt(row)) : {}),
  }));
  return read(namespace, { matches: shown, namespace: name, usage: { readUnits: queryUnits(namespace) } });
}

/** A query by the id of a record that is not there matches nothing; it is not an error. */
function queryVectors(fields: Fields, space: VectorSpace, namespace: Namespace | undefined): QueryVectors {
  const { id, vector } = fields;
  const hasId = id !== undefined && id !== null && id !== '';
  const hasVector = Array.isArray(vector) && vector.length > 0;
  const sparse = parseSparse(fields['sparseVector']);
  if (sparse !== undefined) checkTakesSparse(space);
  if (hasId === (hasVector || sparse !== undefined)) {
    throw invalid('Either vector or id must be given, and not both');
  }
  if (hasId) return vectorsOfRecord(parseId(id), namespace);
  if (space.dense === undefined) checkNoDense(vector);
  else if (!hasVector) throw invalid('A query of a dense index must have a dense vector');
  const dense = space.dense === undefined ? undefined : Float32Array.from(parseVector(vector, space.dense.dimension));
  return { dense, sparse };
}

/** Taken by dedicated read nodes; on demand they are checked and change nothing, because every scan is exact. */
function checkTuning(fields: Fields, topK: number): void {
  const { scanFactor, maxCandidates } = fields;
  if (scanFactor !== undefined && !(typeof scanFactor === 'number' && scanFactor >= 0.5 && scanFactor <= 4)) {
    throw invalid(`scanFactor must be from 0.5 to 4, got ${JSON.stringify(scanFactor)}`);
  }
  if (
    maxCandidates !== undefined &&
    !(Number.isInteger(maxCandidates) && Number(maxCandidates) >= topK && Number(maxCandidates) <= 100_000)
  ) {
    throw invalid(`maxCandidates must be from topK to 100000, got ${JSON.stringify(maxCandidates)}`);
  }
}

function fetchRecords(index: VectorIndex, request: PineconeRequest): Reply {
  const ids = parseIds(request.query.getAll('ids'));
  const name = parseNamespace(request.query.get('namespace'));
  const namespace = index.namespace(name);
  const vectors = printRecords(namespace, ids);
  return read(namespace, { vectors, namespace: name, usage: fetchUnits(Object.keys(vectors).length) });
}

function fetchByMetadata(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const name = parseNamespace(fields['namespace']);
  const namespace = index.namespace(name);
  const matching = matchingIds(namespace, parseSelection(fields['filter'])).toSorted();
  const { items, pagination } = pageOf(matching, parseLimit(fields['limit'], recordsOfPage), tokenOf(fields['paginationToken']));
  const vectors = printRecords(namespace, items);
  return read(namespace, { vectors, namespace: name, usage: fetchUnits(items.length), ...pagination });
}

function listIds(index: VectorIndex, request: PineconeRequest): Reply {
  const name = parseNamespace(request.query.get('namespace'));
  const namespace = index.namespace(name);
  const prefix = parsePrefix(request.query.get('prefix'));
  const all = namespace?.sortedIds ?? [];
  const named = prefix === '' ? all : all.filter((id) => id.startsWith(prefix));
  const { items, pagination } = pageOfQuery(named, request.query);
  return read(namespace, { vectors: items.map((id) => ({ id })), namespace: name, usage: { readUnits: 1 }, ...pagination });
}

function update(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const setMetadata = parseMetadata(fields['setMetadata']) ?? {};
  const namespace = index.namespace(parseNamespace(fields['namespace']));
  // Updates by filter came with 2025-10; before, a filter is a field that is not known.
  if (fields['filter'] === undefined || request.version < '2025-10') return updateOne(index, namespace, fields, setMetadata);
  if (['id', 'values', 'sparseValues'].some((key) => fields[key] !== undefined && fields[key] !== null)) {
    throw invalid('An update by filter takes setMetadata alone, without id and values');
  }
  const ids = matchingIds(namespace, parseSelection(fields['filter']));
  if (fields['dryRun'] !== true) for (const id of ids) mergeMetadata(namespace, id, setMetadata);
  return written(namespace, { matchedRecords: ids.length });
}

/** The service answers an update of an unknown id with success, and so do we: the record just does not appear. */
function updateOne(index: VectorIndex, namespace: Namespace | undefined, fields: Fields, setMetadata: Metadata): Reply {
  const id = parseId(fields['id']);
  const space = vectorSpaceOf(index.config);
  const { values, sparse } = parseChangedVectors(fields, space, id);
  const stored = namespace?.get(id);
  if (stored !== undefined && (values ?? sparse) !== undefined) {
    namespace?.put(id, values ?? stored.values, stored.metadata, sparse ?? stored.sparse);
  }
  mergeMetadata(namespace, id, setMetadata);
  return written(namespace, {});
}

function parseChangedVectors(fields: Fields, space: VectorSpace, id: string) {
  const sparse = parseSparse(fields['sparseValues']);
  if (sparse !== undefined) checkTakesSparse(space);
  if (space.dense === undefined) checkNoDense(fields['values']);
  const given = Array.isArray(fields['values']) && fields['values'].length > 0;
  return { values: given && space.dense !== undefined ? parseStored(fields['values'], space.dense.dimension, id) : undefined, sparse };
}

function mergeMetadata(namespace: Namespace | undefined, id: string, changes: Metadata): void {
  const row = namespace?.rowOf(id);
  if (row !== undefined) namespace?.putMetadata(row, { ...namespace.metadataAt(row), ...changes });
}

function deleteRecords(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const name = parseNamespace(fields['namespace']);
  const ways = [fields['ids'] !== undefined, fields['deleteAll'] === true, fields['filter'] !== undefined].filter(Boolean);
  if (ways.length !== 1) throw invalid('Exactly one of ids, deleteAll and filter must be given');
  if (fields['deleteAll'] === true) return dropped(index, name);
  const namespace = index.namespace(name);
  const ids = fields['ids'] === undefined ? matchingIds(namespace, parseSelection(fields['filter'])) : parseIds(fields['ids']);
  for (const id of ids) namespace?.remove(id);
  return written(namespace, {});
}

function describeStats(index: VectorIndex, request: PineconeRequest): Reply {
  const filter = request.method === 'POST' && request.body !== '' ? parseFields(request.body)['filter'] : undefined;
  if (filter !== undefined && filter !== null) {
    throw invalid('Serverless and Starter indexes do not support describing index stats with metadata filtering');
  }
  const namespaces = index.namespaceNames.map((name) => [name, { vectorCount: index.namespace(name)?.count ?? 0 }] as const);
  const { dimension, metric, vectorType = 'dense' } = index.config;
  const body = {
    namespaces: Object.fromEntries(namespaces),
    ...(vectorType === 'dense' && index.config.fields === undefined ? { dimension } : {}),
    ...printFullness(index, request.version),
    totalVectorCount: index.count,
    metric,
    vectorType,
  };
  return { status: 200, body };
}
