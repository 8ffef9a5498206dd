import { Refusal, TransportError } from '../../../std/errors.ts';
import { PoolSlots } from './pool-slots.ts';
import type { Ask, Session } from '../session.ts';

export interface PoolRules {
  /** Sessions at the same time. */
  readonly max: number;
  /** A session that nobody borrowed for so long is closed. */
  readonly idleMilliseconds: number;
  /** Longest wait for a session while all are borrowed. */
  readonly waitMilliseconds: number;
}

/** Needs no warehouse and proves that the session still exists; the driver's own `isUp` only knows that it did once. */
const validation = 'SELECT CURRENT_SESSION()';
const validationMilliseconds = 5_000;

/**
 * Sessions for one borrower each. The driver's pool is not used because it loses the codes of Snowflake's errors and waits without
 * an end. A login that Snowflake refuses ends the pool: the same credentials tried again and again would lock the user out.
 */
export class SessionPool implements AsyncDisposable {
  readonly #open: (signal: AbortSignal) => Promise<Session>;
  readonly #rules: PoolRules;
  readonly #slots: PoolSlots;
  /** Last returned last: the first ones grow old and are closed. */
  readonly #idle: { readonly session: Session; readonly timer: NodeJS.Timeout }[] = [];
  readonly #sessions = new Set<Session>();
  #end: Error | undefined;

  constructor(open: (signal: AbortSignal) => Promise<Session>, rules: PoolRules) {
    this.#open = open;
    this.#rules = rules;
    this.#slots = new PoolSlots(rules.max, rules.waitMilliseconds);
  }

  /** Sessions that are open, borrowed ones included. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * A session that answered just now, or a new one; disposing it gives it back. Throws `DeadlineExceeded` when all are borrowed for
   * longer than the wait, the `Refusal` that ended the pool, or `TransportError`.
   */
  async borrow(ask: Pick<Ask, 'signal' | 'tag'>): Promise<Session> {
    this.#throwEnd();
    await this.#slots.acquire(ask.signal);
    try {
      return this.#lend((await this.#takeIdle(ask)) ?? (await this.#logIn(ask.signal)));
    } catch (error) {
      this.#slots.release();
      throw error;
    }
  }

  /** Closes all sessions, those that are still borrowed too. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#close(new TransportError('network', 'the pool of sessions is closed'));
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
    await Promise.all([...this.#sessions].map((session) => this.#discard(session)));
  }

  async #takeIdle(ask: Pick<Ask, 'signal' | 'tag'>): Promise<Session | undefined> {
    for (let found = this.#idle.pop(); found !== undefined; found = this.#idle.pop()) {
      clearTimeout(found.timer);
      if (await answers(found.session, ask)) return found.session;
      void this.#discard(found.session);
    }
    return undefined;
  }

  async #logIn(signal: AbortSignal): Promise<Session> {
    // Whoever waited in line may come here after the pool has ended.
    this.#throwEnd();
    const session = await this.#firstAnswer(signal);
    this.#sessions.add(session);
    if (this.#end === undefined) return session;
    await this.#discard(session);
    throw this.#end;
  }

  async #firstAnswer(signal: AbortSignal): Promise<Session> {
    try {
      return await this.#open(signal);
    } catch (error) {
      if (error instanceof Refusal) this.#close(error);
      throw error;
    }
  }

  #lend(session: Session): Session {
    let isBack = false;
    return {
      query: (sql, ask) => session.query(sql, ask),
      [Symbol.asyncDispose]: async () => {
        if (isBack) return;
        isBack = true;
        if (this.#end === undefined) this.#keep(session);
        else await this.#discard(session);
        this.#slots.release();
      },
    };
  }

  #keep(session: Session): void {
    const evict = (): void => {
      this.#idle.splice(
        this.#idle.findIndex((idle) => idle.session === session),
        1,
      );
      void this.#discard(session);
    };
    this.#idle.push({ session, timer: setTimeout(evict, this.#rules.idleMilliseconds).unref() });
  }

  async #discard(session: Session): Promise<void> {
    this.#sessions.delete(session);
    await session[Symbol.asyncDispose]();
  }

  #close(end: Error): void {
    this.#end ??= end;
    this.#slots.refuseAll(this.#end);
  }

  #throwEnd(): void {
    if (this.#end !== undefined) throw this.#end;
  }
}

/** False for a session that gives any error: why it is gone does not matter, a new one will tell what is wrong. */
async function answers(session: Session, { signal, tag }: Pick<Ask, 'signal' | 'tag'>): Promise<boolean> {
  try {
    await session.query(validation, { signal, tag, timeoutMilliseconds: validationMilliseconds });
    return true;
  } catch {
    return false;
  }
}
