import type { Account } from './account.ts';
import { SnowflakeFailure } from './failure.ts';
import { QueryLog } from './query-log.ts';
import type { LogEntry } from './query-log.ts';
import type { StatementRequest } from './run/execute-statement.ts';
import type { RunningStatement, Session } from './session.ts';
import { withParameters } from './session-parameters.ts';
import type { RequestParameters } from './session-parameters.ts';
import { splitStatements } from './split-statements.ts';
import { StatementRun } from './statement-run.ts';
import { multiReply, toFailure } from './wire/reply.ts';
import type { Reply } from './wire/reply.ts';

/** One statement from the request to its reply; it can be asked for again until it is forgotten. */
export interface Execution extends RunningStatement {
  readonly session: Session;
  readonly entry: LogEntry;
  readonly reply: Promise<Reply>;
}

export interface ExecutionRequest extends StatementRequest {
  /** For this request alone; the session keeps its own. */
  readonly parameters: RequestParameters;
  /** How long it waits for its warehouse before it runs; Infinity until it is canceled. */
  readonly queueMilliseconds: number;
}

const remembered = 500;
/** Replies that are kept for another request of the same result; the newest is kept whatever its size. */
const rememberedCharacters = 64 * 1024 * 1024;

interface Kept extends Execution {
  readonly run: StatementRun;
  readonly requestKey: string | undefined;
  size: number;
}

/** All executions of the account, by query id and by request id. */
export class Executions {
  readonly log = new QueryLog();
  readonly #account: Account;
  readonly #byQuery = new Map<string, Kept>();
  readonly #byRequest = new Map<string, Kept>();
  readonly #canceledBefore = new Set<string>();
  #characters = 0;

  constructor(account: Account) {
    this.#account = account;
  }

  find(queryId: string): Execution | undefined {
    return this.#byQuery.get(queryId);
  }

  /** Cancels by request id. A driver may send the cancel on a second socket that is faster than the statement's own. */
  cancelRequest(session: Session, requestId: string): void {
    const key = keyOf(session, requestId);
    const execution = this.#byRequest.get(key);
    if (execution) execution.cancel();
    else if (this.#canceledBefore.size < remembered) this.#canceledBefore.add(key);
  }

  /** A request id that came before gives the first execution: a driver that sends again must not run twice. */
  start(requestId: string, request: ExecutionRequest, session: Session): Execution {
    const key = keyOf(session, requestId);
    const known = this.#byRequest.get(key);
    if (known) return known;
    const execution = this.#start(request, key, session);
    if (this.#canceledBefore.delete(key)) execution.cancel();
    session.running.add(execution);
    void execution.reply.finally(() => session.running.delete(execution));
    return execution;
  }

  /** Ends what still runs, of one session or of all, and waits for it: a connection in use cannot be closed. */
  async cancelAll(session?: Session): Promise<void> {
    const running = [...this.#byQuery.values()].filter(
      (kept) => (session === undefined || kept.session === session) && kept.session.running.has(kept),
    );
    for (const execution of running) execution.cancel();
    await Promise.all(running.map((execution) => execution.reply));
  }

  #start(request: ExecutionRequest, requestKey: string, session: Session): Kept {
    const run = this.#newRun(request, request.parameters, session);
    const wanted = Number(request.parameters['MULTI_STATEMENT_COUNT'] ?? session.parameters.get('MULTI_STATEMENT_COUNT') ?? 1);
    const children: StatementRun[] = [];
    const work = wanted === 1 ? () => run.run() : () => this.#runSeveral(request, wanted, run, children, session);
    const reply = session.enqueue(async () => {
      try {
        await run.queueFor(request.queueMilliseconds);
        return await withParameters(request.parameters, session, work);
      } catch (error) {
        return run.fail(toFailure(error));
      }
    });
    const cancel = (): void => {
      run.cancel();
      children.at(-1)?.cancel();
    };
    return this.#keep({ queryId: run.queryId, session, entry: run.entry, run, reply, requestKey, size: 0, cancel });
  }

  #newRun(request: StatementRequest, parameters: RequestParameters, session: Session): StatementRun {
    return new StatementRun(request, session, this.#account, this.log, parameters['QUERY_TAG']);
  }

  /** One after another, each with a result of its own; the first failure is the answer, and the rest does not run. */
  async #runSeveral(
    request: ExecutionRequest,
    wanted: number,
    parent: StatementRun,
    children: StatementRun[],
    session: Session,
  ): Promise<Reply> {
    const finished: { readonly queryId: string; readonly statementType: number }[] = [];
    for (const statement of splitStatements(request, wanted)) {
      if (parent.stopped) throw parent.stopped;
      const child = this.#newRun(statement, request.parameters, session);
      children.push(child);
      const reply = await child.run();
      this.#keep({
        queryId: child.queryId,
        session,
        entry: child.entry,
        run: child,
        reply: Promise.resolve(reply),
        requestKey: undefined,
        size: 0,
        cancel: () => child.cancel(),
      });
      if (child.statementType === undefined) {
        parent.fail(child.failure ?? new SnowflakeFailure('000604', '57014', 'SQL execution canceled'));
        return reply;
      }
      finished.push({ queryId: child.queryId, statementType: child.statementType });
    }
    parent.succeed();
    return multiReply(finished, parent.queryId, session);
  }

  #keep(execution: Kept): Kept {
    this.#byQuery.set(execution.queryId, execution);
    if (execution.requestKey !== undefined) this.#byRequest.set(execution.requestKey, execution);
    void execution.reply.then(({ body }) => {
      execution.size = body.length;
      this.#characters += body.length;
      this.#forget();
    });
    return execution;
  }

  /** What still runs is never forgotten. */
  #forget(): void {
    for (const execution of this.#byQuery.values()) {
      if (this.#byQuery.size <= remembered && (this.#characters <= rememberedCharacters || this.#byQuery.size === 1)) return;
      if (execution.session.running.has(execution) || execution.entry.endedAt === undefined) continue;
      this.#byQuery.delete(execution.queryId);
      if (execution.requestKey !== undefined) this.#byRequest.delete(execution.requestKey);
      this.#characters -= execution.size;
      void this.#account.results.remove(execution.run.chunks);
    }
  }
}

function keyOf(session: Session, requestId: string): string {
  return `${session.id} ${requestId}`;
}
