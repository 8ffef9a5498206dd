import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** A copy of what the script reads and writes, with the packages of this one. */
function copyProject(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'infra-test-new-'));
  const files = ['src', 'scripts', 'package.json', 'tsconfig.json', 'oxlint.config.ts', 'vitest.config.ts', '.oxfmtrc.json'];
  for (const file of files) cpSync(join(root, file), join(path, file), { recursive: true });
  cpSync(join(root, '__tests__/components/run-check.ts'), join(path, '__tests__/components/run-check.ts'));
  cpSync(join(root, '__tests__/setup.ts'), join(path, '__tests__/setup.ts'));
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'), 'junction');
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function node(cwd: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(process.execPath, [...args], { cwd, timeout: 55_000, env: { ...process.env, NO_COLOR: '1', VITEST: '' } });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`node ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/** Errors of the whole copy without their places: what the new component adds is the matter here. */
async function typeErrors(cwd: string): Promise<readonly string[]> {
  const output = await node(cwd, 'node_modules/typescript/bin/tsc', '-p', '.').catch((error: Error) => error.message);
  return output
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => line.replace(/\(\d+,\d+\)/, ''));
}

describe('npm run new', () => {
  test.each(['postgres', 'lambda-labs'])('%s works at once: types, rules, format, its test, and an embedded run', async (name) => {
    using project = copyProject();
    const { path } = project;
    const before = await typeErrors(path);
    const printed = await node(path, 'scripts/new-component.ts', name);
    expect(printed).toContain(`src/components/${name}/client.ts`);
    expect(readFileSync(join(path, 'oxlint.config.ts'), 'utf8')).toMatch(new RegExp(`componentNames = \\[.*'${name}'\\]`));

    const written = [`src/components/${name}`, `src/local/${name}`, `__tests__/components/${name}`];
    const changed = [...written, 'src/components/registry.ts', 'src/local/stack.ts', 'oxlint.config.ts'];
    expect(await typeErrors(path)).toEqual(before);
    await node(path, 'node_modules/oxlint/bin/oxlint', '--deny-warnings', ...changed);
    await node(path, 'node_modules/oxfmt/bin/oxfmt', '--check', ...changed);
    expect(await node(path, 'node_modules/vitest/vitest.mjs', 'run', `__tests__/components/${name}`)).toMatch(/3 passed/);

    writeFileSync(
      join(path, 'infra-test.yml'),
      `version: 1\ncomponents:\n  tested: { uses: ${name}, with: { host: x.test, port: 1 }, checks: [ping] }\n`,
    );
    expect(await node(path, 'src/cli.ts', 'run')).toMatch(/tested ping\s+100\s+0/);
  });

  test('a name that is taken or odd is refused and nothing is written', async () => {
    using project = copyProject();
    const { path } = project;
    const before = readFileSync(join(path, 'src/components/registry.ts'), 'utf8');
    await expect(node(path, 'scripts/new-component.ts', 'http')).rejects.toThrow('src/components/http exists already');
    for (const name of ['', 'Postgres', '../x', 'a--b', '1a']) {
      await expect(node(path, 'scripts/new-component.ts', name)).rejects.toThrow('expected a name such as postgres');
    }
    expect(readFileSync(join(path, 'src/components/registry.ts'), 'utf8')).toBe(before);
  });
});
