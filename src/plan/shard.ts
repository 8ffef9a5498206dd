import type { Check } from '../model/check.ts';
import type { Plan } from '../model/plan.ts';
import { isMeasuredBy } from './shard-targets.ts';
import { withNeeds } from './with-needs.ts';

/**
 * One shard of a plan, numbered from 1. The same plan is always split the same way: the checks of each component are dealt
 * like cards, on from where the component before ended, so that shards differ by at most one check, within a component and
 * in all. A connection check is in every shard that talks to its component. Targets whose measurements are spread over
 * shards are left out: the merged run judges them. A shard may hold no check at all.
 */
export function shardOf(plan: Plan, number: number, count: number): Plan {
  const { heldBy, takingPart } = split(plan, count);
  const checks = plan.checks.filter((_, index) => heldBy[index]?.includes(number));
  const held = new Set(checks);
  const components = plan.components.filter(({ name }) => takingPart.get(name)?.has(number));
  const names = new Set(components.map(({ name }) => name));
  const ofComponent = Map.groupBy(plan.checks, ({ component }) => component);
  return {
    ...plan,
    components,
    checks,
    targets: plan.targets.filter(
      (target) => names.has(target.component) && isMeasuredBy(held, target, ofComponent.get(target.component) ?? []),
    ),
    selection: [plan.selection, describeShard(number, count, checks)].filter((text) => text !== '').join(', '),
    notSelected: [...(plan.notSelected ?? []), ...plan.checks.filter((check) => !held.has(check)).map(({ id }) => id)],
    shard: {
      number,
      count,
      components: plan.components,
      checks: plan.checks,
      targets: plan.targets,
      selection: plan.selection,
      ...(plan.notSelected && { notSelected: plan.notSelected }),
      heldBy,
    },
  };
}

function describeShard(number: number, count: number, checks: readonly Check[]): string {
  return checks.length === 0 ? `nothing to do in shard ${number}/${count}` : `shard ${number}/${count}`;
}

interface Split {
  /** For each check of the plan. */
  readonly heldBy: readonly (readonly number[])[];
  /** By component: the shards that hold a check of it, or of a component that needs it. */
  readonly takingPart: ReadonlyMap<string, ReadonlySet<number>>;
}

function split(plan: Plan, count: number): Split {
  const takingPart = new Map<string, Set<number>>(plan.components.map(({ name }) => [name, new Set()]));
  const dealt = new Map<Check, number>();
  const deal = (checks: readonly Check[], component: string): void => {
    const taking = [...withNeeds([component], plan.components)];
    for (const check of checks) {
      const shard = (dealt.size % count) + 1;
      dealt.set(check, shard);
      for (const name of taking) takingPart.get(name)?.add(shard);
    }
  };
  for (const [component, checks] of byComponent(plan, false)) deal(checks, component);
  // A component of which only the connection is asked for, and by nobody else.
  for (const [component, gates] of byComponent(plan, true)) if (takingPart.get(component)?.size === 0) deal(gates, component);
  return { heldBy: plan.checks.map((check) => holdersOf(check, dealt, takingPart)), takingPart };
}

function byComponent({ checks }: Plan, gates: boolean): ReadonlyMap<string, readonly Check[]> {
  return Map.groupBy(
    checks.filter(({ gate }) => gate === gates),
    ({ component }) => component,
  );
}

function holdersOf(check: Check, dealt: ReadonlyMap<Check, number>, takingPart: Split['takingPart']): readonly number[] {
  const own = dealt.get(check);
  if (!check.gate && own !== undefined) return [own];
  return [...(takingPart.get(check.component) ?? [])].toSorted((left, right) => left - right);
}
