import { readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export const suitePackage = '@modelcontextprotocol/conformance';
/** The one that its scenarios were tried with; `latest` knows no 2026-07-28. */
export const suiteVersion = '0.2.0-alpha.12';

export interface Suite {
  /** Script that Node runs. */
  readonly file: string;
  readonly version: string;
}

/** The suite that the user's repository has, or the PATH; undefined when neither has it. It is no dependency of ours: it is an alpha. */
export async function findSuite(directory: string, path = process.env['PATH'] ?? ''): Promise<Suite | undefined> {
  const own = resolveFrom(directory);
  const installed = own === undefined ? undefined : await readSuite(own);
  if (installed !== undefined) return installed;
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const found = await suiteBehind(join(folder, 'conformance'));
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolveFrom(directory: string): string | undefined {
  try {
    return createRequire(join(directory, 'package.json')).resolve(`${suitePackage}/package.json`);
  } catch {
    return undefined;
  }
}

/** Another program may have that name: only a link into the package counts. */
async function suiteBehind(link: string): Promise<Suite | undefined> {
  try {
    return await readSuite(join(dirname(dirname(await realpath(link))), 'package.json'));
  } catch {
    return undefined;
  }
}

async function readSuite(manifestFile: string): Promise<Suite | undefined> {
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Readonly<Record<string, unknown>>;
  const { name, version, bin } = manifest;
  const script = typeof bin === 'string' ? bin : (bin as Readonly<Record<string, string>> | undefined)?.['conformance'];
  if (name !== suitePackage || script === undefined) return undefined;
  return { file: join(dirname(manifestFile), script), version: String(version) };
}
