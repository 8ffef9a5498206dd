import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorMessage } from '../../../std/errors.ts';
import { StackInputError } from '../../stack-input-error.ts';

/** Grows when older versions could not read what this one writes. */
const format = 1;

const names = { database: 'data.duckdb', catalog: 'catalog.json', stages: 'stages' };
const ours = new Set([names.database, `${names.database}.wal`, names.catalog, `${names.catalog}.new`, names.stages, 'data.duckdb.tmp']);

/** A folder that keeps an account: DuckDB's file with the rows, the catalog as text, and the files of the stages. */
export class DataDirectory {
  readonly path: string;
  readonly databaseFile: string;
  readonly stages: string;
  readonly #catalogFile: string;

  private constructor(path: string) {
    this.path = path;
    this.databaseFile = join(path, names.database);
    this.stages = join(path, names.stages);
    this.#catalogFile = join(path, names.catalog);
  }

  /** Makes the folder when there is none. @throws StackInputError for a folder that has something else in it */
  static async open(path: string): Promise<DataDirectory> {
    try {
      // Passwords of the account's users are in it.
      await mkdir(path, { recursive: true, mode: 0o700 });
      const foreign = (await readdir(path)).find((name) => !ours.has(name));
      if (foreign !== undefined)
        throw new StackInputError(`--data ${path}: the folder has "${foreign}" in it, which is not ours; name an empty folder`);
      const directory = new DataDirectory(path);
      await mkdir(directory.stages, { recursive: true });
      return directory;
    } catch (error) {
      if (error instanceof StackInputError) throw error;
      throw new StackInputError(`--data ${path}: ${errorMessage(error)}`, { cause: error });
    }
  }

  /**
   * The text of the last `writeCatalog`; undefined in a new folder, also in one whose first start did not come to its end.
   * @throws StackInputError for a folder of another version
   */
  async readCatalog(): Promise<string | undefined> {
    let text: string;
    try {
      text = await readFile(this.#catalogFile, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw new StackInputError(`--data ${this.path}: ${errorMessage(error)}`, { cause: error });
    }
    const end = text.indexOf('\n');
    const found = /^infra-test snowflake data (\d+)$/.exec(text.slice(0, end))?.[1];
    if (found === String(format)) return text.slice(end + 1);
    const what =
      found === undefined ? `${names.catalog} is not a catalog of ours` : `the data has format ${found}, this version reads ${format}`;
    throw new StackInputError(`--data ${this.path}: ${what}`);
  }

  /** All or nothing, also when the machine loses power: the new text is on the disk before it takes the place of the old one. */
  async writeCatalog(text: string): Promise<void> {
    const next = `${this.#catalogFile}.new`;
    const file = await open(next, 'w', 0o600);
    try {
      await file.writeFile(`infra-test snowflake data ${format}\n${text}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, this.#catalogFile);
    await syncDirectory(dirname(next));
  }
}

/** Windows cannot open a directory, and needs no such step. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
