import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { errorMessage } from '../../../std/errors.ts';

/** Grows when older versions could not read what this one writes. */
const format = 2;
/** "pine", so that a database of something else is told apart. */
const applicationId = 0x70696e65;
/** The process of a command that was killed ends a moment later. */
const lockTimeoutMilliseconds = 2000;
export const fileNames = { database: 'pinecone.sqlite', holder: 'process' };

const tables = `
  CREATE TABLE starts (start TEXT NOT NULL);
  CREATE TABLE changes (id INTEGER PRIMARY KEY, change TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TABLE snapshots (snapshot TEXT NOT NULL);
  CREATE TABLE records (list INTEGER NOT NULL, records TEXT NOT NULL, vectors BLOB NOT NULL);
  CREATE INDEX records_of_list ON records (list);`;

/**
 * The file's lock is one of the operating system: it ends with the process that has it, however that process ends.
 * @throws when another process has it, and for a file that is damaged, of another version or not ours
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import('node:sqlite');
  const file = join(path, fileNames.database);
  const database = new DatabaseSync(file, { timeout: lockTimeoutMilliseconds });
  try {
    // The first one counts only before anything is in the file: what a compaction frees can be given back.
    database.exec(`PRAGMA auto_vacuum = INCREMENTAL; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT`);
    chmodSync(file, 0o600);
    checkDatabase(database);
    writeFileSync(join(path, fileNames.holder), String(process.pid));
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
    database.exec(`BEGIN; ${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${format}; COMMIT`);
    return;
  }
  if (id !== applicationId) throw new Error(`${fileNames.database} is not a file of ours`);
  if (version !== format) throw new Error(`the data has format ${String(version)}, this version reads ${format}`);
  const damage = pragma('quick_check');
  if (damage !== 'ok') throw new Error(`${fileNames.database} is damaged: ${String(damage)}`);
}

function holderOf(path: string): string {
  try {
    return ` (${readFileSync(join(path, fileNames.holder), 'utf8')})`;
  } catch {
    return '';
  }
}
