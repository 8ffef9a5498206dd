import { createIntegration } from '../authentication/create-integration.ts';
import { addAccessToken, alterAccessToken, showAccessTokens } from '../authentication/run-access-token.ts';
import { runSystemCall } from '../authentication/run-system-call.ts';
import { refused } from '../failure.ts';
import { parseStatement } from '../sql/parse-statement.ts';
import type { Statement } from '../sql/statement.ts';
import { copyIntoLocation } from '../stage/copy-into-location.ts';
import { copyIntoTable } from '../stage/copy-into-table.ts';
import { createTemporaryStage } from '../stage/create-temporary-stage.ts';
import { listFiles, removeFiles } from '../stage/list-files.ts';
import { getFiles, putFiles } from '../stage/transfer-files.ts';
import { tokenize } from '../sql/tokenize.ts';
import type { Result } from '../wire/result.ts';
import { alterTable, truncateTable } from './alter-table.ts';
import { alterObject } from './alter-object.ts';
import { alterView } from './alter-view.ts';
import type { Binds } from './binds.ts';
import { runComment } from './comment.ts';
import { createObject, createPolicy } from './create-object.ts';
import { createContainer, createRole, createView } from './create-other.ts';
import { createTable } from './create-table.ts';
import { runDescribe } from './describe.ts';
import { runDrop } from './drop.ts';
import { alterAccount } from './parameter-values.ts';
import { runGrant, runRoleGrant } from './run-grants.ts';
import { runQuery } from './run-query.ts';
import type { Query } from './run-query.ts';
import { alterWarehouse, runAlterSession, runUse, useSecondaryRoles } from './run-session-statement.ts';
import { runShow } from './show.ts';
import { showGrants } from './show-grants.ts';
import { commitOpenTransaction, noteLostTransaction, refuseInLostTransaction, runTransaction } from './transaction.ts';
import { runUndrop } from '../time-travel/undrop.ts';
import type { StatementContext } from './statement-context.ts';

export interface StatementRequest {
  readonly sql: string;
  readonly binds: Binds;
  readonly describeOnly: boolean;
}

type Command = Exclude<Statement, { readonly type: 'query' | 'system-call' }>;

/** Runs one statement. @throws SnowflakeFailure */
export async function executeStatement(request: StatementRequest, context: StatementContext): Promise<Result> {
  await context.account.maintain();
  const tokens = tokenize(request.sql);
  const statement = parseStatement(request.sql, tokens);
  if (statement.type === 'query') return runInTransaction({ ...request, tokens }, context);
  if (request.describeOnly) throw refused('LOCAL-006', 'describe-only of a statement that is not a query');
  if (statement.type === 'system-call') return runSystemCall(statement, request.binds, context);
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
  describe: runDescribe,
  use: runUse,
  'use-secondary-roles': useSecondaryRoles,
  'alter-session': runAlterSession,
  transaction: runTransaction,
  'alter-warehouse': alterWarehouse,
  'create-container': createContainer,
  'create-table': createTable,
  'create-view': createView,
  'create-role': createRole,
  'create-object': createObject,
  'create-policy': createPolicy,
  drop: runDrop,
  undrop: runUndrop,
  'alter-table': alterTable,
  'alter-view': alterView,
  'alter-object': alterObject,
  'alter-account': alterAccount,
  comment: runComment,
  truncate: truncateTable,
  'add-access-token': addAccessToken,
  'alter-access-token': alterAccessToken,
  'show-access-tokens': showAccessTokens,
  'create-integration': createIntegration,
  'put-files': putFiles,
  'get-files': getFiles,
  'list-files': listFiles,
  'remove-files': removeFiles,
  'create-temporary-stage': createTemporaryStage,
  'copy-into-table': copyIntoTable,
  'copy-into-location': copyIntoLocation,
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
  'use-secondary-roles',
  'alter-session',
  'transaction',
  'alter-warehouse',
  'show-access-tokens',
  'put-files',
  'get-files',
  'list-files',
  'remove-files',
  'copy-into-table',
  'copy-into-location',
]);

async function runCommand(statement: Command, context: StatementContext): Promise<Result> {
  if (!keepsTransaction.has(statement.type)) await commitOpenTransaction(context);
  const handler = commands[statement.type] as Handler<Command['type']>;
  return handler(statement, context);
}
