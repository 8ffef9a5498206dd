import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { describeTable, primaryKey } from '../describe-table.ts';
import { printName, quoteIdentifier } from '../identifier.ts';
import { askFor } from '../session.ts';
import type { Ask, Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { scratchPrefix } from '../scratch-name.ts';
import { idPart, printTable, quoteTable, tableName } from '../table-name.ts';
import type { TableName } from '../table-name.ts';

const options = v.strictObject({ table: v.string() });

type Options = v.InferOutput<typeof options>;

export interface CloneRestoreInput {
  readonly table: TableName;
}

/** What two copies of a table must share: `HASH_AGG` does not depend on the order of the rows. */
interface Fingerprint {
  readonly rows: number;
  /** As text: the number has more digits than a JavaScript number keeps. */
  readonly hash: string;
}

/** A drill on a scratch clone beside the table: clone, damage, notice, restore, compare. The table itself is only read. */
export const cloneRestore: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A table is cloned, the clone is damaged, restored from the table and compared.',
  layer: 'disaster-recovery',
  options,
  primary: 'table',
  expand({ table }, settings) {
    const input: CloneRestoreInput = { table: tableName(table, settings) };
    return [
      {
        name: `clone-restore.${idPart(table)}`,
        title: `Table ${table} can be cloned and restored`,
        input,
        operations: [{ name: 'restore' }],
      },
    ];
  },
};

export async function runCloneRestore(connection: SnowflakeConnection, input: CloneRestoreInput, context: CheckContext): Promise<void> {
  const { session } = connection;
  const ask = askFor(context);
  const source = input.table;
  const before = await fingerprintOf(session, source, ask);
  context.value('rows', before.rows);
  if (before.rows === 0) throw new Error(`${printTable(source)} has no rows: a restore of it proves nothing.`);
  const copy: TableName = { ...source, table: context.uniqueName(scratchPrefix, '_').toUpperCase() };
  const clone = (orReplace: string) => session.query(`CREATE ${orReplace}TABLE ${quoteTable(copy)} CLONE ${quoteTable(source)}`, ask);
  await context.create({ kind: 'table', name: printName([copy.database, copy.schema, copy.table]) }, () => clone(''));
  compare('clone', before, await fingerprintOf(session, copy, ask), context);

  await damage(session, source, copy, ask);
  const damaged = await fingerprintOf(session, copy, ask);
  context.find({
    subject: 'damaged clone',
    expected: 'fewer rows and another hash',
    actual: `${damaged.rows} of ${before.rows} rows, ${damaged.hash === before.hash ? 'the same hash' : 'another hash'}`,
    met: damaged.rows < before.rows && damaged.hash !== before.hash,
  });

  const startedAt = performance.now();
  await clone('OR REPLACE ');
  const restoreMilliseconds = performance.now() - startedAt;
  context.sample('restore', restoreMilliseconds);
  context.value('restore', restoreMilliseconds);
  const restored = await fingerprintOf(session, copy, ask);
  await refuseMovingTarget(session, source, before, ask);
  compare('restored clone', before, restored, context);
}

async function fingerprintOf(session: Session, table: TableName, ask: Ask): Promise<Fingerprint> {
  const statement = `SELECT COUNT(*) AS "rows", TO_VARCHAR(HASH_AGG(*)) AS "hash" FROM ${quoteTable(table)}`;
  const [row] = await session.query(statement, { ...ask, useResultCache: false });
  return { rows: Number(row?.['rows']), hash: String(row?.['hash']) };
}

/** Deletes from the clone the rows that share the key of one row; the whole clone at worst. */
async function damage(session: Session, source: TableName, copy: TableName, ask: Ask): Promise<void> {
  const columns = (await describeTable(session, source, ask)) ?? [];
  const [key] = await primaryKey(session, source, ask);
  const column = quoteIdentifier(key ?? columns.find(({ nullable }) => !nullable)?.name ?? columns[0]?.name ?? '');
  const table = quoteTable(copy);
  await session.query(`DELETE FROM ${table} WHERE ${column} IN (SELECT MIN(${column}) FROM ${table})`, ask);
}

/** A table that is written to meanwhile differs from its clone for a good reason, and then nothing was learned. */
async function refuseMovingTarget(session: Session, source: TableName, before: Fingerprint, ask: Ask): Promise<void> {
  const after = await fingerprintOf(session, source, ask);
  if (after.rows === before.rows && after.hash === before.hash) return;
  throw new Error(`${printTable(source)} was changed by others during the drill: choose a table that is quiet, or a quiet time.`);
}

function compare(subject: string, expected: Fingerprint, actual: Fingerprint, context: CheckContext): void {
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
