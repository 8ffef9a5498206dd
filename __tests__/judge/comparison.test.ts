import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRun } from '../../src/judge/judge.ts';
import type { Comparison, LatencyChange } from '../../src/model/comparison.ts';
import type { OutcomeStatus } from '../../src/model/words.ts';
import { outcomeStatuses } from '../../src/model/words.ts';
import type { RunShape } from './build-execution.ts';
import { execution, measured, samplesOf } from './build-execution.ts';
import type { PastShape } from './build-history.ts';
import { historyOf, pastOperation } from './build-history.ts';

function compare(shape: RunShape, past: readonly PastShape[]): Comparison {
  const { comparison } = judgeRun(execution(shape), { history: historyOf(past) });
  if (comparison === undefined) throw new Error('expected a comparison');
  return comparison;
}

/** One check, its status now and what it was in the past runs, oldest first; `undefined`: the run did not have it. */
function changesOf(now: OutcomeStatus, past: readonly (OutcomeStatus | undefined)[]): Comparison['checks'] {
  const runs = past.map((status) => ({ statuses: status === undefined ? {} : { 'db.one': status } }));
  return compare({ checks: { 'db.one': { status: now } } }, runs).checks;
}

test('without a history there is no comparison; with an empty one it is the first run', () => {
  expect(judgeRun(execution({ checks: { 'db.one': {} } })).comparison).toBeUndefined();
  expect(compare({ checks: { 'db.one': {} } }, [])).toEqual({ branch: 'main', pastRuns: 0, newestCommit: '', checks: [], operations: [] });
});

test('the comparison names the branch, the number of past runs and the newest commit', () => {
  expect(compare({ checks: { 'db.one': {} } }, [{}, {}, { commit: 'abc1234' }])).toMatchObject({ pastRuns: 3, newestCommit: 'abc1234' });
});

const cases: readonly (readonly [now: OutcomeStatus, past: readonly (OutcomeStatus | undefined)[], kind: string | undefined])[] = [
  ['failed', ['passed'], 'new-failure'],
  ['broken', ['failed', 'passed'], 'new-failure'],
  ['failed', [], 'new-failure'],
  ['failed', ['skipped', undefined], 'new-failure'],
  ['failed', ['broken'], 'still-failing'],
  ['broken', ['failed', 'skipped', undefined], 'still-failing'],
  ['passed', ['passed', 'failed'], 'fixed'],
  ['passed', ['broken', 'skipped'], 'fixed'],
  ['passed', ['failed', 'passed'], undefined],
  ['passed', [], undefined],
  ['skipped', ['passed'], 'newly-skipped'],
  ['skipped', ['failed', undefined], 'newly-skipped'],
  ['skipped', ['passed', 'skipped'], undefined],
  ['skipped', [], undefined],
];

test.each(cases)('%s now, %j before: %s', (now, past, kind) => {
  expect(changesOf(now, past).map((change) => change.kind)).toEqual(kind === undefined ? [] : [kind]);
});

test('past runs and failures are counted over the ten newest runs that had an answer', () => {
  const past: readonly (OutcomeStatus | undefined)[] = [
    'failed',
    'failed',
    'failed',
    'skipped',
    undefined,
    'broken',
    'passed',
    ...ten<OutcomeStatus>('passed').slice(0, 6),
  ];
  expect(changesOf('failed', past)).toEqual([{ checkId: 'db.one', title: 'db.one', kind: 'new-failure', pastRuns: 8, pastFailures: 1 }]);
});

test('a check of the newest past run that the config no longer declares is removed', () => {
  const past = [
    { statuses: { 'db.old': 'passed' } },
    { statuses: { 'db.gone': 'failed', 'db.one': 'passed', 'db.two': 'passed' } },
  ] as const;
  const shape: RunShape = { checks: { 'db.one': {} }, selection: 'check db.one', notSelected: ['db.two'] };
  expect(compare(shape, past).checks).toEqual([{ checkId: 'db.gone', title: 'db.gone', kind: 'removed', pastRuns: 1, pastFailures: 1 }]);
});

test('a journal that does not tell what was left out says nothing about removed checks', () => {
  const past = [{ statuses: { 'db.gone': 'passed' } }] as const;
  expect(compare({ checks: { 'db.one': {} }, selection: 'check db.one' }, past).checks).toEqual([]);
  expect(compare({ checks: { 'db.one': {} } }, past).checks).toHaveLength(1);
});

test('checks of other shards are not removed', () => {
  const all = execution({ checks: { 'db.one': {}, 'db.two': {} } });
  const [own] = all.header.checks;
  const shards = { count: 2, present: [1], plan: all.header.checks, heldBy: [[1], [2]], components: [], targets: [], selection: '' };
  const header = { ...all.header, checks: own ? [own] : [], shards };
  const shard = { ...all, header, outcomes: all.outcomes.slice(0, 1) };
  const { comparison } = judgeRun(shard, { history: historyOf([{ statuses: { 'db.one': 'passed', 'db.two': 'passed' } }]) });
  expect(comparison?.checks).toEqual([]);
});

test('new failures come first, then fixed, then what failed before; ids such as toString are ids', () => {
  const past = [{ statuses: { 'a.fixed': 'failed', 'a.still': 'broken', 'a.gone': 'passed', 'a.quiet': 'passed' } }] as const;
  const checks = {
    'a.still': { status: 'failed' },
    'a.quiet': { status: 'skipped' },
    'a.fixed': {},
    toString: { status: 'failed' },
  } as const;
  expect(compare({ checks }, past).checks.map(({ checkId, kind, pastRuns }) => `${kind} ${checkId} ${pastRuns}`)).toEqual([
    'new-failure toString 0',
    'fixed a.fixed 1',
    'still-failing a.still 1',
    'newly-skipped a.quiet 1',
    'removed a.gone 1',
  ]);
});

test('whatever the statuses are, a change says what the newest answer and the status now say', () => {
  const status = fc.constantFrom(...outcomeStatuses);
  fc.assert(
    fc.property(status, fc.array(fc.option(status, { nil: undefined }), { maxLength: 12 }), (now, past) => {
      const [change] = changesOf(now, past);
      const window = past.slice(-10).filter((then) => then !== undefined);
      const answered = window.filter((then) => then !== 'skipped');
      const wrong = (word: string | undefined): boolean => word === 'failed' || word === 'broken';
      const wasWrong = wrong(answered.at(-1));
      const skipped = window.length > 0 && window.at(-1) !== 'skipped' ? 'newly-skipped' : undefined;
      const kind = { passed: wasWrong ? 'fixed' : undefined, skipped, failed: wasWrong ? 'still-failing' : 'new-failure' };
      expect(change?.kind).toBe(kind[now === 'broken' ? 'failed' : now]);
      expect(change?.pastRuns ?? answered.length).toBe(answered.length);
      expect(change?.pastFailures ?? 0).toBe(change === undefined ? 0 : answered.filter(wrong).length);
    }),
  );
});

/** p95 of each past run, and p95 now. */
function latencyOf(past: readonly number[], now: number): LatencyChange | undefined {
  const runs = past.map((each) => ({ operations: [pastOperation('db', 'simple', samplesOf(40, each))] }));
  const checks = { 'db.latency': { measurements: [measured('simple', samplesOf(40, now))] } };
  return compare({ checks }, runs).operations[0];
}

function ten<T>(value: T): readonly T[] {
  return Array.from({ length: 10 }, () => value);
}

const trends: readonly (readonly [past: readonly number[], now: number, trend: string])[] = [
  [[10, 10, 10, 10, 10], 13, 'slower'],
  [[10, 10, 10, 10, 10], 12, 'same'],
  [[10, 10, 10, 10, 10], 8, 'faster'],
  [[10, 10, 10, 10, 10], 9, 'same'],
  // 3 x 1.4826 x 1 ms above the median of 10 ms: 14.45 ms.
  [[8, 9, 10, 11, 12], 14, 'noisy'],
  [[8, 9, 10, 11, 12], 15, 'slower'],
  [[8, 9, 10, 11, 12], 6, 'noisy'],
  [[8, 9, 10, 11, 12], 5, 'faster'],
  [[2, 3, 10, 17, 30], 100, 'noisy'],
  [[2, 3, 10, 17, 30], 10, 'noisy'],
  [[10, 10, 10, 10], 30, 'unknown'],
  [[10, 10, 10, 10], 11, 'same'],
  [[10, 10], 10, 'unknown'],
];

test.each(trends)('past p95 of %j ms, now %d ms: %s', (past, now, trend) => {
  expect(latencyOf(past, now)).toMatchObject({ component: 'db', operation: 'simple', pastRuns: past.length, trend });
});

test('the ratio is p95 now to the median of the past runs', () => {
  expect(latencyOf([10, 20, 40], 30)).toMatchObject({ baselineP95Milliseconds: 20, ratio: 1.5 });
});

test('an operation that nobody measured before, or now, has no row', () => {
  expect(latencyOf([], 30)).toBeUndefined();
  const past = [{ operations: [pastOperation('db', 'simple', [], 3), pastOperation('db', 'gone', [1])] }];
  const checks = { 'db.latency': { measurements: [measured('simple', samplesOf(40, 5)), measured('gone', [], 4)] } };
  expect(compare({ checks }, past).operations).toEqual([]);
});
