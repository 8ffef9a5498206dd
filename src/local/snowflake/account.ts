import { AccessControl } from './catalog/access-control.ts';
import type { User } from './catalog/access-control.ts';
import { Catalog } from './catalog/catalog.ts';
import { Engine } from './engine/engine.ts';
import { CompiledQueries } from './run/compiled-queries.ts';
import { Session } from './session.ts';
import { SqlParser } from './translate/sql-parser.ts';

/** One Snowflake account: what exists in it, who may use it, and the engines behind it. */
export class Account implements Disposable {
  readonly name = 'LOCAL';
  readonly version = '9.34.0';
  readonly catalog = new Catalog();
  readonly access = new AccessControl();
  readonly compiled = new CompiledQueries();
  readonly engine: Engine;
  readonly parser: SqlParser;
  readonly #sessions = new Set<Session>();
  #sessionsSoFar = 0;

  private constructor(engine: Engine, parser: SqlParser) {
    this.engine = engine;
    this.parser = parser;
  }

  static async open(): Promise<Account> {
    const [engine, parser] = await Promise.all([Engine.open(), SqlParser.load()]);
    return new Account(engine, parser);
  }

  get sessions(): readonly Session[] {
    return [...this.#sessions];
  }

  async openSession(user: User, role: string): Promise<Session> {
    this.#sessionsSoFar += 1;
    const session = new Session(1_000_000 + this.#sessionsSoFar, user, role, await this.engine.connect());
    await session.connection.run(`SET TimeZone = '${String(session.parameters.get('TIMEZONE'))}'`);
    this.#sessions.add(session);
    return session;
  }

  closeSession(session: Session): void {
    this.#sessions.delete(session);
    session[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    for (const session of this.#sessions) session.connection[Symbol.dispose]();
    this.engine[Symbol.dispose]();
  }
}
