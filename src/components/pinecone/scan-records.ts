import type { VectorRecord } from '../../model/capability.ts';
import type { VectorIndex } from './vector-index.ts';

/** The service lists at most 100 ids a page. */
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

function inOrder(records: readonly VectorRecord[]): readonly VectorRecord[] {
  return records.toSorted((left, right) => (left.id < right.id ? -1 : Number(left.id > right.id)));
}
