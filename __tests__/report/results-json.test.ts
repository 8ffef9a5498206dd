import { describe, expect, test } from 'vitest';
import { idsToRunAgain } from '../../src/report/ids-to-run-again.ts';
import { toResultsJson } from '../../src/report/results-json.ts';
import { hostileReport, sampleReport } from './sample-report.ts';

describe('results.json', () => {
  test('is the report, text for text', () => {
    expect(JSON.parse(toResultsJson(sampleReport()))).toEqual(sampleReport());
    expect(JSON.parse(toResultsJson(hostileReport()))).toEqual(hostileReport());
  });

  test('numbers that do not exist are null', () => {
    const report = sampleReport();
    const run = report.runs[0];
    if (run === undefined) throw new Error('the sample has a run');
    const operations = run.operations.slice(0, 1).map((row) => ({ ...row, count: 0, p95Milliseconds: Number.NaN }));
    const parsed: unknown = JSON.parse(toResultsJson({ ...report, runs: [{ ...run, operations }] }));
    expect(parsed).toMatchObject({ runs: [{ operations: [{ p95Milliseconds: null }] }] });
  });
});

describe('ids to run again', () => {
  test('are those of checks that did not pass, skipped ones included, each once', () => {
    const report = sampleReport();
    const twice = { ...report, runs: [...report.runs, ...report.runs] };
    expect(idsToRunAgain(JSON.parse(toResultsJson(twice)))).toEqual([
      'warehouse.CORE.CALLS.columns',
      'warehouse.roles.ANALYST.select',
      'vectors.metadata-filter.industry',
      'tools.call.search_calls',
      'tools.limits',
      'api.accounts.list',
      'status.connection',
      'status.page.status',
      'status.page.body',
      'journeys.failover',
    ]);
  });

  test.each([
    [null, 'results.json: expected an object at results.json, got null'],
    [[], 'results.json: expected an object at results.json, got a list'],
    [{}, 'results.json: expected schemaVersion 1, got nothing'],
    [{ schemaVersion: 2 }, 'results.json: expected schemaVersion 1, got 2'],
    [{ schemaVersion: 1 }, 'results.json: expected a list at runs, got nothing'],
    [{ schemaVersion: 1, runs: [{ checks: {} }] }, 'results.json: expected a list at runs[0].checks, got an object'],
    [{ schemaVersion: 1, runs: [{ checks: [{ id: 7 }] }] }, 'results.json: expected a text at runs[0].checks[0].id, got 7'],
    [
      { schemaVersion: 1, runs: [{ checks: [{ id: 'a', outcome: {} }] }] },
      'results.json: expected a text at runs[0].checks[0].outcome.status, got nothing',
    ],
  ])('%j is refused with its place', (value, message) => {
    expect(() => idsToRunAgain(value)).toThrow(new Error(message));
  });
});
