import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactSearch, recallOf, recallOnPart } from '../../../src/components/pinecone/recall/exact-search.ts';
import { recallClaim } from '../../../src/components/pinecone/recall/recall-claim.ts';
import { connectComponent } from '../run-check.ts';
import { administer } from './administer.ts';
import { declaredFor, declaredSmall, doors, startSeeded, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

const line = [1, 2, 3, 4, 5].map((x) => ({ id: `r${x}`, values: [x, 1] }));

test.each([
  ['euclidean', ['r2', 'r1']],
  ['dotproduct', ['r5', 'r4']],
  ['cosine', ['r2', 'r3']],
])('exact search by %s', (metric, nearest) => {
  const ranked = exactSearch(metric, [2, 1], line).map(({ id }) => id);
  expect(ranked[0]).toBe(nearest[0]);
});

const ranked = [1, 0.9, 0.8, 0.8, 0.8, 0.1].map((nearness, position) => ({ id: `r${position}`, nearness }));

test.each([
  [['r0', 'r1', 'r2'], 1],
  // Any of those that tie for the last place.
  [['r0', 'r1', 'r4'], 1],
  // Ties do not make up for what is clearly nearer.
  [['r2', 'r3', 'r4'], 1 / 3],
  [['r0', 'r0', 'r0'], 1 / 3],
  [['r0', 'r1', 'r5'], 2 / 3],
  [[], 0],
])('found %j: recall %d', (found, recall) => {
  expect(recallOf(found, ranked, 3)).toBeCloseTo(recall);
});

test('on a part of the records, those nearer than the last returned are owed', () => {
  expect(recallOnPart(['r0', 'x', 'y'], 0.85, ranked)).toBe(0.5);
  expect(recallOnPart(['x', 'y', 'z'], 1.1, ranked)).toBeUndefined();
  expect(recallOnPart(['r0'], Number.NEGATIVE_INFINITY, ranked)).toBeCloseTo(1 / 6);
});

test('a claim says how many queries it lacks', () => {
  expect(
    recallClaim(
      Array.from({ length: 58 }, () => 1),
      0.95,
    ),
  ).toEqual({ claim: 'undecided', more: 1 });
  expect(
    recallClaim(
      Array.from({ length: 59 }, () => 1),
      0.95,
    ),
  ).toEqual({ claim: 'met', more: 0 });
  expect(
    recallClaim(
      Array.from({ length: 100 }, () => 0.5),
      0.95,
    ).claim,
  ).toBe('missed');
  const near = recallClaim(
    Array.from({ length: 100 }, () => 0.96),
    0.95,
  );
  expect(near.claim).toBe('undecided');
  expect(near.more).toBeGreaterThan(1_000);
  expect(near.more).toBeLessThan(10_000);
});

test('a recall below the limit that few queries do not decide: how many more would, and none would at the limit itself', () => {
  const some = (recall: number) => Array.from({ length: 30 }, () => recall);
  const below = recallClaim(some(7 / 9), 0.9);
  expect(below.claim).toBe('undecided');
  expect(
    recallClaim(
      Array.from({ length: 30 + below.more }, () => 7 / 9),
      0.9,
    ),
  ).toEqual({ claim: 'missed', more: 0 });
  expect(
    recallClaim(
      Array.from({ length: 30 + below.more - 1 }, () => 7 / 9),
      0.9,
    ).claim,
  ).toBe('undecided');
  expect(recallClaim(some(0.9), 0.9)).toEqual({ claim: 'undecided', more: Number.POSITIVE_INFINITY });
});

test('what the claim needs is always enough', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 99 }), share, (count, percent, recall) => {
      const claimOf = (total: number) =>
        recallClaim(
          Array.from({ length: total }, () => recall),
          percent / 100,
        );
      const { claim, more } = claimOf(count);
      expect(more === 0).toBe(claim !== 'undecided');
      if (count + more < 20_000) expect(claimOf(count + more).claim).not.toBe('undecided');
    }),
  );
});

test('the endpoint is exact, on all records and on a part', async () => {
  await using endpoint = await startSeeded();
  await using connected = await connectComponent(doors, declaredFor(endpoint));
  const whole = await connected.run('recall', { k: 10, queries: 20 });
  expect(whole.error).toBeUndefined();
  expect(whole.metrics['recall@10']).toBe(1);
  expect(whole.unmet).toMatchObject([
    {
      subject: 'claim at 95 % that recall@10 is at least 90 %',
      actual: 'not decided by 20 queries: 9 more would',
      severity: 'warn',
    },
  ]);
  const part = await connected.run('recall', { k: 10, queries: 60, sample: 500 });
  expect(part.metrics['recall@10']).toBe(1);
  expect(part.notes[0]).toMatch(/^the first 500 records by id/);
});

test('a recall that is the limit itself is enough, however its shares add up', async () => {
  await using endpoint = await startSmall();
  const lie: Lie = (path, body) => {
    if (!path.endsWith('/query')) return undefined;
    const answer = JSON.parse(body) as { readonly matches: readonly unknown[] };
    return JSON.stringify({ ...answer, matches: answer.matches.slice(0, 9) });
  };
  await using proxy = await startLyingProxy(endpoint.url, lie);
  await using connected = await connectComponent(doors, { ...declaredSmall(endpoint), controller_url: proxy.url });
  const { unmet, metrics } = await connected.run('recall', { k: 10, queries: 50, at_least: 0.9 });
  expect(metrics['recall@10']).toBeCloseTo(0.9);
  expect(unmet).toMatchObject([{ severity: 'warn', actual: expect.stringContaining('no number of queries would') as string }]);
});

test('lost neighbours are found, and how sure that is', async () => {
  await using endpoint = await startSmall();
  await using administrator = administer(endpoint);
  await administrator.turn({ recall_loss: { rate: 0.3, seed: 5 } });
  await using connected = await connectComponent(doors, declaredSmall(endpoint));
  const { unmet, metrics } = await connected.run('recall', { k: 10, queries: 100 });
  expect(metrics['recall@10']).toBeGreaterThan(0.6);
  expect(metrics['recall@10']).toBeLessThan(0.8);
  expect(unmet).toMatchObject([{ subject: 'mean recall@10 of 100 queries', expected: 'at least 90 %' }]);
  // So few that chance alone could have done it.
  const few = await connected.run('recall', { k: 10, queries: 5 });
  expect(few.unmet).toMatchObject([
    { subject: 'mean recall@10 of 5 queries' },
    { severity: 'warn', actual: expect.stringMatching(/^not decided by 5 queries: \d+ more would$/) as string },
  ]);
});
