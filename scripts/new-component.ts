import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * `npm run new -- <name>`: a component that works, with an embedded endpoint and a test, to be changed step by step. It talks
 * TCP ("ping", "pong"), because every skeleton needs a wire that can really be spoken.
 */
const root = join(import.meta.dirname, '..');
const templates = join(import.meta.dirname, 'templates', 'component');

/** Writes the files and registers them. Gives the paths written or changed. Throws before it writes anything. */
export function newComponent(name: string): readonly string[] {
  if (!/^[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,3}$/.test(name)) {
    throw new Error(`expected a name such as postgres or lambda-labs, got ${JSON.stringify(name)}`);
  }
  const taken = [`src/components/${name}`, `src/local/${name}`].find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new Error(`${taken} exists already`);
  const files = new Map(templateFiles().map((file) => [target(file, name), fill(readFileSync(join(templates, file), 'utf8'), name)]));
  for (const [path, edit] of Object.entries(registrations(name))) files.set(path, edit(readFileSync(join(root, path), 'utf8'), path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files.keys()];
}

function templateFiles(): readonly string[] {
  return readdirSync(templates, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.txt'));
}

/** Where the text of a template goes. */
function target(file: string, name: string): string {
  const path = file.replaceAll('\\', '/').replace(/\.txt$/, '');
  if (path === 'local.ts') return `src/local/${name}/start-${name}.ts`;
  if (path === 'test.ts') return `__tests__/components/${name}/${name}.test.ts`;
  return `src/components/${name}/${path}`;
}

function fill(text: string, name: string): string {
  return text.replaceAll('__name__', name).replaceAll('__Pascal__', pascal(name)).replaceAll('__Title__', pascal(name));
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

type Edit = (text: string, path: string) => string;

/** Files that list the components, and the line each gets. */
function registrations(name: string): Readonly<Record<string, Edit>> {
  const key = name.includes('-') ? `'${name}'` : name;
  const doors = [
    `  ${key}: {`,
    `    settings: async () => (await import('./${name}/settings.ts')).settings,`,
    `    component: async () => (await import('./${name}/index.ts')).default,`,
    '  },',
  ].join('\n');
  const start = `  ${key}: start${pascal(name)}Kind,\n`;
  return {
    'src/components/registry.ts': (text, path) => insertBefore(text, /\n};\s*$/, `\n${doors}`, path),
    'src/local/stack.ts': (text, path) => `${insertBefore(text, / {2}\/\/ A flow asks/, start, path).trimEnd()}\n\n${startFunction(name)}`,
    'oxlint.config.ts': (text, path) => insertBefore(text, /(?<=const componentNames = \[[^\]]*)\]/, `, '${name}'`, path),
  };
}

function startFunction(name: string): string {
  const title = pascal(name);
  return `async function start${title}Kind({ portOf }: StartContext): Promise<Started> {
  const { start${title} } = await import('./${name}/start-${name}.ts');
  const endpoint = await start${title}(portOf('${name}'));
  const { host, port } = endpoint;
  return { endpoints: [{ uses: '${name}', settings: { host, port }, describe: \`${title} at \${host}:\${port}\` }], resources: [endpoint] };
}
`;
}

function insertBefore(text: string, place: RegExp, added: string, path: string): string {
  const found = place.exec(text);
  if (found === null) throw new Error(`${path} does not look as expected: nothing matches ${place.source}`);
  return `${text.slice(0, found.index)}${added}${text.slice(found.index)}`;
}

function main(): void {
  const name = process.argv[2] ?? '';
  const paths = newComponent(name);
  const inRoot = { cwd: root, stdio: 'inherit' } as const;
  execFileSync(process.execPath, [join(root, 'node_modules', 'oxfmt', 'bin', 'oxfmt'), ...paths], inRoot);
  if (existsSync(join(root, 'scripts', 'schema.ts'))) execFileSync(process.execPath, [join('scripts', 'schema.ts')], inRoot);
  process.stdout.write(`\n${paths.map((path) => `  ${path}`).join('\n')}\n\nIt works as it is. Now: npm run check\n`);
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
