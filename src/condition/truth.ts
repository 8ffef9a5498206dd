/**
 * Kleene's three values (met, missed, undecided) and two that no operator may turn into `met`: `no-data` (nothing to look
 * at) and `mistyped` (a text compared with a number). A result that is decided without the odd operand stays decided:
 *
 *     a && b   the first found of: missed, mistyped, no-data, undecided, met
 *     a || b   the first found of: met, no-data, mistyped, undecided, missed
 *     !a       met <-> missed, the others stay
 */
export type Truth = 'met' | 'missed' | 'undecided' | 'no-data' | 'mistyped';

const conjunction: readonly Truth[] = ['missed', 'mistyped', 'no-data', 'undecided', 'met'];
const disjunction: readonly Truth[] = ['met', 'no-data', 'mistyped', 'undecided', 'missed'];

export function andTruth(left: Truth, right: Truth): Truth {
  return conjunction.find((truth) => truth === left || truth === right) ?? left;
}

export function orTruth(left: Truth, right: Truth): Truth {
  return disjunction.find((truth) => truth === left || truth === right) ?? left;
}

export function notTruth(truth: Truth): Truth {
  if (truth === 'met') return 'missed';
  return truth === 'missed' ? 'met' : truth;
}
