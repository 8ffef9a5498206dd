import { roleId, roleNameOf } from '../catalog/access-control.ts';
import type { Grant, RoleGrant, Target } from '../catalog/access-control.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import type { Securable } from '../catalog/catalog.ts';
import type { FutureGrant } from '../catalog/future-grants.ts';
import type { Role } from '../catalog/objects.ts';
import { insufficientPrivileges, missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { RoleReference, Statement } from '../sql/statement.ts';
import { tableResult } from '../wire/result.ts';
import type { Cell, Result } from '../wire/result.ts';
import { ownedObjects } from './alter-object.ts';
import { findContainer, findRole } from './find-object.ts';
import { createdOn } from './listing.ts';
import { resolveTargets } from './grant-targets.ts';
import type { StatementContext } from './statement-context.ts';

const privilegeColumns = [
  createdOn, 'privilege', 'granted_on', 'name', 'granted_to', 'grantee_name', 'grant_option', 'granted_by', 'granted_by_role_type',
] as const; // prettier-ignore
const roleColumns = [createdOn, 'role', 'granted_to', 'grantee_name', 'granted_by'] as const;
const futureColumns = [createdOn, 'privilege', 'grant_on', 'name', 'grant_to', 'grantee_name', 'grant_option'] as const;

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
      return tableResult(privilegeColumns, grantsToRole(query.role, query.hierarchy, context));
    case 'of-role': {
      const role = roleId(findRole(query.role, context));
      return tableResult(roleColumns, access.roleGrants.filter((grant) => grant.role === role).map(roleRow));
    }
    case 'future-in': {
      const container = findContainer(query.in, query.name, context);
      const promises = access.future.all.filter((promise) => promise.in === container);
      return tableResult(futureColumns, promises.map(futureRow));
    }
    case 'future-to': {
      const role = roleId(findRole(query.role, context));
      return tableResult(futureColumns, access.future.all.filter((promise) => promise.role === role).map(futureRow));
    }
    case 'mine':
      return grantsToUser(context.session.user.name, context);
    case 'to-user':
      break;
  }
  return grantsToUser(query.name, context);
}

function grantsToUser(name: string, { account: { access }, session }: StatementContext): Result {
  if (!access.users.has(name)) throw missingObject('User', displayName([name]), 'ddl');
  const own = name === session.user.name;
  if (!own && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('user', name);
  const grants = access.roleGrants.filter((grant) => grant.to.kind === 'USER' && grant.to.name === name);
  return tableResult(roleColumns, grants.map(roleRow));
}

/** The grants of a role are shown to those who have it, or who manage grants. */
function requireInsight(role: Role, { account, session }: StatementContext): void {
  const { access } = account;
  const own = access.rolesOfUser(session.user.name).includes(roleId(role)) || access.owns(session.authority, role);
  if (!own && !access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT')) throw insufficientPrivileges('role', role.name);
}

const isDatabaseRole = (id: string): boolean => roleNameOf(id).length > 1;
const kindOfRole = (id: string): string => (isDatabaseRole(id) ? 'DATABASE_ROLE' : 'ROLE');
const shownKind = (object: Securable): string => kindName(object).replaceAll(' ', '_');
const lastOf = (id: string): string => roleNameOf(id).at(-1) ?? '';

function roleRow(grant: RoleGrant): readonly Cell[] {
  const kind = grant.to.kind === 'USER' ? 'USER' : kindOfRole(grant.to.name);
  return [grant.createdOn, lastOf(grant.role), kind, displayName(roleNameOf(grant.to.name)), grant.grantedBy];
}

function futureRow(promise: FutureGrant): readonly Cell[] {
  const name = `${displayName(nameOf(promise.in))}.<${promise.of}>`;
  const { createdOn: since, privilege, of, role } = promise;
  return [since, privilege, of.replaceAll(' ', '_'), name, kindOfRole(role), lastOf(role), String(promise.withGrantOption)];
}

function privilegeRow(grant: Grant, account: string): readonly Cell[] {
  const [kind, name] = grant.on === 'ACCOUNT' ? ['ACCOUNT', account] : [shownKind(grant.on), displayName(nameOf(grant.on))];
  const to = [kindOfRole(grant.role), lastOf(grant.role), String(grant.withGrantOption)];
  return [grant.createdOn, grant.privilege, kind, name, ...to, lastOf(grant.grantedBy), kindOfRole(grant.grantedBy)];
}

function ownershipRow(object: Securable): readonly Cell[] {
  const { createdOn: since, owner } = object;
  const name = displayName(nameOf(object));
  return [since, 'OWNERSHIP', shownKind(object), name, kindOfRole(owner), lastOf(owner), 'true', lastOf(owner), kindOfRole(owner)];
}

function grantsOn(target: Target, { account }: StatementContext): readonly (readonly Cell[])[] {
  const grants = account.access.grantsOn(target).map((grant) => privilegeRow(grant, account.name));
  return target === 'ACCOUNT' ? grants : [ownershipRow(target), ...grants];
}

/** With the hierarchy come the grants of every role below; `grantee_name` says whose each is. */
function grantsToRole(reference: RoleReference, hierarchy: boolean, context: StatementContext): readonly (readonly Cell[])[] {
  const { access } = context.account;
  const role = findRole(reference, context);
  requireInsight(role, context);
  const id = roleId(role);
  const roles = hierarchy ? [...access.inheritedRoles(id)].filter((name) => name !== 'PUBLIC' || id === 'PUBLIC') : [id];
  return roles.flatMap((name) => directGrants(name, context));
}

function directGrants(role: string, { account }: StatementContext): readonly (readonly Cell[])[] {
  const { access, catalog } = account;
  const roles = access.roleGrants
    .filter((grant) => grant.to.kind === 'ROLE' && grant.to.name === role)
    .map((grant) => {
      const granted = [kindOfRole(grant.role), displayName(roleNameOf(grant.role))];
      return [grant.createdOn, 'USAGE', ...granted, kindOfRole(role), lastOf(role), 'false', grant.grantedBy, kindOfRole(grant.grantedBy)];
    });
  const owned = ownedObjects(catalog, access.roles.values()).filter((object) => object.owner === role);
  return [
    ...roles,
    ...owned.map(ownershipRow),
    ...access.grants.filter((grant) => grant.role === role).map((grant) => privilegeRow(grant, account.name)),
  ];
}
