import { nameOf } from '../catalog/catalog.ts';
import type { Table } from '../catalog/catalog.ts';
import type { EngineConnection } from '../engine/engine.ts';
import { quoteText } from '../sql/names.ts';

/** What happened to one file in one COPY INTO a table. */
export interface LoadEvent {
  readonly table: Table;
  /** As LIST shows it. */
  readonly file: string;
  /** As the statement named it. */
  readonly stage: string;
  readonly at: number;
  readonly status: 'LOADED' | 'PARTIALLY_LOADED' | 'LOAD_FAILED';
  readonly sizeBytes: number;
  readonly rowsParsed: number;
  readonly rowsLoaded: number;
  readonly errorLimit: number;
  readonly errorsSeen: number;
  readonly firstError: LoadError | undefined;
}

export interface LoadError {
  readonly message: string;
  readonly line: number;
  readonly character: number;
  readonly column: string | undefined;
}

const capacity = 10_000;

/**
 * Which files a table has loaded. What keeps a file from being loaded twice is a table of the engine, so that it follows
 * the transaction of the COPY; the events are for COPY_HISTORY.
 */
export class LoadHistory {
  static readonly createTable = 'CREATE TABLE IF NOT EXISTS sf_loaded_files (target INTEGER, file VARCHAR, digest VARCHAR)';
  readonly #events: LoadEvent[] = [];
  readonly #ids = new WeakMap<Table, number>();
  #count = 0;

  /** As the columns of COPY_HISTORY, newest first. */
  rows(): readonly (readonly (string | number | null | undefined)[])[] {
    const statuses = { LOADED: 'Loaded', PARTIALLY_LOADED: 'Partially loaded', LOAD_FAILED: 'Load failed' };
    return this.#events.toReversed().map((event) => {
      const [database, schema, table] = nameOf(event.table);
      const { message, line, character, column } = event.firstError ?? {};
      const counts = [event.rowsLoaded, event.rowsParsed, event.sizeBytes];
      const error = [message, line, character, column, event.errorsSeen, event.errorLimit];
      return [event.file, event.stage, event.at, ...counts, ...error, statuses[event.status], database, schema, table, null, null, null];
    });
  }

  add(event: LoadEvent): void {
    if (this.#events.length >= capacity) this.#events.shift();
    this.#events.push(event);
  }

  /** Files of the table that are loaded already, as `file digest`. */
  async loaded(table: Table, connection: EngineConnection): Promise<ReadonlySet<string>> {
    const sql = `SELECT file || ' ' || digest FROM sf_loaded_files WHERE target = ${this.#idOf(table)}`;
    return new Set(await connection.texts(sql));
  }

  async markLoaded(
    table: Table,
    files: readonly { readonly file: string; readonly digest: string }[],
    connection: EngineConnection,
  ): Promise<void> {
    if (files.length === 0) return;
    const rows = files.map(({ file, digest }) => `(${this.#idOf(table)}, ${quoteText(file)}, ${quoteText(digest)})`);
    await connection.run(`INSERT INTO sf_loaded_files VALUES ${rows.join(', ')}`);
  }

  /** The ids that these tables have. */
  idsOf(tables: readonly Table[]): ReadonlyMap<Table, number> {
    return new Map(
      tables.flatMap((table) => {
        const id = this.#ids.get(table);
        return id === undefined ? [] : [[table, id] as const];
      }),
    );
  }

  /** Of an account that was kept. */
  restoreIds(ids: ReadonlyMap<Table, number>): void {
    for (const [table, id] of ids) this.#ids.set(table, id);
    this.#count = Math.max(0, ...ids.values());
  }

  #idOf(table: Table): number {
    const known = this.#ids.get(table);
    if (known !== undefined) return known;
    this.#count += 1;
    this.#ids.set(table, this.#count);
    return this.#count;
  }
}
