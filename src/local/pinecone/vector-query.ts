import type { Predicate } from './filter.ts';
import type { Namespace } from './namespace.ts';
import { searchHybrid, searchNamespace, searchSparse } from './search.ts';
import type { Match, Metric } from './search.ts';
import type { SparseValues } from './sparse.ts';

/** What is searched by: dense values, sparse values, or both. */
export interface QueryVectors {
  readonly dense?: Float32Array | undefined;
  readonly sparse?: SparseValues | undefined;
}

export function searchVectors(
  namespace: Namespace,
  { dense, sparse }: QueryVectors,
  metric: Metric,
  options: { readonly topK: number; readonly predicate: Predicate | undefined },
): readonly Match[] {
  if (dense !== undefined && sparse !== undefined) return searchHybrid(namespace, dense, sparse, options);
  if (sparse !== undefined) return searchSparse(namespace, sparse, options);
  return dense === undefined ? [] : searchNamespace(namespace, dense, { ...options, metric });
}

/** The vectors of a stored record, as a query. */
export function vectorsOfRecord(id: string, namespace: Namespace | undefined): QueryVectors {
  const row = namespace?.rowOf(id);
  if (row === undefined || namespace === undefined) return {};
  return { dense: namespace.lengthAt(row) === 0 ? undefined : namespace.valuesAt(row).slice(), sparse: namespace.sparseAt(row) };
}
