import type { Finding, Outcome } from '../model/outcome.ts';
import type { JudgedCheck, RunHeader } from '../model/run.ts';
import { rerunCommand } from './rerun-command.ts';

/** Reason of a check that the facts of a run say nothing about. */
const silent = 'the run ended without a word about this check';

/** A check of the header with its outcome; one without an outcome is broken: silence is never green. */
export function judgeCheck(check: RunHeader['checks'][number], found: Outcome | undefined, header: RunHeader): JudgedCheck {
  const outcome = found ?? { checkId: check.id, status: 'broken', reason: silent, flaky: false, attempts: [] };
  const unmet = unmetFindings(outcome);
  const isWrong = outcome.status === 'failed' || outcome.status === 'broken';
  const warned = (outcome.status === 'passed' && unmet.length > 0) || (isWrong && check.severity === 'warn');
  return { ...check, outcome, unmet, warned, rerun: rerunCommand(check.id, header) };
}

/** True when the check stops a pipeline. */
export function isBlocking(check: JudgedCheck): boolean {
  return check.severity === 'fail' && (check.outcome.status === 'failed' || check.outcome.status === 'broken');
}

/** Of the last attempt: earlier ones were repeated, so their findings are history. */
function unmetFindings({ attempts }: Outcome): readonly Finding[] {
  const unmet = (attempts.at(-1)?.findings ?? []).filter(({ met }) => !met);
  return [...unmet.filter(({ severity }) => severity === 'fail'), ...unmet.filter(({ severity }) => severity !== 'fail')];
}
