import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRun } from '../../src/judge/judge.ts';
import type { FailOn } from '../../src/judge/report.ts';
import { combineRuns } from '../../src/judge/report.ts';
import { outcomeStatuses, severities } from '../../src/model/words.ts';
import type { CheckShape, RunShape } from './build-execution.ts';
import { execution, finding, measured, samplesOf } from './build-execution.ts';

const tool = { name: 'infra-test', version: '0.1.0' };

function judge(shape: RunShape) {
  return judgeRun(execution(shape));
}

function exitCode(shapes: readonly RunShape[], failOn?: FailOn): number {
  return combineRuns(shapes.map(judge), tool, failOn).exitCode;
}

const passed: RunShape = { checks: { 'a.one': {} } };
const failed: RunShape = { checks: { 'a.one': { status: 'failed' } } };
const broken: RunShape = { checks: { 'a.one': { status: 'broken' } } };
const warned: RunShape = { checks: { 'a.one': { findings: [finding(false, 'warn')] } } };
const flaky: RunShape = { checks: { 'a.one': { flaky: true } } };
const stopped: RunShape = { checks: { 'a.one': { status: 'failed' } }, stoppedBy: 'SIGINT' };
const late: RunShape = { checks: { 'a.one': { status: 'broken' } }, stoppedBy: "the run's limit of 10m" };

test('a run of passed checks passes without a reason', () => {
  expect(judge({ checks: { 'a.one': {}, 'a.two': { status: 'skipped' } } })).toMatchObject({
    verdict: 'pass',
    reasons: [],
    counts: { total: 2, passed: 1, failed: 0, broken: 0, skipped: 1, warned: 0, flaky: 0 },
  });
});

test.each<readonly [string, RunShape, string, string]>([
  ['a failed check', failed, 'fail', '1 check failed: a.one.'],
  [
    'a missed target',
    { checks: { 'a.one': { measurements: [measured('x', samplesOf(9, 9))] } }, targets: [['a', 'x max < 1ms']] },
    'fail',
    '1 target was missed: a: x max < 1ms: max is 9ms.',
  ],
  ['a broken check', broken, 'broken', '1 check gave no usable answer: a.one.'],
  [
    'a target without samples',
    { ...passed, targets: [['a', 'x max < 1ms']] },
    'broken',
    '1 target could not be judged: a: x max < 1ms: no samples of x.',
  ],
  ['no checks', {}, 'broken', 'The run has no checks.'],
  [
    'only skipped checks',
    { checks: { 'a.one': { status: 'skipped', reason: 'no engine' } } },
    'broken',
    'Nothing was tested, every check was skipped: no engine.',
  ],
  [
    'a gate that passed before only skipped checks',
    { checks: { 'a.connection': { gate: true }, 'a.one': { status: 'skipped', reason: 'read-only' } } },
    'broken',
    'Nothing was tested, every check was skipped: read-only.',
  ],
  [
    'a check that never reported',
    { checks: { 'a.one': {}, 'a.two': { isSilent: true } } },
    'broken',
    '1 check of the plan never reported.',
  ],
  ['a run that was stopped', { ...passed, stoppedBy: 'SIGTERM' }, 'broken', 'The run was stopped before its end: SIGTERM.'],
  ['a warning', warned, 'warn', '1 warning to read.'],
  ['a failed check of severity warn', { checks: { 'a.one': { status: 'failed', severity: 'warn' } } }, 'warn', '1 warning to read.'],
  ['a broken check of severity warn', { checks: { 'a.one': { status: 'broken', severity: 'warn' } } }, 'warn', '1 warning to read.'],
  [
    'a missed target of severity warn',
    { checks: { 'a.one': { measurements: [measured('x', samplesOf(9, 9))] } }, targets: [['a', 'warn: x max < 1ms']] },
    'warn',
    '1 warning to read.',
  ],
  [
    'a resource that stayed',
    { ...passed, leftovers: [{ component: 'a', kind: 'table', name: 'T1' }] },
    'warn',
    '1 created resource could not be removed: a table T1.',
  ],
])('%s', (_, shape, verdict, reason) => {
  const run = judge(shape);
  expect(run.verdict).toBe(verdict);
  expect(run.reasons).toContain(reason);
});

test('gates alone are enough when nothing else was declared', () => {
  expect(judge({ checks: { 'a.connection': { gate: true } } }).verdict).toBe('pass');
});

test('a wrong answer weighs more than a missing one, and all reasons are told', () => {
  const run = judge({
    checks: { 'a.one': { status: 'broken' }, 'a.two': { status: 'failed' }, 'a.three': { findings: [finding(false, 'warn')] } },
  });
  expect(run.verdict).toBe('fail');
  expect(run.reasons).toEqual(['1 check failed: a.two.', '1 check gave no usable answer: a.one.', '1 warning to read.']);
});

test('many names are cut, their number is not', () => {
  const checks = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a.${index}`, { status: 'failed' as const }]));
  expect(judge({ checks }).reasons).toEqual(['9 checks failed: a.0; a.1; a.2; a.3; a.4; 4 more.']);
});

test('a check shows the unmet findings of its last attempt, blocking ones first, and how to run it alone', () => {
  const findings = [finding(true), finding(false, 'warn', 'w'), finding(false, 'fail', 'f')];
  const [check] = judge({ checks: { 'a.one': { status: 'failed', findings, earlier: [] } } }).checks;
  expect(check?.unmet.map(({ subject }) => subject)).toEqual(['f', 'w']);
  expect(check).toMatchObject({ warned: false, rerun: 'infra-test run --check a.one --config infra-test.yml' });
});

test('the rerun command is quoted where a shell needs it, and names an environment that is not local', () => {
  const checks = { "a.roles.SELECT on CORE.*; it's $x": {} };
  const [check] = judge({ checks, configFile: 'my configs/é.yml', environment: 'staging' }).checks;
  expect(check?.rerun).toBe(
    String.raw`infra-test run --check 'a.roles.SELECT on CORE.*; it'\''s $x' --config 'my configs/é.yml' --environment staging`,
  );
});

test('a warned check is counted once, also when it failed for another reason', () => {
  const checks: Readonly<Record<string, CheckShape>> = {
    'a.one': { findings: [finding(false, 'warn'), finding(false, 'warn')] },
    'a.two': { status: 'failed', findings: [finding(false), finding(false, 'warn')] },
  };
  const run = judge({ checks });
  expect(run.counts.warned).toBe(2);
  expect(run.checks.map(({ warned: isWarned }) => isWarned)).toEqual([true, false]);
});

test.each<readonly [readonly RunShape[], FailOn, number]>([
  [[passed], 'failed', 0],
  [[warned], 'failed', 0],
  [[flaky], 'failed', 0],
  [[failed], 'failed', 1],
  [[broken], 'failed', 3],
  [[broken], 'flaky', 3],
  [[], 'failed', 3],
  [[late], 'failed', 3],
  [[stopped], 'failed', 130],
  [[warned], 'warn', 1],
  [[flaky], 'warn', 0],
  [[flaky], 'flaky', 4],
  [[warned, flaky], 'flaky', 4],
  [[passed, flaky, broken], 'flaky', 3],
  [[broken, failed], 'failed', 1],
  [[warned, broken], 'warn', 3],
  [[failed, stopped, broken], 'failed', 130],
])('exit code of %# is as promised', (shapes, failOn, code) => {
  expect(exitCode(shapes, failOn)).toBe(code);
});

test('runs are combined: the worst verdict, the sum of the counts', () => {
  const report = combineRuns([passed, warned, broken].map(judge), tool);
  expect(report).toMatchObject({ schemaVersion: 1, tool, verdict: 'broken', counts: { total: 3, passed: 2, broken: 1, warned: 1 } });
  expect(report.runs).toHaveLength(3);
  expect(combineRuns([], tool).verdict).toBe('broken');
});

test('a run is green only when every blocking check passed or was skipped, and something was tested', () => {
  const shape = fc.record({
    status: fc.constantFrom(...outcomeStatuses),
    severity: fc.constantFrom(...severities),
    isSilent: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(shape, { maxLength: 6 }), (shapes) => {
      const run = judge({ checks: Object.fromEntries(shapes.map((check, index) => [`a.${index}`, check])) });
      const statuses = shapes.map(({ status, isSilent }) => (isSilent ? 'broken' : status));
      const isGreen = statuses.every((status) => status === 'passed' || status === 'skipped') && statuses.includes('passed');
      expect(run.verdict === 'pass').toBe(isGreen);
      expect(run.reasons.length === 0).toBe(isGreen);
      expect(run.counts.passed + run.counts.failed + run.counts.broken + run.counts.skipped).toBe(run.counts.total);
      const blocks = shapes.some(({ status, severity, isSilent }) => status === 'failed' && severity === 'fail' && !isSilent);
      expect(run.verdict === 'fail').toBe(blocks);
    }),
  );
});
