import { BestRows } from './best-rows.ts';
import type { Predicate } from './filter.ts';
import type { Namespace } from './namespace.ts';
import { sparseScorer } from './sparse.ts';
import type { SparseValues } from './sparse.ts';
import { rowsPerBlock } from './vector-memory.ts';

export type Metric = 'cosine' | 'dotproduct' | 'euclidean';

export interface Match {
  readonly row: number;
  /** Cosine, dot product, or squared distance; for words, their weight. */
  readonly score: number;
}

/** The scan works in float32, so near-ties may change places: this many more rows are scored again in float64. */
const spareRows = 16;

/** Exact search: every record is scored. Best first: the highest score, or the smallest for `euclidean`. */
export function searchNamespace(
  namespace: Namespace,
  query: Float32Array,
  options: { readonly topK: number; readonly metric: Metric; readonly predicate: Predicate | undefined },
): readonly Match[] {
  const best = new BestRows(options.topK + spareRows);
  scanBlocks(namespace, query, options.metric, (key, row) => {
    // A record without a dense vector has no score.
    if (key <= best.threshold || namespace.lengthAt(row) === 0) return;
    if (options.predicate === undefined || options.predicate(namespace.metadataAt(row))) best.add(key, row);
  });
  const queryLength = Math.sqrt(dotProduct(query, query));
  const direction = options.metric === 'euclidean' ? 1 : -1;
  return Array.from(best.rows, (row) => ({ row, score: scoreRow(namespace, row, query, queryLength, options.metric) }))
    .sort((a, b) => direction * (a.score - b.score) || a.row - b.row)
    .slice(0, options.topK);
}

/** The rows of which `scoreOf` gives the highest scores; without a score a row is not found. */
export function searchByScore(
  namespace: Namespace,
  scoreOf: (row: number) => number | undefined,
  options: { readonly topK: number; readonly predicate: Predicate | undefined },
): readonly Match[] {
  const best = new BestRows(options.topK);
  const scores = new Map<number, number>();
  for (let row = 0; row < namespace.count; row += 1) {
    const score = scoreOf(row);
    if (score === undefined || score <= best.threshold) continue;
    if (options.predicate !== undefined && !options.predicate(namespace.metadataAt(row))) continue;
    scores.set(row, score);
    best.add(score, row);
  }
  return Array.from(best.rows, (row) => ({ row, score: scores.get(row) ?? 0 })).sort((a, b) => b.score - a.score || a.row - b.row);
}

/** Sparse dot product; a record that shares no coordinate with the query is not found. */
export function searchSparse(
  namespace: Namespace,
  query: SparseValues,
  options: { readonly topK: number; readonly predicate: Predicate | undefined },
): readonly Match[] {
  const score = sparseScorer(query);
  const asked = new Set(query.indices);
  const shares = (stored: SparseValues | undefined): boolean => stored?.indices.some((index) => asked.has(index)) === true;
  return searchByScore(
    namespace,
    (row) => {
      const stored = namespace.sparseAt(row);
      return shares(stored) ? score(stored) : undefined;
    },
    options,
  );
}

/** Dense and sparse dot products added: what the service does where the metric is dotproduct. */
export function searchHybrid(
  namespace: Namespace,
  dense: Float32Array,
  sparse: SparseValues,
  options: { readonly topK: number; readonly predicate: Predicate | undefined },
): readonly Match[] {
  const score = sparseScorer(sparse);
  return searchByScore(namespace, (row) => dotProduct(namespace.valuesAt(row), dense) + score(namespace.sparseAt(row)), options);
}

/** Gives each row a key that grows with its rank. */
function scanBlocks(namespace: Namespace, query: Float32Array, metric: Metric, visit: (key: number, row: number) => void): void {
  const { memory, rowFloats, count } = namespace;
  memory.setQuery(query, rowFloats);
  namespace.blocks.forEach((block, index) => {
    const first = index * rowsPerBlock;
    const rows = Math.min(rowsPerBlock, count - first);
    const dots = memory.dots(block, rows, rowFloats);
    for (let offset = 0; offset < rows; offset += 1) {
      const row = first + offset;
      visit(rankKey(metric, dots[offset] ?? 0, namespace.lengthAt(row)), row);
    }
  });
}

function rankKey(metric: Metric, dot: number, length: number): number {
  if (metric === 'dotproduct') return dot;
  // The length of the query is the same for all rows, so it does not change the order.
  if (metric === 'cosine') return length === 0 ? 0 : dot / length;
  return 2 * dot - length * length;
}

function scoreRow(namespace: Namespace, row: number, query: Float32Array, queryLength: number, metric: Metric): number {
  const values = namespace.valuesAt(row);
  if (metric === 'euclidean') return values.reduce((sum, value, index) => sum + (value - (query[index] ?? 0)) ** 2, 0);
  const dot = dotProduct(values, query);
  if (metric === 'dotproduct') return dot;
  const lengths = queryLength * namespace.lengthAt(row);
  return lengths === 0 ? 0 : dot / lengths;
}

function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
