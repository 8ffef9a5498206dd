import type { VectorMatch, VectorRecord } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { percent } from '../percent.ts';
import type { VectorIndex } from '../vector-index.ts';

export interface NeighbourComparison {
  readonly original: VectorIndex;
  readonly copy: VectorIndex;
  readonly namespace: string;
  readonly records: readonly VectorRecord[];
  /** How many of the records are queried for, spread over all. */
  readonly queries: number;
  /** Share of neighbours that both must find: the service searches approximately, so two equal indexes may differ a little. */
  readonly overlap: number;
}

const neighbours = 10;
/** Scores are float32 sums; the order of adding differs between machines. */
const scoreTolerance = 1e-5;

/** The same queries to both indexes. Records one finding with the smallest overlap. */
export async function compareNeighbours(comparison: NeighbourComparison, context: CheckContext): Promise<void> {
  const { original, copy, namespace, records } = comparison;
  const topK = Math.min(neighbours, records.length);
  const queried = spread(records, comparison.queries);
  const overlaps: number[] = [];
  for (const { values } of queried) {
    const query = { vector: values, topK, namespace };
    const [left, right] = await Promise.all([original.query(query, context.signal), copy.query(query, context.signal)]);
    overlaps.push(sharedNeighbours(left.matches, right.matches) / topK);
  }
  const smallest = Math.min(...overlaps);
  context.value('overlap', smallest);
  context.find({
    subject: `nearest ${topK} of ${queried.length} queries`,
    expected: `at least ${percent(comparison.overlap)} the same in both indexes`,
    actual: `${percent(smallest)} the same in the worst query`,
    met: smallest >= comparison.overlap,
  });
}

/** How many matches of the left are also on the right; one that ties with the right's last may have fallen off its end. */
export function sharedNeighbours(left: readonly VectorMatch[], right: readonly VectorMatch[]): number {
  const ids = new Set(right.map(({ id }) => id));
  const last = right.at(-1)?.score ?? Number.NaN;
  return left.filter(({ id, score }) => ids.has(id) || Math.abs(score - last) <= scoreTolerance).length;
}

function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}
