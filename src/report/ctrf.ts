import type { Attempt } from '../model/outcome.ts';
import type { JudgedCheck, JudgedRun, JudgedTarget, Report } from '../model/run.ts';
import type { OutcomeStatus } from '../model/words.ts';
import { isWarnedTarget } from './problems.ts';
import { checkDurationMilliseconds, findingsText, timestamp } from './words.ts';

type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'other';

interface CtrfTest {
  readonly name: string;
  readonly status: CtrfStatus;
  /** Whole milliseconds: the schema allows integers only. */
  readonly duration: number;
  readonly [field: string]: unknown;
}

/**
 * Common Test Report Format (ctrf.io). Its statuses know no `broken` and no warning: broken is `failed`, because readers
 * gate on that word, and what only warns is `other`; `rawStatus` keeps our word. Targets are tests of suite `targets`.
 */
export function toCtrf(report: Report): string {
  const tests = report.runs.flatMap((run) => [
    ...run.checks.map((check) => checkTest(run, check)),
    ...run.targets.map((target) => targetTest(run, target)),
  ]);
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: timestamp(Math.max(0, ...report.runs.map((run) => stopOf(run)))),
    generatedBy: `${report.tool.name} ${report.tool.version}`,
    results: { tool: report.tool, summary: summaryOf(report, tests), tests, environment: environmentOf(report) },
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

function summaryOf(report: Report, tests: readonly CtrfTest[]) {
  const having = (status: CtrfStatus): number => tests.filter((test) => test.status === status).length;
  const starts = report.runs.map((run) => Math.round(run.startedAtMilliseconds));
  const start = starts.length === 0 ? 0 : Math.min(...starts);
  const stop = Math.max(start, ...report.runs.map((run) => stopOf(run)));
  return {
    tests: tests.length,
    passed: having('passed'),
    failed: having('failed'),
    skipped: having('skipped'),
    pending: 0,
    other: having('other'),
    flaky: report.counts.flaky,
    suites: new Set(tests.map((test) => JSON.stringify(test['suite']))).size,
    start,
    stop,
    duration: stop - start,
    extra: { verdict: report.verdict, exitCode: report.exitCode, counts: report.counts },
  };
}

function environmentOf(report: Report) {
  const names = new Set(report.runs.map((run) => run.environment.name));
  return {
    reportName: report.tool.name,
    testEnvironment: [...names].join(', '),
    healthy: report.verdict === 'pass' || report.verdict === 'warn',
  };
}

function stopOf(run: JudgedRun): number {
  return Math.round(run.startedAtMilliseconds + run.durationMilliseconds);
}

function checkTest(run: JudgedRun, check: JudgedCheck): CtrfTest {
  const { outcome } = check;
  const first = outcome.attempts[0];
  return {
    name: check.title === '' ? check.id : check.title,
    status: checkStatus(check),
    duration: Math.round(checkDurationMilliseconds(check)),
    ...(first === undefined ? {} : { start: Math.round(first.startedAtMilliseconds) }),
    suite: [run.configFile, check.component, check.layer],
    ...(outcome.reason === '' ? {} : { message: outcome.reason }),
    ...(check.unmet.length === 0 ? {} : { trace: findingsText(check.unmet) }),
    line: check.source.line,
    rawStatus: outcome.status,
    tags: [...new Set([check.layer, ...check.tags])],
    type: check.layer,
    filePath: check.source.file,
    retries: Math.max(0, outcome.attempts.length - 1),
    ...(outcome.attempts.length > 1 ? { retryAttempts: outcome.attempts.map((attempt) => retryAttempt(attempt)) } : {}),
    flaky: outcome.flaky,
    ...(outcome.attempts.at(-1)?.notes.length ? { stdout: outcome.attempts.at(-1)?.notes } : {}),
    extra: {
      id: check.id,
      severity: check.severity,
      stages: check.stages,
      rerun: check.rerun,
      column: check.source.column,
      run: run.runId,
    },
  };
}

function checkStatus(check: JudgedCheck): CtrfStatus {
  const { status } = check.outcome;
  return check.warned && status !== 'passed' ? 'other' : plainStatus(status);
}

function plainStatus(status: OutcomeStatus): CtrfStatus {
  return status === 'broken' ? 'failed' : status;
}

function retryAttempt(attempt: Attempt) {
  return {
    attempt: attempt.number,
    status: plainStatus(attempt.status),
    duration: Math.round(attempt.durationMilliseconds),
    ...(attempt.reason === '' ? {} : { message: attempt.reason }),
    start: Math.round(attempt.startedAtMilliseconds),
    extra: { rawStatus: attempt.status, ...(attempt.retryReason === undefined ? {} : { retryReason: attempt.retryReason }) },
  };
}

function targetTest(run: JudgedRun, target: JudgedTarget): CtrfTest {
  return {
    name: `target: ${target.text}`,
    status: targetStatus(target),
    duration: 0,
    suite: [run.configFile, target.component, 'targets'],
    message: target.explained,
    line: target.source.line,
    rawStatus: target.status,
    tags: ['target'],
    type: 'target',
    filePath: target.source.file,
    extra: { severity: target.severity, isDefault: target.isDefault, operations: target.operations, run: run.runId },
  };
}

function targetStatus(target: JudgedTarget): CtrfStatus {
  if (target.status === 'met') return 'passed';
  if (target.status === 'skipped') return 'skipped';
  return isWarnedTarget(target) ? 'other' : 'failed';
}
