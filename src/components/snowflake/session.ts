import type { Row } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import type { SessionPool } from './pool/pool.ts';
import type { SpendMeter } from './spend/spend-meter.ts';

export type Bind = string | number | boolean | null;

/** How one statement is asked. */
export interface Ask {
  readonly signal: AbortSignal;
  /** Shown in Snowflake's query history. */
  readonly tag: string;
  /** False for measurements: Snowflake would answer a repeated text from its result cache. */
  readonly useResultCache?: boolean;
  readonly binds?: readonly Bind[];
  /** Limit of this statement, on the server too; absent: that of the settings, which is also the longest. */
  readonly timeoutMilliseconds?: number;
  /** Told the query id when the answer has come, be it a refusal. */
  readonly onQueryId?: (queryId: string) => void;
}

/** One login. Statements of one session may run at the same time. */
export interface Session extends AsyncDisposable {
  /** All rows, values as plain data: dates as ISO text, binary as hexadecimal text. */
  query(sql: string, ask: Ask): Promise<readonly Row[]>;
}

/** What differs from the settings for a second session. */
export interface SessionOverride {
  readonly role?: string;
  readonly username?: string;
  readonly password?: string;
}

export interface SnowflakeConnection extends AsyncDisposable {
  readonly session: Session;
  /** Sessions with the login of the settings, one borrower each. */
  readonly pool: SessionPool;
  /** What the statements of all sessions cost. */
  readonly spend: SpendMeter;
  /** A session of its own, for the caller to close. */
  open(override: SessionOverride, signal: AbortSignal): Promise<Session>;
  /** A session as another role, kept until the connection is closed. */
  sessionAs(role: string, signal: AbortSignal): Promise<Session>;
}

/** Statements of a check end with it and carry its id into the query history. */
export function askFor(context: Pick<CheckContext, 'signal' | 'runId' | 'checkId' | 'timeoutMilliseconds'>): Ask {
  const { signal, timeoutMilliseconds } = context;
  return { signal, tag: tagOf(context), ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }) };
}

export function tagOf({ runId, checkId }: Pick<CheckContext, 'runId' | 'checkId'>): string {
  return `infra-test:${runId}:${checkId}`;
}

/** First row's value of a statement that has one row and one column. */
export function onlyValue(rows: readonly Row[]): unknown {
  const [row] = rows;
  const values = row === undefined ? [] : Object.values(row);
  return rows.length === 1 && values.length === 1 ? values[0] : undefined;
}
