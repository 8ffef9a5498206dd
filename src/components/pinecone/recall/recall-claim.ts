import { quantileClaim } from '../../../std/claim.ts';
import type { Claim } from '../../../std/claim.ts';

export interface RecallClaim {
  readonly claim: Claim;
  /** Further queries that would decide it if they found as much; 0 when it is decided. */
  readonly more: number;
}

const mostCounted = 100_000;

/**
 * Do these queries allow to say, at 95 %, that the mean recall is at least so much? Each loses between nothing and all. Among
 * such losses of the same mean, those that are nothing or all vary most, and for them the claim is the binomial one.
 */
export function recallClaim(recalls: readonly number[], atLeast: number): RecallClaim {
  const total = recalls.length;
  const lost = recalls.reduce((sum, recall) => sum + 1 - recall, 0);
  if (atLeast <= 0) return { claim: 'met', more: 0 };
  if (atLeast >= 1) return lost > 0 ? { claim: 'missed', more: 0 } : { claim: 'undecided', more: Number.POSITIVE_INFINITY };
  const claim = claimOf(lost, total, atLeast);
  return { claim, more: claim === 'undecided' ? needed(lost / total, total, atLeast) - total : 0 };
}

/** A part of a query that was lost counts as all of it against the claim that is made. */
function claimOf(lost: number, total: number, atLeast: number): Claim {
  if (quantileClaim(atLeast, total, Math.ceil(lost - 1e-9)) === 'met') return 'met';
  return quantileClaim(atLeast, total, Math.floor(lost + 1e-9)) === 'missed' ? 'missed' : 'undecided';
}

/** How many queries decide it, more than those that did not. Infinity where the recall is too near to the limit for any number. */
function needed(lostShare: number, total: number, atLeast: number): number {
  const isDecided = (count: number): boolean => claimOf(lostShare * count, count, atLeast) !== 'undecided';
  let few = total;
  let many = total * 2;
  while (!isDecided(many)) {
    if (many > mostCounted) return Number.POSITIVE_INFINITY;
    few = many;
    many *= 2;
  }
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (isDecided(middle)) many = middle;
    else few = middle;
  }
  return many;
}
