import type { LatencyChange } from '../../model/comparison.ts';
import type { PartCheck, PartComponent, PartOperation, PartRun } from '../../model/part.ts';
import type { JudgedCheck, JudgedRun, OperationRow } from '../../model/run.ts';
import { latencyChanges } from '../latency-changes.ts';
import { byComponent, countChecks, operationState } from '../problems.ts';
import { checkDurationMilliseconds, checkState, formatCount } from '../words.ts';
import { problemViews } from './problem-views.ts';

/** What people are told of a run, in full: the step summary shows it, the comment gets a bounded copy of it. */
export function runView(run: JudgedRun): PartRun {
  const { comparison } = run;
  return {
    configFile: run.configFile,
    environment: run.environment.name,
    stack: run.environment.stack,
    verdict: run.verdict,
    reasons: run.reasons,
    counts: run.counts,
    durationMilliseconds: durationOrZero(run.durationMilliseconds),
    ...(comparison && {
      comparedWith: { branch: comparison.branch, pastRuns: comparison.pastRuns, commit: comparison.newestCommit },
    }),
    changes: comparison?.checks ?? [],
    problems: problemViews(run),
    operations: operationViews(run),
    components: componentViews(run),
  };
}

function operationViews(run: JudgedRun): readonly PartOperation[] {
  const changeOf = latencyChanges(run.comparison);
  return run.operations.map((row) => operationView(run, row, changeOf(row)));
}

function operationView(run: JudgedRun, row: OperationRow, change: LatencyChange | undefined): PartOperation {
  return {
    component: row.component,
    operation: row.operation,
    count: row.count,
    errors: row.errors,
    p50Milliseconds: finiteOrNull(row.p50Milliseconds),
    p95Milliseconds: finiteOrNull(row.p95Milliseconds),
    p99Milliseconds: finiteOrNull(row.p99Milliseconds),
    targets: row.targets,
    status: operationState(run, row)?.icon ?? null,
    ...(change &&
      Number.isFinite(change.ratio) && {
        change: { baselineP95Milliseconds: change.baselineP95Milliseconds, ratio: change.ratio, trend: change.trend },
      }),
  };
}

/** A clock that jumped back must not make the part unreadable. */
function durationOrZero(milliseconds: number): number {
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function componentViews(run: JudgedRun): readonly PartComponent[] {
  const uses = new Map(run.components.map((component) => [component.name, component.uses]));
  return [...byComponent(run.checks)].map(([name, checks]) => ({
    name,
    uses: uses.get(name) ?? '',
    counts: countChecks(checks),
    checks: checks.map(checkView),
  }));
}

function checkView(check: JudgedCheck): PartCheck {
  return {
    id: check.id,
    title: check.title,
    state: checkState(check),
    layer: check.layer,
    milliseconds: durationOrZero(checkDurationMilliseconds(check)),
    why: whyText(check),
  };
}

/** Notes are told of a passed check as well: `simulated GPU` belongs to every place that shows the result. */
function whyText({ outcome, warned }: JudgedCheck): string {
  const { attempts } = outcome;
  const before = outcome.flaky ? attempts.at(-2)?.reason : undefined;
  return [
    ...(warned && outcome.status !== 'passed' ? [`${outcome.status}, warning only`] : []),
    ...(before === undefined ? [] : [`flaky: passed on attempt ${formatCount(attempts.length)}, before: ${before}`]),
    outcome.reason,
    ...(attempts.at(-1)?.notes ?? []),
  ]
    .filter((text) => text !== '')
    .join('\n');
}
