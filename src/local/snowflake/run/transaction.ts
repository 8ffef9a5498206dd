import { SnowflakeFailure, refused } from '../failure.ts';
import type { Session } from '../session.ts';
import type { Statement } from '../sql/statement.ts';
import { statementType, statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { StatementContext } from './statement-context.ts';

/** A second BEGIN and a COMMIT without BEGIN change nothing, as in Snowflake. */
export async function runTransaction(
  statement: Statement & { readonly type: 'transaction' },
  { session }: StatementContext,
): Promise<Result> {
  if (statement.action === 'BEGIN') await begin(session);
  else if (statement.action === 'COMMIT') await commit(session);
  else await end(session, 'ROLLBACK');
  return statusResult('Statement executed successfully.', statementType.session);
}

async function begin(session: Session): Promise<void> {
  if (session.inTransaction) return;
  await session.connection.run('BEGIN');
  session.inTransaction = true;
}

/** DuckDB takes the COMMIT of a lost transaction for a ROLLBACK and says yes; nobody may take that for success. */
async function commit(session: Session): Promise<void> {
  if (!session.transactionLost) return end(session, 'COMMIT');
  await end(session, 'ROLLBACK');
  throw refused('LOCAL-005', 'COMMIT of a transaction in which a statement failed; all of it is rolled back');
}

async function end(session: Session, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  if (!session.inTransaction) return;
  session.inTransaction = false;
  session.transactionLost = false;
  await session.connection.run(how);
}

/** DDL ends an open transaction before it starts. */
export async function commitOpenTransaction({ session }: StatementContext): Promise<void> {
  await commit(session);
}

/** After a failure inside a transaction: asks the engine whether the transaction lives on. */
export async function noteLostTransaction(session: Session): Promise<void> {
  if (!session.inTransaction || session.transactionLost) return;
  try {
    await session.connection.run('SELECT 1');
  } catch (error) {
    if (!(error instanceof SnowflakeFailure)) throw error;
    session.transactionLost = true;
  }
}

export function refuseInLostTransaction(session: Session): void {
  if (session.transactionLost) throw refused('LOCAL-005', 'a transaction that goes on after a statement failed; ROLLBACK first');
}
