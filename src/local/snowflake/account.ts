import { Authentication } from './authentication/authentication.ts';
import { AccessControl } from './catalog/access-control.ts';
import type { User } from './catalog/access-control.ts';
import { Catalog } from './catalog/catalog.ts';
import { Engine } from './engine/engine.ts';
import type { UsageLag } from './activity/account-usage.ts';
import { Clock } from './activity/clock.ts';
import { RecentResults } from './activity/recent-results.ts';
import { ResultCache } from './activity/result-cache.ts';
import { WarehouseMeter } from './activity/warehouse-meter.ts';
import type { DataDirectory } from './persistence/data-directory.ts';
import { openKeptEngine } from './persistence/open-kept-engine.ts';
import type { Persistence } from './persistence/persistence.ts';
import { CompiledQueries } from './run/compiled-queries.ts';
import { Session } from './session.ts';
import { LoadHistory } from './stage/load-history.ts';
import { Stages } from './stage/stages.ts';
import { DroppedObjects } from './time-travel/dropped-objects.ts';
import { TimeTravel } from './time-travel/time-travel.ts';
import { SqlParser } from './translate/sql-parser.ts';
import { ResultStore } from './wire/result-store.ts';
import { Workspace } from './workspace.ts';

/** One Snowflake account: what exists in it, who may use it, and the engines behind it. */
export class Account implements Disposable {
  readonly name = 'LOCAL';
  readonly version = '9.34.0';
  readonly catalog = new Catalog();
  readonly access = new AccessControl();
  readonly authentication = new Authentication();
  readonly clock = new Clock();
  readonly compiled = new CompiledQueries();
  readonly meter = new WarehouseMeter(this.catalog);
  readonly dropped = new DroppedObjects(this.catalog, this.access, this.clock);
  readonly timeTravel: TimeTravel;
  readonly recentResults = new RecentResults();
  readonly resultCache = new ResultCache();
  readonly copies = new LoadHistory();
  /** How late the views of ACCOUNT_USAGE are. */
  usageLag: UsageLag = 0;
  /** Writes down what changes; unset when the account ends with its process. */
  persistence: Persistence | undefined;
  readonly engine: Engine;
  readonly parser: SqlParser;
  readonly stages: Stages;
  readonly results: ResultStore;
  readonly #workspace: Workspace;
  readonly #sessions = new Set<Session>();
  /** Tokens of sessions that were aborted. */
  readonly #aborted = new Set<string>();
  #sessionsSoFar = 0;
  #closing: Promise<unknown> = Promise.resolve();

  private constructor(engine: Engine, parser: SqlParser, workspace: Workspace, stages = workspace.stages) {
    this.engine = engine;
    this.parser = parser;
    this.timeTravel = new TimeTravel(engine, this.catalog, this.clock);
    this.#workspace = workspace;
    this.stages = new Stages(stages);
    this.results = new ResultStore(workspace.results);
  }

  /** With a folder, the account's rows and files of stages are in it; otherwise they end with the account. */
  static async open(directory?: DataDirectory): Promise<Account> {
    const openEngine = directory === undefined ? Engine.open() : openKeptEngine(directory);
    const [engine, parser, workspace] = await Promise.all([openEngine, SqlParser.load(), Workspace.open()]);
    using connection = await engine.connect();
    await connection.run(LoadHistory.createTable);
    return new Account(engine, parser, workspace, directory?.stages);
  }

  /** Milliseconds since 1970 by the clock of the account. */
  now(): number {
    return this.clock.now();
  }

  /** What time alone does: warehouses fall asleep, and what was dropped long ago is gone for good. */
  async maintain(): Promise<void> {
    await this.engine.moveClock(this.clock.aheadMilliseconds);
    this.meter.settle(this.now());
    const gone = this.dropped.expire();
    if (gone.length > 0) await this.timeTravel.purge(gone);
  }

  get sessions(): readonly Session[] {
    return [...this.#sessions];
  }

  async openSession(user: User, role: string): Promise<Session> {
    this.#sessionsSoFar += 1;
    const session = new Session(1_000_000 + this.#sessionsSoFar, user, role, await this.engine.connect(), this.now());
    await session.connection.run(`SET TimeZone = '${String(session.parameters.get('TIMEZONE'))}'`);
    this.#sessions.add(session);
    return session;
  }

  /** Its temporary tables go with it; what still runs in it ends first. */
  closeSession(session: Session): void {
    this.#sessions.delete(session);
    session[Symbol.dispose]();
    const tables = [...session.temporaryTables.values()].flatMap((ofSchema) => [...ofSchema.values()]);
    if (tables.length > 0) this.#closing = Promise.all([this.#closing, session.enqueue(() => this.timeTravel.purge(tables))]);
  }

  /** Waits for what closed sessions leave behind. */
  async settled(): Promise<void> {
    await this.#closing;
  }

  /** A user has another name, or is gone and leaves nothing to a later user of that name. */
  renameUser(from: string, to: string | undefined): void {
    this.access.renameUser(from, to);
    this.authentication.renameUser(from, to);
    this.stages.renameUser(from, to);
  }

  /** Ends a session from outside: what runs in it is canceled, and its client is told that it is gone. */
  abortSession(session: Session): void {
    this.#aborted.add(session.token);
    for (const statement of session.running) statement.cancel();
    this.closeSession(session);
  }

  /** Whether the token belonged to a session that was aborted. */
  isAborted(token: string): boolean {
    return this.#aborted.has(token);
  }

  [Symbol.dispose](): void {
    for (const session of this.#sessions) session.connection[Symbol.dispose]();
    this.timeTravel[Symbol.dispose]();
    this.engine[Symbol.dispose]();
    this.#workspace[Symbol.dispose]();
  }
}
