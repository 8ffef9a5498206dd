import { roleId } from '../catalog/access-control.ts';
import type { Target } from '../catalog/access-control.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import { SnowflakeFailure, insufficientPrivileges, missingObject, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { findObject, referencedRoleId } from './find-object.ts';
import { runFutureGrant } from './future-grant.ts';
import { checkedPrivileges, resolveTargets } from './grant-targets.ts';
import type { PrivilegeStatement } from './grant-targets.ts';
import type { StatementContext } from './statement-context.ts';
import { transferOwnership } from './transfer-ownership.ts';

export function runGrant(statement: PrivilegeStatement, context: StatementContext): Result {
  const { target } = statement;
  if (target.kind === 'FUTURE') return runFutureGrant(statement, target, context);
  if (statement.privileges.includes('OWNERSHIP')) return transferOwnership(statement, context);
  const role = referencedRoleId(statement.role, context);
  const targets = resolveTargets(target, context);
  let skipped = 0;
  for (const on of targets) {
    for (const privilege of privilegesFor(statement, on)) if (!applyGrant(statement, privilege, on, role, context)) skipped += 1;
  }
  context.account.catalog.changed();
  if (skipped > 0) throw dependentRevoke(skipped);
  const noun = target.kind === 'ALL' ? ` ${targets.length} objects affected.` : '';
  return statusResult(`Statement executed successfully.${noun}`);
}

function privilegesFor(statement: PrivilegeStatement, target: Target): readonly string[] {
  const kind = target === 'ACCOUNT' ? target : kindName(target);
  const privileges = checkedPrivileges(statement.privileges, kind);
  if (privileges.includes('IMPORTED PRIVILEGES') && target !== 'ACCOUNT' && target.name !== 'SNOWFLAKE')
    throw refused('LOCAL-002', `IMPORTED PRIVILEGES on ${target.name}; only SNOWFLAKE is imported`);
  return privileges;
}

/** False when a revocation is held back by what the grantee passed on. */
function applyGrant(statement: PrivilegeStatement, privilege: string, target: Target, role: string, context: StatementContext): boolean {
  const { account, session } = context;
  const { access } = account;
  if (!access.mayGrant(session.authority, privilege, target)) {
    throw target === 'ACCOUNT' ? insufficientPrivileges('account', account.name) : insufficientPrivileges(kindName(target), target.name);
  }
  if (statement.type === 'grant') {
    access.grant(privilege, target, role, grantorOf(privilege, target, context), statement.withGrantOption);
    return true;
  }
  const dependents = access.dependentGrants(privilege, target, role);
  if (dependents.length > 0 && !statement.cascade) return false;
  for (const grant of dependents) access.revoke(privilege, target, grant.role);
  const known = access.grantsOn(target).find((grant) => grant.privilege === privilege && grant.role === role);
  if (!statement.withGrantOption) access.revoke(privilege, target, role);
  else if (known) access.grant(privilege, target, role, known.grantedBy, false);
  return true;
}

/** The owner grants even where a role with MANAGE GRANTS asks; otherwise it is the role with the grant option. */
function grantorOf(privilege: string, target: Target, { account: { access }, session }: StatementContext): string {
  if (target === 'ACCOUNT') return session.role;
  if (access.owns(session.authority, target) || access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) return target.owner;
  const roles = access.inheritedRoles(session.authority);
  const own = access.grantsOn(target).find((grant) => grant.privilege === privilege && grant.withGrantOption && roles.has(grant.role));
  return own?.role ?? session.role;
}

function dependentRevoke(count: number): SnowflakeFailure {
  const text = `Revoke partially executed: 0 grant(s) revoked, ${count} grant(s) skipped due to dependent grants and no CASCADE is specified.`;
  return new SnowflakeFailure('003935', '23001', text);
}

/** `GRANT ROLE a TO ROLE b | USER u`, and the same for roles of a database. */
export function runRoleGrant(statement: Statement & { readonly type: 'grant-role' | 'revoke-role' }, context: StatementContext): Result {
  const { account, session } = context;
  const { access } = account;
  const target = findObject(statement.role.inDatabase ? 'DATABASE ROLE' : 'ROLE', statement.role.name, context, 'GRANT');
  if (target?.kind !== 'ROLE') throw missingObject('Role', displayName(statement.role.name), 'ddl');
  const role = roleId(target);
  const to = grantee(statement.to, target.database !== undefined, context);
  const permitted = access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT') || access.owns(session.authority, target);
  if (!permitted) throw insufficientPrivileges(kindName(target), displayName(nameOf(target)));
  if (statement.type === 'revoke-role') access.revokeRole(role, to);
  else if (to.kind === 'ROLE' && access.inheritedRoles(role).has(to.name))
    throw refused('LOCAL-002', 'a role hierarchy that leads back to itself');
  else access.grantRole(role, to, session.role);
  account.catalog.changed();
  return statusResult('Statement executed successfully.');
}

type Grantee = { readonly kind: 'ROLE' | 'USER'; readonly name: string };

function grantee(to: (Statement & { readonly type: 'grant-role' })['to'], ofDatabase: boolean, context: StatementContext): Grantee {
  if (to.kind === 'ROLE' && to.role.inDatabase && !ofDatabase) throw refused('LOCAL-002', 'a role of the account for a database role');
  if (to.kind === 'ROLE') return { kind: 'ROLE', name: referencedRoleId(to.role, context) };
  // Snowflake gives a role of a database to roles only, and not all of its codes are known.
  if (ofDatabase) throw refused('LOCAL-002', 'a database role for a user');
  if (!context.account.access.users.has(to.name)) throw missingObject('User', displayName([to.name]), 'ddl');
  return { kind: 'USER', name: to.name };
}
