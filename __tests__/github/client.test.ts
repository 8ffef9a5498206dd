import { describe, expect, test } from 'vitest';
import { GithubError } from '../../src/publish/github/github-error.ts';
import { fastClient } from './build-part.ts';
import { allPermissions, jobToken } from './github-world.ts';
import { type Fault, type LocalGithub, primaryLimit, secondaryLimit, startLocalGithub } from './local-github.ts';

const comment = (body = 'hello') => ({ owner: 'octo', repo: 'repo', issue_number: 7, body });

/** The first `count` requests of an operation go wrong. */
function fail(github: LocalGithub, operation: string, fault: Fault, count = Number.POSITIVE_INFINITY): void {
  let left = count;
  github.fault = (request) => (request.operation === operation && (left -= 1) >= 0 ? fault : undefined);
}

async function problemOf(work: Promise<unknown>): Promise<GithubError> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(GithubError);
  return problem as GithubError;
}

describe('what is repeated', () => {
  test.each<readonly [string, Fault]>([
    ['500', { status: 500, json: { message: 'oops' } }],
    ['502', { status: 502, json: { message: 'Bad Gateway' } }],
    ['a reset', 'reset'],
    ['half an answer', 'half'],
  ])('reading goes on after %s, and gives up after three attempts', async (_, fault) => {
    await using github = await startLocalGithub();
    github.world.comments.push({ id: 1, issue: 7, user: { login: 'ada', type: 'User' }, body: 'x'.repeat(2000) });
    const client = fastClient(github);
    fail(github, 'issues/list-comments', fault, 2);
    expect((await client.rest.issues.listComments({ ...client.repository, issue_number: 7 })).data).toHaveLength(1);
    expect(github.requests).toHaveLength(3);
    fail(github, 'issues/list-comments', fault);
    await problemOf(client.rest.issues.listComments({ ...client.repository, issue_number: 7 }));
    expect(github.requests).toHaveLength(6);
    expect(client.calls).toBe(2);
  });

  test('an unanswered request ends at its own deadline and is repeated', async () => {
    await using github = await startLocalGithub();
    fail(github, 'repos/get', 'stall', 1);
    const client = fastClient(github, { requestMilliseconds: 200 });
    expect((await client.rest.repos.get(client.repository)).data.default_branch).toBe('main');
    expect(github.requests).toHaveLength(2);
  });

  test('creating is never repeated, because it may have happened', async () => {
    await using github = await startLocalGithub();
    fail(github, 'issues/create-comment', 'lost');
    const problem = await problemOf(fastClient(github).rest.issues.createComment(comment()));
    expect(problem).toMatchObject({ status: undefined, mayHaveHappened: true });
    expect(problem.message).toContain('no answer from GitHub to POST /repos/octo/repo/issues/7/comments');
    expect(github.world.comments).toHaveLength(1);
  });

  test('updating is repeated unless that is forbidden', async () => {
    await using github = await startLocalGithub();
    const client = fastClient(github);
    fail(github, 'checks/update', 'lost', 1);
    const update = { ...client.repository, check_run_id: 11, output: { title: 't', summary: 's' } };
    await problemOf(client.rest.checks.update({ ...update, request: { retries: 0 } }));
    fail(github, 'checks/update', 'lost', 1);
    await client.rest.checks.update(update);
    expect(github.requests).toHaveLength(3);
  });
});

describe('what is explained and not repeated', () => {
  test.each<readonly [number, string, RegExp]>([
    [401, 'Bad credentials', /github-token. is missing, expired/],
    [404, 'Not Found', /does not exist, or the token may not see it/],
    [410, 'Gone', /was deleted/],
    [422, 'Validation Failed', /does not accept the content/],
  ])('%i', async (status, message, sentence) => {
    await using github = await startLocalGithub();
    fail(github, 'issues/create-comment', { status, json: { message } });
    const problem = await problemOf(fastClient(github).rest.issues.createComment(comment()));
    expect(problem.message).toMatch(sentence);
    expect(problem).toMatchObject({ status, mayHaveHappened: false });
    expect(problem.message).toContain(`GitHub answered ${status} to POST /repos/octo/repo/issues/7/comments: ${message}`);
    expect(github.requests).toHaveLength(1);
  });

  test('a missing permission is named as it is written in a workflow', async () => {
    await using github = await startLocalGithub();
    github.world.tokens.set(jobToken, {
      login: 'github-actions[bot]',
      type: 'Bot',
      permissions: { ...allPermissions, issues: 'read', pull_requests: 'read' },
    });
    const { message } = await problemOf(fastClient(github).rest.issues.createComment(comment()));
    expect(message).toContain('Resource not accessible by integration');
    expect(message).toContain('The token lacks `issues: write` or `pull-requests: write`: add it to `permissions:` of the job');
    expect(message).toContain('forks');
    expect(github.requests).toHaveLength(1);
  });

  test('a locked conversation', async () => {
    await using github = await startLocalGithub();
    github.world.issues.set(7, { locked: true });
    expect((await problemOf(fastClient(github).rest.issues.createComment(comment()))).message).toContain('The conversation is locked');
  });

  test('a text that is too long gets GitHub’s own words', async () => {
    await using github = await startLocalGithub();
    const client = fastClient(github);
    await client.rest.issues.createComment(comment('x'.repeat(65_536)));
    const { message } = await problemOf(client.rest.issues.createComment(comment('x'.repeat(65_537))));
    expect(message).toContain('Body is too long (maximum is 65536 characters)');
  });

  test('a token never appears in a message', async () => {
    await using github = await startLocalGithub();
    const problem = await problemOf(fastClient(github, { token: 'ghs_wrong_but_secret' }).rest.issues.createComment(comment()));
    expect(`${problem.message} ${problem.stack} ${JSON.stringify(problem.cause)}`).not.toContain('ghs_wrong_but_secret');
  });

  test('an empty token is refused before anything is sent', async () => {
    await using github = await startLocalGithub();
    expect(() => fastClient(github, { token: '' })).toThrow('`github-token` is empty');
  });
});

describe('limits', () => {
  test.each([403, 429])('a secondary limit (%i) is waited for as GitHub asks, even before creating', async (status) => {
    await using github = await startLocalGithub();
    fail(github, 'issues/create-comment', secondaryLimit(7, status), 1);
    await fastClient(github, { secondMilliseconds: 20 }).rest.issues.createComment(comment());
    const [first, second] = github.requests;
    expect((second?.atMilliseconds ?? 0) - (first?.atMilliseconds ?? 0)).toBeGreaterThanOrEqual(7 * 20 - 2);
    expect(github.world.comments).toHaveLength(1);
  });

  test('a secondary limit that is longer than the time left is not waited for', async () => {
    await using github = await startLocalGithub();
    fail(github, 'issues/create-comment', secondaryLimit(3600));
    const problem = await problemOf(fastClient(github, { secondMilliseconds: 1000 }).rest.issues.createComment(comment()));
    expect(problem.message).toContain('GitHub asks to wait 3600 s');
    expect(github.requests).toHaveLength(1);
  });

  test('a secondary limit that names no time means a minute, which is longer than a report waits', async () => {
    await using github = await startLocalGithub();
    fail(github, 'issues/create-comment', secondaryLimit());
    const problem = await problemOf(fastClient(github, { secondMilliseconds: 1000 }).rest.issues.createComment(comment()));
    expect(problem.message).toContain('GitHub asks to wait 60 s');
  });

  test.each([403, 429])('the primary limit (%i) is never waited for', async (status) => {
    await using github = await startLocalGithub();
    fail(github, 'repos/get', primaryLimit(1_900_000_000, status));
    const client = fastClient(github);
    const problem = await problemOf(client.rest.repos.get(client.repository));
    expect(problem.message).toContain('used up until 2030-03-17T17:46:40.000Z');
    expect(github.requests).toHaveLength(1);
  });

  test('writes are a second apart, reads are not', async () => {
    await using github = await startLocalGithub();
    const client = fastClient(github, { secondMilliseconds: 60 });
    await Promise.all([1, 2, 3].map((number) => client.rest.issues.createComment(comment(String(number)))));
    const times = github.requests.map(({ atMilliseconds }) => atMilliseconds);
    expect(times).toHaveLength(3);
    // The first may be slow to arrive, so the distance is taken to the last.
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(60);
    await client.rest.repos.get(client.repository);
    expect(client.calls).toBe(4);
  });

  test('the sixteenth call of a job is refused; retries are not calls', async () => {
    await using github = await startLocalGithub();
    const client = fastClient(github);
    fail(github, 'repos/get', 'reset', 2);
    for (let call = 1; call <= 15; call += 1) await client.rest.repos.get(client.repository);
    expect(client).toMatchObject({ calls: 15, callsLeft: 0 });
    const problem = await problemOf(client.rest.repos.get(client.repository));
    expect(problem.message).toBe('GET /repos/octo/repo was not sent: a job makes at most 15 calls to GitHub, and they are used up');
    expect(github.requests).toHaveLength(17);
  });

  test('all calls together have one budget of time, waits included', async () => {
    await using github = await startLocalGithub();
    github.fault = () => 'stall';
    const client = fastClient(github, { requestMilliseconds: 100, totalMilliseconds: 250 });
    await problemOf(client.rest.repos.get(client.repository));
    const problem = await problemOf(client.rest.repos.get(client.repository));
    expect(problem.message).toContain('the time for talking to GitHub is used up');
    expect(github.requests.length).toBeLessThanOrEqual(3);
  });
});

test('a request that GitHub’s description forbids fails the test that made it', async () => {
  const github = await startLocalGithub();
  const client = fastClient(github);
  const body = { name: 'x', head_sha: 'a'.repeat(40), status: 'completed' as const, conclusion: 'splendid' as 'success' };
  await client.rest.checks.create({ ...client.repository, ...body });
  await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...client.repository,
    issue_number: 7,
    perpage: 3,
  } as never);
  await expect(github[Symbol.asyncDispose]()).rejects.toThrow(
    /checks\/create: body\/conclusion must be equal to one of the allowed values[\s\S]*perpage/,
  );
});
