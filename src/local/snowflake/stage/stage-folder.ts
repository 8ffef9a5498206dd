import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { SnowflakeFailure } from '../failure.ts';

export interface StagedFile {
  /** Path within the stage, with slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

/** The files of one stage. Clients copy files into it and out of it themselves. */
export class StageFolder {
  readonly directory: string;

  constructor(parent: string, name: string) {
    this.directory = join(parent, name);
  }

  /** Makes the folder for a path of the stage. @throws SnowflakeFailure for a path that would leave the stage */
  async prepare(path: string): Promise<string> {
    const directory = this.#inside(path);
    await mkdir(directory, { recursive: true });
    return directory;
  }

  /** Files whose path starts with the prefix, in order of their paths. */
  async list(prefix: string): Promise<readonly StagedFile[]> {
    const entries = await this.#entries();
    const paths = entries.filter((path) => path.startsWith(prefix)).sort();
    return Promise.all(
      paths.map(async (path) => {
        const { size, mtime } = await stat(this.#inside(path));
        return { path, sizeBytes: size, modifiedAt: mtime };
      }),
    );
  }

  async read(path: string): Promise<Buffer> {
    return readFile(this.#inside(path));
  }

  async write(path: string, content: Buffer): Promise<void> {
    const file = this.#inside(path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  async remove(path: string): Promise<void> {
    await rm(this.#inside(path), { force: true });
  }

  async digest(path: string): Promise<string> {
    return createHash('md5')
      .update(await this.read(path))
      .digest('hex');
  }

  /** Links are left out: only a client that has this folder could have put them there. */
  async #entries(): Promise<readonly string[]> {
    await mkdir(this.directory, { recursive: true });
    const entries = await readdir(this.directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => relative(this.directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
  }

  #inside(path: string): string {
    const parts = path.split('/');
    if (path.includes('\0') || path.includes('\\') || parts.includes('..')) {
      throw new SnowflakeFailure('001003', '42000', `SQL compilation error:\nA path of a stage stays in the stage: '${path}'.`);
    }
    return join(this.directory, ...parts);
  }
}
