import { namedError, numberedError } from './errors.ts';
import { both, exact, float, listOf, mapOf, needsOneOf, oneOf, text, whole } from './json-schema.ts';
import type { Fields, Schema } from './json-schema.ts';
import type { Area, Operation, Version } from './operation.ts';
import { denseValues, filter, metadataValue, recordId } from './values.ts';

/** The documentation's limit of a batch of texts. */
const textsOfBatch = 96;
const record: Schema = both(mapOf(metadataValue), needsOneOf('_id', 'id'), { properties: { _id: recordId, id: recordId } });

function search(version: Version): Schema {
  const terms = exact({ strategy: oneOf('all'), terms: listOf(text) });
  const vector = exact({}, { values: denseValues, sparse_values: listOf(float), sparse_indices: listOf(whole(0, 0xffff_ffff)) });
  const inputs = exact({ text });
  const since: Fields = version >= '2025-10' ? { match_terms: terms } : {};
  const query = both(
    exact({ top_k: whole(1, 10_000) }, { filter, inputs, vector, id: recordId, ...since }),
    needsOneOf('inputs', 'vector', 'id'),
  );
  const rerank = exact({ model: text, rank_fields: listOf(text) }, { top_n: whole(1), parameters: { type: 'object' }, query: text });
  return exact({ query }, { fields: listOf(text), rerank });
}

function found(version: Version): Schema {
  const hit = exact({ _id: recordId, _score: float, fields: mapOf({}) });
  const isNew = version >= '2026-07';
  const usage = exact(
    { read_units: whole(0) },
    { embed_total_tokens: whole(0), rerank_units: whole(0), ...(isNew && { egress_bytes: whole(0) }) },
  );
  return exact({ result: exact({ hits: listOf(hit) }), usage, ...(isNew && { namespace: text }) });
}

export const recordOperations: Area = (version) => {
  const data = { plane: 'data', refusal: version >= '2026-07' ? namedError : numberedError } as const;
  const operations: readonly Operation[] = [
    {
      ...data,
      name: 'upsert records',
      method: 'POST',
      path: '/records/namespaces/{namespace}/upsert',
      request: listOf(record, 1, textsOfBatch),
      isLines: true,
      success: 201,
    },
    {
      ...data,
      name: 'search records',
      method: 'POST',
      path: '/records/namespaces/{namespace}/search',
      request: search(version),
      success: 200,
      answer: found(version),
    },
  ];
  return operations;
};
