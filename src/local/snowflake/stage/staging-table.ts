import type { EngineConnection } from '../engine/engine.ts';
import { SnowflakeFailure } from '../failure.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { LoadColumn } from './load-columns.ts';
import type { LoadRecord } from './load-records.ts';

/** A record that cannot become a row. */
export interface BadRecord {
  /** Position of its file. */
  readonly file: number;
  /** From 1. */
  readonly row: number;
  readonly line: number;
  /** From 1; unset when the record as a whole is wrong. */
  readonly column: number | undefined;
  readonly failure: SnowflakeFailure;
}

const name = 'sf_staging';

/**
 * The records of the files as text, in a temporary table of the session: the engine itself reads the values, so that a text
 * means here what it means in a cast, and bad records are known before the first row is inserted.
 */
export class StagingTable implements AsyncDisposable {
  readonly #connection: EngineConnection;
  readonly #columns: readonly LoadColumn[];

  private constructor(connection: EngineConnection, columns: readonly LoadColumn[]) {
    this.#connection = connection;
    this.#columns = columns;
  }

  static async create(connection: EngineConnection, columns: readonly LoadColumn[]): Promise<StagingTable> {
    const cells = columns.map((_, index) => `c${index} VARCHAR`);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${name} (${['file INTEGER', 'row_number INTEGER', 'line INTEGER', ...cells].join(', ')})`,
    );
    return new StagingTable(connection, columns);
  }

  /** Adds the records of one file; those that cannot be read are given back. */
  async add(file: number, records: readonly LoadRecord[]): Promise<readonly BadRecord[]> {
    const bad: BadRecord[] = [];
    const good: (readonly [row: number, record: LoadRecord])[] = [];
    for (const [index, record] of records.entries()) {
      const row = index + 1;
      if (record.failure) bad.push({ file, row, line: record.line, column: undefined, failure: record.failure });
      else good.push([row, record]);
    }
    await this.#connection.append(name, good, (appender, [row, { line, cells }]) => {
      appender.appendInteger(file);
      appender.appendInteger(row);
      appender.appendInteger(line);
      for (const cell of cells) {
        if (cell === null) appender.appendNull();
        else appender.appendVarchar(cell);
      }
    });
    return bad;
  }

  /** Records with a value that its column does not take. */
  async findBad(): Promise<readonly BadRecord[]> {
    const cases = this.#columns.map(({ column, read }, index) => {
      const cell = `c${index}`;
      const isMissing = column.nullable ? '' : `WHEN ${cell} IS NULL THEN ${index}`;
      return `${isMissing} WHEN ${cell} IS NOT NULL AND ${read(cell)} IS NULL THEN ${index}`;
    });
    const bad = `CASE ${cases.join(' ')} END`;
    const value = `CASE bad ${this.#columns.map((_, index) => `WHEN ${index} THEN c${index}`).join(' ')} END`;
    const rows = await this.#connection.texts(
      `SELECT CAST(to_json([CAST(file AS VARCHAR), CAST(row_number AS VARCHAR), CAST(line AS VARCHAR), CAST(bad AS VARCHAR), ${value}]) AS VARCHAR)
         FROM (SELECT *, ${bad} AS bad FROM ${name}) WHERE bad IS NOT NULL ORDER BY file, row_number`,
    );
    return rows.map((row) => this.#toBadRecord(JSON.parse(row) as readonly (string | null)[]));
  }

  #toBadRecord([file, row, line, bad, value]: readonly (string | null)[]): BadRecord {
    const index = Number(bad);
    const missing = new SnowflakeFailure('100072', '22000', 'NULL result in a non-nullable column');
    const failure = value === null || value === undefined ? missing : (this.#columns[index]?.failure(value) ?? missing);
    return { file: Number(file), row: Number(row), line: Number(line), column: index + 1, failure };
  }

  async remove(records: readonly BadRecord[]): Promise<void> {
    const inTable = records.filter((record) => record.column !== undefined);
    if (inTable.length === 0) return;
    const keys = inTable.map(({ file, row }) => `(${file}, ${row})`).join(', ');
    await this.#connection.run(`DELETE FROM ${name} WHERE (file, row_number) IN (${keys})`);
  }

  async removeFile(file: number): Promise<void> {
    await this.#connection.run(`DELETE FROM ${name} WHERE file = ${file}`);
  }

  /** The INSERT of what is left, file by file and row by row. */
  insertInto(storage: string): string {
    const names = this.#columns.map(({ column }) => quoteIdentifier(column.name)).join(', ');
    const values = this.#columns.map(({ read }, index) => read(`c${index}`)).join(', ');
    return `INSERT INTO ${quoteIdentifier(storage)} (${names}) SELECT ${values} FROM ${name} ORDER BY file, row_number`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#connection.run(`DROP TABLE IF EXISTS ${name}`);
    } catch {
      // The transaction was given up, or the session is closing; the next COPY replaces the table.
    }
  }
}
