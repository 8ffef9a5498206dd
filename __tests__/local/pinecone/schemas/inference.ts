import { namedError } from './errors.ts';
import { either, exact, flag, float, listOf, mapOf, oneOf, text, whole } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import type { Area, Operation } from './operation.ts';
import { dimension, metric } from './values.ts';

const parameters: Schema = { type: 'object' };
const embedding = either(
  exact({ values: listOf(float), vector_type: oneOf('dense') }),
  exact(
    { sparse_values: listOf(float), sparse_indices: listOf(whole(0, 0xffff_ffff)), vector_type: oneOf('sparse') },
    { sparse_tokens: listOf(text) },
  ),
);
const embeddings = exact({
  model: text,
  vector_type: oneOf('dense', 'sparse'),
  data: listOf(embedding),
  usage: exact({}, { total_tokens: whole(0) }),
});

const document = mapOf({});
const ranked = exact({ index: whole(0), score: { ...float, minimum: 0, maximum: 1 } }, { document });
const ranking = exact({ model: text, data: listOf(ranked), usage: exact({}, { rerank_units: whole(0) }) });
const rerank = exact(
  { model: text, query: text, documents: listOf(document) },
  { top_n: whole(1), return_documents: flag, rank_fields: listOf(text), parameters },
);

const parameter = exact(
  {
    parameter: text,
    type: oneOf('one_of', 'numeric_range', 'any'),
    value_type: oneOf('string', 'integer', 'float', 'boolean'),
    required: flag,
  },
  { allowed_values: listOf(either(text, whole())), min: float, max: float, default: either(text, float, flag) },
);
const model = exact(
  { model: text, short_description: text, type: oneOf('embed', 'rerank'), supported_parameters: listOf(parameter) },
  {
    vector_type: oneOf('dense', 'sparse'), default_dimension: dimension, modality: text, max_sequence_length: whole(1), max_batch_size: whole(1),
    provider_name: text, supported_dimensions: listOf(dimension), supported_metrics: listOf(metric),
  },
); // prettier-ignore

/** The same in all versions. */
export const inferenceOperations: Area = () => {
  const control = { plane: 'control', refusal: namedError } as const;
  const embed = exact({ model: text, inputs: listOf(exact({}, { text })) }, { parameters });
  const operations: readonly Operation[] = [
    { ...control, name: 'embed', method: 'POST', path: '/embed', request: embed, success: 200, answer: embeddings },
    { ...control, name: 'rerank', method: 'POST', path: '/rerank', request: rerank, success: 200, answer: ranking },
    {
      ...control,
      name: 'list models',
      method: 'GET',
      path: '/models',
      query: { type: oneOf('embed', 'rerank'), vector_type: oneOf('dense', 'sparse') },
      success: 200,
      answer: exact({}, { models: listOf(model) }),
    },
    { ...control, name: 'describe model', method: 'GET', path: '/models/{name}', success: 200, answer: model },
  ];
  return operations;
};
