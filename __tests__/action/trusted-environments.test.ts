import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trustOf } from '../../src/action/trust.ts';
import { trustedLoad } from '../../src/action/trusted-environments.ts';
import type { TrustRequest } from '../../src/action/trusted-environments.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { InputError } from '../../src/config/inputs.ts';
import { loadSuite, suiteFromText } from '../../src/config/load.ts';
import type { Suite } from '../../src/model/plan.ts';
import type { GithubContext } from '../../src/publish/github/context.ts';
import { openGithub } from '../../src/publish/github/github.ts';
import { sampleRegistry } from '../config/sample-registry.ts';
import { jobToken, createWorld } from '../github/github-world.ts';
import type { Reply } from '../github/github-answers.ts';
import { startLocalGithub } from '../github/local-github.ts';
import type { Fault, LocalGithub } from '../github/local-github.ts';
import { place, pullRequestOf, workflowRunOf } from './github-place.ts';

const config = (environments: string) =>
  `version: 1\nenvironments: ${environments}\ncomponents: { db: { uses: store, with: { url: "https://db.example.com", password: "\${secret.DB_PASSWORD}" }, checks: [config] } }\n`;
const careful = config('{ staging: { stack: live, access: read-only } }');
const bold = config('{ staging: { stack: live, access: read-write, network: private, chaos: allow } }');
const fromBranch = place('pull_request', pullRequestOf('octo/repo'));
const fromFork = place('pull_request', pullRequestOf('eve/repo'));

const secret = 'hunter2-hunter2';
const configPath = 'ci/infra-test.yml';
const contents = (text: string | Buffer): Reply => ({
  status: 200,
  json: { type: 'file', encoding: 'base64', content: Buffer.from(text).toString('base64') },
});

/** GitHub with a config on the default branch. */
async function onMain(text: string): Promise<LocalGithub> {
  const world = createWorld();
  world.files.set(configPath, text);
  return await startLocalGithub(world);
}

/** GitHub with another answer instead of it. */
async function answering(answer: Fault): Promise<LocalGithub> {
  const github = await startLocalGithub();
  github.fault = () => answer;
  return github;
}

const asked = (server: LocalGithub): readonly string[] =>
  server.requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);

interface Case {
  readonly text: string;
  readonly context: GithubContext;
  readonly choice?: Pick<TrustRequest, 'environment' | 'stack'>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** What the Action does with one config: decide, then load. */
async function load(
  server: LocalGithub,
  { text, context, choice = { environment: 'staging' }, variables = { DB_PASSWORD: secret }, path }: Case,
) {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-trust-'));
  const workspace = join(directory, 'work');
  const file = join(workspace, path ?? configPath);
  try {
    mkdirSync(workspace);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    const github = openGithub({ token: jobToken, context: { ...context, apiUrl: server.url }, secondMilliseconds: 1 });
    const { options, note } = await trustedLoad(file, { trust: trustOf(context), context, github, workspace, ...choice });
    const suite: Suite = await loadSuite({ file, registry: sampleRegistry(), variables, ...choice, ...options });
    return { suite, note };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('what a pull request may do in an environment', () => {
  test('is what the default branch says, whatever its own config says', async () => {
    await using server = await onMain(careful);
    const { suite, note } = await load(server, { text: bold, context: fromBranch });
    expect(suite.environment).toMatchObject({ name: 'staging', stack: 'live', access: 'read-only', network: 'public', chaos: 'forbid' });
    expect(note).toBe('');
    // No `ref`: a name could be that of a tag.
    expect(asked(server)).toEqual(['GET /repos/octo/repo/contents/ci/infra-test.yml']);
  });

  test('is not its own to say in pull_request_target and workflow_run either', async () => {
    await using server = await onMain(careful);
    for (const context of [place('pull_request_target', pullRequestOf('octo/repo')), place('workflow_run', workflowRunOf('octo/repo'))]) {
      const { suite } = await load(server, { text: bold, context });
      expect(suite.environment.access).toBe('read-only');
    }
  });

  test('cannot be renamed, nor made local', async () => {
    await using server = await onMain(careful);
    const renamed = await load(server, {
      text: config('{ staging2: { stack: live, access: read-write } }'),
      context: fromBranch,
      choice: { environment: 'staging2' },
    });
    expect(renamed.suite.environment.stack).toBe('embedded');
    expect(renamed.note).toContain('ci/infra-test.yml on main does not declare it');
    const local = await load(server, { text: config('{ local: { stack: live, access: read-write } }'), context: fromBranch, choice: {} });
    expect(local.suite.environment).toMatchObject({ name: 'local', stack: 'embedded' });
    expect(local.note).toBe('Checks ran on the embedded stack, as ci/infra-test.yml on main says of the environment local.');
    const asked = await load(server, {
      text: config('{ local: { stack: live, access: read-write } }'),
      context: fromBranch,
      choice: { stack: 'live' },
    });
    expect(asked.suite.environment).toMatchObject({ stack: 'live', access: 'read-only', network: 'public', chaos: 'forbid' });
  });

  test('is nothing real when the default branch has no such config', async () => {
    await using server = await answering({ status: 404, json: { message: 'Not Found' } });
    const { suite, note } = await load(server, { text: bold, context: fromBranch });
    expect(suite.environment.stack).toBe('embedded');
    expect(note).toContain('there is no ci/infra-test.yml on main');
  });

  test('is nothing real for a config outside of the checkout, and nothing is asked', async () => {
    await using server = await onMain(careful);
    const { suite } = await load(server, { text: bold, context: fromBranch, path: '../outside.yml' });
    expect(suite.environment.stack).toBe('embedded');
    expect(asked(server)).toEqual([]);
  });

  test.each<[string, Fault, string]>([
    ['no permission', { status: 403, json: { message: 'Resource not accessible by integration' } }, 'Resource not accessible'],
    ['a failing server', { status: 500, json: { message: 'Server Error' } }, 'Server Error'],
    ['a bad token', { status: 401, json: { message: 'Bad credentials' } }, 'Bad credentials'],
    ['a broken connection', 'reset', 'was impossible'],
    ['a folder', { status: 200, json: [{ type: 'file' }] }, 'expected a small file'],
    ['a file without content', { status: 200, json: { type: 'file', encoding: 'none', content: '' } }, 'expected a small file'],
    ['a huge file', contents('#'.repeat(300_000)), 'expected a file of at most 262KB'],
  ])('is not guessed: %s refuses live', async (_what, answer, sentence) => {
    await using server = await answering(answer);
    const refused = load(server, { text: bold, context: fromBranch });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toThrow('ci/infra-test.yml on main');
  });

  test('is not guessed from a config that is wrong: its place is named', async () => {
    for (const [text, message] of [
      [config('{ staging: { stack: live, acess: read-only } }'), 'ci/infra-test.yml on main:2:41: unknown key "acess"'],
      ['version: 1\nenvironments: [', 'ci/infra-test.yml on main:'],
    ] as const) {
      await using server = await onMain(text);
      const wrong = load(server, { text: bold, context: fromBranch });
      await expect(wrong).rejects.toThrow(ConfigError);
      await expect(wrong).rejects.toThrow(message);
    }
    await using server = await answering(contents(Buffer.from([0xff, 0xfe])));
    const undecodable = load(server, { text: bold, context: fromBranch });
    await expect(undecodable).rejects.toThrow(ConfigError);
    await expect(undecodable).rejects.toThrow('ci/infra-test.yml on main:1:1: expected UTF-8');
  });

  test('is not asked for where the run is embedded anyway, or where the commit is trusted', async () => {
    await using server = await onMain(careful);
    expect((await load(server, { text: careful, context: fromBranch, choice: {} })).suite.environment.name).toBe('local');
    expect((await load(server, { text: bold, context: fromBranch, choice: { environment: 'staging', stack: 'embedded' } })).note).toBe('');
    const pushed = await load(server, { text: bold, context: place('push') });
    expect(pushed.suite.environment).toMatchObject({ access: 'read-write', network: 'private', chaos: 'allow' });
    expect(asked(server)).toEqual([]);
  });

  test('leaves the mistakes of its own config visible, with their own file', async () => {
    await using server = await onMain(careful);
    const text = config('{ staging: { stack: live, acess: read-write } }').replace('checks: [config]', 'checks: [confg]');
    const error = await load(server, { text, context: fromBranch }).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('unknown key "acess"'),
      expect.stringContaining('confg'),
    ]);
    const undeclared = load(server, { text: config('{ staging: {} }'), context: fromBranch, choice: { environment: 'stagin' } });
    await expect(undeclared).rejects.toThrow('the environment "stagin" was asked for and is not declared');
  });
});

test('a fork runs on the embedded stack without a secret, with the reason; nothing is asked', async () => {
  await using server = await onMain(careful);
  const text = config('{ staging: { stack: live } }');
  const variables = {};
  const { suite, note } = await load(server, { text, context: fromFork, variables });
  expect(suite.environment).toMatchObject({ stack: 'embedded', network: 'loopback' });
  expect(note).toBe(trustOf(fromFork).reason);
  const forced = await load(server, { text, context: fromFork, choice: { environment: 'staging', stack: 'live' } });
  expect(forced.suite.environment.stack).toBe('embedded');
  expect((await load(server, { text, context: fromFork, choice: {} })).note).toBe('');
  expect(asked(server)).toEqual([]);
});

test.each([
  ['pull_request_target of a fork', place('pull_request_target', pullRequestOf('eve/repo'))],
  ['workflow_run of a fork', place('workflow_run', workflowRunOf('eve/repo'))],
  ['a comment', place('issue_comment')],
])('%s is refused before anything is asked', async (_what, context) => {
  await using server = await onMain(careful);
  for (const choice of [{ environment: 'staging' }, { stack: 'live' as const }]) {
    const refused = load(server, { text: bold, context, choice });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow('docs/forks.md');
  }
  expect(asked(server)).toEqual([]);
});

test('code of a stranger that has secrets around it sees none of them on the embedded stack', async () => {
  await using server = await onMain(careful);
  const text = config('{}');
  const inFork = await load(server, { text, context: place('pull_request_target', pullRequestOf('eve/repo')), choice: {} });
  expect(JSON.stringify(inFork.suite)).not.toContain(secret);
  const own = await load(server, { text, context: place('push'), choice: {} });
  expect(own.suite.secrets).toContain(secret);
});

test('loading itself refuses an environment that the trusted text does not declare', async () => {
  const trustedEnvironments = { text: config('{ other: {} }'), file: 'ci/infra-test.yml on main' };
  const options = { registry: sampleRegistry(), variables: { DB_PASSWORD: secret }, environment: 'staging', trustedEnvironments };
  await expect(suiteFromText(bold, 'ci/infra-test.yml', options)).rejects.toThrow(
    'ci/infra-test.yml:2:1: the environment "staging" was asked for and is not declared in ci/infra-test.yml on main',
  );
});
