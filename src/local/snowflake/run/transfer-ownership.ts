import { roleNameOf } from '../catalog/access-control.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import type { Securable } from '../catalog/catalog.ts';
import { SnowflakeFailure, insufficientPrivileges, missingObject, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { referencedRoleId } from './find-object.ts';
import { resolveTargets } from './grant-targets.ts';
import type { PrivilegeStatement } from './grant-targets.ts';
import type { StatementContext } from './statement-context.ts';

/** `GRANT OWNERSHIP ON .. TO ROLE .. [COPY | REVOKE CURRENT GRANTS]` */
export function transferOwnership(statement: PrivilegeStatement, context: StatementContext): Result {
  const { account } = context;
  if (statement.type === 'revoke') throw refused('LOCAL-002', 'REVOKE OWNERSHIP; ownership is granted to another role instead');
  if (statement.privileges.length > 1) throw refused('LOCAL-002', 'OWNERSHIP together with other privileges');
  const role = referencedRoleId(statement.role, context);
  if (statement.target.kind === 'USER') return giveUser(statement.target.name[0] ?? '', role, context);
  for (const target of resolveTargets(statement.target, context)) {
    if (target === 'ACCOUNT') throw refused('LOCAL-002', 'OWNERSHIP of the account');
    give(target, role, statement, context);
  }
  account.catalog.changed();
  return statusResult('Statement executed successfully.');
}

function give(object: Securable, role: string, statement: PrivilegeStatement, { account, session }: StatementContext): void {
  const { access } = account;
  const schema = 'schema' in object ? object.schema : undefined;
  // In a schema with managed access the owner of an object may not give it away.
  const own = schema?.managedAccess === true ? access.owns(session.authority, schema) : access.owns(session.authority, object);
  if (!own && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges(kindName(object), object.name);
  const [grant] = access.grantsOn(object);
  if (grant && statement.currentGrants === undefined && object.owner !== role)
    throw dependentGrant(grant.privilege, displayName(nameOf(object)), displayName(roleNameOf(grant.role)));
  access.transferOwnership(object, role, statement.currentGrants !== 'REVOKE');
}

/** Text and number as reported by users of Snowflake's Terraform provider (issue 152). */
function dependentGrant(privilege: string, object: string, role: string): SnowflakeFailure {
  const text =
    `SQL execution error: Dependent grant of privilege '${privilege}' on securable '${object}' to role '${role}' exists.  It must be revoked first.  ` +
    `More than one dependent grant may exist: use 'SHOW GRANTS' command to view them.  To revoke all dependent grants while transferring object ownership, ` +
    `use convenience command 'GRANT OWNERSHIP ON <target_objects> TO <target_role> REVOKE CURRENT GRANTS'.`;
  return new SnowflakeFailure('003036', '23001', text);
}

function giveUser(name: string, role: string, { account, session }: StatementContext): Result {
  const { access } = account;
  const user = access.users.get(name);
  if (!user) throw missingObject('User', displayName([name]), 'ddl');
  const own = access.inheritedRoles(session.authority).has(user.owner ?? '');
  if (!own && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', name);
  access.users.set(name, { ...user, owner: role });
  return statusResult('Statement executed successfully.');
}
