import type { PlannedComponent } from '../model/plan.ts';

/** The named components and all that they need, directly or through others. */
export function withNeeds(names: Iterable<string>, components: readonly PlannedComponent[]): ReadonlySet<string> {
  const byName = new Map(components.map((component) => [component.name, component]));
  const reached = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...(byName.get(name)?.needs ?? []));
  }
  return reached;
}
