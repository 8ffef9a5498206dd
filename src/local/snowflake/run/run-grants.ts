import type { Target } from '../catalog/access-control.ts';
import type { Relation, Schema, Securable } from '../catalog/catalog.ts';
import { insufficientPrivileges, missingObject, missingOrNotPermitted, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { GrantTarget, Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { StatementContext } from './statement-context.ts';

type PrivilegeStatement = Statement & { readonly type: 'grant' | 'revoke' };
type RoleStatement = Statement & { readonly type: 'grant-role' | 'revoke-role' };

/** Privileges that exist on each kind of object. */
const privilegesOn: Readonly<Record<string, readonly string[]>> = {
  ACCOUNT: ['CREATE DATABASE', 'CREATE ROLE', 'CREATE WAREHOUSE', 'CREATE USER', 'MANAGE GRANTS', 'MONITOR USAGE'],
  DATABASE: ['USAGE', 'CREATE SCHEMA', 'MODIFY', 'MONITOR'],
  SCHEMA: ['USAGE', 'CREATE TABLE', 'CREATE VIEW', 'MODIFY', 'MONITOR'],
  TABLE: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES'],
  VIEW: ['SELECT', 'REFERENCES'],
  WAREHOUSE: ['USAGE', 'OPERATE', 'MODIFY', 'MONITOR'],
};

export function runGrant(statement: PrivilegeStatement, context: StatementContext): Result {
  const { access, catalog } = context.account;
  const role = access.role(statement.role).name;
  const targets = resolveTargets(statement.target, context);
  for (const target of targets) {
    const kind = target === 'ACCOUNT' ? target : target.kind;
    const allowed = privilegesOn[kind] ?? [];
    const privileges = statement.privileges === 'ALL' ? allowed : statement.privileges;
    const wrong = privileges.find((privilege) => !allowed.includes(privilege));
    if (wrong !== undefined) throw refused('LOCAL-002', `the privilege ${wrong} on a ${kind.toLowerCase()}`);
    for (const privilege of privileges) applyGrant(statement, privilege, target, role, context);
  }
  catalog.changed();
  const noun = statement.target.kind === 'ALL' ? ` ${targets.length} objects affected.` : '';
  return statusResult(`Statement executed successfully.${noun}`);
}

function applyGrant(
  statement: PrivilegeStatement,
  privilege: string,
  target: Target,
  role: string,
  { account, session }: StatementContext,
): void {
  if (!account.access.mayGrant(session.role, privilege, target)) {
    throw target === 'ACCOUNT' ? insufficientPrivileges('account', account.name) : insufficientPrivileges(target.kind, target.name);
  }
  if (statement.type === 'revoke') account.access.revoke(privilege, target, role);
  else account.access.grant(privilege, target, role, session.role, statement.withGrantOption);
}

/** The objects that ON names. @throws SnowflakeFailure 002003 when one does not exist or may not be seen */
export function resolveTargets(target: GrantTarget, context: StatementContext): readonly Target[] {
  if (target.kind === 'ACCOUNT') return ['ACCOUNT'];
  if (target.kind === 'ALL') return allIn(target, context);
  const found = findTarget(target, context);
  const { account, session } = context;
  const visible = found && (account.access.canSee(session.role, found) || account.access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT'));
  const label = target.kind.charAt(0) + target.kind.slice(1).toLowerCase();
  if (!found || !visible) throw missingObject(label, displayName(target.name), 'ddl');
  return [found];
}

function findTarget(
  target: Exclude<GrantTarget, { readonly kind: 'ACCOUNT' | 'ALL' }>,
  { account, session }: StatementContext,
): Securable | undefined {
  const [last = '', first] = target.name.toReversed();
  switch (target.kind) {
    case 'DATABASE':
      return account.catalog.databases.get(last);
    case 'WAREHOUSE':
      return account.catalog.warehouses.get(last);
    case 'SCHEMA':
      return account.catalog.databases.get(first ?? session.database ?? '')?.schemas.get(last);
    case 'TABLE':
    case 'VIEW':
      break;
  }
  // Snowflake takes ON TABLE for a view as well.
  const relation = account.catalog.relation(target.name, session, 'GRANT');
  return relation && (target.kind === 'TABLE' || relation.kind === target.kind) ? relation : undefined;
}

function allIn(target: GrantTarget & { readonly kind: 'ALL' }, { account, session }: StatementContext): readonly Securable[] {
  const schemas: readonly Schema[] =
    target.in === 'SCHEMA'
      ? [account.catalog.schemaNamed(target.name, session, 'GRANT')]
      : [...account.catalog.database(target.name[0] ?? '').schemas.values()];
  if (target.of === 'SCHEMA') {
    if (target.in === 'SCHEMA') throw missingOrNotPermitted();
    return schemas;
  }
  return schemas.flatMap((schema) => [...schema.relations.values()]).filter((relation: Relation) => relation.kind === target.of);
}

export function runRoleGrant(statement: RoleStatement, { account, session }: StatementContext): Result {
  const { access } = account;
  const role = access.role(statement.role);
  if (statement.to.kind === 'ROLE') access.role(statement.to.name);
  else if (!access.users.has(statement.to.name)) throw missingObject('User', displayName([statement.to.name]), 'ddl');
  const permitted = access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT') || access.inheritedRoles(session.role).has(role.owner);
  if (!permitted) throw insufficientPrivileges('role', role.name);
  if (statement.type === 'revoke-role') access.revokeRole(role.name, statement.to);
  else if (statement.to.kind === 'ROLE' && access.inheritedRoles(role.name).has(statement.to.name))
    throw refused('LOCAL-002', 'a role hierarchy that leads back to itself');
  else access.grantRole(role.name, statement.to, session.role);
  account.catalog.changed();
  return statusResult('Statement executed successfully.');
}
