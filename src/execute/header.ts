import type { Check } from '../model/check.ts';
import type { Plan } from '../model/plan.ts';
import type { RunHeader } from '../model/run.ts';
import type { ShownCheck } from './progress.ts';

export interface HeaderFacts {
  readonly plan: Plan;
  readonly runId: string;
  readonly toolVersion: string;
  readonly startedAtMilliseconds: number;
}

type Redact = (text: string) => string;

/**
 * What is known before a run starts. Texts are redacted; words of our own lists, component names and file positions are
 * not, because they come from keys of the config and annotations must find them.
 */
export function makeHeader({ plan, runId, toolVersion, startedAtMilliseconds }: HeaderFacts, redact: Redact): RunHeader {
  return {
    runId,
    configFile: plan.file,
    toolVersion,
    environment: plan.environment,
    components: plan.components.map(({ name, uses, address }) => ({ name, uses, address: redact(address) })),
    checks: withUniqueIds(plan.checks.map((check) => shownCheck(check, redact))),
    targets: plan.targets.map((target) => ({ ...target, text: redact(target.text), operations: target.operations.map(redact) })),
    selection: redact(plan.selection),
    strict: plan.strict,
    startedAtMilliseconds,
  };
}

function shownCheck({ input: _input, ...check }: Check, redact: Redact): ShownCheck {
  return {
    ...check,
    id: redact(check.id),
    title: redact(check.title),
    tags: check.tags.map(redact),
    expect: check.expect.map((condition) => ({ ...condition, text: redact(condition.text) })),
    operations: check.operations.map(redact),
  };
}

/** Two ids that differed in a secret alone must stay two checks. */
function withUniqueIds(checks: readonly ShownCheck[]): readonly ShownCheck[] {
  const taken = new Set<string>();
  return checks.map((check) => {
    let { id } = check;
    for (let number = 2; taken.has(id); number += 1) id = `${check.id}~${number}`;
    taken.add(id);
    return id === check.id ? check : { ...check, id };
  });
}
