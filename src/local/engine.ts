import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** An engine of the embedded stack is not installed or has no build for this machine. The message is for people. */
export class EngineMissing extends Error {
  override readonly name = 'EngineMissing';
}

/**
 * Path of a package (`@duckdb/node-api`) or of a file in it (`<package>/dist/index.js`). Engines stay out of the bundle
 * of the Action, so there they live in a directory of their own, named by INFRA_TEST_ENGINES.
 * @throws EngineMissing
 */
export function resolveEngine(specifier: string): string {
  const directory = process.env['INFRA_TEST_ENGINES'];
  const require = createRequire(directory ? join(directory, 'package.json') : import.meta.url);
  try {
    return require.resolve(specifier);
  } catch (cause) {
    throw new EngineMissing(`The embedded stack needs the package ${packageName(specifier)}, which is not installed${place(directory)}.`, {
      cause,
    });
  }
}

/**
 * Loads an engine. The caller names its type: `import type * as duckdb from '@duckdb/node-api'`, then
 * `loadEngine<typeof duckdb>('@duckdb/node-api')`.
 * @throws EngineMissing, also when the package is there but its native part has no build for this machine
 */
export async function loadEngine<T>(name: string): Promise<T> {
  const file = resolveEngine(name);
  try {
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ pathToFileURL(file).href)) as T;
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`;
    throw new EngineMissing(`The embedded stack needs the package ${name}, which does not load on ${machine}: ${String(cause)}`, { cause });
  }
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function place(directory: string | undefined): string {
  return directory ? ` in ${directory}` : '';
}
