import type { Row } from '../../../model/capability.ts';
import type { Ask, Session } from '../session.ts';

/** What Snowflake itself measured of one statement. */
export interface ServerTimes {
  readonly compilationMilliseconds: number;
  readonly executionMilliseconds: number;
  /** Waiting for the warehouse: to be provisioned, repaired, or to have room. */
  readonly queuedMilliseconds: number;
}

/**
 * The limit is applied before WHERE and is 100 unless said; 10,000 is the most:
 * https://docs.snowflake.com/en/sql-reference/functions/query_history
 */
const history = `SELECT QUERY_ID, COMPILATION_TIME, EXECUTION_TIME, QUEUED_PROVISIONING_TIME, QUEUED_REPAIR_TIME, QUEUED_OVERLOAD_TIME
  FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION(RESULT_LIMIT => 10000)) WHERE QUERY_TAG = ?`;

/** Times of statements of this session by query id, in milliseconds. The session needs a current database. Uses the warehouse. */
export async function serverTimes(session: Session, ask: Ask): Promise<ReadonlyMap<string, ServerTimes>> {
  const rows = await session.query(history, { ...ask, binds: [ask.tag], useResultCache: false });
  return new Map(rows.map((row) => [String(row['QUERY_ID']), timesOf(row)] as const));
}

function timesOf(row: Row): ServerTimes {
  const milliseconds = (column: string): number => Number(row[column] ?? 0);
  return {
    compilationMilliseconds: milliseconds('COMPILATION_TIME'),
    executionMilliseconds: milliseconds('EXECUTION_TIME'),
    queuedMilliseconds:
      milliseconds('QUEUED_PROVISIONING_TIME') + milliseconds('QUEUED_REPAIR_TIME') + milliseconds('QUEUED_OVERLOAD_TIME'),
  };
}
