import { createSign } from 'node:crypto';
import { createEmulator } from 'emulate';
import { expect, test } from 'vitest';
import { publishCheck } from '../../src/publish/github/check-run.ts';
import { publishComment } from '../../src/publish/github/comment.ts';
import { type Github, openGithub } from '../../src/publish/github/github.ts';
import { buildPart, jobContext } from './build-part.ts';

/**
 * A second opinion: the same client against an implementation of GitHub that is not ours. Where it is known to differ from
 * GitHub nothing is expected: it replaces annotations instead of appending them, has no limits, and its words for a missing
 * permission are others.
 */
interface Emulated extends AsyncDisposable {
  readonly url: string;
  readonly github: Github;
  readonly issueNumber: number;
  readonly headSha: string;
  readonly api: <T>(path: string, init?: RequestInit) => Promise<T>;
}

const everything = { metadata: 'read', contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write' };

async function startEmulated(permissions: Readonly<Record<string, string>> = everything): Promise<Emulated> {
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      github: {
        users: [{ login: 'octo' }],
        repos: [{ owner: 'octo', name: 'repo', auto_init: true }],
        apps: [
          {
            app_id: 1,
            slug: 'github-actions',
            name: 'GitHub Actions',
            permissions: everything,
            installations: [{ installation_id: 1, account: 'octo' }],
          },
        ],
      },
    },
  });
  const call = async <T>(authorization: string, path: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(emulator.url + path, { ...init, headers: { authorization, 'content-type': 'application/json' } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const jwt = appToken(emulator.generatedSecrets[0]?.value ?? '');
  const mint = async (granted: Readonly<Record<string, string>>): Promise<string> => {
    const body = JSON.stringify({ permissions: granted });
    const minted = await call<{ readonly token: string }>(`Bearer ${jwt}`, '/app/installations/1/access_tokens', { method: 'POST', body });
    return minted.token;
  };
  const admin = `token ${await mint(everything)}`;
  const api = <T>(path: string, init?: RequestInit): Promise<T> => call<T>(admin, path, init);
  const issue = await api<{ readonly number: number }>('/repos/octo/repo/issues', {
    method: 'POST',
    body: JSON.stringify({ title: 'a pull request' }),
  });
  const branch = await api<{ readonly object: { readonly sha: string } }>('/repos/octo/repo/git/ref/heads/main');
  const context = jobContext(emulator);
  return {
    url: emulator.url,
    github: openGithub({ token: await mint(permissions), context, secondMilliseconds: 3 }),
    issueNumber: issue.number,
    headSha: branch.object.sha,
    api,
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

/** The token of an app, which it exchanges for one of an installation. */
function appToken(privateKey: string): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: now - 60, exp: now + 300, iss: '1' })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

async function comment({ github, issueNumber, url }: Emulated, text: string, attempt = 1): Promise<string> {
  const context = { ...jobContext({ url }, { attempt }), pullRequest: { number: issueNumber } };
  const part = buildPart('a', { attempt });
  const request = { github, context, artifacts: undefined, part, key: '00000000aa', mode: 'always' as const };
  return (await publishComment({ ...request, render: () => text, endsAtMilliseconds: performance.now() + 30_000 })).status;
}

interface Comment {
  readonly body: string;
  readonly user: { readonly login: string; readonly type: string };
}

test('a comment is made once by the bot, found among others, updated, and left alone when it is the same', async () => {
  await using emulated = await startEmulated();
  for (let index = 0; index < 105; index += 1) {
    await emulated.api(`/repos/octo/repo/issues/${emulated.issueNumber}/comments`, {
      method: 'POST',
      body: JSON.stringify({ body: `chat ${index}` }),
    });
  }
  expect(await comment(emulated, 'first')).toBe('written');
  expect(await comment(emulated, 'second', 2)).toBe('written');
  expect(await comment(emulated, 'second', 2)).toBe('unchanged');
  const all = await emulated.api<readonly Comment[]>(`/repos/octo/repo/issues/${emulated.issueNumber}/comments?per_page=100&page=2`);
  expect(all).toHaveLength(6);
  expect(all.at(-1)).toMatchObject({
    user: { login: 'github-actions[bot]', type: 'Bot' },
    body: expect.stringMatching(/^<!-- .* run=12\.2 -->\nsecond$/),
  });
  expect(emulated.github.calls).toBeLessThanOrEqual(15);
});

test('a check run is made on the commit and the check run of a job is updated', async () => {
  await using emulated = await startEmulated();
  const annotation = { level: 'error', source: { file: 'infra-test.yml', line: 3, column: 1 }, title: 't', message: 'm' } as const;
  const context = { ...jobContext(emulated), headSha: emulated.headSha };
  const request = {
    github: emulated.github,
    verdict: 'warn',
    title: '1 warning',
    configFiles: ['infra-test.yml'],
    leg: '',
    summary: () => 'all of it',
    annotations: [annotation],
    reportUrl: 'https://github.example/',
  } as const;
  await publishCheck({ ...request, context, mode: 'separate' });
  const listed = await emulated.api<{ readonly check_runs: readonly { readonly id: number }[] }>(
    `/repos/octo/repo/commits/${emulated.headSha}/check-runs`,
  );
  expect(listed.check_runs).toMatchObject([
    { name: 'infra-test infra-test.yml (pull_request)', status: 'completed', conclusion: 'neutral', output: { annotations_count: 1 } },
  ]);
  const id = String(listed.check_runs[0]?.id);
  await publishCheck({ ...request, context: { ...context, job: { ...context.job, checkRunId: id } }, mode: 'job', title: '2 warnings' });
  expect(await emulated.api(`/repos/octo/repo/check-runs/${id}`)).toMatchObject({
    conclusion: 'neutral',
    output: { title: '2 warnings', summary: 'all of it' },
  });
});

test('a token that may only read is refused, and it is said', async () => {
  await using emulated = await startEmulated({ metadata: 'read', contents: 'read', issues: 'read', pull_requests: 'read', checks: 'read' });
  await expect(comment(emulated, 'text')).rejects.toThrow(/^GitHub answered 403 to POST .*The token lacks/);
});
