import {
  answeredBy,
  countTokens,
  embedDense,
  embedSparse,
  findEmbedModel,
  findModel,
  findRerankModel,
  models,
  rerankScore,
} from './models.ts';
import type { EmbedModel, Model, RerankModel } from './models.ts';
import { parseFields } from './fields.ts';
import type { Fields } from './fields.ts';
import { invalid } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { shortestFloat } from './shortest-float.ts';

/** Inference without a model: deterministic, and labelled so wherever a model is shown. */
export const inferenceRoutes: readonly Route<unknown>[] = [
  { method: 'POST', path: '/embed', writes: false, handle: (_, request) => embed(request) },
  { method: 'POST', path: '/rerank', writes: false, handle: (_, request) => rerank(request) },
  { method: 'GET', path: '/models', writes: false, handle: (_, request) => listModels(request) },
  {
    method: 'GET',
    path: '/models/{model}',
    writes: false,
    handle: (_, request) => ({ status: 200, body: printModel(findModel(request.parameters['model'])) }),
  },
];

/** The reply says what answered, not what was asked: no one shall take these vectors for those of the named model. */
function embed(request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const model = findEmbedModel(fields['model']);
  const texts = inputTexts(fields['inputs'], model);
  const parameters = (fields['parameters'] ?? {}) as Fields;
  const dimension = dimensionOf(parameters['dimension'], model);
  const data = texts.map((text) => printEmbedding(text, model, dimension, parameters['return_tokens'] === true));
  const usage = { total_tokens: texts.reduce((sum, text) => sum + countTokens(text), 0) };
  return { status: 200, body: { model: answeredBy(model), vector_type: model.vectorType, data, usage } };
}

function inputTexts(inputs: unknown, model: EmbedModel): readonly string[] {
  if (!Array.isArray(inputs) || inputs.length === 0) throw invalid('inputs must be a non-empty list');
  if (inputs.length > model.batchLimit) {
    throw invalid(`Input length '${inputs.length}' exceeds inputs limit of ${model.batchLimit} for model '${model.name}'`);
  }
  return inputs.map((input: unknown) => {
    const text = (input as Fields | null)?.['text'];
    if (typeof text !== 'string' || text === '') throw invalid('Each input must have a non-empty string "text"');
    return text;
  });
}

function dimensionOf(given: unknown, model: EmbedModel): number {
  if (given === undefined || given === null) return model.defaultDimension;
  if (typeof given === 'number' && model.dimensions.includes(given)) return given;
  throw invalid(`Model '${model.name}' has the dimensions ${model.dimensions.join(', ')}, got ${JSON.stringify(given)}`);
}

function printEmbedding(text: string, model: EmbedModel, dimension: number, withTokens: boolean): unknown {
  if (model.vectorType === 'dense') return { vector_type: 'dense', values: embedDense(text, dimension).map(shortestFloat) };
  const { indices, values, tokens } = embedSparse(text);
  const shown = { vector_type: 'sparse', sparse_values: values.map(shortestFloat), sparse_indices: indices };
  return withTokens ? { ...shown, sparse_tokens: tokens } : shown;
}

function rerank(request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const model = findRerankModel(fields['model']);
  const { query, documents, top_n: topN, return_documents: returns = true, rank_fields: rankFields = ['text'] } = fields;
  if (typeof query !== 'string' || query === '') throw invalid('query must be a non-empty string');
  if (!Array.isArray(documents) || documents.length === 0) throw invalid('documents must be a non-empty list');
  if (documents.length > model.batchLimit) throw invalid(`At most ${model.batchLimit} documents are allowed, got ${documents.length}`);
  const names = parseRankFields(rankFields, model);
  if (topN !== undefined && topN !== null && !(Number.isInteger(topN) && Number(topN) >= 1))
    throw invalid('top_n must be a whole number from 1');
  const ranked = rerankTexts(query, documents as readonly Fields[], names).slice(0, Number(topN ?? documents.length));
  const data = ranked.map(({ index, score }) => ({
    index,
    score: shortestFloat(score),
    ...(returns === true ? { document: documents[index] as unknown } : {}),
  }));
  return { status: 200, body: { model: answeredBy(model), data, usage: { rerank_units: 1 } } };
}

/**
 * The documents by their score, best first.
 * @throws PineconeRefusal when one lacks a field that ranks
 */
export function rerankTexts(query: string, documents: readonly Fields[], fields: readonly string[]) {
  return documents
    .map((document, index) => ({ index, score: rerankScore(query, fields.map((field) => rankedText(document, field, index)).join(' ')) }))
    .toSorted((a, b) => b.score - a.score || a.index - b.index);
}

function rankedText(document: Fields, field: string, index: number): string {
  const text = document?.[field];
  if (typeof text === 'string') return text;
  throw invalid(`Document ${index} must have a string in the field '${field}' to be ranked`);
}

function listModels(request: PineconeRequest): Reply {
  const type = request.query.get('type');
  const vectorType = request.query.get('vector_type');
  const shown = models.filter((model) => {
    if (type !== null && model.kind !== type) return false;
    return vectorType === null || (model.kind === 'embed' && model.vectorType === vectorType);
  });
  return { status: 200, body: { models: shown.map(printModel) } };
}

function printModel(model: Model): unknown {
  const own = answeredBy(model) === model.name;
  const what = model.kind === 'rerank' ? 'overlap of words' : 'hashed bag of words';
  const common = {
    model: model.name,
    short_description: own
      ? `Simulated: ${what}, no model.`
      : `Simulated: answered by ${answeredBy(model)} (${what}), not by ${model.name}.`,
    type: model.kind,
    modality: 'text',
    max_batch_size: model.batchLimit,
    provider_name: 'infra-test (simulated)',
    supported_parameters: [] as unknown[],
  };
  if (model.kind === 'rerank') return common;
  const described = { ...common, vector_type: model.vectorType, supported_metrics: model.metrics };
  if (model.vectorType === 'sparse') return described;
  const dimension = {
    parameter: 'dimension',
    type: 'one_of',
    value_type: 'integer',
    required: false,
    allowed_values: model.dimensions,
    default: model.defaultDimension,
  };
  return {
    ...described,
    default_dimension: model.defaultDimension,
    supported_dimensions: model.dimensions,
    supported_parameters: [dimension],
  };
}

/** @throws PineconeRefusal for more fields than the model ranks by */
export function parseRankFields(value: unknown, model: RerankModel): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every((name) => typeof name === 'string'))
    throw invalid('rank_fields must be a non-empty list of field names');
  if (value.length <= model.rankFields) return value;
  throw invalid(`Model '${model.name}' ranks by at most ${model.rankFields} field(s), got ${value.length}`);
}
