import { SnowflakeFailure, insufficientPrivileges } from '../failure.ts';
import { bindValue, findBind } from '../run/binds.ts';
import type { Binds } from '../run/binds.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { Session } from '../session.ts';
import { statementType, tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { AccessStatement, SystemCall } from './access-statement.ts';

type Call = (argument: string, context: StatementContext) => string | Promise<string>;

const calls: Readonly<Record<SystemCall, Call>> = {
  SYSTEM$ABORT_SESSION: abortSession,
  SYSTEM$CANCEL_QUERY: cancelQuery,
  SYSTEM$CANCEL_ALL_QUERIES: cancelAllQueries,
  SYSTEM$GET_LOGIN_FAILURE_DETAILS: loginFailureDetails,
};

/** `SELECT SYSTEM$...(argument)` where the function acts on sessions and logins and not on data. */
export async function runSystemCall(
  statement: AccessStatement & { readonly type: 'system-call' },
  binds: Binds,
  context: StatementContext,
): Promise<Result> {
  const argument = statement.argument ?? bindValue(findBind(binds, 1), 0) ?? '';
  return tableResult([statement.label], [[await calls[statement.call](argument, context)]], statementType.select);
}

function abortSession(id: string, context: StatementContext): string {
  const session = sessionOf(id, context);
  context.account.abortSession(session);
  return `session [${id}] terminated.`;
}

function cancelAllQueries(id: string, context: StatementContext): string {
  const running = sessionOf(id, context).running;
  const others = [...running].filter((execution) => execution.queryId !== context.queryId);
  for (const execution of others) execution.cancel();
  return `${others.length} running queries of session ${id} were canceled.`;
}

function cancelQuery(queryId: string, context: StatementContext): string {
  const { account } = context;
  const visible = account.sessions.filter((session) => mayControl(session, context));
  const found = visible.flatMap((session) => [...session.running]).find((execution) => execution.queryId === queryId);
  if (!found) return 'Identified SQL statement is not currently executing.';
  found.cancel();
  return `query [${queryId}] terminated.`;
}

/** @throws SnowflakeFailure 003001 for a session of another user, 000709 for none */
function sessionOf(id: string, context: StatementContext): Session {
  const found = context.account.sessions.find((session) => String(session.id) === id.trim());
  if (!found) throw new SnowflakeFailure('000709', '02000', `Session ${id} does not exist.`);
  if (!mayControl(found, context)) throw insufficientPrivileges('session', id);
  return found;
}

function mayControl(session: Session, { account, session: own }: StatementContext): boolean {
  return session.user.name === own.user.name || account.access.inheritedRoles(own.authority).has('ACCOUNTADMIN');
}

function loginFailureDetails(id: string, { account, session }: StatementContext): string {
  const permitted =
    account.access.has(session.authority, 'MONITOR SECURITY', 'ACCOUNT') ||
    account.access.inheritedRoles(session.authority).has('ACCOUNTADMIN');
  if (!permitted) throw insufficientPrivileges('account', account.name);
  const event = account.authentication.log.failure(id);
  if (!event) throw new SnowflakeFailure('000709', '02000', `No login failure with the id ${id}.`);
  const username = event.userName === '' ? null : event.userName;
  const { address, type, version } = event.client;
  return JSON.stringify({
    clientIP: address,
    clientType: type,
    clientVersion: version ?? '',
    username,
    errorCode: event.errorMessage,
    timestamp: Math.floor(event.at / 1000),
  });
}
