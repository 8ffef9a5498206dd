import { mkdirSync, readdirSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { errorMessage } from '../../../std/errors.ts';
import { StackInputError } from '../../stack-input-error.ts';
import type { ApiKey } from '../access.ts';
import type { Knobs } from '../faults/knobs.ts';
import type { Moment } from '../moment.ts';
import type { RawRequest } from '../service.ts';
import { fileNames, openDatabase } from './open-database.ts';
import { decodeChunk, encodeChunk } from './record-chunk.ts';
import type { KeptRecord, RecordChunk } from './record-chunk.ts';
import type { KeepRecords, Snapshot } from './snapshot.ts';

/** A request that wrote, as it was asked for and when, and the knobs it was done under that decide what it leaves. */
export interface KeptWrite {
  readonly knobs?: Pick<Knobs, 'backupLagMilliseconds' | 'backupDurationMilliseconds'>;
  readonly moment: Moment;
  readonly request: RawRequest;
  readonly status: number;
}

export type KeptChange = KeptWrite | { readonly issued: ApiKey } | { readonly revoked: ApiKey };

/** Decided when the folder is new: what is in it before the first change, and the keys. */
export interface KeptStart {
  /** The keys are made of it, and the first data is as old as it is. */
  readonly moment: Moment;
  readonly worldSeed: number;
  /** Of the data that the seed makes. */
  readonly worldHash: string;
}

const recordsOfChunk = 256;
/** A log that is smaller is not worth a snapshot. */
const leastLogBytes = 1_048_576;
/** A log is compacted when it is this many times as large as the last snapshot. */
const mostLogRatio = 2;

/**
 * A folder that keeps an endpoint, in a SQLite file: a snapshot, and every change since in order. A change is on the disk as
 * a whole or not at all, and so is the snapshot that takes the place of the changes.
 */
export class DataFile implements AsyncDisposable {
  readonly path: string;
  /** Undefined in a new folder. */
  readonly start: KeptStart | undefined;
  /** Undefined until the log was compacted. */
  readonly snapshot: Snapshot | undefined;
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  #commit: Promise<void> | undefined;
  #makeSnapshot: ((keep: KeepRecords) => Snapshot) | undefined;
  #leastLogBytes = leastLogBytes;
  #logBytes: number;
  #snapshotBytes: number;

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
    this.#insert = database.prepare('INSERT INTO changes (change, body) VALUES (?, ?)');
    this.start = this.#readJson('SELECT start AS value FROM starts') as KeptStart | undefined;
    this.snapshot = this.#readJson('SELECT snapshot AS value FROM snapshots') as Snapshot | undefined;
    this.#logBytes = this.#bytesOf('octet_length(change) + octet_length(body)', 'changes');
    this.#snapshotBytes = this.#bytesOf('octet_length(records) + octet_length(vectors)', 'records');
  }

  /** @throws StackInputError for a folder that has something else in it, is of another version or in use */
  static async open(path: string): Promise<DataFile> {
    try {
      // Keys are in it.
      mkdirSync(path, { recursive: true, mode: 0o700 });
      const foreign = readdirSync(path).find((name) => name !== fileNames.holder && !name.startsWith(fileNames.database));
      if (foreign !== undefined) throw new Error(`the folder has "${foreign}" in it, which is not ours; name an empty folder`);
      return new DataFile(path, await openDatabase(path));
    } catch (cause) {
      throw new StackInputError(`--data ${path}: ${errorMessage(cause)}`, { cause });
    }
  }

  begin(start: KeptStart): void {
    this.#database.prepare('INSERT INTO starts (start) VALUES (?)').run(JSON.stringify(start));
  }

  /** Those since the snapshot. */
  *changes(): Generator<KeptChange> {
    for (const { change, body } of this.#database.prepare('SELECT change, body FROM changes ORDER BY id').iterate()) {
      const kept = JSON.parse(String(change)) as KeptChange;
      yield 'request' in kept ? { ...kept, request: { ...kept.request, body: String(body) } } : kept;
    }
  }

  /** A list of the snapshot. */
  *records(list: number): Generator<KeptRecord> {
    const chunks = this.#database.prepare('SELECT records, vectors FROM records WHERE list = ? ORDER BY rowid');
    for (const chunk of chunks.iterate(list)) yield* decodeChunk(chunk as unknown as RecordChunk);
  }

  /** Resolves when it is on the disk, together with what others write at the same time. */
  add(change: KeptChange): Promise<void> {
    try {
      this.#commit ??= this.#beginCommit();
      const { text, body } = printChange(change);
      this.#insert.run(text, body);
      this.#logBytes += text.length + body.length;
      return this.#commit;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * From now on the log is compacted when it has grown too long. `makeSnapshot` is called between two turns of the event
   * loop, when every change that was made was added, too.
   */
  compactWith(makeSnapshot: (keep: KeepRecords) => Snapshot, least = leastLogBytes): void {
    this.#makeSnapshot = makeSnapshot;
    this.#leastLogBytes = least;
    this.#compactWhenLong();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#commit?.catch(() => undefined);
    if (this.#database.isOpen) this.#database.close();
  }

  #beginCommit(): Promise<void> {
    this.#database.exec('BEGIN');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    setImmediate(() => {
      this.#commit = undefined;
      try {
        this.#database.exec('COMMIT');
        resolve();
      } catch (error) {
        this.#rollBack();
        reject(error);
      }
      // Those who wait for the commit are answered first.
      setImmediate(() => this.#compactWhenLong());
    });
    // Those who wait for it are told; there may be none when the insertion fails.
    promise.catch(() => undefined);
    return promise;
  }

  #compactWhenLong(): void {
    const make = this.#makeSnapshot;
    if (make === undefined || this.#logBytes <= Math.max(this.#leastLogBytes, mostLogRatio * this.#snapshotBytes)) return;
    // A commit that is under way looks again at its end.
    if (this.#commit !== undefined || !this.#database.isOpen) return;
    try {
      this.#compact(make);
    } catch {
      // The log has everything. Most likely the disk is full, which the next change will tell.
      this.#rollBack();
      this.#leastLogBytes = Math.max(this.#leastLogBytes, 2 * this.#logBytes);
    }
  }

  #compact(makeSnapshot: (keep: KeepRecords) => Snapshot): void {
    const database = this.#database;
    database.exec('BEGIN; DELETE FROM changes; DELETE FROM snapshots; DELETE FROM records');
    const insert = database.prepare('INSERT INTO records (list, records, vectors) VALUES (?, ?, ?)');
    let lists = 0;
    let bytes = 0;
    const snapshot = makeSnapshot((list) => {
      lists += 1;
      for (const chunk of chunksOf(list)) {
        const { records, vectors } = encodeChunk(chunk);
        insert.run(lists, records, vectors);
        bytes += records.length + vectors.length;
      }
      return lists;
    });
    database.prepare('INSERT INTO snapshots (snapshot) VALUES (?)').run(JSON.stringify(snapshot));
    database.exec('COMMIT');
    this.#logBytes = 0;
    this.#snapshotBytes = bytes;
    this.#giveBack();
  }

  /** What the log took stays for the next one; more than that goes back to the disk. */
  #giveBack(): void {
    const free = this.#pragma('freelist_count');
    const used = this.#pragma('page_count') - free;
    if (free > (mostLogRatio + 1) * used) this.#database.exec('PRAGMA incremental_vacuum');
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  #pragma(name: string): number {
    return Number(this.#database.prepare(`PRAGMA ${name}`).get()?.[name]);
  }

  #rollBack(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  #readJson(query: string): unknown {
    const row = this.#database.prepare(query).get();
    return row === undefined ? undefined : JSON.parse(String(row['value']));
  }

  #bytesOf(length: string, table: string): number {
    return Number(this.#database.prepare(`SELECT total(${length}) AS bytes FROM ${table}`).get()?.['bytes']);
  }
}

/** The body has a column of its own: it is large, and would be text in text. */
function printChange(change: KeptChange): { readonly text: string; readonly body: string } {
  if (!('request' in change)) return { text: JSON.stringify(change), body: '' };
  const { body, ...request } = change.request;
  return { text: JSON.stringify({ ...change, request }), body };
}

function* chunksOf(records: Iterable<KeptRecord>): Generator<readonly KeptRecord[]> {
  let chunk: KeptRecord[] = [];
  for (const record of records) {
    chunk.push(record);
    if (chunk.length < recordsOfChunk) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
