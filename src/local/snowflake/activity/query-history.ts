import type { LogEntry } from '../query-log.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { SystemView, ViewColumn, ViewValue } from './system-view.ts';

const columns: readonly ViewColumn[] = [
  ['QUERY_ID', 'text'], ['QUERY_TEXT', 'text'], ['DATABASE_NAME', 'text'], ['SCHEMA_NAME', 'text'], ['QUERY_TYPE', 'text'], ['SESSION_ID', 'number'],
  ['USER_NAME', 'text'], ['ROLE_NAME', 'text'], ['WAREHOUSE_NAME', 'text'], ['WAREHOUSE_SIZE', 'text'], ['WAREHOUSE_TYPE', 'text'], ['CLUSTER_NUMBER', 'number'],
  ['QUERY_TAG', 'text'], ['EXECUTION_STATUS', 'text'], ['ERROR_CODE', 'text'], ['ERROR_MESSAGE', 'text'], ['START_TIME', 'time'], ['END_TIME', 'time'],
  ['TOTAL_ELAPSED_TIME', 'number'], ['BYTES_SCANNED', 'number'], ['ROWS_PRODUCED', 'number'], ['COMPILATION_TIME', 'number'], ['EXECUTION_TIME', 'number'],
  ['QUEUED_PROVISIONING_TIME', 'number'], ['QUEUED_REPAIR_TIME', 'number'], ['QUEUED_OVERLOAD_TIME', 'number'], ['TRANSACTION_BLOCKED_TIME', 'number'],
  ['CREDITS_USED_CLOUD_SERVICES', 'credits'], ['RELEASE_VERSION', 'text'], ['IS_CLIENT_GENERATED_STATEMENT', 'flag'],
]; // prettier-ignore

function valuesOf(entry: LogEntry, version: string, usage: boolean): readonly ViewValue[] {
  const { session, endedAt } = entry;
  const elapsed = endedAt === undefined ? null : endedAt - entry.startedAt;
  const worked = entry.warehouseSize !== undefined;
  const failed = usage && entry.status === 'FAILED_WITH_ERROR' ? 'FAIL' : entry.status;
  const names = [entry.database, entry.schema, entry.queryType, session.id, session.user.name, entry.role];
  const place = [entry.warehouse, entry.warehouseSize, worked ? 'STANDARD' : null, worked ? 1 : null];
  const outcome = [entry.queryTag, failed, entry.errorCode, entry.errorMessage, entry.startedAt, endedAt];
  const waits = [entry.queuedProvisioningMilliseconds, 0, entry.queuedOverloadMilliseconds, 0];
  const times = [elapsed, entry.bytesScanned, entry.rowsProduced, entry.compilationMilliseconds, executionMilliseconds(entry), ...waits];
  return [entry.queryId, entry.sql, ...names, ...place, ...outcome, ...times, 0, version, false];
}

/** What is left of the whole when compiling and waiting are taken away; a result that was there took none. */
export function executionMilliseconds(entry: LogEntry): number | null {
  if (entry.endedAt === undefined) return null;
  if (entry.fromCache) return 0;
  const elsewhere = entry.compilationMilliseconds + entry.queuedOverloadMilliseconds + entry.queuedProvisioningMilliseconds;
  return Math.max(0, entry.endedAt - entry.startedAt - elsewhere);
}

/** Own statements, and those on warehouses that the role may monitor. */
function isVisible(entry: LogEntry, { account, session }: StatementContext): boolean {
  if (entry.session.user.name === session.user.name) return true;
  const { access, catalog } = account;
  if (access.has(session.authority, 'MONITOR EXECUTION', 'ACCOUNT') || access.inheritedRoles(session.authority).has('ACCOUNTADMIN'))
    return true;
  const warehouse = catalog.warehouses.get(entry.warehouse ?? '');
  return warehouse !== undefined && access.has(session.authority, 'MONITOR', warehouse);
}

const newestFirst = (context: StatementContext): readonly LogEntry[] => context.log.entries.toReversed();

/** Of the INFORMATION_SCHEMA functions. */
export const queryHistory: SystemView = {
  columns,
  rows: (context) =>
    newestFirst(context)
      .filter((entry) => isVisible(entry, context))
      .map((entry) => valuesOf(entry, context.account.version, false)),
};

/** Of ACCOUNT_USAGE: all statements that have ended, with more columns. */
export const usageQueryHistory: SystemView = {
  columns: [
    ...columns,
    ['PERCENTAGE_SCANNED_FROM_CACHE', 'credits'],
    ['PARTITIONS_SCANNED', 'number'],
    ['PARTITIONS_TOTAL', 'number'],
    ['BYTES_SPILLED_TO_LOCAL_STORAGE', 'number'],
    ['BYTES_SPILLED_TO_REMOTE_STORAGE', 'number'],
  ],
  rows: (context) =>
    newestFirst(context)
      .filter((entry) => entry.endedAt !== undefined)
      // Nothing is pruned here, so what was scanned is all there was.
      .map((entry) => [...valuesOf(entry, context.account.version, true), 0, entry.partitions, entry.partitions, entry.bytesSpilled, 0]),
};
