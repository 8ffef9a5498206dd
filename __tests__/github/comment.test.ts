import { describe, expect, test } from 'vitest';
import type { ReportPart } from '../../src/model/part.ts';
import { type CommentRequest, publishComment, type PublishedComment } from '../../src/publish/github/comment.ts';
import { openRunArtifacts } from '../../src/publish/github/run-artifacts.ts';
import type { RunArtifacts } from '../../src/publish/github/run-artifacts.ts';
import { createRandom } from '../../src/std/random.ts';
import { buildPart, buildPartRun, fastClient, jobContext } from './build-part.ts';
import { allPermissions, jobToken, type WorldComment } from './github-world.ts';
import { type Fault, type LocalGithub, type SeenRequest, secondaryLimit, startLocalGithub } from './local-github.ts';
import { type ResultsService, startResultsService } from './results-service.ts';

const key = '00000000aa';

/** The packages of the runner find their service in the environment of the process only. */
async function startRun(): Promise<AsyncDisposable & { readonly results: ResultsService; readonly artifacts: RunArtifacts }> {
  const results = await startResultsService();
  Object.assign(process.env, results.env);
  const artifacts = openRunArtifacts(results.env);
  if (artifacts === undefined) throw new Error('the results service was not taken for one');
  return { results, artifacts, [Symbol.asyncDispose]: () => results[Symbol.asyncDispose]() };
}

function render(parts: readonly ReportPart[], { notes }: { readonly notes: readonly string[] }): string {
  return [...parts.map(({ leg, attempt }) => `leg ${leg.name} attempt ${attempt}`), ...notes].join('\n');
}

type Options = Partial<CommentRequest> & { readonly run?: { readonly number?: number; readonly attempt?: number } };

async function comment(
  github: LocalGithub,
  artifacts: RunArtifacts | undefined,
  part: ReportPart,
  options: Options = {},
): Promise<PublishedComment> {
  const { run = {}, ...more } = options;
  return await publishComment({
    github: fastClient(github),
    context: jobContext(github, run),
    artifacts,
    part,
    key,
    mode: 'always',
    render,
    endsAtMilliseconds: performance.now() + 50_000,
    ...more,
  });
}

function bodies({ world }: LocalGithub): readonly string[] {
  return world.comments.map(({ body }) => body.replace(/^<!--.*-->\n/, ''));
}

const bot = { login: 'github-actions[bot]', type: 'Bot' } as const;

function written(id: number, body: string, user: WorldComment['user'] = bot): WorldComment {
  return { id, issue: 7, user, body };
}

function marker(number: number, attempt = 1, leg = 'all'): string {
  return `<!-- infra-test comment=${key} leg=${leg} run=${number}.${attempt} -->\n`;
}

describe('one comment', () => {
  test('is made, updated by the next job, and left alone when it says the same', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    const first = await comment(github, run.artifacts, buildPart('a'));
    expect(first).toMatchObject({ status: 'written', parts: 1, url: expect.stringContaining('#issuecomment-') });
    expect((await comment(github, run.artifacts, buildPart('b'))).status).toBe('written');
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1']);
    expect(github.world.comments[0]?.body.startsWith(marker(12))).toBe(true);
    const writes = github.requests.filter(({ method }) => method !== 'GET').length;
    expect((await comment(github, run.artifacts, buildPart('b'))).status).toBe('unchanged');
    expect(github.requests.filter(({ method }) => method !== 'GET')).toHaveLength(writes);
  });

  test('a run that is repeated updates it and names the attempt', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    for (const leg of ['a', 'b']) await comment(github, run.artifacts, buildPart(leg));
    await comment(github, run.artifacts, buildPart('b', { attempt: 2 }), { run: { attempt: 2 } });
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 2']);
    expect(github.world.comments[0]?.body.startsWith(marker(12, 2))).toBe(true);
    await comment(github, run.artifacts, buildPart('c', { attempt: 2 }), { run: { attempt: 2 } });
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 2\nleg c attempt 2']);
  });

  test('two configs have two comments', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    await comment(github, run.artifacts, buildPart('a'));
    await comment(github, run.artifacts, buildPart('a'), { key: '00000000bb' });
    expect(bodies(github)).toEqual(['leg a attempt 1', 'leg a attempt 1']);
  });

  test('an older run that ends later leaves the comment of a newer one alone', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    github.world.comments.push(written(5, `${marker(13)}of run 13`));
    expect(await comment(github, run.artifacts, buildPart('a'))).toMatchObject({
      status: 'superseded',
      detail: expect.stringContaining('newer run'),
    });
    expect(bodies(github)).toEqual(['of run 13']);
    expect((await comment(github, run.artifacts, buildPart('a'), { run: { number: 14 } })).status).toBe('written');
    expect(bodies(github)).toEqual(['leg a attempt 1']);
  });

  test('the lowest of several wins; what an older run left behind is removed', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    github.world.comments.push(
      written(5, `${marker(11)}old`),
      written(6, `${marker(11)}double`),
      written(8, `${marker(11, 1, 'a'.repeat(10))}of one job`),
    );
    await comment(github, run.artifacts, buildPart('a'));
    expect(github.world.comments.map(({ id, body }) => [id, body])).toEqual([[5, `${marker(12)}leg a attempt 1`]]);
  });

  test('a person deletes it while jobs write: it is made anew', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    await comment(github, run.artifacts, buildPart('a'));
    github.fault = ({ operation }) => void (operation === 'issues/update-comment' && github.world.comments.splice(0));
    await comment(github, run.artifacts, buildPart('b'));
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1']);
  });

  test('it is found behind a page of other comments', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    for (let id = 1; id <= 130; id += 1) github.world.comments.push(written(id, `chat ${id}`, { login: 'ada', type: 'User' }));
    await comment(github, run.artifacts, buildPart('a'));
    await comment(github, run.artifacts, buildPart('b'));
    expect(github.world.comments).toHaveLength(131);
    expect(bodies(github).at(-1)).toBe('leg a attempt 1\nleg b attempt 1');
  });

  test('in an endless conversation none is added that could never be found again', async () => {
    await using github = await startLocalGithub();
    for (let id = 1; id <= 501; id += 1) github.world.comments.push(written(id, 'chat', { login: 'ada', type: 'User' }));
    await expect(comment(github, undefined, buildPart('a'))).rejects.toThrow('more than 500 comments');
    expect(github.world.comments).toHaveLength(501);
  });
});

describe('comments of others', () => {
  test.each<readonly [string, WorldComment['user'], string]>([
    ['a person who copied our marker', { login: 'mallory', type: 'User' }, `${marker(12)}mine`],
    ['ours, with the marker further down', bot, `hello\n${marker(12)}quoted`],
    ['ours, of another key', bot, marker(12).replace(key, 'ffffffffff')],
  ])('%s: never edited', async (_, user, body) => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    github.world.comments.push(written(5, body, user));
    await comment(github, run.artifacts, buildPart('a'));
    expect(github.world.comments.map((one) => one.body)).toEqual([body, `${marker(12)}leg a attempt 1`]);
  });

  test('with the token of a person its own comments count, and no bot’s', async () => {
    await using github = await startLocalGithub();
    github.world.tokens.set('ghp_ada', { login: 'ada', type: 'User', permissions: allPermissions });
    github.world.comments.push(written(5, `${marker(11)}bot`), written(6, `${marker(11)}ada`, { login: 'ada', type: 'User' }));
    await using run = await startRun();
    await comment(github, run.artifacts, buildPart('a'), { github: fastClient(github, { token: 'ghp_ada' }) });
    expect(bodies(github)).toEqual(['bot', 'leg a attempt 1']);
  });
});

describe('modes', () => {
  const failing = buildPart('a', { verdict: 'fail', runs: [buildPartRun({ comparedWith: { branch: 'main', pastRuns: 3, commit: 'c' } })] });

  test('on-failure makes none for a pass, and keeps one that exists up to date', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    expect((await comment(github, run.artifacts, buildPart('b'), { mode: 'on-failure' })).status).toBe('unwanted');
    await comment(github, run.artifacts, failing, { mode: 'on-failure' });
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1']);
    await comment(github, run.artifacts, buildPart('a', { attempt: 2 }), { mode: 'on-failure', run: { attempt: 2 } });
    expect(bodies(github)).toEqual(['leg a attempt 2\nleg b attempt 1']);
  });

  test('never asks GitHub nothing; neither does a push', async () => {
    await using github = await startLocalGithub();
    expect((await comment(github, undefined, failing, { mode: 'never' })).status).toBe('unwanted');
    const push = await comment(github, undefined, failing, { context: jobContext(github, { event: 'push' }) });
    expect(push.detail).toBe('there is no pull request to comment on');
    expect(github.requests).toEqual([]);
  });
});

describe('jobs that cannot share', () => {
  test('without an artifact service each job has a comment of its own, and says why', async () => {
    await using github = await startLocalGithub();
    await comment(github, undefined, buildPart('a'));
    await comment(github, undefined, buildPart('b'));
    await comment(github, undefined, buildPart('a', { attempt: 2 }), { run: { attempt: 2 } });
    const note = 'This comment is of one job: this server has no artifact service, so jobs cannot share a comment.';
    expect(bodies(github)).toEqual([`leg a attempt 2\n${note}`, `leg b attempt 1\n${note}`]);
  });

  test('where the service refuses, the job comments alone; the next run that can share tidies up', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    run.results.fault = () => ({ status: 403, code: 'permission_denied', msg: 'no' });
    await comment(github, run.artifacts, buildPart('a'));
    expect(bodies(github)[0]).toContain('This comment is of one job: ');
    run.results.fault = () => undefined;
    await comment(github, run.artifacts, buildPart('a'), { run: { number: 13 } });
    expect(bodies(github)).toEqual(['leg a attempt 1']);
  });

  test('a part that is not one is named, and the others are shown', async () => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    await run.artifacts.put(`infra-test-part-${key}-0123456789-1-0123456789-1.json`, '{"schemaVersion":9}');
    await comment(github, run.artifacts, buildPart('a'));
    expect(bodies(github)[0]).toMatch(/^leg a attempt 1\nThe result of one job could not be read: /);
  });
});

describe('lost answers', () => {
  test.each<readonly [string, Fault]>([
    ['issues/create-comment', 'lost'],
    ['issues/create-comment', 'lost-502'],
    ['issues/create-comment', 'reset'],
    ['issues/update-comment', 'lost'],
    ['issues/update-comment', 'lost-502'],
    ['issues/list-comments', 'half'],
  ])('%s, %s: still one comment', async (operation, fault) => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    let left = 1;
    github.fault = (request) => (request.operation === operation && (left -= 1) >= 0 ? fault : undefined);
    await comment(github, run.artifacts, buildPart('a'));
    await comment(github, run.artifacts, buildPart('b'));
    expect(left).toBeLessThan(1);
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1']);
  });

  test.each(['CreateArtifact', 'FinalizeArtifact'])('%s of a part: shared all the same', async (method) => {
    await using github = await startLocalGithub();
    await using run = await startRun();
    let left = 1;
    run.results.fault = (called) => (called === method && (left -= 1) >= 0 ? 'lost' : undefined);
    await comment(github, run.artifacts, buildPart('a'));
    await comment(github, run.artifacts, buildPart('b'));
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1']);
  });
});

describe('two jobs at once', () => {
  /** Job b does all of its work between the sending of a request of job a and its effect. */
  async function overtake(operation: string, fault?: Fault): Promise<LocalGithub> {
    const github = await startLocalGithub();
    await using run = await startRun();
    if (operation !== 'issues/create-comment') await comment(github, run.artifacts, buildPart('z'));
    let isFirst = true;
    github.fault = async (request) => {
      if (request.operation !== operation || !isFirst) return undefined;
      isFirst = false;
      await comment(github, run.artifacts, buildPart('b'));
      return fault;
    };
    await comment(github, run.artifacts, buildPart('a'));
    expect(isFirst).toBe(false);
    return github;
  }

  test('an update that is overtaken lacks a part, so it is written again', async () => {
    await using github = await overtake('issues/update-comment');
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1\nleg z attempt 1']);
  });

  test.each<readonly [string, Fault | undefined]>([
    ['and answered', undefined],
    ['and its answer is lost', 'lost'],
    ['and never takes effect', 'reset'],
  ])('a creation is overtaken %s: the lower id stays, with both parts', async (_, fault) => {
    await using github = await overtake('issues/create-comment', fault);
    expect(bodies(github)).toEqual(['leg a attempt 1\nleg b attempt 1']);
    expect(github.world.comments[0]?.id).toBe(1001);
  });
});

const seeds = process.env['INFRA_TEST_LONG'] === '1' ? 500 : 50;
const seedsAtOnce = 5;
const legs = Array.from({ length: 8 }, (_, index) => `leg-${index}`);

test(
  `eight jobs that finish in any order, with conflicts, limits and lost answers: one comment with all parts (${seeds} seeds)`,
  { timeout: 600_000 },
  async () => {
    await using run = await startRun();
    for (let first = 1; first <= seeds; first += seedsAtOnce) {
      const all = await Promise.all(Array.from({ length: seedsAtOnce }, (_, index) => finishTogether(first + index, run.artifacts)));
      for (const [index, { texts, mostCalls }] of all.entries()) {
        expect(texts, `seed ${first + index}`).toEqual([legs.map((leg) => `leg ${leg} attempt 1`).join('\n')]);
        expect(mostCalls, `seed ${first + index}`).toBeLessThanOrEqual(15);
      }
    }
  },
);

async function finishTogether(
  seed: number,
  artifacts: RunArtifacts,
): Promise<{ readonly texts: readonly string[]; readonly mostCalls: number }> {
  await using github = await startLocalGithub();
  for (const leg of legs) github.world.tokens.set(`ghs_${leg}`, { ...bot, permissions: allPermissions });
  github.fault = faultsOf(createRandom(`faults ${seed}`));
  const random = createRandom(`order ${seed}`);
  const spread = random() < 0.3 ? 0 : 60 * random();
  const calls = await Promise.all(
    legs.map(async (leg) => {
      await after(random() * spread);
      const client = fastClient(github, { token: `ghs_${leg}` });
      await comment(github, artifacts, buildPart(leg), { github: client, key: seed.toString(16).padStart(10, '0') });
      return client.calls;
    }),
  );
  return { texts: bodies(github), mostCalls: Math.max(...calls) };
}

/** Each request may be late; at most two in a row of a job and operation go wrong, and of making a comment at most one. */
function faultsOf(random: () => number): LocalGithub['fault'] {
  const inRow = new Map<string, number>();
  return async ({ token, operation }: SeenRequest) => {
    // A late one is overtaken by all that another job does.
    await after(random() * (random() < 0.2 ? 150 : 8));
    const kind = `${token} ${operation}`;
    const before = inRow.get(kind) ?? 0;
    const kinds: readonly Fault[] = [
      'lost',
      'lost-502',
      'reset',
      secondaryLimit(1),
      { status: 409, json: { message: 'Conflict' } },
      { status: 502, json: { message: 'Bad Gateway' } },
    ];
    const fault =
      random() < 0.25 && before < (operation === 'issues/create-comment' ? 1 : 2) ? kinds[Math.floor(random() * kinds.length)] : undefined;
    const isOnceOnly = operation === 'issues/create-comment';
    inRow.set(kind, fault !== undefined ? before + 1 : isOnceOnly ? before : 0);
    return fault;
  };
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

test('a job that may not write says which permission it lacks', async () => {
  await using github = await startLocalGithub();
  github.world.tokens.set(jobToken, { ...bot, permissions: { ...allPermissions, issues: 'read', pull_requests: 'read' } });
  await expect(comment(github, undefined, buildPart('a'))).rejects.toThrow('`pull-requests: write`');
  expect(github.requests.map(({ operation }) => operation)).toEqual(['issues/list-comments', 'issues/create-comment']);
});

test('a comment that is not finished in time gives up', async () => {
  await using github = await startLocalGithub();
  github.fault = () => 'stall';
  await expect(comment(github, undefined, buildPart('a'), { endsAtMilliseconds: performance.now() + 100 })).rejects.toThrow(
    'not finished in the time',
  );
  await expect(comment(github, undefined, buildPart('a'), { endsAtMilliseconds: performance.now() - 1 })).rejects.toThrow('no time left');
});
