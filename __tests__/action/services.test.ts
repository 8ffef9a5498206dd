import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runAction } from './run-action.ts';
import { startServices } from './services.ts';

const config = {
  'infra-test.yml':
    'version: 1\ncomponents:\n  crm: { uses: http, with: { url: "https://api.example.test/health" }, checks: [{ request: { expect: ["status == 201"] } }] }\n',
};

interface Sink {
  readonly sink: string;
  readonly status: string;
  readonly detail: string;
}

const sinksOf = (text: string | undefined): readonly Sink[] => JSON.parse(text ?? '[]') as Sink[];
const states = (sinks: readonly Sink[]): readonly string[] => sinks.map(({ sink, status }) => `${sink} ${status}`);

test('reports are uploaded as an archive and as a page, and the check run has the annotations', async () => {
  await using services = await startServices();
  const step = await runAction({ inputs: { 'report-check': 'separate', 'github-token': 't0ken' }, env: services.env, files: config });
  expect(states(sinksOf(step.outputs['sinks'])), step.log).toEqual([
    'summary written',
    'artifact written',
    'comment off',
    'check written',
    'annotations written',
  ]);
  const names = [...services.blobs.keys()].filter((name) => !name.includes('history')).sort();
  expect(names).toEqual([
    expect.stringMatching(/^infra-test-test-[0-9a-f]{10}-1$/),
    expect.stringMatching(/^infra-test-test-[0-9a-f]{10}-1\.html$/),
  ]);
  expect(services.blobs.get(names[1] ?? '')?.toString()).toContain('<!doctype html>');
  expect(
    services.blobs
      .get(names[0] ?? '')
      ?.subarray(0, 2)
      .toString(),
  ).toBe('PK');
  expect(step.outputs['report-digest']).toMatch(/^[0-9a-f]{64}$/);
  expect(step.outputs['report-url']).toMatch(/\/actions\/runs\/1001\/artifacts\/\d+$/);
  expect(services.checkRuns).toMatchObject([
    {
      conclusion: 'failure',
      head_sha: 'a'.repeat(40),
      output: { annotations: [{ path: 'infra-test.yml', start_line: 3, annotation_level: 'failure' }] },
    },
  ]);
  expect(step.log, 'the check has taken the annotations').not.toContain('::error');
  expect(step.exitCode).toBe(1);
});

test('services that refuse never change the verdict, and what failed is listed and moves on', async () => {
  await using services = await startServices();
  const env = { ...services.env, ACTIONS_RUNTIME_TOKEN: 'not-a-token' };
  const step = await runAction({ inputs: { 'report-check': 'separate', 'github-token': 'wrong' }, env, files: config });
  const sinks = sinksOf(step.outputs['sinks']);
  expect(states(sinks)).toEqual(['summary written', 'artifact failed', 'comment off', 'check failed', 'annotations written']);
  expect(sinks[3]?.detail).not.toBe('');
  expect(step.log).toContain('::error');
  expect(step.exitCode).toBe(1);
});

test('the engines are installed by lock file, cached, restored from the cache, and found again', { timeout: 300_000 }, async () => {
  await using services = await startServices();
  const toolCache = mkdtempSync(join(tmpdir(), 'infra-test-tools-'));
  const files = {
    'infra-test.yml':
      'version: 1\ncomponents:\n  w: { uses: snowflake, with: { account: a, username: b, auth: password, password: "${env.P}" }, checks: [{ query: { name: one, sql: select 1 as n, expect: ["row.n == 1"] } }] }\n',
  };
  const run = (): ReturnType<typeof runAction> =>
    runAction({ env: { ...services.env, INFRA_TEST_ENGINES: '', RUNNER_TOOL_CACHE: toolCache }, files });
  const first = await run();
  expect(first.log).toContain('installing by lock file');
  expect(first.exitCode, first.log).toBe(0);
  expect([...services.blobs.keys()].some((key) => key.startsWith('infra-test-engines-'))).toBe(true);
  const again = await run();
  expect(again.log).not.toContain('Engines of the embedded stack');
  expect(again.exitCode).toBe(0);
  for (const name of readdirSync(toolCache)) rmSync(join(toolCache, name), { recursive: true });
  const restored = await run();
  expect(restored.log).toContain('restored from the cache');
  expect(restored.exitCode).toBe(0);
});

test('without npm the engines cannot be installed: a sentence, and the run is broken because nothing was tested', async () => {
  const env = {
    INFRA_TEST_ENGINES: '',
    RUNNER_TOOL_CACHE: mkdtempSync(join(tmpdir(), 'infra-test-tools-')),
    PATH: mkdtempSync(join(tmpdir(), 'infra-test-empty-')),
  };
  const files = {
    'infra-test.yml':
      'version: 1\ncomponents:\n  w: { uses: snowflake, with: { account: a, username: b, auth: password, password: "${env.P}" }, checks: [{ query: { name: one, sql: select 1 } }] }\n',
  };
  const step = await runAction({ env, files });
  expect(step.log).toContain('npm is not on the PATH');
  expect(step.log).toContain('stack: live');
  expect(step.exitCode).toBe(3);
});
