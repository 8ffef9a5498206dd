import type { StatementContext } from '../run/statement-context.ts';
import { rollBackConnection } from '../run/transaction.ts';
import type { WriteTarget } from '../translate/translation.ts';
import type { Result } from '../wire/result.ts';
import type { Table } from '../catalog/catalog.ts';
import type { Change } from './time-travel.ts';

/** What DML with these privileges does to the rows that a table has. */
export function changesOf(writes: readonly WriteTarget[]): readonly (readonly [Table, Change])[] {
  return writes.map(({ table, privileges }) => [table, privileges.every((privilege) => privilege === 'INSERT') ? 'append' : 'rewrite']);
}

/**
 * Runs DML. Without a transaction of the session it gets one of its own, so that what it changes and the past state that
 * it ends come into force together.
 */
export async function changeTables(
  changes: readonly (readonly [Table, Change])[],
  { account, session, queryId }: StatementContext,
  work: () => Promise<Result>,
): Promise<Result> {
  const { timeTravel } = account;
  if (session.inTransaction) {
    const result = await work();
    if (changedRows(result)) timeTravel.note(session, queryId, changes);
    return result;
  }
  await session.connection.run('BEGIN');
  try {
    const result = await work();
    timeTravel.note(session, queryId, changedRows(result) ? changes : []);
    await timeTravel.commit(session);
    return result;
  } catch (error) {
    timeTravel.forgetPending(session);
    await rollBackConnection(session);
    throw error;
  }
}

/** The result of DML is one row of counts. */
function changedRows({ rows }: Result): boolean {
  return rows.length !== 1 || /[1-9]/.test(rows[0] ?? '');
}
