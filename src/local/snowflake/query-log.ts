import type { Session } from './session.ts';

/** One statement that was asked for, as the history shows it. */
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
  rowsProduced: number;
  errorCode: string | undefined;
  errorMessage: string | undefined;
}

const capacity = 10_000;

/** The statements of the account, oldest first. */
export class QueryLog {
  readonly #entries: LogEntry[] = [];

  add(entry: LogEntry): LogEntry {
    if (this.#entries.length >= capacity) this.#entries.shift();
    this.#entries.push(entry);
    return entry;
  }

  of(session: Session): readonly LogEntry[] {
    return this.#entries.filter((entry) => entry.session === session);
  }
}
