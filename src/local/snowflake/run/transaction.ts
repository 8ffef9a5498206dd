import { SnowflakeFailure, refused } from '../failure.ts';
import type { Session } from '../session.ts';
import type { Statement } from '../sql/statement.ts';
import { statementType, statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { StatementContext } from './statement-context.ts';

/** A second BEGIN and a COMMIT without BEGIN change nothing, as in Snowflake. */
export async function runTransaction(statement: Statement & { readonly type: 'transaction' }, context: StatementContext): Promise<Result> {
  if (statement.action === 'BEGIN') await begin(context.session);
  else if (statement.action === 'COMMIT') await commit(context);
  else await rollBack(context);
  return statusResult('Statement executed successfully.', statementType.session);
}

async function begin(session: Session): Promise<void> {
  if (session.inTransaction) return;
  await session.connection.run('BEGIN');
  session.inTransaction = true;
}

/** DuckDB takes the COMMIT of a lost transaction for a ROLLBACK and says yes; nobody may take that for success. */
async function commit(context: StatementContext): Promise<void> {
  const { account, session } = context;
  if (!session.inTransaction) return;
  if (session.transactionLost) {
    await rollBack(context);
    throw refused('LOCAL-005', 'COMMIT of a transaction in which a statement failed; all of it is rolled back');
  }
  try {
    await account.timeTravel.commit(session);
    session.inTransaction = false;
  } catch (error) {
    await rollBack(context);
    throw error;
  }
}

async function rollBack({ account, session }: StatementContext): Promise<void> {
  account.timeTravel.forgetPending(session);
  if (!session.inTransaction) return;
  session.inTransaction = false;
  session.transactionLost = false;
  await rollBackConnection(session);
}

const attempts = 5;

/** A statement that is being canceled is interrupted again and again, which may hit the ROLLBACK itself. */
export async function rollBackConnection({ connection }: Session): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await connection.run('ROLLBACK');
      return;
    } catch (error) {
      if (error instanceof SnowflakeFailure && error.message.includes('no transaction is active')) return;
      if (attempt === attempts) throw error;
    }
  }
}

/** DDL ends an open transaction before it starts. */
export async function commitOpenTransaction(context: StatementContext): Promise<void> {
  await commit(context);
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
