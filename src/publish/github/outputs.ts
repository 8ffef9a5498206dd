import type { OperationRow, Report } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';

/** Step outputs by name, as action.yml documents them. `files` are absolute paths of the reports. */
export function stepOutputs(report: Report, files: readonly string[], directory: string): Readonly<Record<string, string>> {
  const checks = report.runs.flatMap((run) => run.checks);
  const blocking = checks.filter(
    ({ outcome, severity }) => severity === 'fail' && (outcome.status === 'failed' || outcome.status === 'broken'),
  );
  const path = (name: string): string => files.find((file) => file.endsWith(name)) ?? '';
  const { total, passed, broken, skipped, warned, flaky } = report.counts;
  return {
    verdict: report.verdict,
    'exit-code': String(report.exitCode),
    ...Object.fromEntries(
      Object.entries({ total, passed, failed: report.counts.failed, broken, skipped, warned, flaky }).map(([name, count]) => [
        name,
        String(count),
      ]),
    ),
    'failed-ids': JSON.stringify(blocking.map((check) => check.id)),
    slowest: slowestOperation(report.runs.flatMap((run) => run.operations)),
    results: path('results.json'),
    report: path('report.html'),
    summary: path('summary.md'),
    directory,
  };
}

function slowestOperation(operations: readonly OperationRow[]): string {
  const [slowest] = operations.filter((row) => row.count > 0).toSorted((left, right) => right.p95Milliseconds - left.p95Milliseconds);
  return slowest ? `${slowest.component} ${slowest.operation} ${formatMilliseconds(slowest.p95Milliseconds)}` : '';
}
