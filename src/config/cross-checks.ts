import type { ReadComponent } from './component.ts';
import { findEntry } from './config-node.ts';
import { maxChecks, maxProblemsWithHints } from './limits.ts';
import type { Problems } from './problems.ts';
import { quoted } from './show-value.ts';
import { suggest } from './suggest.ts';

/** What only the file as a whole can tell: unique ids, and `needs` that exist and do not go in circles. */
export function checkAcross(components: readonly ReadComponent[], names: readonly string[], problems: Problems): void {
  checkIds(components, problems);
  for (const component of components) checkNeeds(component, names, problems);
  checkCycles(
    components.filter(({ door }) => door.needs === true),
    problems,
  );
}

function checkIds(components: readonly ReadComponent[], problems: Problems): void {
  const firstStarts = new Map<string, number>();
  const checks = components.flatMap((component) => component.checks);
  if (checks.length > maxChecks) problems.add(0, `expected at most ${maxChecks} checks, got ${checks.length}; use several files`);
  for (const { check, start } of checks) {
    const first = firstStarts.get(check.id);
    if (first === undefined) {
      firstStarts.set(check.id, start);
      continue;
    }
    const { line, column } = problems.source.positionAt(first);
    problems.add(start, `the check ${quoted(check.id)} exists twice; first at line ${line}, column ${column}; give one another name`);
  }
}

function checkNeeds({ entry, door, planned }: ReadComponent, names: readonly string[], problems: Problems): void {
  const needs = findEntry(entry.value, 'needs');
  if (needs === undefined) return;
  if (door.needs !== true) {
    problems.add(needs.keyStart, `a component that uses ${planned.uses} cannot need others; "needs" belongs to kinds such as flow`);
    return;
  }
  for (const [index, name] of planned.needs.entries()) {
    if (names.includes(name)) continue;
    const offset = needs.value.type === 'list' ? (needs.value.items[index]?.start ?? needs.keyStart) : needs.keyStart;
    problems.add(offset, `there is no component ${quoted(name)}${problems.count < maxProblemsWithHints ? suggest(name, names) : ''}`);
  }
}

/** Reports each circle once, at the component that comes first in the file. */
function checkCycles(components: readonly ReadComponent[], problems: Problems): void {
  const byName = new Map(components.map((component) => [component.planned.name, component]));
  const finished = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const component = byName.get(name);
    if (component === undefined || finished.has(name)) return;
    const at = path.indexOf(name);
    if (at !== -1) {
      const circle = [...path.slice(at), name];
      const offset = findEntry(byName.get(circle[0] ?? '')?.entry.value, 'needs')?.keyStart ?? component.entry.keyStart;
      problems.add(offset, `these components need each other in a circle: ${circle.join(' -> ')}`);
      return;
    }
    for (const needed of component.planned.needs) visit(needed, [...path, name]);
    finished.add(name);
  };
  for (const { planned } of components) visit(planned.name, []);
}
