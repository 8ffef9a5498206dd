import { both, either, exact, flag, float, listOf, mapOf, oneOf, orNull, text, textOf, whole } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import type { Version } from './operation.ts';

/** Of an index or a collection. */
export const name: Schema = textOf(1, 45, '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$');
export const metric: Schema = oneOf('cosine', 'euclidean', 'dotproduct');
export const dimension: Schema = whole(1, 20_000);
export const deletionProtection: Schema = oneOf('enabled', 'disabled');

/** What ids, prefixes and namespaces are made of. */
export const asciiPattern = '^[\\u0001-\\u007f]*$';
export const recordId: Schema = textOf(1, 512, asciiPattern);
export const namespaceName: Schema = textOf(1, 512, asciiPattern);

/** The limits of tags, which are given in words. */
const tagEntries: Schema = {
  type: 'object',
  maxProperties: 20,
  propertyNames: { pattern: '^[A-Za-z0-9_-]{1,80}$' },
  additionalProperties: textOf(0, 120, '^[\\u0020-\\u007e]*$'),
};

/** From 2026-07 on an index without tags has null. */
export function tags(version: Version): Schema {
  return version >= '2026-07' ? orNull(tagEntries) : tagEntries;
}

export const metadataValue: Schema = either(text, float, flag, listOf(text));
export const metadata: Schema = both(mapOf(metadataValue), { propertyNames: { pattern: '^[^$]|^$' } });
export const filter: Schema = { type: 'object' };
/** Where an empty filter would match everything, from 2026-07 on it is refused. */
export function selectingFilter(version: Version): Schema {
  return version >= '2026-07' ? { type: 'object', minProperties: 1 } : filter;
}

/** Which metadata is indexed. */
export const filterableFields: Schema = exact({ fields: mapOf(exact({ filterable: { const: true } }), { maxProperties: 50 }) });

export const sparseValues: Schema = exact({ indices: listOf(whole(0, 0xffff_ffff), 1, 2048), values: listOf(float, 1, 2048) });
export const denseValues: Schema = listOf(float, 1, 20_000);

export const nextPage: Schema = exact({ next: text });
/** Parameters of a list of the control plane. */
export const listParameters = { limit: whole(1), paginationToken: text };
/** Parameters of a list of the data plane. */
export const pageParameters = { limit: whole(1, 100), paginationToken: text };

const modelParameters: Schema = { type: 'object' };
const fieldMap: Schema = exact({ text: textOf(1, 1000) });
const embedParameters = { read_parameters: modelParameters, write_parameters: modelParameters };

/** Of an index that is created for a model. */
export const newEmbed: Schema = exact({ model: text, field_map: fieldMap }, { metric, dimension, ...embedParameters });
/** Of an index in the older shape. */
export const shownEmbed: Schema = exact(
  { model: text },
  { metric, dimension, vector_type: oneOf('dense', 'sparse'), field_map: fieldMap, ...embedParameters },
);
export const changedEmbed: Schema = exact({}, { model: text, field_map: fieldMap, ...embedParameters });
