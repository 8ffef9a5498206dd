import type { Row } from '../../../model/capability.ts';
import { textOf } from '../structure/describe-table.ts';
import { exactName, isRoleGrant, printGrant, readGrants } from './grant.ts';
import { printName, quoteIdentifier } from '../structure/identifier.ts';
import { asPermitted, manageGrants } from '../statement/not-permitted.ts';
import type { Ask, Session } from '../session.ts';

export interface UserGrants {
  /** Exact parts of each role. */
  readonly roles: readonly (readonly string[])[];
  /** For people: what the user has without a role. */
  readonly privileges: readonly string[];
}

/** Throws `Skip` when this session may not look. */
export async function userGrants(session: Session, user: string, ask: Ask): Promise<UserGrants> {
  return readUserGrants(
    await asPermitted(`grants of user ${printName([user])}`, manageGrants, () =>
      session.query(`SHOW GRANTS TO USER ${quoteIdentifier(user)}`, ask),
    ),
  );
}

/** Rows of SHOW GRANTS TO USER: `role` names a role; accounts with privileges of users have `privilege` and `granted_on` too. */
export function readUserGrants(rows: readonly Row[]): UserGrants {
  const named = rows.filter((row) => textOf(row, 'role') !== '').map((row) => exactName(textOf(row, 'role')));
  const grants = readGrants(rows.filter((row) => textOf(row, 'role') === ''));
  return {
    roles: [...named, ...grants.filter(isRoleGrant).map(({ name }) => name)],
    privileges: grants.filter((grant) => !isRoleGrant(grant)).map(printGrant),
  };
}
