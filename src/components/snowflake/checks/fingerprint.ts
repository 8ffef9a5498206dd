import type { CheckContext } from '../../../model/component.ts';
import { describeTable, primaryKey } from '../structure/describe-table.ts';
import { quoteIdentifier } from '../structure/identifier.ts';
import type { Ask, Session } from '../session.ts';
import { printTable, quoteTable } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';

/** What two copies of a table must share: `HASH_AGG` does not depend on the order of the rows. */
export interface Fingerprint {
  readonly rows: number;
  /** As text: the number has more digits than a JavaScript number keeps. */
  readonly hash: string;
}

export async function fingerprintOf(session: Session, table: TableName, ask: Ask): Promise<Fingerprint> {
  const statement = `SELECT COUNT(*) AS "rows", TO_VARCHAR(HASH_AGG(*)) AS "hash" FROM ${quoteTable(table)}`;
  const [row] = await session.query(statement, { ...ask, useResultCache: false });
  return { rows: Number(row?.['rows']), hash: String(row?.['hash']) };
}

/** Throws `Error` for a table without rows: a restore of it proves nothing. */
export async function fingerprintOfRows(session: Session, table: TableName, ask: Ask): Promise<Fingerprint> {
  const found = await fingerprintOf(session, table, ask);
  if (found.rows === 0) throw new Error(`${printTable(table)} has no rows: a restore of it proves nothing.`);
  return found;
}

/** Deletes from a copy the rows that share the key of one row, the whole copy at worst, and looks whether it shows. */
export async function damage(
  session: Session,
  tables: { readonly source: TableName; readonly copy: TableName },
  before: Fingerprint,
  ask: Ask,
  context: CheckContext,
): Promise<void> {
  const columns = (await describeTable(session, tables.source, ask)) ?? [];
  const [key] = await primaryKey(session, tables.source, ask);
  const column = quoteIdentifier(key ?? columns.find(({ nullable }) => !nullable)?.name ?? columns[0]?.name ?? '');
  const table = quoteTable(tables.copy);
  await session.query(`DELETE FROM ${table} WHERE ${column} IN (SELECT MIN(${column}) FROM ${table})`, ask);
  const damaged = await fingerprintOf(session, tables.copy, ask);
  context.find({
    subject: 'damaged clone',
    expected: 'fewer rows and another hash',
    actual: `${damaged.rows} of ${before.rows} rows, ${damaged.hash === before.hash ? 'the same hash' : 'another hash'}`,
    met: damaged.rows < before.rows && damaged.hash !== before.hash,
  });
}

/** A table that is written to meanwhile differs from its clone for a good reason, and then nothing was learned. */
export async function refuseMovingTarget(session: Session, source: TableName, before: Fingerprint, ask: Ask): Promise<void> {
  const after = await fingerprintOf(session, source, ask);
  if (after.rows === before.rows && after.hash === before.hash) return;
  throw new Error(`${printTable(source)} was changed by others during the drill: choose a table that is quiet, or a quiet time.`);
}

export function compare(subject: string, expected: Fingerprint, actual: Fingerprint, context: CheckContext): void {
  context.find({
    subject,
    expected: printFingerprint(expected),
    actual: printFingerprint(actual),
    met: actual.rows === expected.rows && actual.hash === expected.hash,
  });
}

function printFingerprint({ rows, hash }: Fingerprint): string {
  return `${rows} rows, hash ${hash}`;
}
