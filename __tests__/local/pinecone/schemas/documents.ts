import { namedError } from './errors.ts';
import { both, either, exact, float, listOf, mapOf, oneOf, orNull, text, textOf, whole } from './json-schema.ts';
import type { Fields, Schema } from './json-schema.ts';
import type { Area, Operation } from './operation.ts';
import { asciiPattern, filter, metadataValue, nextPage, recordId, selectingFilter, sparseValues } from './values.ts';

const fieldValue = either(metadataValue, listOf(float), sparseValues);
const selecting = selectingFilter('2026-07');
const ids = listOf(recordId, 1, 1000);

const document = { type: 'object', properties: { _id: recordId }, required: ['_id'], additionalProperties: fieldValue };
const change = {
  type: 'object',
  properties: { _id: recordId, _remove_fields: listOf(text) },
  required: ['_id'],
  additionalProperties: fieldValue,
};
const shownDocument = { type: 'object', properties: { _id: recordId }, required: ['_id'], additionalProperties: fieldValue };

/** A method names its field, or its fields, but not both. */
function methodOf(type: string, own: Fields, fieldsLimit?: number): readonly Schema[] {
  const one = exact({ type: oneOf(type), ...own, field: text });
  return [one, exact({ type: oneOf(type), ...own, fields: listOf(text, 1, fieldsLimit) })];
}
const queryText = textOf(1, 10_240);
const queryString = exact({ type: oneOf('query_string'), query: queryText });
const byText = methodOf('text', { query: queryText });
const byVector = [
  ...methodOf('dense_vector', { values: listOf(float) }, 1),
  ...methodOf('sparse_vector', { sparse_values: sparseValues }, 1),
];
const scoreBy = either(listOf(either(...byVector), 1, 1), listOf(either(queryString, ...byText), 1, 100));

const usage = exact({ read_units: whole(0) }, { egress_bytes: whole(0) });
const match: Schema = {
  type: 'object',
  properties: { _id: recordId, _score: orNull(float) },
  required: ['_id', '_score'],
  additionalProperties: fieldValue,
};

const byId = exact({ ids }, { include_fields: listOf(text), limit: whole(1, 10_000) });
const byFilter = exact({ filter: selecting }, { include_fields: listOf(text), limit: whole(1, 10_000), pagination_token: text });
const no = { delete_all: { const: false } };
const removal = either(exact({ ids }, no), exact({ filter: selecting }, no), exact({ delete_all: { const: true } }));
const nothing: Fields = { set_fields: { type: 'object', maxProperties: 0 }, remove_fields: listOf(text, 0, 0) };
const patch: Fields = { set_fields: mapOf(fieldValue), remove_fields: listOf(text) };
const update = either(
  exact({ documents: listOf(change, 1, 1000) }, nothing),
  both(exact({ filter: selecting }, patch), {
    anyOf: [
      { properties: { set_fields: { type: 'object', minProperties: 1 } }, required: ['set_fields'] },
      { properties: { remove_fields: { type: 'array', minItems: 1 } }, required: ['remove_fields'] },
    ],
  }),
);
const matched = exact({}, { matched_records: whole(0) });

/** Documents came with 2026-07. */
export const documentOperations: Area = (version) => {
  if (version < '2026-07') return [];
  const at = (action: string, request: Schema, success: number, answer: Schema): Operation => ({
    name: `${action} documents`,
    method: 'POST',
    path: `/namespaces/{namespace}/documents/${action}`,
    plane: 'data',
    refusal: namedError,
    request,
    success,
    answer,
  });
  const list = exact({}, { prefix: textOf(0, 512, asciiPattern), limit: whole(1, 100), pagination_token: text });
  const search = exact({ score_by: scoreBy, top_k: whole(1, 10_000) }, { include_fields: listOf(text), filter });
  const page = { pagination: nextPage };
  return [
    at('upsert', exact({ documents: listOf(document, 1, 1000) }), 202, exact({ upserted_count: whole(0) })),
    at('fetch', either(byId, byFilter), 200, exact({ documents: mapOf(shownDocument), namespace: text, usage }, page)),
    at('list', list, 200, exact({ documents: listOf(exact({ _id: recordId })), namespace: text, usage }, page)),
    at('search', search, 200, exact({ matches: listOf(match), namespace: text, usage })),
    at('update', update, 202, matched),
    at('delete', removal, 202, matched),
  ];
};
