import { layers } from '../model/words.ts';
import type { JudgedCheck, JudgedRun, OperationRow, Report } from '../model/run.ts';
import { findingText } from '../report/words.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { showHiddenInLine } from '../std/escape.ts';
import { padded, statusFormats, statusIcons, verdictFormats, warningIcon } from './style.ts';
import type { Paint } from './style.ts';

const problemsShown = 20;
const findingsShown = 5;

/** The end of a run for a terminal: what is wrong first, layers, latencies, the verdict. */
export function finalTable(report: Report, paint: Paint): string {
  return report.runs.map((run) => runTable(run, paint)).join('\n');
}

function runTable(run: JudgedRun, paint: Paint): string {
  const parts = [
    heading(run, paint),
    problems(run, paint),
    layerTable(run, paint),
    latencyTable(run.operations, paint),
    verdictLine(run, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function heading({ configFile, environment, selection }: JudgedRun, paint: Paint): string {
  const stack = environment.stack === 'embedded' ? `embedded stack, seed ${environment.seed}` : 'live';
  const narrowed = selection === '' ? '' : `, only ${selection}`;
  return `${paint('bold', configFile)} ${paint('gray', `environment ${environment.name} (${stack}${narrowed})`)}`;
}

function problems(run: JudgedRun, paint: Paint): string {
  const wrong = run.checks.filter((check) => check.outcome.status === 'failed' || check.outcome.status === 'broken' || check.warned);
  const shown = wrong.slice(0, problemsShown).map((check) => problem(check, paint));
  const rest = wrong.length - shown.length;
  const targets = run.targets
    .filter((target) => target.status !== 'met' && target.status !== 'skipped')
    .map(
      (target) =>
        `${paint(target.severity === 'fail' && target.status === 'missed' ? 'red' : 'yellow', `target ${target.status}`)} ${target.component}: ${showHiddenInLine(target.explained)}`,
    );
  return [...shown, ...(rest > 0 ? [`... and ${rest} more, see the report`] : []), ...targets].join('\n');
}

function problem(check: JudgedCheck, paint: Paint): string {
  const { outcome, source } = check;
  const format = check.warned ? 'yellow' : statusFormats[outcome.status];
  const label = check.warned ? `${warningIcon} warning` : `${statusIcons[outcome.status]} ${outcome.status}`;
  const findings = check.unmet.slice(0, findingsShown).map((finding) => `    ${showHiddenInLine(findingText(finding))}`);
  const reason = check.unmet.length === 0 ? [`    ${showHiddenInLine(outcome.reason)}`] : findings;
  const place = paint('gray', `    ${source.file}:${source.line}:${source.column}   ${check.rerun}`);
  return [`${paint(format, label)} ${paint('bold', check.id)} ${showHiddenInLine(check.title)}`, ...reason, place].join('\n');
}

const columns = ['passed', 'failed', 'broken', 'skipped', 'only warned'] as const;

/** A wrong answer of severity warn stops nothing, so it does not stand among the failed. */
function columnOf({ outcome, severity }: JudgedCheck): (typeof columns)[number] {
  const isProblem = outcome.status === 'failed' || outcome.status === 'broken';
  return isProblem && severity === 'warn' ? 'only warned' : outcome.status;
}

function layerTable({ checks }: JudgedRun, paint: Paint): string {
  const rows = layers
    .map((layer) => ({ layer, checks: checks.filter((check) => check.layer === layer) }))
    .filter((row) => row.checks.length > 0)
    .map(({ layer, checks }) => [
      layer,
      checks.length,
      ...columns.map((column) => checks.filter((check) => columnOf(check) === column).length),
    ]);
  return table(
    ['layer', 'checks', ...columns],
    rows.map((row) => row.map(String)),
    paint,
  );
}

function latencyTable(operations: readonly OperationRow[], paint: Paint): string {
  if (operations.length === 0) return '';
  const rows = operations.map((row) => [
    `${row.component} ${row.operation}`,
    String(row.count),
    String(row.errors),
    ...[row.p50Milliseconds, row.p95Milliseconds, row.p99Milliseconds, row.maxMilliseconds].map((value) =>
      row.count === 0 ? '-' : formatMilliseconds(value),
    ),
    row.targets.join('; ') || '-',
    row.status ?? '-',
  ]);
  return table(['operation', 'n', 'errors', 'p50', 'p95', 'p99', 'max', 'target', 'verdict'], rows, paint, [0, 7, 8]);
}

/** Columns as wide as their widest cell; numbers to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], paint: Paint, leftAligned: readonly number[] = [0]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0, leftAligned.includes(column) ? 'left' : 'right'))
      .join('  ')
      .trimEnd();
  return [paint('gray', line(head)), ...rows.map(line)].join('\n');
}

function verdictLine(run: JudgedRun, paint: Paint): string {
  const { counts } = run;
  const parts = columns
    .map((column) => ({ column, count: run.checks.filter((check) => columnOf(check) === column).length }))
    .filter(({ count }) => count > 0)
    .map(({ column, count }) => `${count} ${column}`);
  if (counts.flaky > 0) parts.push(`${counts.flaky} flaky`);
  const reasons = run.reasons.map((reason) => `\n  ${showHiddenInLine(reason)}`).join('');
  return `${paint('bold', paint(verdictFormats[run.verdict], run.verdict.toUpperCase()))}  ${counts.total} checks: ${parts.join(', ')} in ${formatMilliseconds(run.durationMilliseconds)}${reasons}`;
}
