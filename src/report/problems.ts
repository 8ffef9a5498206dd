import type { Counts, JudgedCheck, JudgedRun, JudgedTarget, OperationRow, TargetStatus } from '../model/run.ts';
import { type Layer, layers } from '../model/words.ts';
import { findingsText, targetWords } from './words.ts';

/** What a reviewer must read first, in this order, and what needs no action. */
export interface Problems {
  /** Answered wrongly, then without a usable answer. */
  readonly checks: readonly JudgedCheck[];
  readonly targets: readonly JudgedTarget[];
  readonly warnedChecks: readonly JudgedCheck[];
  readonly warnedTargets: readonly JudgedTarget[];
}

export function problemsOf(run: JudgedRun): Problems {
  const blocking = run.checks.filter(isBlocking);
  const unmet = run.targets.filter((target) => target.status === 'missed' || target.status === 'broken');
  return {
    checks: [
      ...blocking.filter((check) => check.outcome.status === 'failed'),
      ...blocking.filter((check) => check.outcome.status === 'broken'),
    ],
    targets: unmet.filter((target) => target.severity === 'fail'),
    warnedChecks: run.checks.filter(hasWarning),
    warnedTargets: run.targets.filter(isWarnedTarget),
  };
}

function isBlocking(check: JudgedCheck): boolean {
  return !check.warned && (check.outcome.status === 'failed' || check.outcome.status === 'broken');
}

/** A check that only warns, or one of another outcome with an unmet finding that only warns: each counts as one warning. */
export function hasWarning(check: JudgedCheck): boolean {
  return check.warned || check.unmet.some((finding) => finding.severity === 'warn');
}

/** Why a check with a warning warns, in one line. */
export function warningText(check: JudgedCheck): string {
  const finding = check.unmet.find((unmet) => unmet.severity === 'warn') ?? check.unmet[0];
  return finding === undefined ? check.outcome.reason : findingsText([finding]);
}

/** Not decided always, missed or without data when its severity is warn. */
export function isWarnedTarget(target: JudgedTarget): boolean {
  return target.status === 'undecided' || (target.severity === 'warn' && (target.status === 'missed' || target.status === 'broken'));
}

export interface LayerCounts extends Counts {
  readonly layer: Layer;
}

/** All six layers in their order; a layer without checks has zeros. */
export function layerCounts(checks: readonly JudgedCheck[]): readonly LayerCounts[] {
  const byLayer = Map.groupBy(checks, (check) => check.layer);
  return layers.map((layer) => ({ layer, ...countChecks(byLayer.get(layer) ?? []) }));
}

/** Of checks alone: the counts of a run add its targets to the warnings. */
export function countChecks(checks: readonly JudgedCheck[]): Counts {
  const counts = { total: checks.length, passed: 0, failed: 0, broken: 0, skipped: 0, warned: 0, flaky: 0 };
  for (const check of checks) {
    counts[check.outcome.status] += 1;
    if (hasWarning(check)) counts.warned += 1;
    if (check.outcome.flaky) counts.flaky += 1;
  }
  return counts;
}

/** Checks in report order, grouped by their component. */
export function byComponent(checks: readonly JudgedCheck[]): ReadonlyMap<string, readonly JudgedCheck[]> {
  return Map.groupBy(checks, (check) => check.component);
}

export interface OperationState {
  readonly icon: TargetStatus | 'warned';
  readonly words: string;
}

/** The verdict of a latency row; a missed target of severity warn is a warning. `null` without a target. */
export function operationState(run: JudgedRun, row: OperationRow): OperationState | null {
  if (row.status === null) return null;
  const deciding = run.targets.filter(
    (target) => target.component === row.component && target.status === row.status && row.targets.includes(target.text),
  );
  const warnsOnly = deciding.length > 0 && deciding.every((target) => isWarnedTarget(target));
  const words = targetWords[row.status];
  if (!warnsOnly || row.status === 'undecided') return { icon: row.status, words };
  return { icon: 'warned', words: `${words}, warning only` };
}
