import { numberedError } from './errors.ts';
import { both, exact, flag, float, listOf, mapOf, needsOneOf, notTogether, oneOf, text, textOf, whole } from './json-schema.ts';
import type { Fields, Schema } from './json-schema.ts';
import type { Area, Operation, Version } from './operation.ts';
import {
  asciiPattern,
  denseValues,
  filter,
  metadata,
  nextPage,
  pageParameters,
  recordId,
  selectingFilter,
  sparseValues,
} from './values.ts';

const ids = listOf(recordId, 1, 1000);
const vectorToWrite = both(exact({ id: recordId }, { values: denseValues, sparseValues, metadata }), needsOneOf('values', 'sparseValues'));
/** Empty values: there are none, or none were asked for. */
const values = listOf(float, 0, 20_000);
const shownVector = exact({ id: recordId }, { values, sparseValues, metadata });
const match = exact({ id: recordId }, { score: float, values, sparseValues, metadata });

function usage(version: Version): Schema {
  return exact({}, { readUnits: { ...float, minimum: 0 }, ...(version >= '2026-07' && { egressBytes: whole(0) }) });
}

function query(version: Version): Schema {
  const tuning: Fields =
    version >= '2026-04' ? { scanFactor: { ...float, minimum: 0.5, maximum: 4 }, maxCandidates: whole(1, 100_000) } : {};
  const optional = {
    namespace: text,
    filter,
    includeValues: flag,
    includeMetadata: flag,
    vector: denseValues,
    sparseVector: sparseValues,
    id: recordId,
  };
  return both(
    exact({ topK: whole(1, 10_000) }, { ...optional, ...tuning }),
    needsOneOf('vector', 'id', 'sparseVector'),
    notTogether('id', 'vector'),
    notTogether('id', 'sparseVector'),
  );
}

/** By filter from 2025-10 on. */
function update(version: Version): Schema {
  const one = { values: denseValues, sparseValues, setMetadata: metadata, namespace: text };
  if (version < '2025-10') return exact({ id: recordId }, one);
  const many = { id: recordId, filter: selectingFilter(version), dryRun: flag };
  return both(
    exact({}, { ...one, ...many }),
    needsOneOf('id', 'filter'),
    notTogether('filter', 'values'),
    notTogether('filter', 'sparseValues'),
  );
}

function statistics(version: Version): Schema {
  const fullness: Fields =
    version >= '2026-07' ? { memoryFullness: float, storageFullness: float } : { memory_fullness: float, storage_fullness: float };
  return exact(
    {},
    {
      namespaces: mapOf(exact({}, { vectorCount: whole(0) })),
      dimension: whole(1, 20_000),
      indexFullness: { ...float, minimum: 0, maximum: 1 },
      totalVectorCount: whole(0),
      metric: text,
      vectorType: oneOf('dense', 'sparse'),
      ...(version >= '2025-10' && fullness),
    },
  );
}

export const vectorOperations: Area = (version) => {
  const data = { plane: 'data', refusal: numberedError } as const;
  const common = { namespace: text, usage: usage(version) };
  const removal = both(
    exact({}, { ids, deleteAll: flag, namespace: text, filter: selectingFilter(version) }),
    needsOneOf('ids', 'filter', 'deleteAll'),
  );
  const fetched = { vectors: mapOf(shownVector), ...common };
  const byMetadata = exact({ filter: selectingFilter(version) }, { namespace: text, limit: whole(1, 10_000), paginationToken: text });
  const listed = exact({}, { vectors: listOf(exact({}, { id: recordId })), pagination: nextPage, ...common });
  const updated = exact({}, version >= '2025-10' ? { matchedRecords: whole(0) } : {});
  const operations: readonly Operation[] = [
    {
      ...data,
      name: 'upsert vectors',
      method: 'POST',
      path: '/vectors/upsert',
      request: exact({ vectors: listOf(vectorToWrite, 1, 1000) }, { namespace: text }),
      success: 200,
      answer: exact({}, { upsertedCount: whole(0) }),
    },
    {
      ...data,
      name: 'query vectors',
      method: 'POST',
      path: '/query',
      request: query(version),
      success: 200,
      answer: exact({}, { matches: listOf(match), ...common }),
    },
    {
      ...data,
      name: 'fetch vectors',
      method: 'GET',
      path: '/vectors/fetch',
      query: { ids, namespace: text },
      success: 200,
      answer: exact({}, fetched),
    },
    {
      ...data,
      name: 'list vectors',
      method: 'GET',
      path: '/vectors/list',
      query: { ...pageParameters, prefix: textOf(0, 512, asciiPattern), namespace: text },
      success: 200,
      answer: listed,
    },
    { ...data, name: 'update vector', method: 'POST', path: '/vectors/update', request: update(version), success: 200, answer: updated },
    { ...data, name: 'delete vectors', method: 'POST', path: '/vectors/delete', request: removal, success: 200, answer: exact({}) },
    {
      ...data,
      name: 'describe statistics',
      method: 'POST',
      path: '/describe_index_stats',
      request: exact({}, { filter }),
      success: 200,
      answer: statistics(version),
    },
  ];
  const since: Operation = {
    ...data,
    name: 'fetch vectors by metadata',
    method: 'POST',
    path: '/vectors/fetch_by_metadata',
    request: byMetadata,
    success: 200,
    answer: exact({}, { ...fetched, pagination: nextPage }),
  };
  return version >= '2025-10' ? [...operations, since] : operations;
};
