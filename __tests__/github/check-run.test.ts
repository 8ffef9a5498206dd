import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/publish/github/annotations.ts';
import { type CheckRequest, publishCheck } from '../../src/publish/github/check-run.ts';
import { fastClient, jobContext } from './build-part.ts';
import { allPermissions, headSha, jobToken, type WorldCheckRun } from './github-world.ts';
import { type Fault, type LocalGithub, startLocalGithub } from './local-github.ts';

function annotations(count: number): readonly Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    level: 'error',
    source: { file: 'infra-test.yml', line: index + 1, column: 3 },
    title: `check-${index} failed`,
    message: `what check-${index} found`,
  }));
}

function request(github: LocalGithub, options: Partial<CheckRequest> = {}): CheckRequest {
  return {
    github: fastClient(github),
    context: jobContext(github),
    mode: 'job',
    verdict: 'fail',
    title: '1 failed',
    configFiles: ['infra-test.yml'],
    leg: '',
    summary: () => 'all of it',
    annotations: annotations(2),
    reportUrl: 'https://github.example/octo/repo/actions/runs/900',
    ...options,
  };
}

function jobCheck({ world }: LocalGithub): WorldCheckRun {
  const [found] = world.checkRuns;
  if (found === undefined) throw new Error('the check run of the job is gone');
  return found;
}

describe('the check run of the job', () => {
  test('gets the report and the annotations; its status and conclusion are left to the runner', async () => {
    await using github = await startLocalGithub();
    const published = await publishCheck(request(github));
    expect(published).toEqual({
      url: 'https://github.example/octo/repo/runs/11',
      detail: 'https://github.example/octo/repo/runs/11 with 2 of 2 annotations',
      notTaken: [],
    });
    expect(jobCheck(github)).toMatchObject({ title: '1 failed', summary: 'all of it', status: 'in_progress', conclusion: null });
    expect(jobCheck(github).annotations[0]).toEqual({
      path: 'infra-test.yml',
      start_line: 1,
      end_line: 1,
      start_column: 3,
      end_column: 3,
      annotation_level: 'failure',
      title: 'check-0 failed',
      message: 'what check-0 found',
    });
    expect(Object.keys(github.requests[0]?.body as object)).toEqual(['output']);
  });

  test.each([
    [0, 1],
    [50, 1],
    [51, 2],
    [200, 4],
    [201, 4],
    [10_000, 4],
  ])('%i annotations take %i requests; the rest is counted and linked', async (count, requests) => {
    await using github = await startLocalGithub();
    const published = await publishCheck(request(github, { annotations: annotations(count), summary: (maxBytes) => 'x'.repeat(maxBytes) }));
    expect(github.requests).toHaveLength(requests);
    expect(jobCheck(github).annotations.map(({ title }) => title)).toEqual(annotations(Math.min(200, count)).map(({ title }) => title));
    const rest = `${count - 200} more annotations are not shown here; [the report](https://github.example/octo/repo/actions/runs/900) has all of them.`;
    expect(jobCheck(github).summary?.includes(rest)).toBe(count > 200);
    expect(published.notTaken).toEqual([]);
  });

  test('a batch that is refused is told, so that another place can take it', async () => {
    await using github = await startLocalGithub();
    github.fault = () => (github.requests.length === 2 ? { status: 422, json: { message: 'no' } } : undefined);
    const all = annotations(120);
    const published = await publishCheck(request(github, { annotations: all }));
    expect(published.notTaken).toEqual(all.slice(50));
    expect(published.detail).toMatch(/with 50 annotations, then: GitHub answered 422/);
  });

  test.each<readonly [Fault, number]>([
    ['lost', 1],
    ['lost-502', 2],
    ['reset', 2],
    ['half', 3],
  ])('%s of request %i: no annotation twice, none missing', async (fault, at) => {
    await using github = await startLocalGithub();
    // Other steps of the job have annotations too.
    jobCheck(github).annotations.push({ path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm', title: 'other' });
    let updates = 0;
    github.fault = ({ operation }) => (operation === 'checks/update' && (updates += 1) === at ? fault : undefined);
    await publishCheck(request(github, { annotations: annotations(120) }));
    expect(jobCheck(github).annotations.map(({ title }) => title)).toEqual(['other', ...annotations(120).map(({ title }) => title)]);
  });

  test('a server that does not tell it is explained', async () => {
    await using github = await startLocalGithub();
    const context = jobContext(github, { checkRunId: '' });
    await expect(publishCheck(request(github, { context }))).rejects.toThrow('`report-check: separate` adds one');
    expect(github.requests).toEqual([]);
  });

  test('a token without the permission is explained', async () => {
    await using github = await startLocalGithub();
    github.world.tokens.set(jobToken, { login: 'github-actions[bot]', type: 'Bot', permissions: { ...allPermissions, checks: 'read' } });
    await expect(publishCheck(request(github))).rejects.toThrow('The token lacks `checks: write`');
  });
});

describe('a separate check run', () => {
  test('is completed, on the commit that people see, and continued with more annotations', async () => {
    await using github = await startLocalGithub();
    await publishCheck(request(github, { mode: 'separate', verdict: 'warn', leg: 'test (1)', annotations: annotations(70) }));
    expect(github.world.checkRuns.at(-1)).toMatchObject({
      name: 'infra-test infra-test.yml (pull_request) test (1)',
      head_sha: headSha,
      status: 'completed',
      conclusion: 'neutral',
      details_url: 'https://github.example/octo/repo/actions/runs/900',
    });
    expect(github.world.checkRuns.at(-1)?.annotations).toHaveLength(70);
    expect(jobCheck(github).summary).toBeNull();
  });

  test('of a schedule leaves that of a push on the same commit alone', async () => {
    await using github = await startLocalGithub();
    for (const event of ['push', 'schedule'])
      await publishCheck(request(github, { mode: 'separate', context: jobContext(github, { event }) }));
    const names = github.world.checkRuns.slice(1).map(({ name }) => name);
    expect(names).toEqual(['infra-test infra-test.yml (push)', 'infra-test infra-test.yml (schedule)']);
  });

  test.each<Fault>(['lost', 'lost-502', 'reset'])('%s: it is made once', async (fault) => {
    await using github = await startLocalGithub();
    let left = 1;
    github.fault = ({ operation }) => (operation === 'checks/create' && (left -= 1) >= 0 ? fault : undefined);
    const { url } = await publishCheck(request(github, { mode: 'separate' }));
    expect(github.world.checkRuns).toHaveLength(2);
    expect(url).toContain(String(github.world.checkRuns.at(-1)?.id));
  });

  test.each([
    ['pass', 'success'],
    ['fail', 'failure'],
    ['broken', 'failure'],
  ] as const)('%s concludes %s', async (verdict, conclusion) => {
    await using github = await startLocalGithub();
    await publishCheck(request(github, { mode: 'separate', verdict }));
    expect(github.world.checkRuns.at(-1)?.conclusion).toBe(conclusion);
  });
});

test('whatever a check is called and says, GitHub takes the annotation', async () => {
  await using github = await startLocalGithub();
  const long = '\u{1F600}'.repeat(40_000);
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
  const source = { file: 'infra-test.yml', line: 1, column: 0 };
  await publishCheck(
    request(github, {
      annotations: [
        { level: 'error', source, title: long, message: long },
        { level: 'warning', source, title: 't', message: `${lines}\n${long}` },
        { level: 'notice', source, title: '\u{202E}', message: 'a\u{0}b' },
      ],
    }),
  );
  const [first, second, third] = jobCheck(github).annotations;
  expect(first?.title?.length).toBeLessThanOrEqual(255);
  expect(first?.message).toMatch(/more characters\)$/);
  expect(first).not.toHaveProperty('start_column');
  expect(second?.message).toMatch(/^line 0\n[\s\S]*line 7\n… 23 more lines below$/);
  expect(second?.raw_details).toMatch(/^line 0\n[\s\S]*line 29\n/);
  expect(third).toMatchObject({ title: String.raw`\u{202E}`, message: String.raw`a\u{0}b` });
});
