import type { Account } from '../account.ts';
import { missingObject } from '../failure.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { Session } from '../session.ts';
import { displayName } from '../sql/names.ts';
import { usageLogins } from './login-history.ts';
import { meteringDaily, queryAttribution, usageWarehouseMetering } from './metering.ts';
import { usageQueryHistory } from './query-history.ts';
import type { SystemView, ViewValue } from './system-view.ts';
import { grantsToRoles, grantsToUsers, tables, users } from './usage-objects.ts';

/** Database roles of SNOWFLAKE that give access to parts of ACCOUNT_USAGE. */
export const viewerRoles = ['OBJECT_VIEWER', 'USAGE_VIEWER', 'GOVERNANCE_VIEWER', 'SECURITY_VIEWER'] as const;
type ViewerRole = (typeof viewerRoles)[number];

interface UsageView extends SystemView {
  readonly viewers: readonly ViewerRole[];
  /** The column whose age says whether a row has arrived; without one all rows have. */
  readonly arrivesBy?: string;
  /** What Snowflake's documentation gives as the longest delay. */
  readonly lagMinutes: number;
}

const views: Readonly<Record<string, UsageView>> = {
  QUERY_HISTORY: { ...usageQueryHistory, viewers: ['GOVERNANCE_VIEWER'], arrivesBy: 'END_TIME', lagMinutes: 45 },
  LOGIN_HISTORY: { ...usageLogins, viewers: ['SECURITY_VIEWER'], arrivesBy: 'EVENT_TIMESTAMP', lagMinutes: 120 },
  WAREHOUSE_METERING_HISTORY: { ...usageWarehouseMetering, viewers: ['USAGE_VIEWER'], arrivesBy: 'START_TIME', lagMinutes: 180 },
  METERING_DAILY_HISTORY: { ...meteringDaily, viewers: ['USAGE_VIEWER'], arrivesBy: 'USAGE_DATE', lagMinutes: 180 },
  QUERY_ATTRIBUTION_HISTORY: {
    ...queryAttribution,
    viewers: ['USAGE_VIEWER', 'GOVERNANCE_VIEWER'],
    arrivesBy: 'END_TIME',
    lagMinutes: 480,
  },
  GRANTS_TO_ROLES: { ...grantsToRoles, viewers: ['SECURITY_VIEWER'], arrivesBy: 'CREATED_ON', lagMinutes: 120 },
  GRANTS_TO_USERS: { ...grantsToUsers, viewers: ['SECURITY_VIEWER'], arrivesBy: 'CREATED_ON', lagMinutes: 120 },
  USERS: { ...users, viewers: ['SECURITY_VIEWER'], arrivesBy: 'CREATED_ON', lagMinutes: 120 },
  TABLES: { ...tables, viewers: ['OBJECT_VIEWER'], arrivesBy: 'CREATED', lagMinutes: 90 },
};

/** How late ACCOUNT_USAGE is: minutes for all views, or each view's own as documented. */
export type UsageLag = number | 'documented';

/** The view with the rows that have arrived. @throws SnowflakeFailure 002003 when there is none or the role may not read it */
export function usageView(name: string, { account, session }: StatementContext): SystemView {
  const view = views[name];
  if (!view || !mayRead(view, session, account)) throw missingObject('Object', displayName(['SNOWFLAKE', 'ACCOUNT_USAGE', name]));
  const lag = account.usageLag === 'documented' ? view.lagMinutes : account.usageLag;
  const column = view.columns.findIndex(([name]) => name === view.arrivesBy);
  const latest = account.now() - lag * 60_000;
  const hasArrived = (row: readonly ViewValue[]): boolean => typeof row[column] !== 'number' || row[column] <= latest;
  return { columns: view.columns, rows: (context) => view.rows(context).filter(hasArrived) };
}

function mayRead(view: UsageView, session: Session, { access, catalog }: Account): boolean {
  const roles = access.inheritedRoles(session.authority);
  const database = catalog.databases.get('SNOWFLAKE');
  if (!database) return false;
  if (roles.has('ACCOUNTADMIN') || access.has(session.authority, 'IMPORTED PRIVILEGES', database)) return true;
  return view.viewers.some((viewer) => roles.has(viewerRoleId(viewer)));
}

function viewerRoleId(name: string): string {
  return `SNOWFLAKE\0${name}`;
}
