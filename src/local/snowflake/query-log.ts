import type { SnowflakeFailure } from './failure.ts';
import type { Session } from './session.ts';

/** One statement that was asked for, as the history shows it. Times are milliseconds since 1970, durations milliseconds. */
export interface LogEntry {
  readonly queryId: string;
  readonly session: Session;
  readonly sql: string;
  readonly role: string;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly warehouse: string | undefined;
  readonly queryTag: string;
  readonly startedAt: number;
  queryType: string;
  status: 'RUNNING' | 'SUCCESS' | 'FAILED_WITH_ERROR';
  endedAt: number | undefined;
  compilationMilliseconds: number;
  /** Waited for a warehouse that had no room. Nothing waits here unless somebody asks for it. */
  queuedOverloadMilliseconds: number;
  /** Waited for a warehouse to start. */
  queuedProvisioningMilliseconds: number;
  rowsProduced: number;
  /** Estimated from the rows and columns of the tables that were read. */
  bytesScanned: number;
  partitions: number;
  bytesSpilled: number;
  /** Size of the warehouse that worked; unset when none had to. */
  warehouseSize: string | undefined;
  /** The result was there already. */
  fromCache: boolean;
  errorCode: string | undefined;
  errorMessage: string | undefined;
}

const capacity = 10_000;

/** The statements of the account, oldest first. */
export class QueryLog {
  readonly #entries = new Map<string, LogEntry>();
  readonly #bySession = new Map<number, LogEntry[]>();

  get entries(): readonly LogEntry[] {
    return [...this.#entries.values()];
  }

  /** `queryTag` is that of the request when it has one. */
  start(queryId: string, sql: string, session: Session, now: number, queryTag?: string): LogEntry {
    const { role, database, schema, warehouse } = session;
    return this.#add({
      queryId, session, sql, role, database, schema, warehouse,
      queryTag: queryTag ?? String(session.parameters.get('QUERY_TAG') ?? ''),
      queryType: queryTypeOf(sql), startedAt: now, endedAt: undefined, status: 'RUNNING', compilationMilliseconds: 0, queuedOverloadMilliseconds: 0,
      queuedProvisioningMilliseconds: 0, rowsProduced: 0, bytesScanned: 0, partitions: 0, bytesSpilled: 0, warehouseSize: undefined, fromCache: false,
      errorCode: undefined, errorMessage: undefined,
    }); // prettier-ignore
  }

  find(queryId: string): LogEntry | undefined {
    return this.#entries.get(queryId);
  }

  of(session: Session): readonly LogEntry[] {
    return this.#bySession.get(session.id) ?? [];
  }

  #add(entry: LogEntry): LogEntry {
    const [oldest] = this.#entries.values();
    if (oldest && this.#entries.size >= capacity) this.#forget(oldest);
    this.#entries.set(entry.queryId, entry);
    const ofSession = this.#bySession.get(entry.session.id);
    if (ofSession) ofSession.push(entry);
    else this.#bySession.set(entry.session.id, [entry]);
    return entry;
  }

  #forget(entry: LogEntry): void {
    this.#entries.delete(entry.queryId);
    const ofSession = this.#bySession.get(entry.session.id);
    // The oldest of all is the oldest of its session.
    ofSession?.shift();
    if (ofSession?.length === 0) this.#bySession.delete(entry.session.id);
  }
}

export function finishEntry(entry: LogEntry, rows: number, now: number, failure?: SnowflakeFailure): void {
  entry.endedAt = now;
  entry.status = failure ? 'FAILED_WITH_ERROR' : 'SUCCESS';
  entry.rowsProduced = rows;
  entry.errorCode = failure?.code;
  entry.errorMessage = failure?.message;
}

/** CREATE TABLE AS is a type of its own; CREATE, ALTER and DROP name what they are about; the rest is its first word. */
function queryTypeOf(sql: string): string {
  const start = sql.slice(0, 2000);
  const words = start
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .trim()
    .toUpperCase()
    .split(/[\s(;]+/)
    .filter((word) => !fillers.has(word));
  const [first = '', second = ''] = words;
  if (first === 'CREATE' && second === 'TABLE' && /\bAS\s+(?:SELECT|WITH|\()/i.test(start)) return 'CREATE_TABLE_AS_SELECT';
  if (/^(?:CREATE|ALTER|DROP|UNDROP|TRUNCATE)$/.test(first) && second !== '')
    return second === 'SESSION' ? 'ALTER_SESSION' : `${first}_${second}`;
  if (first === 'START' || first === 'BEGIN') return 'BEGIN_TRANSACTION';
  if (first === 'DESC') return 'DESCRIBE';
  if (first === 'WITH' || first === '' || first === 'VALUES') return first === '' ? 'UNKNOWN' : 'SELECT';
  return /^[A-Z]+$/.test(first) ? first : 'UNKNOWN';
}

const fillers = new Set(['OR', 'REPLACE', 'TEMPORARY', 'TEMP', 'TRANSIENT', 'LOCAL', 'GLOBAL', 'SECURE', 'VOLATILE']);
