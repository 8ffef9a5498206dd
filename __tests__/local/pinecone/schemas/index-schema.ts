import { either, exact, flag, mapOf, oneOf, orNull, text, textOf, whole } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { dimension, metric } from './values.ts';

/** Of a field, in bytes; the schemas count characters, and the names here are ASCII. */
const description = textOf(0, 256);
const ngram = { min_gram: whole(1, 10), max_gram: whole(1, 10) };

const newTextSearch = exact({}, { language: text, stemming: flag, stop_words: flag, ngram: exact(ngram, { prefix_only: flag }) });
const newField: Schema = either(
  exact({ type: oneOf('dense_vector'), dimension, metric }, { description: orNull(description) }),
  exact({ type: oneOf('sparse_vector') }, { description: orNull(description) }),
  exact({ type: oneOf('string'), full_text_search: newTextSearch }, { description }),
);

const vectorsOfPlainIndex: Schema = {
  ...exact(
    {},
    { _values: exact({ type: oneOf('dense_vector'), dimension, metric }), _sparse_values: exact({ type: oneOf('sparse_vector') }) },
  ),
  minProperties: 1,
};
const documentFields: Schema = {
  ...mapOf(newField, { minProperties: 1 }),
  propertyNames: { minLength: 1, maxLength: 64, pattern: '^[^$_]' },
};

/** Of a new index: the reserved fields alone make a plain vector index, any others a document index. */
export const newIndexSchema: Schema = exact({ fields: either(vectorsOfPlainIndex, documentFields) });

/** Of a change: the parameters of one field that a model embeds. */
export const changedIndexSchema: Schema = exact({
  fields: mapOf(
    exact({ type: oneOf('semantic_text') }, { model: text, read_parameters: { type: 'object' }, write_parameters: { type: 'object' } }),
    { minProperties: 1, maxProperties: 1 },
  ),
});

const shownDescription = { description: orNull(text) };
const filterable = { ...shownDescription, filterable: flag };
const shownTextSearch = exact({ language: text, stemming: flag, stop_words: flag }, { ngram: exact({ ...ngram, prefix_only: flag }) });
const shownField: Schema = either(
  exact({ type: oneOf('dense_vector'), dimension, metric }, shownDescription),
  exact({ type: oneOf('sparse_vector') }, shownDescription),
  exact(
    { type: oneOf('semantic_text'), model: text },
    {
      ...shownDescription,
      dimension: orNull(dimension),
      metric,
      read_parameters: orNull({ type: 'object' }),
      write_parameters: orNull({ type: 'object' }),
    },
  ),
  exact({ type: oneOf('string') }, { ...filterable, full_text_search: shownTextSearch }),
  exact({ type: oneOf('string_list', 'float', 'integer', 'boolean') }, filterable),
  exact({ filterable: flag }),
);

/** A plain index with dense vectors always shows both reserved fields. */
export const shownIndexSchema: Schema = exact({
  fields: { ...mapOf(shownField), dependentRequired: { _values: ['_sparse_values'] } },
});
