import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { SnowflakeFailure } from './failure.ts';
import { QueryLog } from './query-log.ts';
import type { LogEntry } from './query-log.ts';
import { executeStatement } from './run/execute-statement.ts';
import type { StatementRequest } from './run/execute-statement.ts';
import type { Session } from './session.ts';
import { failureReply, resultReply, toFailure } from './wire/reply.ts';
import type { Reply } from './wire/reply.ts';

/** One statement from the request to its reply; it can be asked for again until it is forgotten. */
export interface Execution {
  readonly queryId: string;
  readonly session: Session;
  readonly entry: LogEntry;
  readonly reply: Promise<Reply>;
  cancel(): void;
}

const remembered = 500;
const interruptMilliseconds = 25;

/** All executions of the account, by query id and by request id. */
export class Executions {
  readonly log = new QueryLog();
  readonly #account: Account;
  readonly #byQuery = new Map<string, Execution>();
  readonly #byRequest = new Map<string, Execution>();
  readonly #running = new Set<Execution>();
  readonly #canceledBefore = new Set<string>();

  constructor(account: Account) {
    this.#account = account;
  }

  find(queryId: string): Execution | undefined {
    return this.#byQuery.get(queryId);
  }

  /** Cancels by request id. A driver may send the cancel on a second socket that is faster than the statement's own. */
  cancelRequest(session: Session, requestId: string): void {
    const key = requestKey(session, requestId);
    const execution = this.#byRequest.get(key);
    if (execution) execution.cancel();
    else if (this.#canceledBefore.size < remembered) this.#canceledBefore.add(key);
  }

  /** A request id that came before gives the first execution: a driver that sends again must not run twice. */
  start(requestId: string, request: StatementRequest, session: Session): Execution {
    const known = this.#byRequest.get(requestKey(session, requestId));
    if (known) return known;
    const execution = this.#run(request, session);
    if (this.#canceledBefore.delete(requestKey(session, requestId))) execution.cancel();
    this.#running.add(execution);
    void execution.reply.finally(() => this.#running.delete(execution));
    this.#byQuery.set(execution.queryId, execution);
    this.#byRequest.set(requestKey(session, requestId), execution);
    forgetOldest(this.#byQuery);
    forgetOldest(this.#byRequest);
    return execution;
  }

  /** Ends what still runs, of one session or of all, and waits for it: a connection in use cannot be closed. */
  async cancelAll(session?: Session): Promise<void> {
    const running = [...this.#running].filter((execution) => session === undefined || execution.session === session);
    for (const execution of running) execution.cancel();
    await Promise.all(running.map((execution) => execution.reply));
  }

  #run(request: StatementRequest, session: Session): Execution {
    const queryId = randomUUID();
    const entry = this.log.add(newEntry(queryId, request.sql, session));
    const state = { running: false, stopped: undefined as SnowflakeFailure | undefined };
    const interrupt = (): void => {
      if (state.running) session.connection.interrupt();
    };
    let interrupts: NodeJS.Timeout | undefined;
    const stop = (failure: SnowflakeFailure): void => {
      if (entry.endedAt !== undefined || state.stopped) return;
      state.stopped = failure;
      interrupt();
      // An interrupt between two calls of the engine is lost, so it is repeated until the statement has ended.
      interrupts = setInterval(interrupt, interruptMilliseconds);
    };
    const reply = session.enqueue(async () => {
      state.running = true;
      using _timer = statementTimer(session, stop);
      try {
        if (state.stopped) throw state.stopped;
        const result = await executeStatement(request, { account: this.#account, session, log: this.log, queryId });
        finish(entry, 'SUCCESS', result.rows.length);
        return resultReply(result, queryId, session);
      } catch (error) {
        const failure = toFailure(error);
        const shown = failure.code === '000604' && state.stopped ? state.stopped : failure;
        finish(entry, 'FAILED_WITH_ERROR', 0, shown);
        return failureReply(shown, queryId);
      } finally {
        state.running = false;
        clearInterval(interrupts);
        session.lastQueryId = queryId;
      }
    });
    return { queryId, session, entry, reply, cancel: () => stop(new SnowflakeFailure('000604', '57014', 'SQL execution canceled')) };
  }
}

function requestKey(session: Session, requestId: string): string {
  return `${session.id} ${requestId}`;
}

function forgetOldest(entries: Map<string, Execution>): void {
  const [oldest] = entries.keys();
  if (entries.size > remembered && oldest !== undefined) entries.delete(oldest);
}

function newEntry(queryId: string, sql: string, session: Session): LogEntry {
  const { role, database, schema, warehouse } = session;
  const queryType = /^\s*([A-Za-z]+)/.exec(sql)?.[1]?.toUpperCase() ?? 'UNKNOWN';
  return {
    queryId, session, sql, role, database, schema, warehouse, queryType,
    queryTag: String(session.parameters.get('QUERY_TAG') ?? ''),
    startedAt: Date.now(), endedAt: undefined, status: 'RUNNING', compilationMilliseconds: 0, rowsProduced: 0, errorCode: undefined, errorMessage: undefined,
  }; // prettier-ignore
}

function finish(entry: LogEntry, status: LogEntry['status'], rows: number, failure?: SnowflakeFailure): void {
  entry.endedAt = Date.now();
  entry.status = status;
  entry.rowsProduced = rows;
  entry.errorCode = failure?.code;
  entry.errorMessage = failure?.message;
}

/** STATEMENT_TIMEOUT_IN_SECONDS; 0 is no limit. */
function statementTimer(session: Session, stop: (failure: SnowflakeFailure) => void): Disposable {
  const seconds = Number(session.parameters.get('STATEMENT_TIMEOUT_IN_SECONDS') ?? 0);
  const text = `Statement reached its statement or warehouse timeout of ${seconds} second(s) and was canceled.`;
  const timer =
    seconds > 0 && seconds < 2_000_000 ? setTimeout(() => stop(new SnowflakeFailure('000630', '57014', text)), seconds * 1000) : undefined;
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
