import type { Finding } from '../model/outcome.ts';
import type { Counts, JudgedCheck, JudgedRun, Report, TargetStatus } from '../model/run.ts';
import type { OutcomeStatus, Verdict } from '../model/words.ts';
import { formatMilliseconds } from '../std/duration.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  warn: 'Passed with warnings',
  fail: 'Failed',
  broken: 'Broken',
};

/** What a reader sees of a check: its outcome, or `warned` where something was not met that blocks nothing. */
export type CheckState = OutcomeStatus | 'warned';

export function checkState(check: JudgedCheck): CheckState {
  return check.warned ? 'warned' : check.outcome.status;
}

/** The words beside the icon of a check, such as `failed, warning only`. */
export function checkWords(check: JudgedCheck): string {
  const { status, flaky } = check.outcome;
  if (status === 'passed') return ['passed', ...(flaky ? ['flaky'] : []), ...(check.warned ? ['warning'] : [])].join(', ');
  return check.warned ? `${status}, warning only` : status;
}

/** The words beside a line that tells only what a check warns about. */
export function warningWords(check: JudgedCheck): string {
  return check.warned ? checkWords(check) : `${check.outcome.status}, and a warning`;
}

export const targetWords: Readonly<Record<TargetStatus, string>> = {
  met: 'met',
  missed: 'missed',
  undecided: 'not decided',
  broken: 'without data',
  skipped: 'skipped',
};

export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `12,345` whatever the machine's locale. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Such as `12 checks: 9 passed, 2 failed, 1 skipped; 1 warning; 1 flaky`. Zeros are left out, except a run without a pass. */
export function countsSentence(counts: Counts): string {
  const outcomes = (['passed', 'failed', 'broken', 'skipped'] as const)
    .filter((status) => counts[status] > 0 || status === 'passed')
    .map((status) => `${formatCount(counts[status])} ${status}`);
  const extras = [
    ...(counts.warned > 0 ? [plural(counts.warned, 'warning')] : []),
    ...(counts.flaky > 0 ? [`${formatCount(counts.flaky)} flaky`] : []),
  ];
  return [`${plural(counts.total, 'check')}: ${outcomes.join(', ')}`, ...extras].join('; ');
}

/** A latency for a table cell; a dash where nothing was measured. */
export function latencyText(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? formatMilliseconds(milliseconds) : '–';
}

/** Sum of all attempts. */
export function checkDurationMilliseconds(check: JudgedCheck): number {
  return check.outcome.attempts.reduce((sum, attempt) => sum + attempt.durationMilliseconds, 0);
}

/** Such as `2026-11-22 18:04 UTC`. */
export function timeText(unixMilliseconds: number): string {
  return `${timestamp(unixMilliseconds).slice(0, 16).replace('T', ' ')} UTC`;
}

/** ISO 8601; a time that no date can hold becomes the epoch, because a report must not fail on a wrong clock. */
export function timestamp(unixMilliseconds: number): string {
  const date = new Date(unixMilliseconds);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
}

export function environmentText(run: JudgedRun): string {
  const { environment } = run;
  const stack = environment.stack === 'embedded' ? `embedded stack, seed ${environment.seed}` : 'live stack';
  return `${environment.name} (${stack})`;
}

/** What was looked at, for a table that shows the expectation beside it: a condition would only repeat itself. */
export function findingSubject({ subject, expected }: Finding): string {
  return subject === expected ? 'condition' : subject;
}

/** One line for each finding. A condition is its own expectation and is not said twice. */
export function findingsText(findings: readonly Finding[]): string {
  return findings
    .map(({ subject, expected, actual }) =>
      subject === expected ? `${subject}: ${actual}` : `${subject}: expected ${expected}, got ${actual}`,
    )
    .join('\n');
}

/** From the first start to the last end; runs of one invocation may follow or overlap each other. */
export function reportDurationMilliseconds(report: Report): number {
  if (report.runs.length === 0) return 0;
  const starts = report.runs.map((run) => run.startedAtMilliseconds);
  const ends = report.runs.map((run) => run.startedAtMilliseconds + run.durationMilliseconds);
  return Math.max(0, Math.max(...ends) - Math.min(...starts));
}

/** One unmet finding on a line. A condition is its own subject: it is said once. */
export function findingText({ subject, expected, actual }: Finding): string {
  return `${subject === expected ? '' : `${subject}: `}expected ${expected}, got ${actual}`;
}
