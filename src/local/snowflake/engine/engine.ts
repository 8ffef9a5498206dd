import type * as DuckDb from '@duckdb/node-api';
import type { DataType } from '../catalog/data-type.ts';
import { integerType, textType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { unmarkCase } from '../sql/names.ts';
import { loadEngine } from '../../engine.ts';
import { clockMacro } from './clock-macro.ts';
import { engineFailure } from './engine-failure.ts';
import { macros } from './macros.ts';

export interface ResultColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}

/** One DuckDB for the whole account, in memory or in a file. */
export class Engine implements Disposable {
  readonly #instance: DuckDb.DuckDBInstance;
  #aheadMilliseconds = 0;

  private constructor(instance: DuckDb.DuckDBInstance) {
    this.#instance = instance;
  }

  /** @throws EngineMissing; for a file that another process has open, or that is no database, DuckDB's own error */
  static async open(file = ':memory:'): Promise<Engine> {
    const loaded = await loadEngine<typeof DuckDb & { readonly default?: typeof DuckDb }>('@duckdb/node-api');
    const duckdb = loaded.default ?? loaded;
    // Nothing may be fetched from the network or read from the disk: SQL comes from outside.
    const instance = await duckdb.DuckDBInstance.create(file, {
      threads: '2',
      enable_external_access: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const engine = new Engine(instance);
    using connection = await engine.connect();
    await connection.run([...macros, clockMacro(0)].map((macro) => `CREATE OR REPLACE MACRO ${macro}`).join('; '));
    return engine;
  }

  /** From now on the engine's time is ahead of the machine's. */
  async moveClock(aheadMilliseconds: number): Promise<void> {
    if (aheadMilliseconds === this.#aheadMilliseconds) return;
    this.#aheadMilliseconds = aheadMilliseconds;
    using connection = await this.connect();
    await connection.run(`CREATE OR REPLACE MACRO ${clockMacro(aheadMilliseconds)}`);
  }

  async connect(): Promise<EngineConnection> {
    return new EngineConnection(await this.#instance.connect());
  }

  [Symbol.dispose](): void {
    this.#instance.closeSync();
  }
}

/** A connection of one session. Every failure leaves it as a SnowflakeFailure. */
export class EngineConnection implements Disposable {
  readonly #connection: DuckDb.DuckDBConnection;

  constructor(connection: DuckDb.DuckDBConnection) {
    this.#connection = connection;
  }

  /** Runs statements without a result; gives the number of changed rows of the last. */
  async run(sql: string): Promise<number> {
    try {
      return (await this.#connection.run(sql)).rowsChanged;
    } catch (error) {
      throw engineFailure(error);
    }
  }

  /** The first column of every row, as text. */
  async texts(sql: string): Promise<readonly string[]> {
    try {
      const reader = await this.#connection.runAndReadAll(sql);
      return (reader.getColumns()[0] ?? []) as readonly string[];
    } catch (error) {
      throw engineFailure(error);
    }
  }

  /**
   * As `texts`, in batches that are computed as they are asked for, so that a result of any size fits into memory. No row
   * may be NULL: a stream of DuckDB that fails on the way ends without an error, so a last row of our own shows that it is whole.
   */
  async *batches(sql: string): AsyncGenerator<readonly string[]> {
    let isWhole = false;
    try {
      const result = await this.#connection.stream(`${sql} UNION ALL SELECT NULL`);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        const rows = chunk.getColumnValues(0) as readonly (string | null)[];
        isWhole = rows.at(-1) === null;
        yield (isWhole ? rows.slice(0, -1) : rows) as readonly string[];
      }
    } catch (error) {
      throw engineFailure(error);
    }
    if (isWhole) return;
    await this.run(`SELECT max(length(part)) FROM (${sql}) AS broken(part)`);
    throw refused('LOCAL-005', 'a result that broke off while its rows were read');
  }

  /** The columns of a query that is not run. */
  async describe(sql: string): Promise<readonly ResultColumn[]> {
    let prepared: DuckDb.DuckDBPreparedStatement;
    try {
      prepared = await this.#connection.prepare(sql);
    } catch (error) {
      throw engineFailure(error);
    }
    try {
      return Array.from({ length: prepared.columnCount }, (_, index) => ({
        name: unmarkCase(prepared.columnName(index)),
        type: snowflakeType(prepared.columnType(index)),
        nullable: true,
      }));
    } finally {
      prepared.destroySync();
    }
  }

  /** Fills a table row by row; the callback appends the cells of each row. */
  async append<Row>(table: string, rows: readonly Row[], appendCells: (appender: DuckDb.DuckDBAppender, row: Row) => void): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    for (const row of rows) {
      appendCells(appender, row);
      appender.endRow();
    }
    appender.closeSync();
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  [Symbol.dispose](): void {
    this.#connection.closeSync();
  }
}

/** DuckDB's type id, as numbered by its C API. */
const simpleTypes: ReadonlyMap<number, DataType> = new Map<number, DataType>([
  [1, { kind: 'boolean' }],
  ...[2, 3, 4, 5, 6, 7, 8, 9, 16, 32, 38].map((id): [number, DataType] => [id, integerType]),
  [10, { kind: 'real' }],
  [11, { kind: 'real' }],
  [12, { kind: 'timestamp_ntz', scale: 9 }],
  [13, { kind: 'date' }],
  [14, { kind: 'time', scale: 9 }],
  [17, textType],
  [18, { kind: 'binary', length: 8_388_608 }],
  [27, textType],
  [31, { kind: 'timestamp_ltz', scale: 9 }],
  [36, textType],
  [37, textType],
]);

function snowflakeType(type: DuckDb.DuckDBType): DataType {
  if ('width' in type && 'scale' in type) return { kind: 'fixed', precision: type.width, scale: type.scale };
  if (type.alias === 'JSON') return { kind: 'variant' };
  if ('entryNames' in type && String(type.entryNames) === 'instant,offset_minutes') return { kind: 'timestamp_tz', scale: 9 };
  const simple = simpleTypes.get(type.typeId);
  if (!simple) throw refused('LOCAL-004', `a result of the type ${String(type)}`);
  return simple;
}
