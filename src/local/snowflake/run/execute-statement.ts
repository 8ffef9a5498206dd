import { refused } from '../failure.ts';
import { parseStatement } from '../sql/parse-statement.ts';
import type { Statement } from '../sql/statement.ts';
import { tokenize } from '../sql/tokenize.ts';
import type { Result } from '../wire/result.ts';
import { alterTable, truncateTable } from './alter-table.ts';
import { alterUser, createUser } from './alter-user.ts';
import type { Binds } from './binds.ts';
import { createContainer, createRole, createView } from './create-other.ts';
import { createTable } from './create-table.ts';
import { describeRelation } from './describe.ts';
import { runDrop } from './drop.ts';
import { runGrant, runRoleGrant } from './run-grants.ts';
import { runQuery } from './run-query.ts';
import type { Query } from './run-query.ts';
import { alterWarehouse, runAlterSession, runUse } from './run-session-statement.ts';
import { runShow } from './show.ts';
import { showGrants } from './show-grants.ts';
import { commitOpenTransaction, noteLostTransaction, refuseInLostTransaction, runTransaction } from './transaction.ts';
import type { StatementContext } from './statement-context.ts';

export interface StatementRequest {
  readonly sql: string;
  readonly binds: Binds;
  readonly describeOnly: boolean;
}

type Command = Exclude<Statement, { readonly type: 'query' }>;

/** Runs one statement. @throws SnowflakeFailure */
export async function executeStatement(request: StatementRequest, context: StatementContext): Promise<Result> {
  const tokens = tokenize(request.sql);
  const statement = parseStatement(request.sql, tokens);
  if (statement.type === 'query') return runInTransaction({ ...request, tokens }, context);
  if (request.describeOnly) throw refused('LOCAL-006', 'describe-only of a statement that is not a query');
  if (Object.keys(request.binds).length > 0) throw refused('LOCAL-002', 'binds in a statement that is neither a query nor DML');
  return runCommand(statement, context);
}

async function runInTransaction(query: Query, context: StatementContext): Promise<Result> {
  refuseInLostTransaction(context.session);
  try {
    return await runQuery(query, context);
  } catch (error) {
    await noteLostTransaction(context.session);
    throw error;
  }
}

type Handler<Type extends Command['type']> = (
  statement: Command & { readonly type: Type },
  context: StatementContext,
) => Promise<Result> | Result;

const commands: { readonly [Type in Command['type']]: Handler<Type> } = {
  show: runShow,
  'show-grants': showGrants,
  describe: describeRelation,
  use: runUse,
  'alter-session': runAlterSession,
  transaction: runTransaction,
  'alter-warehouse': alterWarehouse,
  'create-container': createContainer,
  'create-table': createTable,
  'create-view': createView,
  'create-role': createRole,
  'create-user': createUser,
  drop: runDrop,
  'alter-table': alterTable,
  'alter-user': alterUser,
  truncate: truncateTable,
  grant: runGrant,
  revoke: runGrant,
  'grant-role': runRoleGrant,
  'revoke-role': runRoleGrant,
};

/** These leave an open transaction as it is; everything else is DDL and commits it first. */
const keepsTransaction: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'show',
  'show-grants',
  'describe',
  'use',
  'alter-session',
  'transaction',
  'alter-warehouse',
]);

async function runCommand(statement: Command, context: StatementContext): Promise<Result> {
  if (!keepsTransaction.has(statement.type)) await commitOpenTransaction(context);
  const handler = commands[statement.type] as Handler<Command['type']>;
  return handler(statement, context);
}
