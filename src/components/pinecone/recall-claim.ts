import { quantileClaim, samplesNeeded } from '../../std/claim.ts';
import type { Claim } from '../../std/claim.ts';

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
  const lost = recalls.reduce((sum, recall) => sum + 1 - recall, 0);
  if (atLeast <= 0) return { claim: 'met', more: 0 };
  if (atLeast >= 1) return lost > 0 ? { claim: 'missed', more: 0 } : { claim: 'undecided', more: Number.POSITIVE_INFINITY };
  const total = recalls.length;
  if (quantileClaim(atLeast, total, Math.ceil(lost - 1e-9)) === 'met') return { claim: 'met', more: 0 };
  if (quantileClaim(atLeast, total, Math.floor(lost + 1e-9)) === 'missed') return { claim: 'missed', more: 0 };
  return { claim: 'undecided', more: needed(lost / total, atLeast) - total };
}

/** Infinity where the recall is too near to the limit for any number that one would run. */
function needed(lostShare: number, atLeast: number): number {
  let total = samplesNeeded(atLeast, 0);
  for (let over = 1; total <= mostCounted; over += 1) {
    if (Math.ceil(total * lostShare - 1e-9) < over) return total;
    total = samplesNeeded(atLeast, over);
  }
  return Number.POSITIVE_INFINITY;
}
