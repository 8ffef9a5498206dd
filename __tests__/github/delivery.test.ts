import { expect, test } from 'vitest';
import { publishCheck } from '../../src/publish/github/check-run.ts';
import { publishComment } from '../../src/publish/github/comment.ts';
import { type SinkResult, writeSink } from '../../src/publish/github/sink.ts';
import { buildPart, fastClient, jobContext } from './build-part.ts';
import { type Fault, type LocalGithub, primaryLimit, secondaryLimit, startLocalGithub } from './local-github.ts';

const faults: Readonly<Record<string, Fault>> = {
  401: { status: 401, json: { message: 'Bad credentials' } },
  403: {
    status: 403,
    json: { message: 'Resource not accessible by integration' },
    headers: { 'x-accepted-github-permissions': 'checks=write' },
  },
  'secondary limit': secondaryLimit(60),
  'primary limit': primaryLimit(1_900_000_000, 429),
  404: { status: 404, json: { message: 'Not Found' } },
  410: { status: 410, json: { message: 'Gone' } },
  422: { status: 422, json: { message: 'Validation Failed' } },
  429: { status: 429, json: { message: 'Too many requests' } },
  500: { status: 500, json: { message: 'oops' } },
  502: { status: 502, json: { message: 'Bad Gateway' } },
  reset: 'reset',
  stall: 'stall',
  lost: 'lost',
  half: 'half',
};
const operations = ['issues/list-comments', 'issues/create-comment', 'checks/update', 'checks/create', 'checks/get', 'checks/list-for-ref'];
const cases = [...operations, '*'].flatMap((operation) => Object.keys(faults).map((fault) => [operation, fault] as const));

/** The places in their order, each after whatever the one before did; the last one stands for summary and artifact. */
async function deliver(
  github: LocalGithub,
  mode: 'job' | 'separate',
): Promise<{ readonly sinks: readonly SinkResult[]; readonly calls: number }> {
  const client = fastClient(github, { requestMilliseconds: 150, totalMilliseconds: 1500 });
  const context = jobContext(github);
  const endsAtMilliseconds = performance.now() + 2000;
  const part = buildPart('a');
  const sinks = [
    await writeSink('comment', true, async () => {
      const request = { github: client, context, artifacts: undefined, part, key: '00000000aa', mode: 'always' as const };
      return (await publishComment({ ...request, render: () => 'text', endsAtMilliseconds })).detail;
    }),
    await writeSink('check', true, async () => {
      const request = {
        github: client,
        context,
        mode,
        verdict: 'pass' as const,
        title: 't',
        configFiles: ['c.yml'],
        leg: '',
        annotations: [],
      };
      return (await publishCheck({ ...request, summary: () => 's', reportUrl: 'https://github.example/' })).detail;
    }),
    await writeSink('summary', true, () => 'written'),
  ];
  return { sinks, calls: client.calls };
}

test.each(cases)('%s always answers with %s: delivery ends, says why, and goes on to the next place', async (operation, name) => {
  for (const mode of ['job', 'separate'] as const) {
    await using github = await startLocalGithub();
    github.fault = (request) => (operation === '*' || request.operation === operation ? faults[name] : undefined);
    const { sinks, calls } = await deliver(github, mode);
    expect(calls).toBeLessThanOrEqual(15);
    expect(sinks.map(({ sink }) => sink)).toEqual(['comment', 'check', 'summary']);
    expect(sinks.at(-1)?.status).toBe('written');
    const isMet = github.requests.some((request) => operation === '*' || request.operation === operation);
    for (const { status, detail } of sinks) if (status === 'failed') expect(detail).toMatch(/GitHub|time|comment/);
    if (isMet && operation === '*') expect(sinks.map(({ status }) => status)).toEqual(['failed', 'failed', 'written']);
    // One fault at one operation leaves everything else whole: nothing is there twice.
    expect(github.world.comments.length).toBeLessThanOrEqual(1);
  }
});

test('10,000 results with comment and check stay within 15 calls', async () => {
  await using github = await startLocalGithub();
  const client = fastClient(github);
  const context = jobContext(github);
  const annotations = Array.from({ length: 10_000 }, (_, index) => ({
    level: 'error' as const,
    source: { file: 'infra-test.yml', line: index + 1, column: 1 },
    title: `check ${index}`,
    message: 'failed',
  }));
  const part = buildPart('a', { verdict: 'fail' });
  const render = (_: unknown, { maxCharacters }: { readonly maxCharacters: number }): string => 'x'.repeat(maxCharacters);
  await publishComment({
    github: client,
    context,
    artifacts: undefined,
    part,
    key: '00000000aa',
    mode: 'always',
    render,
    endsAtMilliseconds: performance.now() + 50_000,
  });
  const check = { github: client, context, verdict: 'fail' as const, title: 't', configFiles: ['c.yml'], leg: '', annotations };
  await publishCheck({ ...check, mode: 'separate', summary: (maxBytes) => 's'.repeat(maxBytes), reportUrl: 'https://github.example/' });
  expect(client.calls).toBeLessThanOrEqual(15);
  expect(github.world.checkRuns.at(-1)?.annotations).toHaveLength(200);
  expect(github.world.comments[0]?.body).toHaveLength(65_000);
});
