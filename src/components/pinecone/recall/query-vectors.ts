import type { VectorRecord } from '../../../model/capability.ts';
import { createRandom } from '../../../std/random.ts';
import { denseDimension } from '../shape/dense-dimension.ts';
import type { PineconeConnection } from '../vector-index.ts';

/** Different vectors, so that no cache on the way answers for the index. */
const queriedVectors = 50;

/** Vectors of the namespace that checks read. Throws when it is empty: a query on it says nothing. Skips what is not dense. */
export async function queryVectors(connection: PineconeConnection, signal: AbortSignal): Promise<readonly (readonly number[])[]> {
  const { index, namespace, config } = connection;
  denseDimension(config);
  const { ids } = await index.listPage(namespace, queriedVectors, undefined, signal);
  const records = ids.length === 0 ? [] : await index.fetch(ids, namespace, signal);
  if (records.length === 0) throw new Error(`Namespace ${namespace} has no records: the latency of a query on it says nothing.`);
  return records.map(({ values }) => values);
}

/** How far a query is from the record it was made of, in lengths of that record. */
const noise = 0.2;

/** Near records, but no record itself: that one is found even by an index that finds nothing else. */
export function vectorsNear(records: readonly VectorRecord[], count: number, seed: string): readonly (readonly number[])[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const values = records[Math.floor(random() * records.length)]?.values ?? [];
    const shift = values.map(() => random() * 2 - 1);
    const scale = (noise * Math.hypot(...values)) / (Math.hypot(...shift) || 1);
    return values.map((value, position) => Math.fround(value + scale * (shift[position] ?? 0)));
  });
}
