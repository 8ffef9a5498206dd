import type { Target } from '../model/check.ts';
import type { Comparison } from '../model/comparison.ts';
import type { DeclaredCondition } from '../model/condition.ts';
import type { Deployment, Hop } from '../model/hop.ts';
import type { Attempt, Finding, Outcome, Resource } from '../model/outcome.ts';
import type { JudgedCheck, JudgedRun, JudgedTarget, OperationRow, Report } from '../model/run.ts';
import type { Redact } from '../std/redact.ts';

/**
 * A report without secrets in any free text. Words of our own lists, numbers, file positions, and names that are keys of
 * the config (components, environments) stay: annotations and readers find their way by them. Checks whose ids differ in
 * a secret alone stay two checks, and whatever names one of them still does.
 */
export function redactReport(report: Report, redact: Redact): Report {
  return { ...report, runs: report.runs.map((run) => redactRun(run, redact)) };
}

function redactRun(run: JudgedRun, redact: Redact): JudgedRun {
  const ids = shownIds(run, redact);
  const shownId = (id: string): string => ids.get(id) ?? redact(id);
  return {
    ...run,
    components: run.components.map((component) => ({ ...component, address: redact(component.address) })),
    selection: redact(run.selection),
    reasons: run.reasons.map(redact),
    checks: run.checks.map((check) => redactCheck(check, redact, shownId)),
    targets: run.targets.map((target) => redactTarget(target, redact)),
    operations: run.operations.map((operation) => redactOperation(operation, redact)),
    stoppedBy: run.stoppedBy === null ? null : redact(run.stoppedBy),
    leftovers: run.leftovers.map((leftover) => redactResource(leftover, redact)),
    ...(run.deployments && { deployments: run.deployments.map((deployment) => redactDeployment(deployment, redact)) }),
    ...(run.comparison && { comparison: redactComparison(run.comparison, redact, shownId) }),
  };
}

/** By id what is shown in its place, where that differs. */
function shownIds({ checks }: JudgedRun, redact: Redact): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const shown = new Map<string, string>();
  for (const { id } of checks) {
    const clean = redact(id);
    let unique = clean;
    for (let number = 2; taken.has(unique); number += 1) unique = `${clean}~${number}`;
    taken.add(unique);
    shown.set(id, unique);
  }
  return shown;
}

function redactCheck(check: JudgedCheck, redact: Redact, shownId: Redact): JudgedCheck {
  return {
    ...check,
    id: shownId(check.id),
    title: redact(check.title),
    tags: check.tags.map(redact),
    expect: check.expect.map((condition) => redactCondition(condition, redact)),
    operations: check.operations.map(redact),
    outcome: redactOutcome(check.outcome, redact, shownId),
    unmet: check.unmet.map((finding) => redactFinding(finding, redact)),
    rerun: redact(check.rerun),
  };
}

function redactOutcome(outcome: Outcome, redact: Redact, shownId: Redact): Outcome {
  const { checkId, reason, attempts } = outcome;
  return {
    ...outcome,
    checkId: shownId(checkId),
    reason: redact(reason),
    attempts: attempts.map((attempt) => redactAttemptTexts(attempt, redact)),
  };
}

function redactAttemptTexts(attempt: Attempt, redact: Redact): Attempt {
  return {
    ...attempt,
    reason: redact(attempt.reason),
    findings: attempt.findings.map((finding) => redactFinding(finding, redact)),
    measurements: attempt.measurements.map((measurement) => ({ ...measurement, operation: redact(measurement.operation) })),
    metrics: attempt.metrics.map((metric) => ({
      ...metric,
      name: redact(metric.name),
      ...(metric.unit !== undefined && { unit: redact(metric.unit) }),
    })),
    notes: attempt.notes.map(redact),
    ...(attempt.hops && { hops: attempt.hops.map((hop) => redactHop(hop, redact)) }),
  };
}

function redactHop(hop: Hop, redact: Redact): Hop {
  return { ...hop, name: redact(hop.name), detail: redact(hop.detail) };
}

function redactFinding(finding: Finding, redact: Redact): Finding {
  return { ...finding, subject: redact(finding.subject), expected: redact(finding.expected), actual: redact(finding.actual) };
}

function redactTarget(target: JudgedTarget, redact: Redact): JudgedTarget {
  return { ...target, ...redactCondition(target, redact), operations: target.operations.map(redact), explained: redact(target.explained) };
}

function redactCondition<Condition extends DeclaredCondition | Target>(condition: Condition, redact: Redact): Condition {
  return { ...condition, text: redact(condition.text) };
}

function redactOperation(row: OperationRow, redact: Redact): OperationRow {
  return { ...row, operation: redact(row.operation), targets: row.targets.map(redact) };
}

function redactDeployment(deployment: Deployment, redact: Redact): Deployment {
  return { ...deployment, hops: deployment.hops.map((hop) => redactHop(hop, redact)) };
}

function redactResource(resource: Resource, redact: Redact): Resource {
  return { ...resource, kind: redact(resource.kind), name: redact(resource.name) };
}

function redactComparison(comparison: Comparison, redact: Redact, shownId: Redact): Comparison {
  return {
    ...comparison,
    branch: redact(comparison.branch),
    checks: comparison.checks.map((change) => ({ ...change, checkId: shownId(change.checkId), title: redact(change.title) })),
    operations: comparison.operations.map((change) => ({ ...change, operation: redact(change.operation) })),
  };
}
