import type { Ask, Session } from '../session.ts';

/** What the operators of one statement did with storage. */
export interface QueryProfile {
  readonly partitionsScanned: number;
  readonly partitionsTotal: number;
  /** To local and remote storage, because memory was too small. */
  readonly spilledBytes: number;
}

const operators = 'SELECT OPERATOR_STATISTICS FROM TABLE(GET_QUERY_OPERATOR_STATS(?))';

/**
 * Pruning and spilling of a statement of the last 14 days, https://docs.snowflake.com/en/sql-reference/functions/get_query_operator_stats.
 * Its own statements are visible to every user, those of others need MONITOR on the warehouse. Uses the warehouse.
 */
export async function queryProfile(session: Session, queryId: string, ask: Ask): Promise<QueryProfile> {
  const rows = await session.query(operators, { ...ask, binds: [queryId], useResultCache: false });
  const sum = (group: string, names: readonly string[]): number =>
    rows.reduce((total, row) => total + names.reduce((part, name) => part + numberAt(row['OPERATOR_STATISTICS'], group, name), 0), 0);
  return {
    partitionsScanned: sum('pruning', ['partitions_scanned']),
    partitionsTotal: sum('pruning', ['partitions_total']),
    spilledBytes: sum('spilling', ['bytes_spilled_local_storage', 'bytes_spilled_remote_storage']),
  };
}

function numberAt(statistics: unknown, group: string, name: string): number {
  const value = fieldOf(fieldOf(statistics, group), name);
  return typeof value === 'number' ? value : 0;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
