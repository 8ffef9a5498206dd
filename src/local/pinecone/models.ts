import { embedText } from '../data/embed-text.ts';
import type { VectorType } from './index-schema.ts';
import { invalid, PineconeRefusal } from './refusal.ts';
import type { SparseValues } from './sparse.ts';

export interface EmbedModel {
  readonly kind: 'embed';
  readonly name: string;
  readonly vectorType: VectorType;
  /** Zero for a sparse model. */
  readonly defaultDimension: number;
  readonly dimensions: readonly number[];
  readonly metrics: readonly ('cosine' | 'dotproduct' | 'euclidean')[];
  readonly batchLimit: number;
}

export interface RerankModel {
  readonly kind: 'rerank';
  readonly name: string;
  readonly batchLimit: number;
  readonly rankFields: number;
}

export type Model = EmbedModel | RerankModel;

const denseModel = 'infra-test-hash-embed';
const sparseModel = 'infra-test-hash-sparse';
const rerankModel = 'infra-test-overlap-rerank';

const denseMetrics = ['cosine', 'dotproduct', 'euclidean'] as const;
const e5 = {
  kind: 'embed',
  vectorType: 'dense',
  defaultDimension: 1024,
  dimensions: [1024],
  metrics: ['cosine', 'euclidean'],
  batchLimit: 96,
} as const;

/**
 * No model runs here. Ours is a hashed bag of words; the names of the service are answered by it too, so that code
 * which names them runs, and every place that shows a model says that it is simulated.
 */
export const models: readonly Model[] = [
  {
    kind: 'embed',
    name: denseModel,
    vectorType: 'dense',
    defaultDimension: 256,
    dimensions: [64, 128, 256, 384, 512, 768, 1024, 1536, 2048],
    metrics: denseMetrics,
    batchLimit: 96,
  },
  { kind: 'embed', name: sparseModel, vectorType: 'sparse', defaultDimension: 0, dimensions: [], metrics: ['dotproduct'], batchLimit: 96 },
  { kind: 'rerank', name: rerankModel, batchLimit: 100, rankFields: 10 },
  { ...e5, name: 'multilingual-e5-large' },
  {
    ...e5,
    name: 'llama-text-embed-v2',
    dimensions: [384, 512, 768, 1024, 2048],
    metrics: ['cosine', 'dotproduct'],
  },
  {
    kind: 'embed',
    name: 'pinecone-sparse-english-v0',
    vectorType: 'sparse',
    defaultDimension: 0,
    dimensions: [],
    metrics: ['dotproduct'],
    batchLimit: 96,
  },
  { kind: 'rerank', name: 'bge-reranker-v2-m3', batchLimit: 100, rankFields: 1 },
  { kind: 'rerank', name: 'pinecone-rerank-v0', batchLimit: 100, rankFields: 1 },
];

/** The model that answers in place of the named one. */
export function answeredBy(model: Model): string {
  if (model.kind === 'rerank') return rerankModel;
  return model.vectorType === 'dense' ? denseModel : sparseModel;
}

/** @throws PineconeRefusal when there is none of this kind */
export function findEmbedModel(name: unknown): EmbedModel {
  const model = findModel(name);
  if (model.kind === 'embed') return model;
  throw invalid(`Model '${model.name}' does not embed`);
}

/** @throws PineconeRefusal when there is none of this kind */
export function findRerankModel(name: unknown): RerankModel {
  const model = findModel(name);
  if (model.kind === 'rerank') return model;
  throw invalid(`Model '${model.name}' does not rerank`);
}

/** @throws PineconeRefusal when there is none */
export function findModel(name: unknown): Model {
  const model = models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new PineconeRefusal('missing', `Model '${String(name)}' not found`);
  return model;
}

/** Words of a text, in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A token is a word here: what a model would count is not known. */
export function countTokens(text: string): number {
  return wordsOf(text).length;
}

export function embedDense(text: string, dimension: number): readonly number[] {
  return embedText(text, dimension);
}

/** Each word is a coordinate, weighted by how often it stands in the text. */
export function embedSparse(text: string): SparseValues & { readonly tokens: readonly string[] } {
  const weights = new Map<number, { readonly token: string; count: number }>();
  for (const token of wordsOf(text)) {
    const index = hashOf(token);
    const known = weights.get(index);
    if (known === undefined) weights.set(index, { token, count: 1 });
    else known.count += 1;
  }
  if (weights.size === 0) weights.set(0, { token: '', count: 1 });
  const entries = [...weights].toSorted(([a], [b]) => a - b);
  return {
    indices: entries.map(([index]) => index),
    values: entries.map(([, { count }]) => Math.fround(1 + Math.log(count))),
    tokens: entries.map(([, { token }]) => token),
  };
}

/** Share of the words of the query that the text has, between 0 and 1; closer to 1 when the text has little else. */
export function rerankScore(query: string, text: string): number {
  const asked = new Set(wordsOf(query));
  const words = wordsOf(text);
  const given = new Set(words);
  if (asked.size === 0 || given.size === 0) return 0;
  const shared = [...asked].filter((word) => given.has(word)).length;
  return Math.fround((shared / asked.size) * (0.9 + (0.1 * shared) / given.size));
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
