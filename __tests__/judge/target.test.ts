import { expect, test } from 'vitest';
import { judgeRun } from '../../src/judge/judge.ts';
import type { JudgedTarget } from '../../src/model/run.ts';
import type { RunShape } from './build-execution.ts';
import { execution, measured, samplesOf } from './build-execution.ts';

function onlyTarget(shape: RunShape): Pick<JudgedTarget, 'status' | 'explained'> {
  const { targets } = judgeRun(execution(shape));
  expect(targets).toHaveLength(1);
  return { status: targets[0]?.status ?? 'broken', explained: targets[0]?.explained ?? '' };
}

const fast = { measurements: [measured('simple', samplesOf(100, 80))] };

test('a target is judged on the measurements of its own component', () => {
  const checks = { 'db.latency': fast, 'other.latency': { measurements: [measured('simple', samplesOf(100, 900))] } };
  const target = onlyTarget({ checks, targets: [['db', 'simple p(95) < 100ms']] });
  expect(target).toEqual({ status: 'met', explained: 'simple p(95) < 100ms: p(95) is 80ms' });
});

test('several checks measure one operation: their samples are put together before the percentile', () => {
  const part = (milliseconds: number) => ({ measurements: [measured('simple', samplesOf(30, milliseconds))] });
  const checks = { 'db.one': part(10), 'db.two': part(20) };
  expect(onlyTarget({ checks: { 'db.one': part(10) }, targets: [['db', 'simple p(95) < 100ms']] }).status).toBe('undecided');
  expect(onlyTarget({ checks, targets: [['db', 'simple p(95) < 100ms']] }).status).toBe('met');
  expect(onlyTarget({ checks, targets: [['db', 'simple avg == 15']] }).status).toBe('met');
});

test('only the last attempt counts', () => {
  const checks = { 'db.latency': { ...fast, earlier: [measured('simple', samplesOf(100, 900))] } };
  expect(onlyTarget({ checks, targets: [['db', 'simple max < 100ms']] }).status).toBe('met');
});

test('without a name a target speaks of all operations together', () => {
  const checks = { 'db.latency': { measurements: [measured('simple', samplesOf(98, 5)), measured('bulk', samplesOf(1, 9000), 1)] } };
  expect(onlyTarget({ checks, targets: [['db', 'error_rate < 0.1%']] })).toEqual({
    status: 'missed',
    explained: 'error_rate < 0.1%: error_rate is 1%',
  });
});

test('too few samples are a warning, and broken when the run is strict', () => {
  const checks = { 'db.latency': { measurements: [measured('simple', samplesOf(50, 80))] } };
  const targets = [['db', 'simple p(95) < 100ms']] as const;
  const lenient = judgeRun(execution({ checks, targets }));
  expect(lenient.targets[0]).toMatchObject({ status: 'undecided', explained: expect.stringContaining('50 of 59 samples needed') });
  expect(lenient).toMatchObject({ verdict: 'warn', counts: { warned: 1 } });
  const strict = judgeRun(execution({ checks, targets, strict: true }));
  expect(strict.targets[0]).toMatchObject({ status: 'broken', explained: expect.stringContaining('strict') });
  expect(strict.verdict).toBe('broken');
});

test('a check that ran and measured nothing makes its target broken, never green', () => {
  const failing = { operations: ['simple'], status: 'failed' as const };
  expect(onlyTarget({ checks: { 'db.latency': failing }, targets: [['db', 'simple p(95) < 100ms']] })).toEqual({
    status: 'broken',
    explained: 'simple p(95) < 100ms: no samples of simple',
  });
  const allErrors = { measurements: [measured('simple', [], 5)] };
  expect(onlyTarget({ checks: { 'db.latency': allErrors }, targets: [['db', 'simple p(95) < 100ms']] }).status).toBe('broken');
  expect(onlyTarget({ checks: { 'db.latency': allErrors }, targets: [['db', 'simple error_rate < 1%']] }).status).toBe('missed');
});

test('a target whose checks were skipped is skipped with their reason', () => {
  const checks = { 'db.latency': { operations: ['simple'], status: 'skipped', reason: 'cannot reach db' }, 'db.other': {} } as const;
  expect(onlyTarget({ checks, targets: [['db', 'simple p(95) < 100ms']] })).toEqual({
    status: 'skipped',
    explained: 'simple p(95) < 100ms: skipped: cannot reach db',
  });
  expect(onlyTarget({ checks, targets: [['db', 'error_rate < 1%']] }).explained).toBe('error_rate < 1%: skipped: cannot reach db');
});

test('one measuring check that ran is enough to put its target in play', () => {
  const skipped = { operations: ['simple'], status: 'skipped' } as const;
  expect(onlyTarget({ checks: { 'db.one': skipped, 'db.two': fast }, targets: [['db', 'simple p(95) < 100ms']] }).status).toBe('met');
  const silent = { operations: ['simple'] };
  expect(onlyTarget({ checks: { 'db.one': skipped, 'db.two': silent }, targets: [['db', 'simple p(95) < 100ms']] }).status).toBe('broken');
});

test('a part of the config was asked for: targets of the rest are skipped; of the whole they would be broken', () => {
  const checks = { 'db.structure': {} };
  const targets = [['db', 'simple p(95) < 100ms']] as const;
  expect(onlyTarget({ checks, targets, selection: 'check db.structure' })).toEqual({
    status: 'skipped',
    explained: 'simple p(95) < 100ms: no check that ran measures simple: not selected',
  });
  expect(onlyTarget({ checks, targets }).status).toBe('broken');
  expect(onlyTarget({ checks: { 'web.one': {} }, targets, selection: 'component web' }).status).toBe('skipped');
});

test('several operations: what was left out does not hide what ran without samples', () => {
  const checks = { 'db.one': { operations: ['simple'] } };
  const targets = [['db', 'simple p(95) < bulk p(95)']] as const;
  expect(onlyTarget({ checks, targets, selection: 'check db.one' }).status).toBe('broken');
});

test('metrics are read by name, and every check that reports one must hold', () => {
  const recall = (value: number) => ({ metrics: [{ name: 'recall@10', value }] });
  const targets = [['vectors', 'recall@10 >= 0.95']] as const;
  expect(onlyTarget({ checks: { 'vectors.recall': recall(0.97) }, targets })).toEqual({
    status: 'met',
    explained: 'recall@10 >= 0.95: recall@10 is 0.97',
  });
  const both = { 'vectors.first': recall(0.5), 'vectors.second': recall(0.97) };
  expect(onlyTarget({ checks: both, targets })).toMatchObject({ status: 'missed', explained: expect.stringContaining('is 0.5') });
  expect(onlyTarget({ checks: { 'vectors.recall': {} }, targets }).status).toBe('broken');
  expect(onlyTarget({ checks: { 'vectors.connection': { gate: true }, 'vectors.recall': { status: 'skipped' } }, targets }).status).toBe(
    'skipped',
  );
  expect(onlyTarget({ checks: { 'vectors.config': {} }, targets, selection: 'check vectors.config' }).status).toBe('skipped');
});

test('a target that is no condition any more, such as a redacted one, is broken', () => {
  const run = judgeRun(execution({ checks: { 'db.latency': fast }, targets: [['db', 'simple p(95) < ***']] }));
  expect(run.targets[0]).toMatchObject({ status: 'broken', explained: 'simple p(95) < ***: this is no condition' });
  expect(run.verdict).toBe('broken');
});

test('operation rows are merged over the checks of a component, with the worst of their targets', () => {
  const checks = {
    'db.one': { measurements: [measured('simple', samplesOf(40, 10), 1)] },
    'db.two': { measurements: [measured('simple', samplesOf(60, 20), 2), measured('bulk', [], 3)] },
    'web.one': { measurements: [measured('get', samplesOf(10, 5))] },
  };
  const targets = [
    ['db', 'simple p(95) < 100ms'],
    ['db', 'simple max < 15ms'],
    ['db', 'error_rate < 50%'],
  ] as const;
  const [simple, bulk, get] = judgeRun(execution({ checks, targets })).operations;
  expect(simple).toMatchObject({ component: 'db', operation: 'simple', count: 100, errors: 3, p50Milliseconds: 20, status: 'missed' });
  expect(simple?.targets).toEqual(['simple p(95) < 100ms', 'simple max < 15ms', 'error_rate < 50%']);
  expect(simple?.source?.line).toBe(100);
  expect(bulk).toMatchObject({ operation: 'bulk', count: 0, errors: 3, p95Milliseconds: Number.NaN, status: 'met' });
  expect(get).toMatchObject({ component: 'web', operation: 'get', count: 10, targets: [], status: null, source: { line: 3 } });
});
