import { getOctokit } from '@actions/github';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addRecord } from '../../src/history/add-records.ts';
import { encodeHistory } from '../../src/history/encode-history.ts';
import { historyName } from '../../src/history/history-name.ts';
import type { HistoryPlace } from '../../src/history/stores.ts';
import { loadHistory, saveHistory } from '../../src/history/stores.ts';
import type { History } from '../../src/model/history.ts';
import { type Services, startServices } from '../action/services.ts';
import type { WorldArtifact, WorldRun } from '../github/github-world.ts';
import { pastRun } from '../judge/build-history.ts';

const owner = { branch: 'main', key: 'ci.yml infra-test.yml' };
const artifactName = `${historyName(owner)}.json`;
const oneRun: History = { branch: 'main', runs: [pastRun({}, 0)] };
const twoRuns: History = addRecord(oneRun, pastRun({}, 1));
/** When those runs are fresh. */
const then = pastRun({}, 1).startedAtMilliseconds;
const muchLater = then + 30 * 24 * 3_600_000;

/** A job on its own machine: the toolkit reads the environment of the process. */
function jobOn(
  services: Pick<Services, 'env'>,
  change: Partial<HistoryPlace> = {},
  variables: Readonly<Record<string, string>> = {},
): HistoryPlace {
  const workspace = mkdtempSync(join(tmpdir(), 'infra-test-history-'));
  const env = { ACTIONS_CACHE_MODE: '', ...services.env, GITHUB_WORKSPACE: workspace, RUNNER_TEMP: workspace, ...variables };
  const before = { ...process.env };
  const cwd = process.cwd();
  Object.assign(process.env, env);
  process.chdir(workspace);
  onTestFinished(() => {
    process.chdir(cwd);
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, before);
    rmSync(workspace, { recursive: true, force: true });
  });
  return { ...owner, directory: '.infra-test', writer: { runId: '70', attempt: 1, job: 'test' }, variables: env, ...change };
}

function withArtifacts({ github }: Services, name = 'repo'): Pick<HistoryPlace, 'artifacts'> {
  const octokit = getOctokit('t0ken', { baseUrl: github.url });
  const request = (route: string, parameters: Readonly<Record<string, unknown>>) => octokit.request(route, { ...parameters });
  return { artifacts: { github: { request }, repository: { owner: 'octo', name } } };
}

/** An artifact of an earlier run, which failed: history is kept of failures too. */
function addArtifact(
  { github }: Services,
  history: History | Buffer,
  change: Partial<WorldArtifact> = {},
  run: Partial<WorldRun> = {},
): void {
  const id = github.world.artifacts.length + 1;
  github.world.runs.push({ id: 60 + id, event: 'push', headSha: 'b'.repeat(40), headBranch: 'main', conclusion: 'failure', ...run });
  const bytes = Buffer.isBuffer(history) ? history : Buffer.from(encodeHistory(history));
  github.world.artifacts.push({ id, runId: 60 + id, name: artifactName, bytes, type: 'application/json', ...change });
}

test('what one run saved in the cache, the next one finds by the beginning of its key', async () => {
  await using services = await startServices();
  const first = jobOn(services);
  expect(await loadHistory(first, then)).toEqual({
    history: { branch: 'main', runs: [] },
    notes: ['No history of main was found: it has none yet, or this job may not read it.'],
  });
  expect(await saveHistory(oneRun, first)).toEqual({ stored: 'cache', notes: [] });
  expect([...services.results.blobs.keys()]).toEqual([
    expect.stringMatching(/^infra-test-history-v1-ci\.yml-infra-test\.yml-main-[0-9a-f]{12}-70-1-test$/),
  ]);
  const next = jobOn(services, { writer: { runId: '71', attempt: 1, job: 'test' } });
  expect(await loadHistory(next, then)).toEqual({ history: oneRun, notes: [] });
  await saveHistory(twoRuns, next);
  expect((await loadHistory(jobOn(services), then)).history).toEqual(oneRun);
  expect((await loadHistory(jobOn(services, { writer: { runId: '72', attempt: 1, job: 'test' } }), then)).history).toEqual(twoRuns);
});

test('another branch, another key and another directory have nothing to do with it', async () => {
  await using services = await startServices();
  await saveHistory(oneRun, jobOn(services));
  const writer = { runId: '71', attempt: 1, job: 'test' };
  for (const change of [{ branch: 'main-2' }, { key: 'other.yml' }, { directory: 'elsewhere' }]) {
    expect((await loadHistory(jobOn(services, { writer, ...change }), then)).history.runs).toEqual([]);
  }
});

test('a file that lies in the directory already is not taken for what the cache holds', async () => {
  await using services = await startServices();
  const place = jobOn(services);
  mkdirSync('.infra-test');
  writeFileSync('.infra-test/history.json', encodeHistory(oneRun));
  expect((await loadHistory(place, then)).history.runs).toEqual([]);
});

test('a poisoned cache is not used, and a sentence says so', async () => {
  await using services = await startServices();
  const place = jobOn(services);
  await saveHistory({ branch: 'main', runs: [{ ...pastRun({}), commit: '<!-- x -->' }] }, place);
  expect(await loadHistory(place, then)).toEqual({
    history: { branch: 'main', runs: [] },
    notes: ['The history was not used: runs.0.commit is not as expected (cache).'],
  });
});

test('a cache of 50 MB is not even read', async () => {
  await using services = await startServices();
  const place = jobOn(services);
  const { saveCache } = await import('@actions/cache');
  mkdirSync('.infra-test');
  writeFileSync('.infra-test/history.json', Buffer.alloc(50 * 1024 * 1024, ' '));
  await saveCache(['.infra-test/history.json'], `${historyName(owner)}-69-1-test`);
  expect(await loadHistory(place, then)).toMatchObject({
    history: { runs: [] },
    notes: [expect.stringContaining('larger than') as string],
  });
});

test('a cache that may not be written: the history is kept as an artifact, from which the next run reads it', async () => {
  await using services = await startServices();
  services.results.cachePolicy = 'read';
  const saved = await saveHistory(oneRun, jobOn(services));
  expect(saved).toMatchObject({ stored: 'artifact', notes: [expect.stringContaining('the cache refused the entry') as string] });
  expect([...services.results.blobs.keys()]).toEqual([artifactName]);
  addArtifact(services, services.results.blobs.get(artifactName) ?? Buffer.alloc(0));
  expect(await loadHistory(jobOn(services, withArtifacts(services)), then)).toEqual({ history: oneRun, notes: [] });
});

test('a second attempt of a run replaces the artifact of the first', async () => {
  await using services = await startServices();
  services.results.cachePolicy = 'read';
  const place = jobOn(services, withArtifacts(services));
  await saveHistory(oneRun, place);
  expect((await saveHistory(twoRuns, place)).stored).toBe('artifact');
  expect(services.results.blobs.get(artifactName)?.toString()).toBe(encodeHistory(twoRuns));
});

test('a cache that may not be read is no error, and the artifacts are asked', async () => {
  await using services = await startServices();
  await saveHistory(oneRun, jobOn(services));
  services.results.cachePolicy = 'none';
  addArtifact(services, twoRuns);
  expect(await loadHistory(jobOn(services), then)).toMatchObject({
    history: { runs: [] },
    notes: [expect.stringContaining('may not read it') as string],
  });
  expect(await loadHistory(jobOn(services, withArtifacts(services)), then)).toEqual({ history: twoRuns, notes: [] });
});

test('a fresh cache costs no request to the API; an old one is completed from the artifacts', async () => {
  await using services = await startServices();
  const place = jobOn(services, withArtifacts(services));
  await saveHistory(oneRun, place);
  addArtifact(services, { branch: 'main', runs: [pastRun({}, 1)] });
  expect((await loadHistory(place, then)).history).toEqual(oneRun);
  expect(services.github.requests).toEqual([]);
  expect((await loadHistory(place, muchLater)).history).toEqual(twoRuns);
  expect(services.github.requests).toHaveLength(2);
});

test('artifacts of forks, of other branches and expired ones are not looked at; the newest of the rest is', async () => {
  await using services = await startServices();
  const poisoned: History = { branch: 'main', runs: [pastRun({}, 9)] };
  addArtifact(services, poisoned, { createdAt: '2026-11-22T00:00:00Z' }, { headRepositoryId: 666 });
  addArtifact(services, poisoned, { createdAt: '2026-11-22T00:00:00Z' }, { headBranch: 'feature' });
  addArtifact(services, poisoned, { createdAt: '2026-11-22T00:00:00Z', expired: true });
  addArtifact(services, poisoned, { createdAt: '2026-11-22T00:00:00Z', name: 'infra-test-history' });
  addArtifact(services, oneRun, { createdAt: '2026-11-18T00:00:00Z' });
  addArtifact(services, twoRuns, { createdAt: '2026-11-19T00:00:00Z' });
  addArtifact(services, oneRun, { createdAt: '2026-11-17T00:00:00Z' });
  expect((await loadHistory(jobOn(services, withArtifacts(services)), then)).history).toEqual(twoRuns);
});

test('a poisoned or huge artifact is not used', async () => {
  await using services = await startServices();
  const place = jobOn(services, withArtifacts(services));
  addArtifact(services, Buffer.from('{"version":1}'));
  expect(await loadHistory(place, then)).toMatchObject({
    history: { runs: [] },
    notes: ['The history was not used: branch is not as expected (artifacts).'],
  });
  addArtifact(services, Buffer.alloc(50 * 1024 * 1024, ' '), { createdAt: '2026-11-23T00:00:00Z' });
  const requests = services.github.requests.length;
  expect((await loadHistory(place, then)).notes).toEqual([expect.stringContaining('larger than') as string]);
  expect(services.github.requests).toHaveLength(requests + 1);
});

test.each(['text/plain', 'application/octet-stream'])('an artifact that the storage calls %s is read as well', async (type) => {
  await using services = await startServices();
  addArtifact(services, oneRun, { type });
  expect((await loadHistory(jobOn(services, withArtifacts(services)), then)).history).toEqual(oneRun);
});

test.each(['none', 'read'])('cache-mode %s: nothing is sent to the cache, and the artifact takes the history', async (mode) => {
  await using services = await startServices();
  const saved = await saveHistory(oneRun, jobOn(services, {}, { ACTIONS_CACHE_MODE: mode }));
  expect(saved).toEqual({
    stored: 'artifact',
    notes: [`The history was not kept in the cache: cache-mode is ${mode}, so the cache is not written.`],
  });
  expect(services.results.calls.filter((call) => call.includes('Cache'))).toEqual([]);
});

test.each(['none', 'write-only'])('cache-mode %s: the cache is not read, and a sentence says so', async (mode) => {
  await using services = await startServices();
  const { notes } = await loadHistory(jobOn(services, {}, { ACTIONS_CACHE_MODE: mode }), then);
  expect(notes).toEqual([`No history from the cache: cache-mode is ${mode}, so the cache is not read.`]);
  expect(services.results.calls).toEqual([]);
});

test('without any service there is a sentence for each store and no error', async () => {
  await using services = await startServices();
  const place = jobOn(services, {}, { ACTIONS_RESULTS_URL: '', ACTIONS_RUNTIME_TOKEN: '' });
  expect(await loadHistory(place, then)).toEqual({
    history: { branch: 'main', runs: [] },
    notes: ['No history from the cache: there is no cache service here.'],
  });
  const { stored, notes } = await saveHistory(oneRun, place);
  expect(stored).toBe('nowhere');
  expect(notes).toHaveLength(2);
});

test('an artifact service that refuses leaves the history nowhere, with both reasons', async () => {
  await using services = await startServices();
  services.results.cachePolicy = 'read';
  services.results.fault = (method) =>
    method === 'CreateArtifact' ? { status: 403, code: 'permission_denied', msg: 'no artifacts today' } : undefined;
  const { stored, notes } = await saveHistory(oneRun, jobOn(services));
  expect(stored).toBe('nowhere');
  expect(notes).toEqual([expect.stringContaining('cache') as string, expect.stringContaining('no artifacts today') as string]);
});

test('services that never answer end at our own deadline, each store by itself', async () => {
  await using services = await startServices();
  services.github.fault = () => 'stall';
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    silent.close();
    silent.closeAllConnections();
  });
  const variables = { ACTIONS_RESULTS_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/` };
  const place = jobOn(services, { ...withArtifacts(services), deadlineMilliseconds: 200 }, variables);
  expect((await loadHistory(place, then)).notes).toEqual([
    'No history from the cache: the cache was not restored within 0.2 s.',
    'No history from the artifacts: the artifact was not read within 0.2 s.',
  ]);
  expect((await saveHistory(oneRun, place)).notes).toEqual([
    'The history was not kept in the cache: the cache was not saved within 0.2 s.',
    'The history was not kept in the artifact: the artifact was not saved within 0.2 s.',
  ]);
});

test('an API that refuses is told in a sentence, and the cache is used', async () => {
  await using services = await startServices();
  await saveHistory(oneRun, jobOn(services));
  const place = jobOn(services, withArtifacts(services, 'unknown'));
  const { history, notes } = await loadHistory(place, muchLater);
  expect(history).toEqual(oneRun);
  expect(notes).toEqual([expect.stringMatching(/^No history from the artifacts: .*Not Found.*\.$/) as string]);
});

test('the cache holds names and numbers only, in the file that is compared with', async () => {
  await using services = await startServices();
  await saveHistory(oneRun, jobOn(services));
  expect(readFileSync('.infra-test/history.json', 'utf8')).toBe(encodeHistory(oneRun));
});
