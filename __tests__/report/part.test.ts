import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { ReportPart } from '../../src/model/part.ts';
import { partSchema } from '../../src/publish/github/parse-part.ts';
import { maxPartBytes, maxRunsOfPart, partTextLimits } from '../../src/report/part/limits.ts';
import { toPart } from '../../src/report/part.ts';
import { anyReport } from './any-report.ts';
import { compared, factsOf, failingComparison } from './picture-reports.ts';
import { largeReport, reportWithText, sampleReport } from './sample-report.ts';

function bytes(part: ReportPart): number {
  return Buffer.byteLength(JSON.stringify(part));
}

/** Every row that a reader of the part could miss. */
function rowsIn({ runs }: ReportPart): { readonly passed: number; readonly blocking: number; readonly others: number } {
  const checks = runs.flatMap(({ components }) => components.flatMap((component) => component.checks));
  const problems = runs.flatMap((run) => run.problems);
  const blocking = problems.filter(({ state }) => state !== 'warned').length;
  const operations = runs.flatMap((run) => run.operations).length;
  return { passed: checks.filter(({ state }) => state === 'passed').length, blocking, others: operations + problems.length - blocking };
}

describe('the part of one job', () => {
  test('tells problems, changes, operations and every check', () => {
    const part = toPart(compared(sampleReport(), failingComparison), factsOf('infra-test'));
    const run = part.runs[0];
    expect(part.leftOut).toEqual({});
    expect(run?.comparedWith).toEqual({ branch: 'main', pastRuns: 10, commit: failingComparison.newestCommit });
    expect(run?.changes).toEqual(failingComparison.checks);
    expect(run?.problems.map(({ state, kind }) => `${state} ${kind}`)).toEqual([
      'failed unit',
      'failed security',
      'failed integration',
      'failed integration',
      'broken e2e',
      'failed target',
      'broken target',
      'warned unit',
      'warned unit',
      'warned security',
      'warned target',
      'warned target',
      'warned target',
      'warned leftover',
    ]);
    expect(run?.problems[0]?.text).toBe(
      'column CORE.CALLS.DURATION_SECONDS: expected NUMBER(38,0), got no such column\ncolumn CORE.CALLS.OWNER_EMAIL: expected VARCHAR(200), got VARCHAR(256)',
    );
    expect(run?.operations.find(({ operation }) => operation === 'statistics')?.change?.trend).toBe('slower');
    expect(run?.components.flatMap(({ checks }) => checks)).toHaveLength(part.counts.total);
  });

  test('a note of a passed check and an earlier attempt are told', () => {
    const checks = toPart(sampleReport(), factsOf('infra-test')).runs.flatMap(({ components }) =>
      components.flatMap((component) => component.checks),
    );
    expect(checks.find(({ id }) => id === 'journeys.call-to-answer')?.why).toBe('simulated GPU');
    expect(checks.find(({ id }) => id === 'vectors.query.latency')?.why).toMatch(
      /^flaky: passed on attempt 2, before: network: read ECONNRESET/,
    );
  });

  test('ten thousand checks fit; passed checks go first and are counted', () => {
    const part = toPart(largeReport(10_000), factsOf('infra-test'));
    expect(bytes(part)).toBeLessThanOrEqual(maxPartBytes);
    expect(bytes(part)).toBeGreaterThan(maxPartBytes * 0.95);
    expect(Object.keys(part.leftOut)).toEqual(['passed check']);
    expect(rowsIn(part).passed + (part.leftOut['passed check'] ?? 0)).toBe(9700);
    expect(rowsIn(part).blocking).toBe(200);
  });

  test('long texts are cut with a count, and equal ids stay equal', () => {
    const long = 'é'.repeat(100_000);
    const report = reportWithText(long);
    const part = toPart(report, factsOf(long, { notes: [long] }));
    expect(bytes(part)).toBeLessThanOrEqual(maxPartBytes);
    const problem = part.runs[0]?.problems[0];
    expect(problem?.text).toMatch(/more characters\)/);
    expect(problem?.id.length).toBeLessThan(partTextLimits.name + 40);
    expect(part.runs[0]?.components[0]?.checks[0]?.id).toBe(problem?.id);
  });

  test('any report fits, and what stops a pipeline is left out last', { timeout: 60_000 }, () => {
    const bulk = fc.tuple(anyReport, fc.integer({ min: 1, max: 400 }));
    fc.assert(
      fc.property(bulk, ([report, copies]) => {
        const runs = Array.from({ length: copies }, () => report.runs).flat();
        const part = toPart({ ...report, runs }, factsOf('infra-test'));
        expect(bytes(part)).toBeLessThanOrEqual(maxPartBytes);
        expect(v.safeParse(partSchema, JSON.parse(JSON.stringify(part))).issues).toBeUndefined();
        const isLeftOut = (noun: string): boolean => (part.leftOut[noun] ?? 0) > 0;
        const rows = rowsIn(part);
        if (isLeftOut('failure') || isLeftOut('missed target')) expect(rows.passed + rows.others).toBe(0);
        if (isLeftOut('run') && part.runs.length < maxRunsOfPart) expect(rows.blocking).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
