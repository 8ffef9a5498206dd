import { glob, stat } from 'node:fs/promises';
import { ConfigError } from './config-error.ts';

const defaultNames = ['infra-test.yml', 'infra-test.yaml', '.github/infra-test.yml'];

/**
 * Config files behind a path, several paths or globs (one per line or separated by commas); sorted, each once.
 * Without any: the first of the default names that exists. Throws `ConfigError` when a pattern finds nothing.
 */
export async function findConfigs(patterns: readonly string[]): Promise<readonly string[]> {
  if (patterns.length === 0) return [await firstDefault()];
  const found = new Set<string>();
  for (const pattern of patterns) {
    for (const file of await filesOf(pattern)) found.add(file);
  }
  return [...found];
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  if (!/[*?[{]/.test(pattern)) return [pattern];
  const files = await Array.fromAsync(glob(pattern, { exclude: ['**/node_modules/**'] }));
  if (files.length === 0) throw missing(pattern, 'no file matches this pattern');
  return files.sort();
}

async function firstDefault(): Promise<string> {
  for (const name of defaultNames) {
    const found = await stat(name).catch(() => undefined);
    if (found?.isFile()) return name;
  }
  throw missing(defaultNames[0] as string, 'no config here; `infra-test init` writes one, --config names another');
}

function missing(file: string, message: string): ConfigError {
  return new ConfigError([{ source: { file, line: 1, column: 1 }, message }]);
}
