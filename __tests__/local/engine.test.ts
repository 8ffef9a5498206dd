import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineMissing, loadEngine, resolveEngine } from '../../src/local/engine.ts';

let directory = '';
const before = process.env['INFRA_TEST_ENGINES'];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'engines-'));
});

afterEach(() => {
  if (before === undefined) delete process.env['INFRA_TEST_ENGINES'];
  else process.env['INFRA_TEST_ENGINES'] = before;
  rmSync(directory, { recursive: true });
});

function install(name: string, source: string): void {
  const folder = join(directory, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), source);
}

describe('loadEngine', () => {
  it('loads from the directory that INFRA_TEST_ENGINES names', async () => {
    install('@some/engine', 'exports.answer = 42;');
    process.env['INFRA_TEST_ENGINES'] = directory;
    expect(await loadEngine<{ answer: number }>('@some/engine')).toMatchObject({ answer: 42 });
    expect(resolveEngine('@some/engine/index.js')).toBe(join(directory, 'node_modules/@some/engine/index.js'));
  });

  it('loads what is installed beside us when no directory is named', async () => {
    delete process.env['INFRA_TEST_ENGINES'];
    expect(await loadEngine('@modelcontextprotocol/server')).toHaveProperty('McpServer');
  });

  it('names the package and the directory when it is not there', () => {
    process.env['INFRA_TEST_ENGINES'] = directory;
    expect(() => resolveEngine('@some/engine/dist/index.js')).toThrow(EngineMissing);
    expect(() => resolveEngine('@some/engine/dist/index.js')).toThrow(
      `needs the package @some/engine, which is not installed in ${directory}.`,
    );
  });

  it('says which machine an engine does not load on', async () => {
    install('native-engine', 'throw new Error("no binding");');
    process.env['INFRA_TEST_ENGINES'] = directory;
    await expect(loadEngine('native-engine')).rejects.toThrow(
      `the package native-engine, which does not load on ${process.platform}-${process.arch}: Error: no binding`,
    );
  });
});
