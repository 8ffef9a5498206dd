import { describe, expect, test } from 'vitest';
import { forkReport } from '../../src/action/fork-report.ts';
import type { ForkReport, ForkReportRequest } from '../../src/action/fork-report.ts';
import { InputError } from '../../src/config/inputs.ts';
import type { ReportPart } from '../../src/model/part.ts';
import type { GithubContext } from '../../src/publish/github/context.ts';
import { openGithub } from '../../src/publish/github/github.ts';
import { toPart } from '../../src/report/part.ts';
import { allPermissions, createWorld, jobToken } from '../github/github-world.ts';
import type { GithubWorld, WorldPull } from '../github/github-world.ts';
import { startLocalGithub } from '../github/local-github.ts';
import type { Fault, LocalGithub } from '../github/local-github.ts';
import { archive } from '../publish/archive.ts';
import { hostileReport, passingReport, sampleReport } from '../report/sample-report.ts';
import { headSha, place, workflowRunOf } from './github-place.ts';

const runId = 4242;
const forkPull: WorldPull = {
  number: 31,
  state: 'open',
  headSha,
  headBranch: 'fix',
  headRepository: 'eve/repo',
  baseBranch: 'main',
};
const fromFork = place('workflow_run', workflowRunOf('eve/repo'));

function partOf(leg: string, more: Partial<ReportPart> = {}, report = sampleReport()): ReportPart {
  const facts = { leg: { identity: leg, name: leg, checkRunId: '1' }, githubRunId: '1', attempt: 1, notes: [] };
  return { ...toPart(report, facts), ...more };
}

type Upload = readonly [name: string, bytes: Buffer | ReportPart | string];

function raw(content: Upload[1]): Buffer {
  return Buffer.isBuffer(content) ? content : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}

function worldWith(uploads: readonly Upload[], pulls: readonly WorldPull[] = [forkPull]): GithubWorld {
  const world = createWorld();
  world.pulls.push(...pulls);
  world.artifacts.push(...uploads.map(([name, content], index) => ({ id: index + 1, runId, name, bytes: raw(content) })));
  return world;
}

interface Written {
  readonly told: ForkReport;
  readonly comments: readonly { readonly parts: readonly ReportPart[]; readonly pullNumber: number; readonly notes: readonly string[] }[];
  readonly checks: readonly { readonly parts: readonly ReportPart[]; readonly headSha: string }[];
}

async function reportOn(server: LocalGithub, context: GithubContext = fromFork, more: Partial<ForkReportRequest> = {}): Promise<Written> {
  const comments: Written['comments'][number][] = [];
  const checks: Written['checks'][number][] = [];
  const told = await forkReport({
    context,
    github: openGithub({ token: jobToken, context: { ...context, apiUrl: server.url }, callsAtMost: 50, secondMilliseconds: 1 }),
    publish: async (parts, pullNumber, notes) => {
      comments.push({ parts, pullNumber, notes });
      return 'https://github.example/comment';
    },
    addCheckRun: async (parts, headSha) => {
      checks.push({ parts, headSha });
      return 'https://github.example/check';
    },
    ...more,
  });
  return { told, comments, checks };
}

describe('the second stage of a report', () => {
  test('brings the parts of the finished run to the pull request and to its commit', async () => {
    const packed = archive([{ name: 'infra-test-part-k-2.json', content: JSON.stringify(partOf('b')) }]);
    await using server = await startLocalGithub(
      worldWith([
        ['infra-test-part-k-1.json', partOf('a')],
        ['infra-test-part-k-2.json', packed],
        ['infra-test-report.html', '<html>'],
        ['coverage', Buffer.from('PK other')],
      ]),
    );
    const { told, comments, checks } = await reportOn(server);
    expect(told).toEqual({
      sentences: [
        'Reported to the pull request #31: https://github.example/comment.',
        `Added a check run to ${headSha}: https://github.example/check.`,
      ],
      warnings: [],
      commentUrl: 'https://github.example/comment',
      checkUrl: 'https://github.example/check',
    });
    expect(comments.map(({ pullNumber }) => pullNumber)).toEqual([31]);
    expect(comments[0]?.parts.map(({ leg }) => leg.name).sort()).toEqual(['a', 'b']);
    expect(comments[0]?.notes).toEqual(['This result comes from a run of the code of the fork eve/repo: nobody else has verified it.']);
    expect(checks).toEqual([{ parts: comments[0]?.parts, headSha }]);
    expect(server.requests.map(({ operation }) => operation)).toEqual([
      'pulls/list',
      'actions/list-workflow-run-artifacts',
      'actions/download-artifact',
      'actions/download-artifact',
    ]);
  });

  test('takes the ids of run, attempt and job from GitHub, whatever a part says', async () => {
    const forged = { githubRunId: '1', attempt: 99, leg: { identity: 'release', name: 'release', checkRunId: '11' } };
    await using server = await startLocalGithub(worldWith([['infra-test-part-k-1.json', partOf('x', forged)]]));
    const [part] = (await reportOn(server)).comments[0]?.parts ?? [];
    expect(part).toMatchObject({
      githubRunId: String(runId),
      attempt: 2,
      leg: { identity: 'infra-test-part-k-1.json', name: 'release', checkRunId: '' },
    });
  });

  test('of a job that ran again takes the newest attempt', async () => {
    const again = (attempt: number): ReportPart => partOf('a', { attempt, toolVersion: `attempt ${attempt}` });
    await using server = await startLocalGithub(
      worldWith([
        ['infra-test-part-k-a1.json', again(1)],
        ['infra-test-part-k-a2.json', again(2)],
        ['infra-test-part-k-b1.json', partOf('b')],
      ]),
    );
    const { comments } = await reportOn(server);
    expect(comments[0]?.parts.map(({ toolVersion }) => toolVersion).sort()).toEqual([sampleReport().tool.version, 'attempt 2'].sort());
  });

  test('reads hostile texts as texts', async () => {
    const part = partOf('x', {}, hostileReport());
    await using server = await startLocalGithub(worldWith([['infra-test-part-k-1.json', part]]));
    const { comments } = await reportOn(server);
    expect(comments[0]?.parts[0]?.runs).toEqual(part.runs);
  });

  test('reports for Dependabot, whose branch is in the repository but whose token may not write', async () => {
    await using server = await startLocalGithub(
      worldWith([['infra-test-part-k-1.json', partOf('a')]], [{ ...forkPull, headRepository: 'octo/repo' }]),
    );
    const { comments } = await reportOn(server, place('workflow_run', workflowRunOf('octo/repo', 'pull_request', 'dependabot[bot]')));
    expect(comments[0]?.pullNumber).toBe(31);
    expect(comments[0]?.notes[0]).toContain('Dependabot');
  });
});

test('what is switched off is neither told nor a warning', async () => {
  await using server = await startLocalGithub(worldWith([['infra-test-part-k-1.json', partOf('a')]]));
  const off = async (): Promise<string> => '';
  const { told } = await reportOn(server, fromFork, { publish: off, addCheckRun: off });
  expect(told).toEqual({ sentences: [], warnings: [], commentUrl: '', checkUrl: '' });
});

describe('the pull request', () => {
  const others: readonly (readonly [string, Partial<WorldPull>])[] = [
    ['is closed', { state: 'closed' }],
    ['got new commits', { headSha: 'd'.repeat(40) }],
    ['is of another fork of the same owner', { headRepository: 'eve/repo-2' }],
    ['is of another owner', { headRepository: 'mallory/repo' }],
    ['is of another branch', { headBranch: 'fix-2' }],
  ];
  test.each(others)('that %s is none, which is said and nothing is read', async (_what, change) => {
    await using server = await startLocalGithub(worldWith([['infra-test-part-k-1.json', partOf('a')]], [{ ...forkPull, ...change }]));
    const { told, comments, checks } = await reportOn(server);
    expect([comments, checks, told.warnings]).toEqual([[], [], []]);
    expect(told.sentences).toEqual([expect.stringContaining(`No open pull request has the commit ${headSha} of eve/repo:fix`)]);
    expect(server.requests.map(({ operation }) => operation)).toEqual(['pulls/list']);
  });

  test('is never the one that an artifact names', async () => {
    const forged = { ...partOf('a'), pullNumber: 7, pull_request: 7 };
    await using server = await startLocalGithub(
      worldWith([
        ['infra-test-part-k-1.json', JSON.stringify(forged)],
        ['pr-number', '7'],
        ['infra-test-part-7.json', partOf('b', { notes: ['pull request #7'] })],
      ]),
    );
    const { told, comments } = await reportOn(server);
    expect(comments.map(({ pullNumber }) => pullNumber)).toEqual([31]);
    expect(told.warnings).toEqual([
      `A result of the run ${runId} was not taken: infra-test-part-k-1.json: pullNumber: this key is not known.`,
    ]);
  });

  test('is the oldest one where the commit is the head of several', async () => {
    await using server = await startLocalGithub(
      worldWith([['infra-test-part-k-1.json', partOf('a')]], [{ ...forkPull, number: 40, baseBranch: 'release' }, forkPull]),
    );
    const { told, comments } = await reportOn(server);
    expect(comments[0]?.pullNumber).toBe(31);
    expect(told.sentences).toContain('The commit is the head of #40 too: the report is in #31.');
  });
});

describe('a run without a report of its own', () => {
  test.each([
    ['another event', workflowRunOf('eve/repo', 'push'), 'belongs to the event push'],
    ['a deleted fork', workflowRunOf(null), 'was deleted'],
    ['a branch of the repository', workflowRunOf('octo/repo'), 'has reported by itself'],
  ])('is left alone: %s', async (_what, payload, sentence) => {
    await using server = await startLocalGithub(worldWith([]));
    const { told, comments } = await reportOn(server, place('workflow_run', payload));
    expect(told).toMatchObject({ sentences: [expect.stringContaining(sentence)], warnings: [] });
    expect([comments, server.requests]).toEqual([[], []]);
  });

  test('another event than workflow_run is a mistake of the workflow', async () => {
    await using server = await startLocalGithub(worldWith([]));
    await expect(reportOn(server, place('push'))).rejects.toThrow(InputError);
    await expect(reportOn(server, place('pull_request_target', workflowRunOf('eve/repo')))).rejects.toThrow('docs/forks.md');
  });

  test('has nothing to report without parts', async () => {
    await using server = await startLocalGithub(worldWith([['infra-test-test-1', 'x']]));
    const { told, comments, checks } = await reportOn(server);
    expect(told.warnings).toEqual([`The run ${runId} has no result that can be reported.`]);
    expect([comments, checks]).toEqual([[], []]);
  });
});

describe('a hostile artifact', () => {
  const json = JSON.stringify(partOf('x'));
  const file = { name: 'infra-test-part-k-x.json', content: json };
  test.each<[string, Buffer | string, string]>([
    ['a path up', archive([{ ...file, name: '../../../home/runner/.bashrc.json' }]), 'without folders'],
    ['a link', archive([{ ...file, content: '/etc/passwd', mode: 0o120_777 }]), 'a link'],
    ['two files', archive([file, { ...file, name: 'b.json' }]), 'got 2'],
    ['a bomb', archive([{ ...file, content: Buffer.alloc(32 * 1024 * 1024) }]), 'expected at most 262KB'],
    ['no archive', 'PK but nothing else, long enough to have an end record somewhere', 'no archive'],
    ['no JSON', 'verdict: pass', 'expected JSON'],
    ['another schema', '{"schemaVersion":2}', 'expected'],
    ['a prototype', json.replace('{', '{"__proto__":{"verdict":"pass"},'), 'not known'],
    ['a number out of bounds', json.replace(/"attempt":1/, '"attempt":1e999'), 'attempt'],
    ['a size above the limit', Buffer.alloc(300 * 1024, 0x20), 'expected at most 279KB'],
  ])('is not taken, and the others are: %s', async (_what, content, sentence) => {
    await using server = await startLocalGithub(
      worldWith([
        ['infra-test-part-k-x.json', raw(content)],
        ['infra-test-part-k-y.json', partOf('y', {}, passingReport())],
      ]),
    );
    const { told, comments } = await reportOn(server);
    expect(told.warnings).toEqual([expect.stringContaining(sentence)]);
    expect(told.warnings[0]).toContain('infra-test-part-k-x.json');
    expect(comments[0]?.parts.map(({ leg }) => leg.name)).toEqual(['y']);
    // A missing part could hide a failure.
    expect(comments[0]?.notes[1]).toBe('1 of 2 results of this run could not be read, so this is not the whole of it.');
  });

  test('above the limit is not even downloaded', async () => {
    await using server = await startLocalGithub(worldWith([['infra-test-part-k-x.json', Buffer.alloc(300 * 1024)]]));
    await reportOn(server);
    expect(server.requests.map(({ operation }) => operation)).not.toContain('actions/download-artifact');
  });

  test('that is larger than the list says is not read to its end', async () => {
    await using server = await startLocalGithub(worldWith([['infra-test-part-k-x.json', partOf('x')]]));
    server.fault = ({ operation }) =>
      operation === 'actions/download-artifact' ? { status: 200, bytes: Buffer.alloc(8 * 1024 * 1024, 0x20) } : undefined;
    expect((await reportOn(server)).told.warnings[0]).toContain('expected at most 279KB, got more');
  });

  test('of a name that is not ours is no part of it', async () => {
    await using server = await startLocalGithub(
      worldWith([
        ['infra-test-part-', partOf('a')],
        ['my-infra-test-part-k.json', partOf('a')],
        ['infra-test-part-k $(x).json', partOf('a')],
      ]),
    );
    expect((await reportOn(server)).told.warnings).toEqual([`The run ${runId} has no result that can be reported.`]);
  });

  test('among hundreds: the newest 32 are read, the rest is told', async () => {
    const uploads = Array.from({ length: 250 }, (_, index): Upload => [
      `infra-test-part-k-${index}.json`,
      partOf(`leg ${index}`, {}, passingReport()),
    ]);
    await using server = await startLocalGithub(worldWith(uploads));
    const { told, comments } = await reportOn(server);
    expect(comments[0]?.parts).toHaveLength(32);
    expect(comments[0]?.parts[0]?.leg.name).toBe('leg 249');
    expect(comments[0]?.notes[1]).toContain('218 of 250 results');
    expect(told.warnings).toHaveLength(11);
    expect(told.warnings[10]).toBe(`208 more results of the run ${runId} were not taken.`);
  });

  test('of another run is never looked at', async () => {
    const world = worldWith([]);
    world.artifacts.push({ id: 9, runId: 1, name: 'infra-test-part-k-1.json', bytes: raw(partOf('a')) });
    await using server = await startLocalGithub(world);
    expect((await reportOn(server)).comments).toEqual([]);
  });
});

describe('GitHub refusing', () => {
  const kinds: readonly Fault[] = [
    ...[401, 403, 404, 422, 429, 500, 502].map((status) => ({
      status,
      json: { message: `refused ${status}` },
      headers: { 'retry-after': '0' },
    })),
    'reset',
    'half',
    { status: 200, json: { message: 'something else' } },
  ];
  test.each(['pulls/list', 'actions/list-workflow-run-artifacts', 'actions/download-artifact'])(
    '%s is told, and is no error',
    async (operation) => {
      for (const kind of kinds) {
        await using server = await startLocalGithub(worldWith([['infra-test-part-k-1.json', partOf('a')]]));
        server.fault = (seen) => (seen.operation === operation ? kind : undefined);
        const { told, comments } = await reportOn(server);
        expect(told.warnings.length, JSON.stringify(kind)).toBeGreaterThan(0);
        expect(comments, JSON.stringify(kind)).toEqual([]);
      }
    },
  );

  test('a missing permission is named', async () => {
    const world = worldWith([['infra-test-part-k-1.json', partOf('a')]]);
    const { actions: _left, ...permissions } = allPermissions;
    world.tokens.set(jobToken, { login: 'github-actions[bot]', type: 'Bot', permissions });
    await using server = await startLocalGithub(world);
    expect((await reportOn(server)).told.warnings[0]).toContain('`actions: read`');
  });

  test('an expired artifact is told', async () => {
    const world = worldWith([]);
    world.artifacts.push({ id: 1, runId, name: 'infra-test-part-k-1.json', bytes: raw(partOf('a')), expired: true });
    await using server = await startLocalGithub(world);
    expect((await reportOn(server)).told.warnings[0]).toContain('it is expired');
  });

  test('the comment or the check alone: the other is still written', async () => {
    await using server = await startLocalGithub(worldWith([['infra-test-part-k-1.json', partOf('a')]]));
    const refused = (): Promise<string> => Promise.reject(new Error('the conversation is locked'));
    const noComment = await reportOn(server, fromFork, { publish: refused });
    expect(noComment.told).toMatchObject({ commentUrl: '', checkUrl: 'https://github.example/check' });
    expect(noComment.told.warnings).toEqual(['The comment on #31 could not be written: the conversation is locked.']);
    const noCheck = await reportOn(server, fromFork, { addCheckRun: refused });
    expect(noCheck.told).toMatchObject({ commentUrl: 'https://github.example/comment', checkUrl: '' });
    expect(noCheck.told.warnings).toEqual([`The check run of ${headSha} could not be added: the conversation is locked.`]);
  });
});
