import type { Counts, Execution, JudgedCheck, JudgedTarget, TargetStatus } from '../model/run.ts';
import type { OutcomeStatus, Verdict } from '../model/words.ts';
import { isBlocking } from './judge-check.ts';
import { isPartOfRun, missingShards } from './shards.ts';

export interface Judged {
  readonly checks: readonly JudgedCheck[];
  readonly targets: readonly JudgedTarget[];
  readonly counts: Counts;
  readonly execution: Execution;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** One sentence for each reason, those of the verdict first. Empty for a pass. */
  readonly reasons: readonly string[];
}

/** Names shown in one sentence; a reader finds the others in the report. */
const mostNames = 5;

/**
 * Something answered wrongly: fail. Something gave no usable answer, or nobody looked: broken. Something to read: warn.
 * A wrong answer weighs more than a missing one, because it is known.
 */
export function judgeVerdict(judged: Judged): Judgement {
  const failed = failures(judged);
  const broken = silences(judged);
  const warned = warnings(judged);
  const reasons = [...failed, ...broken, ...warned];
  if (failed.length > 0) return { verdict: 'fail', reasons };
  if (broken.length > 0) return { verdict: 'broken', reasons };
  return { verdict: warned.length > 0 ? 'warn' : 'pass', reasons };
}

function failures({ checks, targets }: Judged): readonly string[] {
  return [
    ...sentence(blockingIds(checks, 'failed'), 'check failed', 'checks failed'),
    ...sentence(blockingTargets(targets, 'missed'), 'target was missed', 'targets were missed'),
  ];
}

function silences({ checks, targets, counts, execution }: Judged): readonly string[] {
  const { header } = execution;
  const unreported = header.checks.length - execution.outcomes.length;
  const missing = missingShards(header).map((number) => `${number}/${header.shards?.count}`);
  return [
    ...sentence(missing, 'shard did not report', 'shards did not report'),
    ...sentence(blockingIds(checks, 'broken'), 'check gave no usable answer', 'checks gave no usable answer'),
    ...sentence(blockingTargets(targets, 'broken'), 'target could not be judged', 'targets could not be judged'),
    ...(execution.stoppedBy === null ? [] : [`The run was stopped before its end: ${execution.stoppedBy}.`]),
    ...(unreported > 0 ? [`${plural(unreported, 'check', 'checks')} of the plan never reported.`] : []),
    ...(isPartOfRun(header) ? [] : emptiness(checks, counts)),
  ];
}

function emptiness(checks: readonly JudgedCheck[], counts: Counts): readonly string[] {
  if (counts.total === 0) return ['The run has no checks.'];
  return isAllSkipped(checks) ? [allSkippedSentence(checks)] : [];
}

function warnings({ counts, execution }: Judged): readonly string[] {
  const names = execution.leftovers.map(({ component, kind, name }) => `${component} ${kind} ${name}`);
  return [
    ...sentence(names, 'created resource could not be removed', 'created resources could not be removed'),
    ...(counts.warned > 0 ? [`${plural(counts.warned, 'warning', 'warnings')} to read.`] : []),
  ];
}

/** A connection that was made is no answer to what was asked: without other checks that ran, nothing was tested. */
function isAllSkipped(checks: readonly JudgedCheck[]): boolean {
  const asked = checks.filter(({ gate }) => !gate);
  return (asked.length > 0 ? asked : checks).every(({ outcome }) => outcome.status === 'skipped');
}

function allSkippedSentence(checks: readonly JudgedCheck[]): string {
  const reasons = new Set(checks.filter(({ outcome }) => outcome.status === 'skipped').map(({ outcome }) => outcome.reason));
  return `Nothing was tested, every check was skipped: ${nameList([...reasons])}.`;
}

function blockingIds(checks: readonly JudgedCheck[], status: OutcomeStatus): readonly string[] {
  return checks.filter((check) => isBlocking(check) && check.outcome.status === status).map(({ id }) => id);
}

function blockingTargets(targets: readonly JudgedTarget[], status: TargetStatus): readonly string[] {
  return targets
    .filter((target) => target.severity === 'fail' && target.status === status)
    .map(({ component, explained }) => `${component}: ${explained}`);
}

function sentence(names: readonly string[], one: string, many: string): readonly string[] {
  return names.length === 0 ? [] : [`${plural(names.length, one, many)}: ${nameList(names)}.`];
}

function nameList(names: readonly string[]): string {
  const rest = names.length - mostNames;
  return [...names.slice(0, mostNames), ...(rest > 0 ? [`${rest} more`] : [])].join('; ');
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
