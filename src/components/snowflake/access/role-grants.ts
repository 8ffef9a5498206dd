import type { Row } from '../../../model/capability.ts';
import { Refusal } from '../../../std/errors.ts';
import { textOf } from '../structure/describe-table.ts';
import { exactName, isRoleGrant, readGrants, spaced } from './grant.ts';
import type { Grant } from './grant.ts';
import { parseName, printName, quoteIdentifier, quoteParts } from '../structure/identifier.ts';
import { asPermitted, manageGrants } from '../statement/not-permitted.ts';
import type { Ask, Session } from '../session.ts';
import { findShown } from '../structure/shown-objects.ts';

/** Exact parts: one for a role of the account, two for a database role. */
export type RoleName = readonly string[];

/** A role or user that has a role. */
export interface Member {
  readonly kind: 'ROLE' | 'USER' | 'DATABASE ROLE';
  /** Exact parts. */
  readonly name: readonly string[];
}

const syntaxErrorCode = '001003';

/** Reads `ANALYST` or `SOPHIA.READER`. Throws `Error` with a sentence. */
export function roleName(text: string): RoleName {
  const parts = parseName(text);
  if (parts.length > 2) throw new Error(`${text} is not the name of a role: it has ${parts.length} parts.`);
  return parts;
}

/** The role for SQL, with the word that tells a database role. */
function quoteRole(role: RoleName): string {
  return `${role.length === 1 ? 'ROLE' : 'DATABASE ROLE'} ${quoteParts(role)}`;
}

/** False when the account has no such role; Snowflake lists all roles to everybody. */
export async function roleExists(session: Session, role: RoleName, ask: Ask): Promise<boolean> {
  const [database = '', name = database] = role;
  if (role.length === 1) return (await findShown(session, 'ROLES', name, '', ask)) !== undefined;
  return (await findShown(session, 'DATABASE ROLES', name, `IN DATABASE ${quoteIdentifier(database)}`, ask)) !== undefined;
}

/** What was granted to a role itself: privileges, ownerships and roles. Throws `Skip` when this session may not look. */
export async function directGrants(session: Session, role: RoleName, ask: Ask): Promise<readonly Grant[]> {
  return readGrants(await showGrants(session, `TO ${quoteRole(role)}`, role, ask));
}

/**
 * What a role has with all roles below it, PUBLIC aside. Snowflake answers in one statement since November 2026; an account that
 * does not know it yet is walked through role by role. Throws `Skip` when this session may not look.
 */
export async function effectiveGrants(session: Session, role: RoleName, ask: Ask): Promise<readonly Grant[]> {
  try {
    return readGrants(await showGrants(session, `TO ${quoteRole(role)} INCLUDE HIERARCHY`, role, ask));
  } catch (error) {
    if (error instanceof Refusal && error.code === syntaxErrorCode) return walkGrants(session, role, ask);
    throw error;
  }
}

/** The same as `effectiveGrants`, one SHOW for each role below. */
export async function walkGrants(session: Session, role: RoleName, ask: Ask): Promise<readonly Grant[]> {
  const found: Grant[] = [];
  const seen = new Set([printName(role)]);
  // Grows while it is walked: the roles below those below.
  const roles: RoleName[] = [role];
  for (const next of roles) {
    const grants = await directGrants(session, next, ask);
    found.push(...grants);
    for (const { name } of grants.filter(isRoleGrant)) {
      if (seen.has(printName(name))) continue;
      seen.add(printName(name));
      roles.push(name);
    }
  }
  return found;
}

/** Who has a role. Throws `Skip` when this session may not look. */
export async function roleMembers(session: Session, role: RoleName, ask: Ask): Promise<readonly Member[]> {
  const rows = await showGrants(session, `OF ${quoteRole(role)}`, role, ask);
  return rows.map((row) => memberOf(spaced(textOf(row, 'granted_to')), textOf(row, 'grantee_name')));
}

/** A user's name may have dots and signs and is shown as it is; a role's is shown as SQL writes it. */
function memberOf(kind: string, name: string): Member {
  if (kind === 'DATABASE ROLE') return { kind, name: exactName(name) };
  return { kind: kind === 'USER' ? 'USER' : 'ROLE', name: [unquoted(name)] };
}

function unquoted(name: string): string {
  return /^"(?:[^"]|"")*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** Privileges that a role gets on objects that will be created. Throws `Skip` when this session may not look. */
export async function futureGrants(session: Session, role: RoleName, ask: Ask): Promise<readonly Row[]> {
  return asPermitted(`future grants of role ${printName(role)}`, manageGrants, () =>
    session.query(`SHOW FUTURE GRANTS TO ${quoteRole(role)}`, ask),
  );
}

function showGrants(session: Session, of: string, role: RoleName, ask: Ask): Promise<readonly Row[]> {
  return asPermitted(`grants of role ${printName(role)}`, manageGrants, () => session.query(`SHOW GRANTS ${of}`, ask));
}

/** True when the role of this session, or one below it, sees the users and grants of the whole account. */
export async function holdsManageGrants(session: Session, ask: Ask): Promise<boolean> {
  const [row] = await session.query('SELECT CURRENT_ROLE() AS "role"', ask);
  const current = textOf(row ?? {}, 'role');
  if (current === '') return false;
  // ACCOUNTADMIN has it through SECURITYADMIN, whose own grants are not listed in every account.
  const grants = await effectiveGrants(session, [current], ask);
  const roles = [current, ...grants.filter(isRoleGrant).map(({ name }) => name[0] ?? '')];
  if (roles.some((name) => name === 'ACCOUNTADMIN' || name === 'SECURITYADMIN')) return true;
  return grants.some(({ privilege, kind }) => privilege === 'MANAGE GRANTS' && kind === 'ACCOUNT');
}
