import type { VectorRecord } from '../../../model/capability.ts';
import { pollUntil } from '../../poll-until.ts';
import { Refusal } from '../../../std/errors.ts';
import type { QueryAnswer, VectorIndex, WriteReceipt } from '../vector-index.ts';

export interface Watched {
  readonly index: VectorIndex;
  readonly namespace: string;
  readonly withinMilliseconds: number;
  readonly signal: AbortSignal;
}

/** What became of one write. */
export interface ShownWrite {
  readonly id: string;
  /** From the acknowledgement until it showed. */
  readonly milliseconds: number;
  readonly isShown: boolean;
  /** The first reading after the acknowledgement did not show it. */
  readonly missedFirst: boolean;
  /** Sequence numbers said when it was indexed; else the record itself did. */
  readonly byHeaders: boolean;
  /** The service called it indexed while a query did not show it. */
  readonly isAnnouncedEarly: boolean;
}

/** The precision of the measured time; more often is a load of its own. */
const longestPauseMilliseconds = 50;
const asked = 10;

type Metadata = VectorRecord['metadata'];

/**
 * Writes, then queries by the record's vector until the sequence number of an answer has reached that of the write, or, where
 * the service sends none, until the record itself is as written. Both are looked at in any case: they must agree.
 */
export async function awaitShown(
  { index, namespace, withinMilliseconds, signal }: Watched,
  record: VectorRecord,
  write: () => Promise<WriteReceipt>,
  isRight: (found: Metadata | undefined) => boolean,
): Promise<ShownWrite> {
  const { lsn } = await write();
  let asks = 0;
  let missedFirst = false;
  let byHeaders = false;
  let isAnnouncedEarly = false;
  const query = { vector: record.values, topK: asked, namespace };
  const ask = () => emptyWhenGone(() => index.query(query, signal));
  const isShown = ({ matches, maxIndexedLsn }: QueryAnswer): boolean => {
    const found = matches.find(({ id }) => id === record.id);
    const isSeen = isRight(found === undefined ? undefined : (found.metadata ?? {}));
    const isIndexed = lsn === undefined || maxIndexedLsn === undefined ? undefined : maxIndexedLsn >= lsn;
    asks += 1;
    if (asks === 1) missedFirst = !isSeen;
    byHeaders ||= isIndexed !== undefined;
    isAnnouncedEarly ||= isIndexed === true && !isSeen;
    return isSeen && isIndexed !== false;
  };
  const wait = { what: `a write of record ${record.id} to show`, withinMilliseconds, signal, longestPauseMilliseconds };
  const { isDone, milliseconds } = await pollUntil(wait, ask, isShown);
  return { id: record.id, milliseconds, isShown: isDone, missedFirst, byHeaders, isAnnouncedEarly };
}

/** A namespace whose first write is not indexed yet may not be known. */
async function emptyWhenGone(query: () => Promise<QueryAnswer>): Promise<QueryAnswer> {
  try {
    return await query();
  } catch (error) {
    if (!(error instanceof Refusal && error.code === '404')) throw error;
    return { matches: [], serverMilliseconds: undefined, maxIndexedLsn: undefined, readUnits: undefined };
  }
}

export function summarize(shown: readonly ShownWrite[]): { readonly misses: number; readonly byHeaders: number } {
  return {
    misses: shown.filter(({ missedFirst }) => missedFirst).length,
    byHeaders: shown.filter(({ byHeaders }) => byHeaders).length,
  };
}
