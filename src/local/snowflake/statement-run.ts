import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { SnowflakeFailure } from './failure.ts';
import { finishEntry } from './query-log.ts';
import type { LogEntry, QueryLog } from './query-log.ts';
import { executeStatement } from './run/execute-statement.ts';
import type { StatementRequest } from './run/execute-statement.ts';
import type { RunningStatement, Session } from './session.ts';
import { failureReply, resultReply, toFailure } from './wire/reply.ts';
import type { StatementContext } from './run/statement-context.ts';
import type { Reply } from './wire/reply.ts';
import type { ResultChunk } from './wire/result-store.ts';
import { totalRows } from './wire/result.ts';
import type { Result } from './wire/result.ts';

const interruptMilliseconds = 25;
const longestTimerMilliseconds = 2 ** 31 - 1;

/** One statement from its request to its reply. */
export class StatementRun implements RunningStatement {
  readonly queryId = randomUUID();
  readonly entry: LogEntry;
  readonly #request: StatementRequest;
  readonly #session: Session;
  readonly #account: Account;
  readonly #log: QueryLog;
  #isRunning = false;
  #endQueue: () => void = () => undefined;
  #interrupts: NodeJS.Timeout | undefined;
  /** Files of the result. */
  chunks: readonly ResultChunk[] = [];
  /** Why the statement has to end before its time. */
  stopped: SnowflakeFailure | undefined;
  failure: SnowflakeFailure | undefined;
  /** Known when the statement has ended well. */
  statementType: number | undefined;

  constructor(request: StatementRequest, session: Session, account: Account, log: QueryLog, queryTag?: string) {
    this.#request = request;
    this.#session = session;
    this.#account = account;
    this.#log = log;
    this.entry = log.start(this.queryId, request.sql, session, account.now(), queryTag);
  }

  cancel(): void {
    this.#stop(new SnowflakeFailure('000604', '57014', 'SQL execution canceled'));
  }

  /** Waits for a warehouse that has no room, until the statement is canceled at the latest. */
  async queueFor(milliseconds: number): Promise<void> {
    if (milliseconds === 0 || this.stopped) return;
    const started = this.#account.now();
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(milliseconds) ? setTimeout(resolve, Math.min(milliseconds, longestTimerMilliseconds)) : undefined;
      this.#endQueue = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.entry.queuedOverloadMilliseconds = this.#account.now() - started;
  }

  /** To be called within the session's queue. Never rejects. */
  async run(): Promise<Reply> {
    this.#isRunning = true;
    using _timer = this.#startTimer();
    try {
      if (this.stopped) throw this.stopped;
      const context = { account: this.#account, session: this.#session, log: this.#log, queryId: this.queryId };
      const result = await this.#execute(context);
      this.#account.recentResults.add(this.queryId, result, this.#session.user.name, this.#account.now());
      this.chunks = result.chunks ?? [];
      this.statementType = result.statementType;
      finishEntry(this.entry, totalRows(result), this.#account.now());
      return resultReply(result, this.queryId, this.#session, (name) => this.#account.results.urlOf(name));
    } catch (error) {
      const failure = toFailure(error);
      // What fails after it was told to stop has stopped, whatever the engine calls it.
      return this.fail(this.stopped ?? failure);
    } finally {
      this.#isRunning = false;
      clearInterval(this.#interrupts);
      this.#session.lastQueryId = this.queryId;
    }
  }

  /** A failure may have changed something, too, so it is settled as well. */
  async #execute(context: StatementContext): Promise<Result> {
    let type: number | undefined;
    try {
      const result = await executeStatement(this.#request, context);
      type = result.statementType;
      return result;
    } finally {
      await this.#account.persistence?.settle(type);
    }
  }

  /** Ends a run that was never started, or whose parts were run one by one. */
  fail(failure: SnowflakeFailure): Reply {
    clearInterval(this.#interrupts);
    this.failure = failure;
    finishEntry(this.entry, 0, this.#account.now(), failure);
    return failureReply(failure, this.queryId);
  }

  succeed(): void {
    clearInterval(this.#interrupts);
    finishEntry(this.entry, 0, this.#account.now());
  }

  #stop(failure: SnowflakeFailure): void {
    if (this.entry.endedAt !== undefined || this.stopped) return;
    this.stopped = failure;
    this.#endQueue();
    this.#interrupt();
    // An interrupt between two calls of the engine is lost, so it is repeated until the statement has ended.
    this.#interrupts = setInterval(() => this.#interrupt(), interruptMilliseconds);
  }

  #interrupt(): void {
    if (this.#isRunning) this.#session.connection.interrupt();
  }

  /** STATEMENT_TIMEOUT_IN_SECONDS; 0 is no limit. */
  #startTimer(): Disposable {
    const seconds = Number(this.#session.parameters.get('STATEMENT_TIMEOUT_IN_SECONDS') ?? 0);
    const text = `Statement reached its statement or warehouse timeout of ${seconds} second(s) and was canceled.`;
    const stop = (): void => this.#stop(new SnowflakeFailure('000630', '57014', text));
    const timer = seconds > 0 && seconds < 2_000_000 ? setTimeout(stop, seconds * 1000) : undefined;
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  }
}
