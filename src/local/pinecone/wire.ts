import { compileFilter } from './filter.ts';
import type { FilterRules, Predicate } from './filter.ts';
import type { Metadata } from './metadata.ts';
import type { Namespace } from './namespace.ts';
import type { Reply } from './route.ts';
import { shortestFloat } from './shortest-float.ts';
import type { SparseValues } from './sparse.ts';
import type { VectorIndex } from './vector-index.ts';

/** A filter by the rules of the namespace that it is for. */
function filterOf(namespace: Namespace | undefined, filter: unknown, rules: FilterRules = {}): Predicate {
  return compileFilter(filter, { ...rules, fields: rules.fields ?? namespace?.indexedFields });
}

export function optionalFilter(namespace: Namespace | undefined, filter: unknown, rules: FilterRules = {}): Predicate | undefined {
  return filter === undefined || filter === null ? undefined : filterOf(namespace, filter, rules);
}

/** Ids of the records that match, in order of rows. */
export function matchingIds(namespace: Namespace | undefined, filter: unknown, rules: FilterRules = {}): readonly string[] {
  const predicate = filterOf(namespace, filter, rules);
  if (namespace === undefined) return [];
  const rows = Array.from({ length: namespace.count }, (_, row) => row);
  return rows.filter((row) => predicate(namespace.metadataAt(row))).map((row) => namespace.idAt(row));
}

export function printRecords(namespace: Namespace | undefined, ids: readonly string[]): Readonly<Record<string, unknown>> {
  const stored = ids.map((id) => namespace?.get(id)).filter((record) => record !== undefined);
  return Object.fromEntries(
    stored.map(({ id, values, sparse, metadata }) => [
      id,
      { id, values: values.map(shortestFloat), ...printSparse(sparse), ...metadataField(metadata) },
    ]),
  );
}

export function printValues(namespace: Namespace, row: number): readonly number[] {
  return namespace.lengthAt(row) === 0 ? [] : Array.from(namespace.valuesAt(row), shortestFloat);
}

export function printSparse(sparse: SparseValues | undefined) {
  return sparse === undefined ? {} : { sparseValues: { indices: sparse.indices, values: sparse.values.map(shortestFloat) } };
}

export function metadataField(metadata: Metadata | undefined) {
  return metadata === undefined ? {} : { metadata };
}

/** One read unit for each gigabyte of the namespace, at least a quarter (the service's price list of 2026). */
export function queryUnits(namespace: Namespace | undefined): number {
  return Math.max(0.25, Number(((namespace?.sizeBytes ?? 0) / 1e9).toFixed(2)));
}

/** One read unit for each ten records, at least one. */
export function fetchUnits(records: number): { readonly readUnits: number } {
  return { readUnits: Math.max(1, Math.ceil(records / 10)) };
}

export function read(namespace: Namespace | undefined, body: unknown): Reply {
  return { status: 200, body, headers: namespace === undefined ? {} : { 'x-pinecone-max-indexed-lsn': String(namespace.lsn) } };
}

/** Of a deletion of all there is in a namespace, and of the namespace. @throws PineconeRefusal when there is no such namespace */
export function dropped(index: VectorIndex, name: string, status = 200): Reply {
  const { lsn } = index.existing(name);
  index.drop(name);
  return { status, body: {}, headers: { 'x-pinecone-request-lsn': String(lsn + 1) } };
}

/** Of a write that had nothing to do where there is no such namespace. */
export function written(namespace: Namespace | undefined, body: unknown, status = 200): Reply {
  if (namespace === undefined) return { status, body };
  namespace.lsn += 1;
  return { status, body, headers: { 'x-pinecone-request-lsn': String(namespace.lsn) } };
}
