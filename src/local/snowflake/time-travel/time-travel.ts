import type { Catalog, Column, Table } from '../catalog/catalog.ts';
import type { Engine, EngineConnection } from '../engine/engine.ts';
import { refused } from '../failure.ts';
import type { Clock } from '../activity/clock.ts';
import type { Session } from '../session.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { CommitMoments } from './commit-moments.ts';
import { SnapshotMemory } from './snapshot-memory.ts';
import { TableHistory } from './table-history.ts';
import type { Point, StoredState } from './table-history.ts';
import { noTimeTravelData, retentionMilliseconds } from './retention.ts';

/** What an open transaction has done to a table: only added rows, or changed what was there. */
export type Change = 'append' | 'rewrite';

interface Pending {
  readonly changes: Map<Table, Change>;
  readonly queryIds: string[];
}

/** A change that is about to be committed: the number of rows before it, and the copy of those rows if one is needed. */
interface Prepared {
  readonly table: Table;
  readonly change: Change;
  readonly kept: boolean;
  readonly rows: number;
  readonly copy: string | undefined;
}

/** The past states of all tables, and the order of the commits that made them. */
export class TimeTravel implements Disposable {
  readonly commits = new CommitMoments();
  readonly #engine: Engine;
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #histories = new Map<Table, TableHistory>();
  readonly #pending = new WeakMap<Session, Pending>();
  readonly #memory = new SnapshotMemory();
  readonly #counts = new WeakMap<Table, { readonly change: number; readonly rows: number }>();
  /** Takes the names of what DuckDB need not store any more, when dropping has to wait until that is written down. */
  dropLater: ((storages: readonly string[]) => void) | undefined;
  #historian: EngineConnection | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #copies = 0;

  constructor(engine: Engine, catalog: Catalog, clock: Clock) {
    this.#engine = engine;
    this.#catalog = catalog;
    this.#clock = clock;
  }

  /** When the present rows of a table were committed, in milliseconds since 1970. */
  lastChangeOf(table: Table): number {
    return this.#historyOf(table).lastChange;
  }

  /** Committed rows; counted once after each change. */
  async rowCount(table: Table): Promise<number> {
    const change = this.lastChangeOf(table);
    const known = this.#counts.get(table);
    if (known?.change === change) return known.rows;
    const rows = await this.#count(table.storage);
    this.#counts.set(table, { change, rows });
    return rows;
  }

  /** Notes what a statement of the open transaction did. */
  note(session: Session, queryId: string, changes: readonly (readonly [Table, Change])[]): void {
    const pending = this.#pending.get(session) ?? { changes: new Map<Table, Change>(), queryIds: [] };
    for (const [table, change] of changes) {
      if (pending.changes.get(table) !== 'rewrite') pending.changes.set(table, change);
    }
    pending.queryIds.push(queryId);
    this.#pending.set(session, pending);
  }

  hasPending(session: Session, table?: Table): boolean {
    const changes = this.#pending.get(session)?.changes;
    return changes !== undefined && (table === undefined ? changes.size > 0 : changes.has(table));
  }

  forgetPending(session: Session): void {
    this.#pending.delete(session);
  }

  /** Commits the open transaction. One commit at a time, so that versions have the order of the commits. */
  async commit(session: Session): Promise<void> {
    const pending = this.#pending.get(session);
    this.#pending.delete(session);
    if (!pending || pending.changes.size === 0) {
      await session.connection.run('COMMIT');
      return;
    }
    await this.#inOrder(async () => {
      const prepared: Prepared[] = [];
      try {
        for (const [table, change] of pending.changes) prepared.push(await this.#prepare(table, change));
        await session.connection.run('COMMIT');
      } catch (error) {
        await this.#drop(prepared.flatMap(({ copy }) => copy ?? []));
        throw error;
      }
      const moment = this.#clock.tick();
      for (const change of prepared) this.#record(change, moment);
      for (const queryId of pending.queryIds) this.commits.add(queryId, moment);
      await this.#tidy(prepared.map(({ table }) => table));
    });
  }

  /** The table has another storage from now on; the old one becomes its past, or goes. */
  async replaceStorage(table: Table, storage: string, columns: readonly Column[], queryId: string): Promise<void> {
    await this.#inOrder(async () => {
      const history = this.#historyOf(table);
      const kept = this.#keeps(table);
      const old = { storage: table.storage, columns: table.columns };
      const rows = kept ? await this.#count(old.storage) : 0;
      const moment = this.#clock.tick();
      table.storage = storage;
      table.columns = columns;
      this.commits.add(queryId, moment);
      if (!kept) {
        const needed = history.storages();
        history.changed(moment);
        return this.#drop([...needed.filter((name) => name !== old.storage), old.storage]);
      }
      history.rewritten(old.storage, old.columns, old.storage, moment);
      this.#memory.add(old.storage, rows * old.columns.length);
      return this.#tidy([table]);
    });
  }

  /** Rows of a table at a point. @throws SnowflakeFailure 000707 */
  stateAt(table: Table, point: Point): StoredState {
    const oldest = this.#clock.now() - retentionMilliseconds(table, this.#catalog);
    const created = table.createdOn.getTime();
    const early = point.before ? point.at <= created : point.at < created;
    if (early || point.at < oldest) throw noTimeTravelData(table);
    const version = this.#historyOf(table).find(point);
    if (!version) return { storage: table.storage, columns: table.columns, rows: undefined };
    if (!version.state)
      throw refused('LOCAL-005', `the rows of ${table.name} of that time, which were given up to save memory or at a restart`);
    return version.state;
  }

  /** The account was kept without the past states of its tables: whoever asks for one learns so. */
  forgetPast(): void {
    const now = this.#clock.tick();
    for (const table of this.#catalog.schemas.flatMap((schema) => [...schema.relations.values()])) {
      if (table.kind === 'TABLE') this.#historyOf(table).rewritten(table.storage, table.columns, undefined, now);
    }
  }

  /** Takes a dropped table and its past out of DuckDB. */
  async purge(tables: readonly Table[]): Promise<void> {
    await this.#inOrder(async () => {
      for (const table of tables) {
        const storages = this.#histories.get(table)?.storages() ?? [];
        this.#histories.delete(table);
        await this.#drop([...new Set([...storages, table.storage])]);
      }
    });
  }

  [Symbol.dispose](): void {
    this.#historian?.[Symbol.dispose]();
  }

  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  #historyOf(table: Table): TableHistory {
    const known = this.#histories.get(table) ?? new TableHistory(table);
    this.#histories.set(table, known);
    return known;
  }

  #keeps(table: Table): boolean {
    return retentionMilliseconds(table, this.#catalog) > 0;
  }

  async #prepare(table: Table, change: Change): Promise<Prepared> {
    if (!this.#keeps(table)) return { table, change, kept: false, rows: 0, copy: undefined };
    const rows = await this.#count(table.storage);
    const fits = this.#memory.fits(rows * table.columns.length);
    if (change === 'append' || !fits) return { table, change, kept: true, rows, copy: undefined };
    this.#copies += 1;
    const copy = `${table.storage}@${this.#copies}`;
    await (await this.#connection()).run(`CREATE TABLE ${quoteIdentifier(copy)} AS SELECT * FROM ${quoteIdentifier(table.storage)}`);
    return { table, change, kept: true, rows, copy };
  }

  #record({ table, change, kept, rows, copy }: Prepared, moment: number): void {
    const history = this.#historyOf(table);
    if (!kept) history.changed(moment);
    else if (change === 'append') history.appended(table, rows, moment);
    else history.rewritten(table.storage, table.columns, copy, moment);
    if (copy !== undefined) this.#memory.add(copy, rows * table.columns.length);
  }

  /** Leaves out what is older than the retention, then the oldest copies until the rest fits. */
  async #tidy(tables: readonly Table[]): Promise<void> {
    const now = this.#clock.now();
    for (const table of tables) {
      const unneeded = this.#historyOf(table).expire(now - retentionMilliseconds(table, this.#catalog), table.storage);
      await this.#drop(unneeded);
    }
    const surplus = this.#memory.surplus();
    for (const storage of surplus) for (const history of this.#histories.values()) history.giveUp(storage);
    await this.#drop(surplus);
  }

  async #count(storage: string): Promise<number> {
    const [count] = await (await this.#connection()).texts(`SELECT CAST(count(*) AS VARCHAR) FROM ${quoteIdentifier(storage)}`);
    return Number(count);
  }

  async #drop(storages: readonly string[]): Promise<void> {
    for (const storage of storages) this.#memory.forget(storage);
    if (this.dropLater) return this.dropLater(storages);
    for (const storage of storages) {
      await (await this.#connection()).run(`DROP TABLE IF EXISTS ${quoteIdentifier(storage)}`);
    }
  }

  /** A connection of its own: it sees what is committed and never what a session is still doing. */
  async #connection(): Promise<EngineConnection> {
    this.#historian ??= await this.#engine.connect();
    return this.#historian;
  }
}
