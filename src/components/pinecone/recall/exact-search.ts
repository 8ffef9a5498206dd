import type { VectorRecord } from '../../../model/capability.ts';

export interface ScoredId {
  readonly id: string;
  /** Higher is nearer, whatever the metric. */
  readonly nearness: number;
}

/** In float64, over all records. Independent of any engine, so that it can judge them. */
export function exactSearch(metric: string, query: readonly number[], records: readonly VectorRecord[]): readonly ScoredId[] {
  const scored = records.map(({ id, values }) => ({ id, nearness: nearness(metric, query, values) }));
  return scored.sort((left, right) => right.nearness - left.nearness);
}

function nearness(metric: string, left: readonly number[], right: readonly number[]): number {
  if (metric === 'euclidean') return -sumOf(left, right, (a, b) => (a - b) ** 2);
  const product = sumOf(left, right, (a, b) => a * b);
  return metric === 'dotproduct' ? product : product / (lengthOf(left) * lengthOf(right) || 1);
}

function lengthOf(values: readonly number[]): number {
  return Math.sqrt(sumOf(values, values, (a, b) => a * b));
}

function sumOf(left: readonly number[], right: readonly number[], term: (a: number, b: number) => number): number {
  let sum = 0;
  for (let position = 0; position < left.length; position += 1) sum += term(left[position] ?? 0, right[position] ?? 0);
  return sum;
}

/** Records this close are equally near: the service adds up in float32. */
const tieTolerance = 1e-5;

/**
 * Share of the nearest `k` that were found. Of several records that tie for the last places any will do, and an id that was
 * returned twice counts once.
 */
export function recallOf(found: readonly string[], ranked: readonly ScoredId[], k: number): number {
  const wanted = Math.min(k, ranked.length);
  if (wanted === 0) return 1;
  const returned = new Set(found);
  const last = ranked[wanted - 1]?.nearness ?? 0;
  const tolerance = tieTolerance * Math.max(1, Math.abs(last));
  const near = ranked.filter(({ id, nearness }) => nearness >= last - tolerance && returned.has(id)).length;
  // Those clearly nearer than the last are owed one by one: records that tie do not make up for them.
  const owed = ranked.filter(({ id, nearness }) => nearness > last + tolerance && !returned.has(id)).length;
  return Math.max(0, Math.min(near, wanted - owed)) / wanted;
}

/**
 * The same where only a part of the records was read: of those in the part that are nearer than the last one returned, all
 * should have been returned. Undefined when the part says nothing about this query.
 */
export function recallOnPart(found: readonly string[], lastNearness: number, ranked: readonly ScoredId[]): number | undefined {
  const returned = new Set(found);
  const tolerance = Number.isFinite(lastNearness) ? tieTolerance * Math.max(1, Math.abs(lastNearness)) : 0;
  const nearer = ranked.filter(({ nearness }) => nearness > lastNearness + tolerance);
  if (nearer.length === 0) return undefined;
  return nearer.filter(({ id }) => returned.has(id)).length / nearer.length;
}
