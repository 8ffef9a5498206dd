import { expect, test } from 'vitest';
import type { Report } from '../../src/model/run.ts';
import { redactReport } from '../../src/report/redact-report.ts';
import { createRedactor } from '../../src/std/redact.ts';
import { sampleReport } from './sample-report.ts';

/** Fields that hold a word of ours, a key of the config, a place or a version: nothing from outside. */
const closedFields = new Set([
  'verdict',
  'status',
  'layer',
  'stages',
  'severity',
  'kind',
  'component',
  'uses',
  'access',
  'chaos',
  'network',
  'stack',
  'faults',
  'on',
  'retryReason',
  'model',
  'trend',
  'runId',
  'configFile',
  'file',
  'version',
  'name',
  'newestCommit',
  'state',
]);
/** Of those names, where it is a text from outside: names of metrics, hops and leftovers. */
const openPaths = [/\.metrics\.\d+\.name$/, /\.leftovers\.\d+\.(name|kind)$/, /\.hops\.\d+\.name$/];

function textsOf(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

function isFree(path: string): boolean {
  const field = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  return !closedFields.has(field) || openPaths.some((pattern) => pattern.test(path));
}

const comparison = {
  branch: 'main',
  pastRuns: 3,
  newestCommit: 'a'.repeat(40),
  checks: [{ checkId: 'gone.check', title: 'A check that is gone', kind: 'removed' as const, pastRuns: 2, pastFailures: 0 }],
  operations: [{ component: 'vectors', operation: 'query', baselineP95Milliseconds: 4, ratio: 1.1, pastRuns: 3, trend: 'same' as const }],
};

function reportWithEverything(): Report {
  const report = sampleReport();
  const leftovers = [{ component: 'warehouse', kind: 'table', name: 'SCRATCH' }];
  return { ...report, runs: report.runs.map((run) => ({ ...run, leftovers, comparison, stoppedBy: 'SIGINT' })) };
}

test('every free text passes the redactor once, and nothing else does', () => {
  const marked = redactReport(reportWithEverything(), (text) => `«${text}»`);
  const wrong = textsOf(marked).filter(([path, text]) => isFree(path) !== /^«[^«»]*»$/s.test(text));
  expect(wrong).toEqual([]);
});

test('a report without secrets is the same report', () => {
  const report = reportWithEverything();
  expect(redactReport(report, (text) => text)).toEqual(report);
});

test('checks that differ in a secret alone stay two, and their outcomes follow them', () => {
  const report = sampleReport();
  const [run] = report.runs;
  const [check] = run?.checks ?? [];
  if (run === undefined || check === undefined) throw new Error('the sample has no check');
  const checks = ['db.secret-1.a', 'db.secret-2.a'].map((id) => ({ ...check, id, outcome: { ...check.outcome, checkId: id } }));
  const changes = checks.map(({ id }) => ({ checkId: id, title: id, kind: 'fixed' as const, pastRuns: 1, pastFailures: 1 }));
  const redact = createRedactor(['secret-1', 'secret-2']);
  const [clean] = redactReport({ ...report, runs: [{ ...run, checks, comparison: { ...comparison, checks: changes } }] }, redact).runs;
  expect(clean?.checks.map(({ id, outcome }) => [id, outcome.checkId])).toEqual([
    ['db.***.a', 'db.***.a'],
    ['db.***.a~2', 'db.***.a~2'],
  ]);
  expect(clean?.comparison?.checks.map(({ checkId }) => checkId)).toEqual(['db.***.a', 'db.***.a~2']);
});
