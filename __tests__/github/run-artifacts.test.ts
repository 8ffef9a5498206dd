import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openRunArtifacts, type RunArtifacts } from '../../src/publish/github/run-artifacts.ts';
import { type ResultsService, startResultsService } from './results-service.ts';

async function start(): Promise<AsyncDisposable & { readonly results: ResultsService; readonly artifacts: RunArtifacts }> {
  const results = await startResultsService();
  Object.assign(process.env, results.env);
  const artifacts = openRunArtifacts(results.env);
  if (artifacts === undefined) throw new Error('no artifact service');
  return { results, artifacts, [Symbol.asyncDispose]: () => results[Symbol.asyncDispose]() };
}

test('what one job puts, another lists and reads', async () => {
  await using run = await start();
  const text = `{"name":"Zoë","nested":[1,2,3]}`;
  await run.artifacts.put('infra-test-part-a-1.json', text);
  await run.artifacts.put('other.json', '{}');
  const another = openRunArtifacts(run.results.env);
  expect(await another?.list('infra-test-part-')).toEqual(['infra-test-part-a-1.json']);
  expect(await another?.read('infra-test-part-a-1.json')).toBe(text);
  // A raw file opens in the browser; an archive would have to be unpacked.
  expect(run.results.blobs.get('infra-test-part-a-1.json')?.toString()).toBe(text);
});

test('a name is taken once', async () => {
  await using run = await start();
  await run.artifacts.put('a.json', '1');
  await expect(run.artifacts.put('a.json', '2')).rejects.toThrow('409');
  await run.artifacts.list('');
  expect(await run.artifacts.read('a.json')).toBe('1');
});

test('a file that nobody listed, or that is too long, is not read', async () => {
  await using run = await start();
  await expect(run.artifacts.read('b.json')).rejects.toThrow('the jobs of this run share no file b.json');
  await run.artifacts.put('big.json', 'x'.repeat(600_000));
  await run.artifacts.list('');
  const before = run.results.calls.length;
  await expect(run.artifacts.read('big.json')).rejects.toThrow('big.json has 600000 bytes, more than 524288');
  expect(run.results.calls).toHaveLength(before);
});

test('nothing stays in the temporary folder, whatever happens', async () => {
  // Of this test alone: other test files run beside it.
  const folder = mkdtempSync(join(tmpdir(), 'infra-test-temporary-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  await using run = await start();
  await run.artifacts.put('a.json', '1');
  await run.artifacts.list('');
  await run.artifacts.read('a.json');
  run.results.fault = () => ({ status: 403, code: 'permission_denied', msg: 'no' });
  await expect(run.artifacts.put('b.json', '1')).rejects.toThrow('403');
  await expect(run.artifacts.read('a.json')).rejects.toThrow('403');
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['outside of a job', {}],
  [
    'on GitHub Enterprise Server',
    { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/', GITHUB_SERVER_URL: 'https://git.example.com' },
  ],
])('%s there is nothing to share with', (_, variables) => {
  expect(openRunArtifacts(variables)).toBeUndefined();
});
