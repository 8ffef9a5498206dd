import type { SessionValue } from '../translate/marker.ts';
import type { StatementContext } from './statement-context.ts';

/** What CURRENT_ROLE() and its like answer; undefined is NULL. */
export function sessionValue(value: SessionValue, { account, session, log, queryId }: StatementContext): string | undefined {
  const answers: Readonly<Record<SessionValue, string | undefined>> = {
    ACCOUNT: account.name,
    USER: session.user.name,
    ROLE: session.role,
    SECONDARY_ROLES: JSON.stringify({ roles: session.secondaryRoles.join(','), value: session.secondaryRoles.length > 0 ? 'ALL' : '' }),
    AVAILABLE_ROLES: JSON.stringify(account.access.rolesOfUser(session.user.name)),
    DATABASE: session.database,
    SCHEMA: session.schema,
    WAREHOUSE: session.warehouse,
    SESSION: String(session.id),
    VERSION: account.version,
    REGION: 'LOCAL',
    LAST_QUERY: session.lastQueryId,
    STATEMENT: log.of(session).find((entry) => entry.queryId === queryId)?.sql,
  };
  return answers[value];
}
