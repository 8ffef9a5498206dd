import type { Plan, Suite } from '../model/plan.ts';
import { EmptySelection } from './empty-selection.ts';
import { planRun } from './plan.ts';
import type { Selection } from './selection.ts';

/** Plans of all suites that the selection finds checks in. Throws `EmptySelection` when it finds none in any of them. */
export function planSuites(suites: readonly Suite[], selection: Selection): readonly Plan[] {
  const attempts = suites.map((suite) => attempt(suite, selection));
  const plans = attempts.filter((plan): plan is Plan => !(plan instanceof EmptySelection));
  const [first] = attempts;
  if (plans.length === 0 && first instanceof EmptySelection) throw first;
  return plans;
}

function attempt(suite: Suite, selection: Selection): Plan | EmptySelection {
  try {
    return planRun(suite, selection);
  } catch (error) {
    if (error instanceof EmptySelection) return error;
    throw error;
  }
}
