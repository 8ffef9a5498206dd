import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { errorMessage } from '../../../std/errors.ts';
import { StackInputError } from '../../stack-input-error.ts';
import type { Knobs } from '../faults/knobs.ts';
import type { Moment } from '../moment.ts';
import type { RawRequest } from '../service.ts';

/** Grows when older versions could not read what this one writes. */
const format = 1;
/** "pine", so that a database of something else is told apart. */
const applicationId = 0x70696e65;
const names = { database: 'pinecone.sqlite', holder: 'process' };

/** A write as it was asked for and when, and the knobs it was done under that decide what it leaves. */
export interface KeptWrite {
  readonly knobs?: Pick<Knobs, 'backupLagMilliseconds' | 'backupDurationMilliseconds'>;
  readonly moment: Moment;
  readonly request: RawRequest;
  readonly status: number;
}

/** Decided when the folder is new: what is in it before the first write, and the keys. */
export interface KeptStart {
  /** The keys are made of it, and the first data is as old as it is. */
  readonly moment: Moment;
  readonly worldSeed: number;
  /** Of the data that the seed makes. */
  readonly worldHash: string;
}

/**
 * A folder that keeps an endpoint: every write in order, in a SQLite file, so that a write is on the disk as a whole or not
 * at all. The file's lock is one of the operating system: it ends with the process that has it, however that process ends.
 */
export class DataFile implements AsyncDisposable {
  readonly path: string;
  /** Undefined in a new folder. */
  readonly start: KeptStart | undefined;
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  #commit: Promise<void> | undefined;

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
    this.#insert = database.prepare('INSERT INTO writes (write) VALUES (?)');
    const row = database.prepare('SELECT start FROM starts').get();
    this.start = row === undefined ? undefined : (JSON.parse(String(row['start'])) as KeptStart);
  }

  /** @throws StackInputError for a folder that has something else in it, is of another version or in use */
  static async open(path: string): Promise<DataFile> {
    try {
      // Keys are in it.
      mkdirSync(path, { recursive: true, mode: 0o700 });
      const foreign = readdirSync(path).find((name) => name !== names.holder && !name.startsWith(names.database));
      if (foreign !== undefined) throw new Error(`the folder has "${foreign}" in it, which is not ours; name an empty folder`);
      const database = await openDatabase(path);
      writeFileSync(join(path, names.holder), String(process.pid));
      return new DataFile(path, database);
    } catch (cause) {
      throw new StackInputError(`--data ${path}: ${errorMessage(cause)}`, { cause });
    }
  }

  begin(start: KeptStart): void {
    this.#database.prepare('INSERT INTO starts (start) VALUES (?)').run(JSON.stringify(start));
  }

  *writes(): Generator<KeptWrite> {
    for (const row of this.#database.prepare('SELECT write FROM writes ORDER BY id').iterate()) {
      yield JSON.parse(String(row['write'])) as KeptWrite;
    }
  }

  /** Resolves when it is on the disk, together with what others write at the same time. */
  add(write: KeptWrite): Promise<void> {
    try {
      if (this.#commit === undefined) {
        this.#database.exec('BEGIN');
        this.#commit = new Promise((resolve, reject) => {
          setImmediate(() => {
            this.#commit = undefined;
            try {
              this.#database.exec('COMMIT');
              resolve();
            } catch (error) {
              if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
              reject(error);
            }
          });
        });
        // Those who wait for it are told; there may be none when the insertion fails.
        this.#commit.catch(() => undefined);
      }
      this.#insert.run(JSON.stringify(write));
      return this.#commit;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#commit?.catch(() => undefined);
    if (this.#database.isOpen) this.#database.close();
  }
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import('node:sqlite');
  const file = join(path, names.database);
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT');
    chmodSync(file, 0o600);
    checkDatabase(database);
    return database;
  } catch (error) {
    database.close();
    if (!/locked|busy/i.test(errorMessage(error))) throw error;
    throw new Error(`another process${holderOf(path)} uses this folder`, { cause: error });
  }
}

function checkDatabase(database: DatabaseSync): void {
  const pragma = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  const [id, version] = [pragma('application_id'), pragma('user_version')];
  if (id === 0 && version === 0) {
    database.exec(`BEGIN; CREATE TABLE starts (start TEXT NOT NULL); CREATE TABLE writes (id INTEGER PRIMARY KEY, write TEXT NOT NULL);
      PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${format}; COMMIT`);
    return;
  }
  if (id !== applicationId) throw new Error(`${names.database} is not a file of ours`);
  if (version !== format) throw new Error(`the data has format ${String(version)}, this version reads ${format}`);
  const damage = pragma('quick_check');
  if (damage !== 'ok') throw new Error(`${names.database} is damaged: ${String(damage)}`);
}

function holderOf(path: string): string {
  try {
    return ` (${readFileSync(join(path, names.holder), 'utf8')})`;
  } catch {
    return '';
  }
}
