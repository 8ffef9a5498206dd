import type { Counts, JudgedCheck, JudgedTarget } from '../model/run.ts';
import type { OutcomeStatus } from '../model/words.ts';

/** Not decided always; missed or without data when its severity is warn. */
function isWarnedTarget({ status, severity }: JudgedTarget): boolean {
  return status === 'undecided' || (severity === 'warn' && (status === 'missed' || status === 'broken'));
}

export function countRun(checks: readonly JudgedCheck[], targets: readonly JudgedTarget[]): Counts {
  const countOf = (status: OutcomeStatus): number => checks.filter(({ outcome }) => outcome.status === status).length;
  const warnedChecks = checks.filter(({ warned, unmet }) => warned || unmet.some(({ severity }) => severity === 'warn'));
  return {
    total: checks.length,
    passed: countOf('passed'),
    failed: countOf('failed'),
    broken: countOf('broken'),
    skipped: countOf('skipped'),
    warned: warnedChecks.length + targets.filter(isWarnedTarget).length,
    flaky: checks.filter(({ outcome }) => outcome.status === 'passed' && outcome.flaky).length,
  };
}
