import type { Grant, RoleGrant, Target } from '../catalog/access-control.ts';
import { nameOf } from '../catalog/catalog.ts';
import type { Securable } from '../catalog/catalog.ts';
import { insufficientPrivileges, missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { tableResult } from '../wire/result.ts';
import type { Cell, Result } from '../wire/result.ts';
import { resolveTargets } from './run-grants.ts';
import type { StatementContext } from './statement-context.ts';

const createdOn = ['created_on', { kind: 'timestamp_ltz', scale: 3 }] as const;
const privilegeColumns = [
  createdOn,
  'privilege',
  'granted_on',
  'name',
  'granted_to',
  'grantee_name',
  'grant_option',
  'granted_by',
] as const;
const roleColumns = [createdOn, 'role', 'granted_to', 'grantee_name', 'granted_by'] as const;

export function showGrants(statement: Statement & { readonly type: 'show-grants' }, context: StatementContext): Result {
  const { query } = statement;
  const { access } = context.account;
  switch (query.kind) {
    case 'on': {
      const targets = resolveTargets(query.target, context);
      return tableResult(
        privilegeColumns,
        targets.flatMap((target) => grantsOn(target, context)),
      );
    }
    case 'to-role':
      access.role(query.name);
      requireInsight(query.name, context);
      return tableResult(privilegeColumns, grantsToRole(query.name, context));
    case 'of-role':
      access.role(query.name);
      return tableResult(roleColumns, access.roleGrants.filter((grant) => grant.role === query.name).map(roleRow));
    case 'to-user':
      break;
  }
  return grantsToUser(query.name, context);
}

function grantsToUser(name: string, { account: { access }, session }: StatementContext): Result {
  if (!access.users.has(name)) throw missingObject('User', displayName([name]), 'ddl');
  const own = name === session.user.name;
  if (!own && !access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', name);
  const grants = access.roleGrants.filter((grant) => grant.to.kind === 'USER' && grant.to.name === name);
  return tableResult(roleColumns, grants.map(roleRow));
}

/** The grants of a role are shown to those who have it, or who manage grants. */
function requireInsight(role: string, { account, session }: StatementContext): void {
  const { access } = account;
  const own = access.rolesOfUser(session.user.name).includes(role);
  if (!own && !access.has(session.role, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('role', role);
}

function roleRow(grant: RoleGrant): readonly Cell[] {
  return [grant.createdOn, grant.role, grant.to.kind, grant.to.name, grant.grantedBy];
}

function privilegeRow(grant: Grant, account: string): readonly Cell[] {
  const [kind, name] = grant.on === 'ACCOUNT' ? ['ACCOUNT', account] : [grant.on.kind, displayName(nameOf(grant.on))];
  return [grant.createdOn, grant.privilege, kind, name, 'ROLE', grant.role, String(grant.withGrantOption), grant.grantedBy];
}

function ownershipRow(object: Securable): readonly Cell[] {
  return [object.createdOn, 'OWNERSHIP', object.kind, displayName(nameOf(object)), 'ROLE', object.owner, 'true', object.owner];
}

function grantsOn(target: Target, { account }: StatementContext): readonly (readonly Cell[])[] {
  const grants = account.access.grants.filter((grant) => grant.on === target).map((grant) => privilegeRow(grant, account.name));
  return target === 'ACCOUNT' ? grants : [ownershipRow(target), ...grants];
}

function grantsToRole(role: string, { account }: StatementContext): readonly (readonly Cell[])[] {
  const { access, catalog } = account;
  const databases = [...catalog.databases.values()];
  const schemas = databases.flatMap((database) => [...database.schemas.values()]);
  const objects: readonly Securable[] = [
    ...catalog.warehouses.values(),
    ...databases,
    ...schemas,
    ...schemas.flatMap((schema) => [...schema.relations.values()]),
  ];
  const roles = access.roleGrants
    .filter((grant) => grant.to.kind === 'ROLE' && grant.to.name === role)
    .map((grant) => [grant.createdOn, 'USAGE', 'ROLE', grant.role, 'ROLE', role, 'false', grant.grantedBy]);
  return [
    ...roles,
    ...objects.filter((object) => object.owner === role).map(ownershipRow),
    ...access.grants.filter((grant) => grant.role === role).map((grant) => privilegeRow(grant, account.name)),
  ];
}
