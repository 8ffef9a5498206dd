import type { Evaluation } from '../condition/evaluate.ts';
import { evaluateCondition } from '../condition/evaluate.ts';
import type { Condition } from '../condition/expression.ts';
import { tryParseCondition } from '../condition/parse.ts';
import { printCondition } from '../condition/print.ts';
import { metricNames, operationNames, usesBaseline, usesUnnamedOperation } from '../condition/references.ts';
import type { Scope } from '../condition/scope.ts';
import type { Target } from '../model/check.ts';
import type { JudgedCheck, JudgedTarget, TargetStatus } from '../model/run.ts';
import type { ComponentFacts } from './component-facts.ts';

export interface TargetRules {
  /** A target that too few samples decide is broken instead of a warning. */
  readonly strict: boolean;
  /** False when only a part of the config was asked for. */
  readonly isWhole: boolean;
  readonly baseline?: Scope['baseline'];
}

/** Worst first. */
export const targetStatuses: readonly TargetStatus[] = ['missed', 'broken', 'undecided', 'met', 'skipped'];

/** Judges a target on all that its component measured. Without the checks that measure it, it is skipped with their reason. */
export function judgeTarget(declared: Target, facts: ComponentFacts, rules: TargetRules): JudgedTarget {
  const condition = tryParseCondition(declared.text);
  if (condition === undefined) return { ...declared, status: 'broken', explained: `${declared.text}: this is no condition` };
  // The config refuses such a target already; a journal from elsewhere must not let other machines' noise fail a run either.
  const target: Target = usesBaseline(condition) ? { ...declared, severity: 'warn' } : declared;
  const evaluation = evaluateTarget(condition, facts, rules);
  const text = printCondition({ ...condition, severity: 'fail' });
  if (evaluation.status === 'no-data') {
    const reason = absence(condition, facts, rules);
    if (reason !== undefined) return { ...target, status: 'skipped', explained: `${text}: ${reason}` };
    return { ...target, status: 'broken', explained: evaluation.explained };
  }
  if (evaluation.status === 'undecided' && rules.strict) {
    return { ...target, status: 'broken', explained: `${evaluation.explained} (strict: not decided is broken)` };
  }
  return { ...target, status: evaluation.status, explained: evaluation.explained };
}

const worstFirst: readonly Evaluation['status'][] = ['missed', 'no-data', 'undecided', 'met'];

/** Where several checks report one metric, the target holds for each of them. */
function evaluateTarget(condition: Condition, facts: ComponentFacts, { baseline }: TargetRules): Evaluation {
  const rounds = Math.max(1, ...metricNames(condition).map((name) => facts.metric(name).length));
  const evaluations = Array.from({ length: rounds }, (_, round) =>
    evaluateCondition(condition, {
      value: (path) => facts.metric(path.join('.')).at(Math.min(round, facts.metric(path.join('.')).length - 1)),
      operation: (name) => facts.view(name),
      ...(baseline && { baseline }),
    }),
  );
  const rank = ({ status }: Evaluation): number => worstFirst.indexOf(status);
  return evaluations.reduce((worst, next) => (rank(next) < rank(worst) ? next : worst));
}

/**
 * Why nothing was measured, when nobody was asked to: every check that measures it was left out or skipped. Undefined when
 * one of them ran: then its silence is broken.
 */
function absence(condition: Condition, facts: ComponentFacts, rules: TargetRules): string | undefined {
  const missingOperations = operationNames(condition).filter((name) => (facts.view(name)?.count ?? 0) === 0);
  const missingMetrics = metricNames(condition).filter((name) => facts.metric(name).length === 0);
  const reasons = [
    ...missingOperations.map((name) => leftOut(facts.checksFor(name), `no check that ran measures ${name}`, rules)),
    ...missingMetrics.map((name) => metricLeftOut(name, facts, rules)),
    ...(usesUnnamedOperation(condition) && facts.view(undefined) === undefined ? [unnamedLeftOut(facts, rules)] : []),
  ];
  return reasons.includes(undefined) ? undefined : reasons[0];
}

function leftOut(checks: readonly JudgedCheck[], reason: string, { isWhole }: TargetRules): string | undefined {
  // In a whole run every measuring check is there, so that none of them being there is a mistake of ours.
  if (checks.length === 0) return isWhole ? undefined : `${reason}: not selected`;
  return checks.every(({ outcome }) => outcome.status === 'skipped') ? `skipped: ${checks[0]?.outcome.reason ?? ''}` : undefined;
}

function metricLeftOut(name: string, facts: ComponentFacts, rules: TargetRules): string | undefined {
  const reporting = facts.checksFor(name);
  // A check need not declare its metrics: when it was skipped, only the whole component tells.
  const candidates = reporting.length > 0 || !rules.isWhole ? reporting : facts.checks.filter(({ gate }) => !gate);
  return leftOut(candidates, `no check that ran reports ${name}`, rules);
}

function unnamedLeftOut(facts: ComponentFacts, rules: TargetRules): string | undefined {
  const measuring = facts.checks.filter(({ operations }) => operations.length > 0);
  return leftOut(measuring, 'no check that ran measures anything', rules);
}
