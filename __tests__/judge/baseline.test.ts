import { expect, test } from 'vitest';
import { judgeRun } from '../../src/judge/judge.ts';
import type { JudgedTarget } from '../../src/model/run.ts';
import type { RunShape } from './build-execution.ts';
import { execution, measured, samplesOf } from './build-execution.ts';
import type { PastShape } from './build-history.ts';
import { historyOf, pastOperation } from './build-history.ts';

const now: RunShape = {
  checks: { 'db.latency': { measurements: [measured('simple', samplesOf(100, 80))] } },
  targets: [['db', 'warn: simple p(95) < baseline * 1.2']],
};

function judgeTarget(shape: RunShape, past: readonly PastShape[]): Pick<JudgedTarget, 'status' | 'severity' | 'explained'> {
  const [target] = judgeRun(execution(shape), { history: historyOf(past) }).targets;
  return { status: target?.status ?? 'broken', severity: target?.severity ?? 'fail', explained: target?.explained ?? '' };
}

function runsOf(milliseconds: readonly number[]): readonly PastShape[] {
  return milliseconds.map((each) => ({ operations: [pastOperation('db', 'simple', samplesOf(100, each))] }));
}

test('the baseline is the median of what each past run measured by itself', () => {
  expect(judgeTarget(now, runsOf([60, 10, 900]))).toEqual({
    status: 'missed',
    severity: 'warn',
    explained: 'simple p(95) < baseline * 1.2: p(95) is 80ms, baseline is 60ms',
  });
  expect(judgeTarget(now, runsOf([70, 72, 70, 72])).explained).toContain('baseline is 71ms');
});

test('a run with many samples weighs as much as one with few', () => {
  const past = [...runsOf([60, 62]), { operations: [pastOperation('db', 'simple', samplesOf(5000, 900))] }];
  expect(judgeTarget(now, past).explained).toContain('baseline is 62ms');
});

test('two past runs are not enough: not decided, with the number that is needed', () => {
  expect(judgeTarget(now, runsOf([60, 60]))).toEqual({
    status: 'undecided',
    severity: 'warn',
    explained: 'simple p(95) < baseline * 1.2: p(95) is 80ms, no baseline yet: 2 of 3 past runs needed',
  });
  expect(judgeTarget(now, []).explained).toContain('no baseline yet: 0 of 3 past runs needed');
  const { targets } = judgeRun(execution(now));
  expect(targets[0]?.explained).toBe('simple p(95) < baseline * 1.2: p(95) is 80ms, no baseline yet');
});

test('only the newest ten runs of the same config, environment and stack count, and never the run itself', () => {
  const old = runsOf([1, 1, 1, 1, 1, 1, 1]);
  const others = runsOf([1, 1, 1, 1, 1, 1]);
  const foreign = [{ configFile: 'other.yml' }, { environment: 'staging' }, { stack: 'live' as const }, { runId: 'run-1' }];
  const strangers = others.slice(0, foreign.length).map((shape, index) => ({ ...shape, ...foreign[index] }));
  const past = [...old, ...runsOf(samplesOf(10, 60)), ...strangers];
  expect(judgeTarget(now, past).explained).toContain('baseline is 60ms');
  expect(judgeTarget(now, strangers).explained).toContain('0 of 3 past runs');
});

test('past runs that did not measure the operation, or measured errors alone, do not count', () => {
  const others = [
    { operations: [pastOperation('web', 'simple', samplesOf(100, 60))] },
    { operations: [pastOperation('db', 'bulk', samplesOf(100, 60))] },
    { operations: [pastOperation('db', 'simple', [], 4)] },
  ];
  expect(judgeTarget(now, [...others, ...runsOf([60, 60])]).explained).toContain('2 of 3 past runs');
});

test('other aggregates are those of the past runs too', () => {
  const past = [1, 2, 3].map((errors) => ({
    operations: [pastOperation('db', 'simple', [...samplesOf(50, 60), ...samplesOf(50, 90)], errors)],
  }));
  const explain = (text: string): string => judgeTarget({ ...now, targets: [['db', text]] }, past).explained;
  expect(explain('warn: simple avg <= baseline')).toContain('baseline is 75ms');
  expect(explain('warn: simple max <= baseline')).toContain('baseline is 90ms');
  expect(explain('warn: simple p(25) <= baseline')).toContain('baseline is 60ms');
  expect(explain('warn: simple errors <= baseline')).toContain('baseline is 2');
  expect(explain('warn: simple count <= baseline')).toContain('baseline is 100');
  expect(explain('warn: simple error_rate <= baseline')).toContain('baseline is 1.961%');
});

test('all operations together are compared with runs that measured the same operations', () => {
  const checks = { 'db.latency': { measurements: [measured('simple', samplesOf(60, 20)), measured('bulk', samplesOf(60, 40))] } };
  const shape: RunShape = { checks, targets: [['db', 'warn: max <= baseline']] };
  const both = { operations: [pastOperation('db', 'simple', samplesOf(9, 20)), pastOperation('db', 'bulk', samplesOf(9, 35))] };
  const one = { operations: [pastOperation('db', 'simple', samplesOf(9, 20))] };
  const others = { operations: [...one.operations, pastOperation('db', 'other', samplesOf(9, 900))] };
  const more = { operations: [...both.operations, pastOperation('db', 'huge', samplesOf(9, 900))] };
  expect(judgeTarget(shape, [both, both, both, one, one, one, others, others, others, more])).toMatchObject({
    status: 'missed',
    explained: expect.stringContaining('baseline is 35') as string,
  });
  expect(judgeTarget(shape, [both, both, one, one, others, more]).explained).toContain('2 of 3 past runs');
});

test('metrics have a baseline; several values in one run count as their median', () => {
  const checks = { 'vectors.recall': { metrics: [{ name: 'recall@10', value: 0.9 }] } };
  const shape: RunShape = { checks, targets: [['vectors', 'warn: recall@10 >= baseline - 0.01']] };
  const metric = (value: number) => ({ component: 'vectors', name: 'recall@10', value });
  const past = [[0.97], [0.95, 0.96, 0.1], [0.95]].map((values) => ({ metrics: values.map(metric) }));
  expect(judgeTarget(shape, past)).toMatchObject({ status: 'missed', explained: expect.stringContaining('baseline is 0.95') as string });
  expect(judgeTarget(shape, [...past.slice(1), { metrics: [{ ...metric(1), component: 'db' }] }]).explained).toContain('2 of 3 past runs');
});

test('a stored baseline may only warn, whatever a journal says', () => {
  const shape: RunShape = { ...now, targets: [['db', 'simple p(95) < baseline']] };
  const run = judgeRun(execution(shape), { history: historyOf(runsOf([60, 60, 60])) });
  expect(run).toMatchObject({ verdict: 'warn', targets: [{ status: 'missed', severity: 'warn' }] });
  const strict = judgeRun(execution({ ...shape, strict: true }), { history: historyOf([]) });
  expect(strict).toMatchObject({ verdict: 'warn', targets: [{ status: 'broken', severity: 'warn' }] });
});
