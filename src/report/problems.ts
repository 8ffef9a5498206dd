import type { JudgedCheck, JudgedRun, JudgedTarget, OperationRow, TargetStatus } from '../model/run.ts';
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

export interface LayerCounts {
  readonly layer: Layer;
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly broken: number;
  readonly skipped: number;
  readonly warned: number;
}

/** All six layers in their order; a layer without checks has zeros. */
export function layerCounts(checks: readonly JudgedCheck[]): readonly LayerCounts[] {
  const counts = layers.map((layer) => ({ layer, total: 0, passed: 0, failed: 0, broken: 0, skipped: 0, warned: 0 }));
  const byLayer = new Map(counts.map((row) => [row.layer, row]));
  for (const check of checks) {
    const row = byLayer.get(check.layer);
    if (row === undefined) continue;
    row.total += 1;
    row[check.outcome.status] += 1;
    if (hasWarning(check)) row.warned += 1;
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
