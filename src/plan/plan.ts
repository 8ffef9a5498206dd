import type { Check } from '../model/check.ts';
import type { Plan, Suite } from '../model/plan.ts';
import { emptySelection } from './empty-selection.ts';
import { criteriaOf, describeSelection } from './selection.ts';
import type { Selection } from './selection.ts';
import { withNeeds } from './with-needs.ts';

/**
 * The selected checks in the order they run: gates, then all others as declared, performance checks last. Components that
 * a selected one needs stay with their gates, because a dependency that cannot be reached must be diagnosed; targets of
 * components that take no part are left out. Throws `EmptySelection`.
 */
export function planRun(suite: Suite, selection: Selection = {}): Plan {
  const criteria = criteriaOf(selection);
  const countable = criteria.every((criterion) => criterion.namesThings) ? suite.checks : withoutFollowingGates(suite.checks);
  const asked = countable.filter((check) => criteria.every((criterion) => criterion.accepts(check)));
  if (asked.length === 0) throw emptySelection(criteria, countable);
  const taking = withNeeds(new Set(asked.map((check) => check.component)), suite.components);
  const kept = new Set(asked);
  const checks = suite.checks.filter((check) => kept.has(check) || (check.gate && taking.has(check.component)));
  const planned = new Set(checks);
  return {
    ...suite,
    components: suite.components.filter((component) => taking.has(component.name)),
    checks: orderChecks(checks),
    targets: suite.targets.filter((target) => taking.has(target.component)),
    selection: describeSelection(criteria),
    notSelected: suite.checks.filter((check) => !planned.has(check)).map(({ id }) => id),
  };
}

/** Every gate has a layer and stages; that alone must not select it, unless it is all that its component declares. */
function withoutFollowingGates(checks: readonly Check[]): readonly Check[] {
  const leading = new Set(checks.filter((check) => !check.gate).map((check) => check.component));
  return checks.filter((check) => !check.gate || !leading.has(check.component));
}

/** Gates first, so that what cannot be reached is known early; performance last, so that neighbours do not distort it. */
function orderChecks(checks: readonly Check[]): readonly Check[] {
  const rank = (check: Check): number => (check.gate ? 0 : check.layer === 'performance' ? 2 : 1);
  return checks.toSorted((left, right) => rank(left) - rank(right));
}
