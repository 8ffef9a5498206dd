import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const everything = '@modelcontextprotocol/server-everything';

/** What runs the published server in the image. */
export const everythingCommand = ['/bin/node', `/app/node_modules/${everything}/dist/index.js`, 'streamableHttp'];

/**
 * A root file system as a tar: Node, a shell, the libraries of both, and the published server `everything` with its
 * dependencies, all from this machine. Kept in the temporary folder under a hash of what is in it.
 */
export function serverImage(): string {
  const node = process.execPath;
  const tools = ['/bin/sh', '/bin/sleep', '/bin/cat'];
  const libraries = [...new Set([node, ...tools].flatMap(librariesOf))];
  const packages = outermost(dependenciesOf(join(root, 'node_modules', everything)));
  const versions = packages.map((path) => readFileSync(join(path, 'package.json'), 'utf8'));
  const hash = createHash('sha256')
    .update(JSON.stringify([process.version, libraries, versions]))
    .digest('hex')
    .slice(0, 16);
  const file = join(tmpdir(), `infra-test-server-image-${hash}.tar`);
  if (existsSync(file)) return file;
  const names = [node, ...tools, ...libraries, ...packages].map((path) => relative('/', path));
  const moves = [`s,^${relative('/', node)}$,bin/node,`, `s,^${relative('/', root)}/,app/,`, `s,^${relative('/', root)},app,`];
  const half = `${file}.${process.pid}`;
  const options = ['--dereference', '--hard-dereference', ...moves.map((move) => `--transform=flags=r;${move}`)];
  execFileSync('tar', ['-cf', half, ...options, '-C', '/', ...names]);
  renameSync(half, file);
  return file;
}

function librariesOf(program: string): readonly string[] {
  return [...execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
}

function dependenciesOf(directory: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(directory)) return seen;
  seen.add(directory);
  const { dependencies = {} } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { dependencies?: object };
  for (const name of Object.keys(dependencies)) {
    const found = findPackage(directory, name);
    if (found !== undefined) dependenciesOf(found, seen);
  }
  return seen;
}

function findPackage(from: string, name: string): string | undefined {
  const path = join(from, 'node_modules', name);
  if (existsSync(join(path, 'package.json'))) return path;
  return from === dirname(from) ? undefined : findPackage(dirname(from), name);
}

/** A package's folder holds the packages that are below it. */
function outermost(paths: ReadonlySet<string>): readonly string[] {
  return [...paths].filter((path) => ![...paths].some((other) => path.startsWith(`${other}/`))).sort();
}
