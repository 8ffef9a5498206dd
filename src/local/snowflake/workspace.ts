import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'infra-test-snowflake-';

/** The account's own folder on disk: files of stages, and results that are too large for one reply. It ends with the account. */
export class Workspace implements Disposable {
  readonly directory: string;
  readonly stages: string;
  readonly results: string;

  private constructor(directory: string) {
    this.directory = directory;
    this.stages = join(directory, 'stages');
    this.results = join(directory, 'results');
  }

  static async open(): Promise<Workspace> {
    await removeLeftovers();
    const workspace = new Workspace(await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`)));
    await mkdir(workspace.stages);
    await mkdir(workspace.results);
    return workspace;
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A process that was killed could not tidy up; its folder is named after it. */
async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir());
  const left = names.filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length).split('-')[0])));
  await Promise.all(left.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // A process of another user is alive, and its folder is none of our business.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
