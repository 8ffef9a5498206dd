const pageSize = 25;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** One page of a list. @throws RangeError for a cursor that was not given out here */
export function pageOf<Item>(all: readonly Item[], cursor: string | undefined): Page<Item> {
  const from = cursor === undefined ? 0 : offsetOf(cursor);
  const to = from + pageSize;
  return { items: all.slice(from, to), ...(to < all.length && { nextCursor: Buffer.from(`from ${to}`).toString('base64url') }) };
}

function offsetOf(cursor: string): number {
  const [, digits] = /^from (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (digits === undefined) throw new RangeError('The cursor is not one that this server gave out.');
  return Number(digits);
}
