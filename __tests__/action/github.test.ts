import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configFor, leaksIn, plantedVariables, secretCount, startEcho } from './planted-secrets.ts';
import { runAction } from './run-action.ts';
import { startServices, type Services } from './services.ts';

const embedded = (expected: number): Readonly<Record<string, string>> => ({
  'infra-test.yml': `version: 1\ncomponents:\n  crm: { uses: http, with: { url: "https://api.example.test/health" }, checks: [{ request: { expect: ["status == ${expected}"] } }, certificate] }\n`,
});

const headSha = 'b'.repeat(40);
const pullRequest = (headRepository = 'octo/repo'): Readonly<Record<string, unknown>> => ({
  pull_request: {
    number: 7,
    head: { sha: headSha, ref: 'feature', repo: { full_name: headRepository } },
    base: { ref: 'main' },
  },
});
const onPullRequest = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/7/merge',
  GITHUB_REF_NAME: '7/merge',
  GITHUB_BASE_REF: 'main',
};
const inputs = { 'github-token': 't0ken' };

async function startPull(): Promise<Services> {
  const services = await startServices();
  const { world } = services.github;
  world.issues.set(7, { locked: false });
  world.commits.add(headSha);
  return services;
}

test('a pull request gets one comment; a second attempt and the other jobs of the matrix write into it', { timeout: 60_000 }, async () => {
  await using services = await startPull();
  const leg = (region: string, attempt: number, expected: number) =>
    runAction({
      inputs: { ...inputs, matrix: JSON.stringify({ region }) },
      env: { ...services.env, ...onPullRequest, GITHUB_RUN_ATTEMPT: String(attempt) },
      event: pullRequest(),
      files: embedded(expected),
    });
  const first = await leg('eu', 1, 200);
  expect(first.exitCode, first.log).toBe(0);
  const { comments } = services.github.world;
  expect(first.outputs['comment-url'], first.outputs['sinks']).toContain(String(comments[0]?.id));
  await Promise.all([leg('us', 1, 201), leg('ap', 1, 200)]);
  expect(comments).toHaveLength(1);
  for (const region of ['eu', 'us', 'ap']) expect(comments[0]?.body).toContain(region);
  expect(comments[0]?.body).toContain('Failed');
  await leg('us', 2, 200);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).not.toContain('Failed');
  expect(comments[0]?.body).toContain('attempt 2');
});

test('two configs keep two comments', { timeout: 60_000 }, async () => {
  await using services = await startPull();
  for (const file of ['a.yml', 'b.yml']) {
    const step = await runAction({
      inputs: { ...inputs, config: file },
      env: { ...services.env, ...onPullRequest },
      event: pullRequest(),
      files: { [file]: embedded(200)['infra-test.yml'] ?? '' },
    });
    expect(step.exitCode, step.log).toBe(0);
  }
  expect(services.github.world.comments).toHaveLength(2);
});

test('the check run of the job gets report and annotations, never a status', async () => {
  await using services = await startPull();
  const [check] = services.github.world.checkRuns;
  const step = await runAction({
    inputs: { ...inputs, 'check-run-id': String(check?.id) },
    env: { ...services.env, ...onPullRequest },
    event: pullRequest(),
    files: embedded(201),
  });
  expect(check).toMatchObject({ status: 'in_progress', conclusion: null, annotations: [{ path: 'infra-test.yml', start_line: 3 }] });
  expect(check?.title, step.log).toContain('Failed');
  expect(step.outputs['check-url']).toContain(String(check?.id));
  expect(step.exitCode).toBe(1);
});

test(
  'a fork: embedded stack with a sentence why, no red because of the token; a second workflow brings the comment',
  { timeout: 60_000 },
  async () => {
    await using services = await startPull();
    const live = `version: 1\nenvironments: { staging: { network: private } }\n${(embedded(201)['infra-test.yml'] ?? '').slice('version: 1\n'.length)}`;
    const step = await runAction({
      inputs: { ...inputs, environment: 'staging' },
      env: { ...services.env, ...onPullRequest },
      event: pullRequest('stranger/repo'),
      files: { 'infra-test.yml': live },
    });
    expect(step.exitCode, step.log).toBe(1);
    expect(step.log).toContain('comes from a fork');
    expect(step.summary).toContain('fork');
    expect(services.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    const [partName = '', part] = [...services.blobs].find(([name]) => name.startsWith('infra-test-part-')) ?? [];
    expect(part).toBeDefined();

    const { world } = services.github;
    world.pulls.push({ number: 7, state: 'open', headSha, headBranch: 'feature', headRepository: 'stranger/repo', baseBranch: 'main' });
    world.artifacts.push({ id: 9, runId: 1001, name: partName, bytes: part ?? Buffer.alloc(0), type: 'application/json' });
    const second = await runAction({
      inputs: { ...inputs, mode: 'fork-report', 'report-check': 'separate' },
      env: { ...services.env, GITHUB_EVENT_NAME: 'workflow_run', GITHUB_RUN_ID: '1002' },
      event: {
        workflow_run: {
        id: 1001, run_number: 17, run_attempt: 1, event: 'pull_request', head_sha: headSha, head_branch: 'feature',
        head_repository: { full_name: 'stranger/repo' }, path: '.github/workflows/pr.yml',
      }, // prettier-ignore
      },
    });
    expect(second.exitCode, second.log).toBe(0);
    expect(
      world.comments.map(({ issue }) => issue),
      second.log,
    ).toEqual([7]);
    expect(world.comments[0]?.body).toContain('status');
    expect(second.outputs['comment-url']).not.toBe('');
    expect(world.checkRuns.at(-1)).toMatchObject({ head_sha: headSha, conclusion: 'failure' });
  },
);

test('pull_request_target from a fork with a live environment is exit code 2 before anything is contacted', async () => {
  let asked = 0;
  const server = createServer((_request, response) => response.end(String((asked += 1))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const step = await runAction({
    inputs: { ...inputs, environment: 'staging' },
    env: { ...onPullRequest, GITHUB_EVENT_NAME: 'pull_request_target' },
    event: pullRequest('stranger/repo'),
    files: {
      'infra-test.yml': `version: 1\nenvironments: { staging: { network: loopback } }\ncomponents:\n  crm: { uses: http, with: { url: "http://127.0.0.1:${port}" } }\n`,
    },
  });
  server.close();
  expect(step.exitCode, step.log).toBe(2);
  expect(step.log).toContain('pull_request_target');
  expect(asked).toBe(0);
});

test('runs on main are kept, and a pull request is told what is new beside them', { timeout: 120_000 }, async () => {
  await using services = await startPull();
  for (const id of [1, 2, 3]) {
    const step = await runAction({ inputs, env: { ...services.env, GITHUB_RUN_ID: String(id) }, files: embedded(200) });
    expect(step.log).toContain('kept in the cache');
  }
  const step = await runAction({ inputs, env: { ...services.env, ...onPullRequest }, event: pullRequest(), files: embedded(201) });
  const body = services.github.world.comments[0]?.body ?? '';
  expect(body, step.log).toMatch(/new failure|newly failing|new:/i);
  expect(body).toContain('main');
  expect([...services.blobs.keys()].filter((name) => name.includes('history'))).toHaveLength(3);
});

test('shards of a run are planned, shared and merged; one that is missing is broken', { timeout: 120_000 }, async () => {
  await using services = await startPull();
  const env = { ...services.env, ...onPullRequest };
  const event = pullRequest();
  const plan = await runAction({ inputs: { ...inputs, mode: 'plan', shards: '9' }, env, event, files: embedded(200) });
  const shards = JSON.parse(plan.outputs['shards'] ?? '[]') as string[];
  expect(shards.length).toBeGreaterThan(1);
  const off = {
    'report-summary': 'false',
    'report-annotations': 'false',
    'report-comment': 'never',
    'report-check': 'off',
    history: 'false',
  };
  const runShard = (shard: string) =>
    runAction({ inputs: { ...inputs, ...off, shard, matrix: JSON.stringify({ shard }) }, env, event, files: embedded(200) });
  await runShard(shards[0] ?? '');
  const incomplete = await runAction({ inputs: { ...inputs, mode: 'merge' }, env, event });
  expect(incomplete.exitCode, incomplete.log).toBe(3);
  expect(incomplete.summary).toContain(shards[1]);
  for (const shard of shards.slice(1)) await runShard(shard);
  const whole = await runAction({ inputs: { ...inputs, mode: 'merge' }, env: { ...env, GITHUB_RUN_ATTEMPT: '2' }, event });
  expect(whole.exitCode, whole.log).toBe(0);
  expect(whole.outputs).toMatchObject({ verdict: 'pass', broken: '0' });
  expect(services.github.world.comments).toHaveLength(1);
});

test('no shard at all is broken, and says so', async () => {
  await using services = await startPull();
  const step = await runAction({ inputs: { ...inputs, mode: 'merge' }, env: services.env });
  expect(step.exitCode).toBe(3);
  expect(step.log).toContain('no shard of this workflow run');
  expect(step.outputs['verdict']).toBe('broken');
});

test('raw artifacts carry the digest of what was uploaded', async () => {
  await using services = await startPull();
  const step = await runAction({ inputs, env: services.env, files: embedded(200) });
  const page = [...services.blobs].find(([name]) => name.endsWith('.html'))?.[1] ?? Buffer.alloc(0);
  expect(step.outputs['report-digest']).toBe(createHash('sha256').update(page).digest('hex'));
});

test('200 planted secrets are in no request, no upload, no file and no line of the log', { timeout: 120_000 }, async () => {
  await using services = await startPull();
  await using server = await startEcho();
  const config = configFor(server.port);
  services.github.world.files.set('infra-test.yml', config);
  const step = await runAction({
    inputs: { ...inputs, 'check-run-id': '11' },
    env: { ...services.env, ...onPullRequest, ...plantedVariables },
    event: pullRequest(),
    files: { 'infra-test.yml': config },
  });
  expect(step.exitCode, step.log.slice(-1000)).toBe(1);
  expect(server.arrived.size).toBe(secretCount);
  expect(services.github.world.comments).toHaveLength(1);
  const directory = step.outputs['directory'] ?? '';
  const log = step.log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  expect(
    leaksIn([
      ...services.github.requests.map(({ operation, body }) => ({ name: operation, text: JSON.stringify(body) ?? '' })),
      ...[...services.blobs].map(([name, bytes]) => ({ name, text: bytes.toString('latin1') })),
      ...readdirSync(directory).map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') })),
      ...Object.entries(step.outputs).map(([name, text]) => ({ name, text })),
      { name: 'log', text: log },
      { name: 'summary', text: step.summary },
    ]),
  ).toEqual([]);
});
