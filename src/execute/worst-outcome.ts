import type { Outcome } from '../model/outcome.ts';
import type { OutcomeStatus } from '../model/words.ts';

/** A wrong answer weighs most, because it is known; a skipped check tells more than a passed one, because something is missing. */
const worstFirst: readonly OutcomeStatus[] = ['failed', 'broken', 'skipped', 'passed'];

/**
 * The worse of two outcomes of one check; of equal ones the flaky, then the earlier. Only equal outcomes are a tie, so
 * that the worst of several is the same in whatever order they come.
 */
export function worseOutcome(left: Outcome, right: Outcome): Outcome {
  if (left === right) return left;
  const order = rank(left) - rank(right) || startOf(left) - startOf(right);
  if (order !== 0) return order < 0 ? left : right;
  return JSON.stringify(left) <= JSON.stringify(right) ? left : right;
}

function rank({ status, flaky }: Outcome): number {
  return worstFirst.indexOf(status) * 2 + (flaky ? 0 : 1);
}

/** An outcome without an attempt says least. */
function startOf({ attempts }: Outcome): number {
  return attempts[0]?.startedAtMilliseconds ?? Number.MAX_SAFE_INTEGER;
}
