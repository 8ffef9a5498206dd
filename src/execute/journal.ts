import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalEntry } from '../model/run.ts';
import { errorMessage } from '../std/errors.ts';

/** Entries that must survive a loss of power: what was created, and that the run is complete. */
const durable: ReadonlySet<JournalEntry['type']> = new Set(['resource-creating', 'resource-removed', 'run-finished']);

/**
 * The run's memory: one JSON line for each event, written when it happens, so that a run killed at any moment has told
 * everything it had finished. Holds what it is given: redaction is done where an outcome is made.
 */
export class Journal {
  readonly file: string;
  readonly #descriptor: number;
  /** True while the file may end inside a line, which would swallow the next entry. */
  #torn: boolean;

  private constructor(file: string, descriptor: number) {
    this.file = file;
    this.#descriptor = descriptor;
    this.#torn = endsInsideLine(descriptor);
  }

  /** Makes the folder and the file where absent; entries of earlier runs stay. Throws with a sentence that names the file. */
  static open(file: string): Journal {
    try {
      mkdirSync(dirname(file), { recursive: true });
      return new Journal(file, openSync(file, 'a+'));
    } catch (error) {
      throw new Error(`cannot open the journal ${file}: ${errorMessage(error)}`, { cause: error });
    }
  }

  append(entry: JournalEntry): void {
    try {
      const line = `${JSON.stringify(entry)}\n`;
      this.#write(this.#torn ? `\n${line}` : line);
      if (durable.has(entry.type)) fsyncSync(this.#descriptor);
    } catch (error) {
      throw new Error(`cannot write the journal ${this.file}: ${errorMessage(error)}`, { cause: error });
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #write(text: string): void {
    this.#torn = true;
    const written = writeSync(this.#descriptor, text);
    // A short write happens on a full disk only, so the bytes are worth counting only when the numbers differ.
    if (written !== text.length) this.#writeRest(Buffer.from(text), written);
    this.#torn = false;
  }

  #writeRest(bytes: Buffer, written: number): void {
    for (let at = written; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
  }
}

function endsInsideLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}
