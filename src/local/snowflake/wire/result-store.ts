import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const zip = promisify(gzip);

/** A part of a large result: rows as JSON arrays joined by commas, without outer brackets, in a gzip file. */
export interface ResultChunk {
  /** Nobody can guess it: who knows it may read the chunk, as with a signed URL of a cloud store. */
  readonly name: string;
  readonly rowCount: number;
  readonly plainBytes: number;
  readonly zippedBytes: number;
}

export interface StoredRows {
  /** The first rows, or all of them. */
  readonly rows: readonly string[];
  /** The rest, in order. */
  readonly chunks: readonly ResultChunk[];
}

/** Up to this much of a result travels within the reply; drivers read the rest from chunks. */
const inlineCharacters = 1024 * 1024;
const chunkCharacters = 4 * 1024 * 1024;

/** Results that are too large for one reply, on disk. At no time more than a chunk or two of a result is in memory. */
export class ResultStore {
  readonly #directory: string;
  /** Of the server that hands out the chunks. */
  #baseUrl = '';

  constructor(directory: string) {
    this.#directory = directory;
  }

  serveAt(baseUrl: string): void {
    this.#baseUrl = baseUrl;
  }

  urlOf(name: string): string {
    return `${this.#baseUrl}/results/${name}`;
  }

  async store(batches: AsyncIterable<readonly string[]>): Promise<StoredRows> {
    const rows: string[] = [];
    const chunks: ResultChunk[] = [];
    let inline = 0;
    let part: string[] = [];
    let partCharacters = 0;
    const flush = async (): Promise<void> => {
      if (part.length > 0) chunks.push(await this.#write(part));
      part = [];
      partCharacters = 0;
    };
    try {
      for await (const batch of batches) {
        for (const row of batch) {
          if (inline < inlineCharacters) {
            inline += row.length;
            rows.push(row);
            continue;
          }
          part.push(row);
          partCharacters += row.length;
        }
        if (partCharacters >= chunkCharacters) await flush();
      }
      await flush();
    } catch (error) {
      await this.remove(chunks);
      throw error;
    }
    return { rows, chunks };
  }

  fileOf(name: string): string | undefined {
    return /^[\w-]{43}$/.test(name) ? join(this.#directory, name) : undefined;
  }

  async remove(chunks: readonly ResultChunk[]): Promise<void> {
    await Promise.all(chunks.map(({ name }) => rm(join(this.#directory, name), { force: true })));
  }

  async #write(rows: readonly string[]): Promise<ResultChunk> {
    const name = randomBytes(32).toString('base64url');
    const plain = Buffer.from(rows.join(','));
    const zipped = await zip(plain, { level: 1 });
    await writeFile(join(this.#directory, name), zipped, { mode: 0o600 });
    return { name, rowCount: rows.length, plainBytes: plain.length, zippedBytes: zipped.length };
  }
}
