import type { Check, Target } from '../model/check.ts';
import type { Plan, PlanShard } from '../model/plan.ts';
import type { RunHeader, ShardFacts } from '../model/run.ts';
import type { Redact } from '../std/redact.ts';
import type { ShownCheck } from './progress.ts';

export interface HeaderFacts {
  readonly plan: Plan;
  readonly runId: string;
  readonly toolVersion: string;
  readonly startedAtMilliseconds: number;
}

/**
 * What is known before a run starts. Texts are redacted; words of our own lists, component names and file positions are
 * not, because they come from keys of the config and annotations must find them.
 */
export function makeHeader({ plan, runId, toolVersion, startedAtMilliseconds }: HeaderFacts, redact: Redact): RunHeader {
  const shown = withUniqueIds((plan.shard ?? plan).checks.map((check) => shownCheck(check, redact)));
  return {
    runId,
    configFile: plan.file,
    toolVersion,
    environment: plan.environment,
    components: plan.components.map(({ name, uses, address }) => ({ name, uses, address: redact(address) })),
    checks: plan.shard === undefined ? shown : shownInShard(plan.checks, plan.shard, shown),
    targets: plan.targets.map((target) => shownTarget(target, redact)),
    selection: redact(plan.selection),
    ...(plan.notSelected && { notSelected: plan.notSelected.map(redact) }),
    ...(plan.shard && { shards: shardFacts(plan.shard, shown, redact) }),
    strict: plan.strict,
    startedAtMilliseconds,
  };
}

/** A check has the same id in its shard as in the whole plan, from which its other shards and a merge know it. */
function shownInShard(own: readonly Check[], whole: PlanShard, shown: readonly ShownCheck[]): readonly ShownCheck[] {
  const held = new Set(own.map(({ id }) => id));
  return shown.filter((_, index) => held.has(whole.checks[index]?.id ?? ''));
}

function shardFacts(shard: PlanShard, shown: readonly ShownCheck[], redact: Redact): ShardFacts {
  return {
    count: shard.count,
    present: [shard.number],
    plan: shown,
    heldBy: shard.heldBy,
    components: shard.components.map(({ name, uses }) => ({ name, uses })),
    targets: shard.targets.map((target) => shownTarget(target, redact)),
    selection: redact(shard.selection),
    ...(shard.notSelected && { notSelected: shard.notSelected.map(redact) }),
  };
}

function shownTarget(target: Target, redact: Redact): Target {
  return { ...target, text: redact(target.text), operations: target.operations.map(redact) };
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
