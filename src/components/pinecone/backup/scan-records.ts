import type { VectorRecord } from '../../../model/capability.ts';
import type { VectorIndex } from '../vector-index.ts';

/** The service lists at most 100 ids a page; as many fit well into the address of a request that fetches them. */
const pageSize = 100;

export interface Scan {
  /** In the order of their ids. */
  readonly records: readonly VectorRecord[];
  /** False when the namespace has more records than were asked for. */
  readonly isComplete: boolean;
}

/** Reads records one by one, by listing ids and fetching them: without filters and without similarity, so it can judge both. */
export async function scanRecords(index: VectorIndex, namespace: string, limit: number, signal: AbortSignal): Promise<Scan> {
  const records: VectorRecord[] = [];
  let next: string | undefined;
  do {
    const page = await index.listPage(namespace, pageSize, next, signal);
    const wanted = page.ids.slice(0, limit - records.length);
    if (wanted.length > 0) records.push(...(await index.fetch(wanted, namespace, signal)));
    if (wanted.length < page.ids.length) return { records: inOrder(records), isComplete: false };
    next = page.next;
  } while (next !== undefined);
  return { records: inOrder(records), isComplete: true };
}

/** Those of the ids that exist, however many there are. */
export async function fetchRecords(
  index: VectorIndex,
  namespace: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly VectorRecord[]> {
  const records: VectorRecord[] = [];
  for (let from = 0; from < ids.length; from += pageSize) {
    records.push(...(await index.fetch(ids.slice(from, from + pageSize), namespace, signal)));
  }
  return records;
}

function inOrder(records: readonly VectorRecord[]): readonly VectorRecord[] {
  return records.toSorted((left, right) => (left.id < right.id ? -1 : Number(left.id > right.id)));
}
