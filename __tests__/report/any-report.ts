import * as fc from 'fast-check';
import type { CheckChange } from '../../src/model/comparison.ts';
import type { Report } from '../../src/model/run.ts';
import { layers, outcomeStatuses, severities } from '../../src/model/words.ts';
import { finding, hop, judgedCheck, judgedRun, judgedTarget, latencies, operationRow, reportOf } from './build-report.ts';

const histogram = latencies(30, 5, 0.4, 9);

const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('| a |', '</details>', '```\n# x', '<b>', '@octocat #1', 'columns are as declared', 'x'.repeat(900), '\n\n- y'),
);

const check = fc
  .record({
    id: text,
    title: text,
    layer: fc.constantFrom(...layers),
    status: fc.constantFrom(...outcomeStatuses),
    severity: fc.constantFrom(...severities),
    reason: text,
    component: fc.constantFrom('warehouse', 'vectors', 'api'),
    warn: fc.boolean(),
  })
  .map(({ id, component, warn, ...shape }) =>
    judgedCheck({
      ...shape,
      id: `${component}.${id}`,
      reason: shape.status === 'passed' ? '' : shape.reason,
      hops: warn ? [hop(shape.title, id, 0, 5), hop(id, component, 5, 90, { state: 'failed', detail: shape.reason })] : [],
      findings: shape.status === 'failed' || warn ? [finding(shape.title, shape.reason, id, false, warn ? 'warn' : 'fail')] : [],
    }),
  );

const operation = fc
  .tuple(
    text,
    fc.constantFrom('met', 'missed', 'undecided', 'broken', 'skipped'),
    fc.constantFrom('slower', 'faster', 'same', 'noisy', 'unknown'),
  )
  .map(([name, status, trend]) => ({
    row: operationRow('api', name, histogram, { targets: [`${name} p(95) < 10ms`], status }),
    target: judgedTarget('api', `${name} p(95) < 10ms`, status, `${name}: p(95) is 12ms`),
    change: { component: 'api', operation: name, baselineP95Milliseconds: 5, ratio: 1.4, pastRuns: 8, trend } as const,
  }));

/** Any report: statuses, severities, hostile texts, with and without a past. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    checks: fc.array(check, { maxLength: 60 }),
    operations: fc.array(operation, { maxLength: 25 }),
    reasons: fc.array(text, { maxLength: 5 }),
    verdict: fc.constantFrom('pass', 'warn', 'fail', 'broken'),
    pastRuns: fc.option(fc.nat({ max: 10 })),
    branch: text,
  })
  .map(({ checks, operations, reasons, verdict, pastRuns, branch }) => {
    const run = judgedRun({
      verdict,
      reasons,
      checks,
      components: [{ name: 'api', uses: 'http', address: '' }],
      operations: operations.map(({ row }) => row),
      targets: operations.map(({ target }) => target),
      leftovers: reasons.map((name) => ({ component: 'api', kind: 'table', name })),
    });
    const changes = checks.map(({ id, title, outcome }, index): CheckChange => {
      const failed = outcome.status === 'failed' || outcome.status === 'broken';
      const kind = failed ? (index % 2 === 0 ? 'new-failure' : 'still-failing') : outcome.status === 'skipped' ? 'newly-skipped' : 'fixed';
      return { checkId: id, title, kind, pastRuns: 10, pastFailures: index % 11 };
    });
    const comparison = {
      branch,
      pastRuns: pastRuns ?? 0,
      newestCommit: '',
      checks: changes,
      operations: operations.map(({ change }) => change),
    };
    return reportOf(verdict, 0, [pastRuns === null ? run : { ...run, comparison }]);
  });
