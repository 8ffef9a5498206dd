import { hasSchemaShape } from './api-version.ts';
import {
  parseFields,
  parseId,
  parseNamespace,
  parseTopK,
  parseVector,
  checkUpsertSize,
  checkNoDense,
  checkTakesSparse,
  asObject,
} from './fields.ts';
import type { Fields } from './fields.ts';
import type { IndexConfig } from './index-model.ts';
import type { IndexEmbed } from './index-schema.ts';
import { parseRankFields, rerankTexts } from './inference.ts';
import { parseMetadata } from './metadata.ts';
import type { Metadata } from './metadata.ts';
import { countTokens, embedDense, embedSparse, findEmbedModel, findRerankModel, wordsOf } from './models.ts';
import type { Namespace } from './namespace.ts';
import { invalid } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { shortestFloat } from './shortest-float.ts';
import { parseSparse } from './sparse.ts';
import type { VectorIndex } from './vector-index.ts';
import { searchVectors, vectorsOfRecord } from './vector-query.ts';
import type { QueryVectors } from './vector-query.ts';
import { vectorSpaceOf } from './vector-space.ts';
import { optionalFilter, queryUnits, read, written } from './wire.ts';

/** Records of text, embedded by the index. */
export const recordRoutes: readonly Route<VectorIndex>[] = [
  { method: 'POST', path: '/records/namespaces/{namespace}/upsert', writes: true, handle: upsertRecords },
  { method: 'POST', path: '/records/namespaces/{namespace}/search', writes: false, handle: searchRecords },
];

const textRecordsLimit = 96;

/** @throws PineconeRefusal when the index embeds nothing */
function embedOf({ embed }: IndexConfig): IndexEmbed {
  if (embed === undefined) throw invalid('Integrated inference is not configured for this index');
  return embed;
}

function embedAs(config: IndexConfig, text: string): { readonly values: readonly number[]; readonly sparse: QueryVectors['sparse'] } {
  const model = findEmbedModel(embedOf(config).model);
  const { dense } = vectorSpaceOf(config);
  if (model.vectorType === 'dense' && dense !== undefined) return { values: embedDense(text, dense.dimension), sparse: undefined };
  const { indices, values } = embedSparse(text);
  return { values: [], sparse: { indices, values } };
}

function upsertRecords(index: VectorIndex, request: PineconeRequest): Reply {
  checkUpsertSize(request.body);
  const field = textField(embedOf(index.config));
  const lines = request.body.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw invalid('The request body must have one JSON object on each line');
  if (lines.length > textRecordsLimit) {
    throw invalid(`Batch size exceeds ${textRecordsLimit}: got ${lines.length} records`);
  }
  const records = lines.map((line) => parseTextRecord(parseFields(line), field));
  const namespace = index.writable(parseNamespace(request.parameters['namespace']));
  for (const { id, text, metadata } of records) {
    const { values, sparse } = embedAs(index.config, text);
    namespace.put(id, values, metadata, sparse);
  }
  return written(namespace, undefined, 201);
}

function textField(embed: IndexEmbed): string {
  return embed.fieldMap['text'] ?? 'text';
}

function parseTextRecord(fields: Fields, field: string) {
  const { _id, id: alias, ...rest } = fields;
  if (_id !== undefined && alias !== undefined) throw invalid('A record must have _id or id, not both');
  const id = parseId(_id ?? alias);
  const text = fields[field];
  if (typeof text !== 'string') throw invalid(`Record ${id} must have a string in the field '${field}'`);
  return { id, text, metadata: parseMetadata(rest) ?? {} };
}

interface Hit {
  readonly id: string;
  readonly score: number;
  readonly metadata: Metadata;
}

function searchRecords(index: VectorIndex, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const query = asObject(fields['query'], 'query');
  const topK = parseTopK(query['top_k']);
  const name = parseNamespace(request.parameters['namespace']);
  const namespace = index.namespace(name);
  const text = inputText(query);
  const vectors = searchedVectors(index, namespace, query, text);
  const predicate = withTerms(index, optionalFilter(namespace, query['filter']), query['match_terms']);
  const matches = namespace === undefined ? [] : searchVectors(namespace, vectors, index.config.metric, { topK, predicate });
  const hits = matches.map(({ row, score }) => ({ id: namespace?.idAt(row) ?? '', score, metadata: namespace?.metadataAt(row) ?? {} }));
  const reranked = fields['rerank'] === undefined || fields['rerank'] === null ? hits : rerankHits(hits, fields['rerank'], text, topK);
  const shown = reranked.map(({ id, score, metadata }) => ({
    _id: id,
    _score: shortestFloat(score),
    fields: pick(metadata, fields['fields']),
  }));
  const usage = {
    read_units: Math.ceil(queryUnits(namespace)),
    ...(text === undefined ? {} : { embed_total_tokens: countTokens(text) }),
    ...(reranked === hits ? {} : { rerank_units: 1 }),
  };
  return read(namespace, { result: { hits: shown }, usage, ...(hasSchemaShape(request.version) && { namespace: name }) });
}

function inputText(query: Fields): string | undefined {
  const { inputs } = query;
  if (inputs === undefined || inputs === null) return undefined;
  const { text } = asObject(inputs, 'inputs');
  if (typeof text === 'string' && text.trim() !== '') return text;
  throw invalid('inputs must have a non-empty string "text"');
}

function searchedVectors(index: VectorIndex, namespace: Namespace | undefined, query: Fields, text: string | undefined): QueryVectors {
  const given = [text, query['vector'] ?? undefined, query['id'] ?? undefined].filter((value) => value !== undefined);
  if (given.length !== 1) throw invalid('Exactly one of inputs, vector and id must be given');
  if (text !== undefined) {
    const { values, sparse } = embedAs(index.config, text);
    return sparse === undefined ? { dense: Float32Array.from(values) } : { sparse };
  }
  if (query['id'] !== undefined && query['id'] !== null) return vectorsOfRecord(parseId(query['id']), namespace);
  return parseGiven(asObject(query['vector'], 'vector'), index.config);
}

function parseGiven(vector: Fields, config: IndexConfig): QueryVectors {
  const { values, sparse_values, sparse_indices } = vector;
  const space = vectorSpaceOf(config);
  const hasSparse = sparse_values !== undefined || sparse_indices !== undefined;
  const sparse = hasSparse ? parseSparse({ indices: sparse_indices, values: sparse_values }) : undefined;
  if (sparse !== undefined) checkTakesSparse(space);
  if (space.dense === undefined) checkNoDense(values);
  const dense = space.dense === undefined ? undefined : Float32Array.from(parseVector(values, space.dense.dimension));
  if (dense === undefined && sparse === undefined) throw invalid('vector must have sparse_values and sparse_indices');
  return { dense, sparse };
}

/** Only records whose text has every one of the terms; the service does this for its sparse model alone. */
function withTerms(index: VectorIndex, predicate: ((metadata: Metadata | undefined) => boolean) | undefined, given: unknown) {
  if (given === undefined || given === null) return predicate;
  const { terms, strategy = 'all' } = asObject(given, 'match_terms');
  if (strategy !== 'all') throw invalid('match_terms supports the strategy "all" only');
  if (!Array.isArray(terms) || terms.length === 0 || !terms.every((term) => typeof term === 'string')) {
    throw invalid('match_terms.terms must be a non-empty list of strings');
  }
  const embed = embedOf(index.config);
  if (findEmbedModel(embed.model).vectorType !== 'sparse') {
    throw invalid('match_terms is only supported for sparse indexes with integrated embedding');
  }
  const asked = terms.flatMap((term: string) => wordsOf(term));
  return (metadata: Metadata | undefined): boolean => {
    const words = new Set(wordsOf(String(metadata?.[textField(embed)] ?? '')));
    return asked.every((word) => words.has(word)) && (predicate === undefined || predicate(metadata));
  };
}

function rerankHits(hits: readonly Hit[], given: unknown, text: string | undefined, topK: number): readonly Hit[] {
  const { model: name, rank_fields: rankFields, top_n, query = text } = asObject(given, 'rerank');
  const names = parseRankFields(rankFields, findRerankModel(name));
  if (typeof query !== 'string') throw invalid('rerank.query is required when the search has no input text');
  const ranked = rerankTexts(
    query,
    hits.map(({ metadata }) => metadata),
    names,
  );
  const limit = top_n === undefined || top_n === null ? topK : parseTopK(top_n);
  return ranked.slice(0, limit).flatMap(({ index, score }) => {
    const hit = hits[index];
    return hit === undefined ? [] : [{ ...hit, score }];
  });
}

function pick(metadata: Metadata, fields: unknown): Metadata {
  if (!Array.isArray(fields) || fields.length === 0 || fields.includes('*')) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => fields.includes(name)));
}
