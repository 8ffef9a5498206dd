import { Skip } from '../../../std/errors.ts';
import type { Refusal } from '../../../std/errors.ts';
import { isMissing } from '../structure/describe-table.ts';

/**
 * Runs a look at the account; a refusal of it proves nothing about the account and becomes a `Skip` that says what to grant.
 * `what` completes "not permitted to look at ...", `grant` names the privilege.
 */
export async function asPermitted<T>(what: string, grant: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (isMissing(error)) throw notPermitted(what, grant, error);
    throw error;
  }
}

export function notPermitted(what: string, grant: string, cause?: Refusal): Skip {
  const refusal = cause === undefined ? '' : ` (Snowflake answered ${cause.code})`;
  return new Skip(`not permitted to look at ${what}${refusal}: needs ${grant}`);
}

/** Shown in reasons: what opens the grants of other roles and all users. */
export const manageGrants = 'the privilege MANAGE GRANTS ON ACCOUNT';
