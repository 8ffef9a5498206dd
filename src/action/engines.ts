import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorMessage } from '../std/errors.ts';

const installMilliseconds = 5 * 60_000;
const passedOn = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TMPDIR',
  'TEMP',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
];

export interface EngineOptions {
  /** Holds the package.json and the lock file; nothing but what the lock file names, by hash, is installed. */
  readonly lockDirectory: string;
  readonly toolCache: string | undefined;
  readonly say: (text: string) => void;
}

/**
 * Directory with the engines of the embedded stack: from the tool cache, from the Actions cache, else installed once.
 * Rejects with a sentence for people when that is impossible.
 */
export async function installEngines({ lockDirectory, toolCache, say }: EngineOptions): Promise<string> {
  const lock = await readFile(join(lockDirectory, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const key = `infra-test-engines-${process.platform}-${process.arch}-${version}`;
  const directory = join(toolCache ?? tmpdir(), 'infra-test-engines', key);
  if (await isComplete(directory)) return directory;
  if (await restore(directory, key, say)) return directory;
  await install(lockDirectory, directory, say);
  await save(directory, key);
  return directory;
}

/** Made by a rename, so a directory that exists is whole; the check is for a cache that was emptied by hand. */
async function isComplete(directory: string): Promise<boolean> {
  return stat(join(directory, 'node_modules', '.package-lock.json')).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function restore(directory: string, key: string, say: (text: string) => void): Promise<boolean> {
  if (!process.env['ACTIONS_RESULTS_URL']) return false;
  const cache = await import('@actions/cache');
  const hit = await cache.restoreCache([directory], key).catch(() => undefined);
  if (hit) say('Engines of the embedded stack: restored from the cache.');
  return hit !== undefined && (await isComplete(directory));
}

/** A cache that cannot be written (a fork, a full repository) costs the next run some seconds, nothing else. */
async function save(directory: string, key: string): Promise<void> {
  if (!process.env['ACTIONS_RESULTS_URL']) return;
  const cache = await import('@actions/cache');
  await cache.saveCache([directory], key).catch(() => -1);
}

async function install(lockDirectory: string, directory: string, say: (text: string) => void): Promise<void> {
  say('Engines of the embedded stack: installing by lock file (DuckDB, SQL parser, MCP server; about 140 MB, once per tool cache) ...');
  const parent = join(directory, '..');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, 'installing-'));
  try {
    await cp(lockDirectory, work, { recursive: true });
    await runNpm(work);
    await rm(directory, { recursive: true, force: true });
    await rename(work, directory);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw new Error(
      `The embedded stack needs its engines, and installing them was impossible: ${errorMessage(error)}. Use a runner with npm and a package registry, or \`stack: live\`.`,
      { cause: error },
    );
  }
}

/** npm gets no token of the job: only what it needs to find itself and the registry. Install scripts do not run. */
async function runNpm(directory: string): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => passedOn.includes(name) || name.toLowerCase().startsWith('npm_config_')),
  );
  const args = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const isWindows = process.platform === 'win32';
  try {
    await promisify(execFile)(isWindows ? 'npm.cmd' : 'npm', args, { cwd: directory, env, timeout: installMilliseconds, shell: isWindows });
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    const lastLine = stderr?.trim().split('\n').at(-1);
    throw new Error(code === 'ENOENT' ? 'npm is not on the PATH' : `npm ci failed${lastLine ? `: ${lastLine}` : ` with ${String(code)}`}`, {
      cause: error,
    });
  }
}
