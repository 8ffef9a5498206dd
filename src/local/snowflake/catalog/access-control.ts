import { missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Database, Schema, Securable } from './catalog.ts';
import { kindName } from './catalog.ts';
import { FutureGrants } from './future-grants.ts';
import type { Role } from './objects.ts';
import type { User } from './user.ts';

export type { User } from './user.ts';

/** Something a privilege is granted on: an object of the catalog, or the account itself. */
export type Target = Securable | 'ACCOUNT';

/** The roles a session acts with: one, or its primary role followed by its secondary roles. */
export type Authority = string | readonly string[];

export interface Grant {
  readonly privilege: string;
  readonly on: Target;
  /** A `roleId`. */
  readonly role: string;
  readonly grantedBy: string;
  readonly withGrantOption: boolean;
  readonly createdOn: Date;
}

export interface RoleGrant {
  readonly role: string;
  readonly to: { readonly kind: 'ROLE' | 'USER'; readonly name: string };
  readonly grantedBy: string;
  readonly createdOn: Date;
}

const separator = '\0';

/** What grants call a role: its name, with the database's before it for a role of a database. */
export function roleId(role: Role): string {
  return role.database ? `${role.database.name}${separator}${role.name}` : role.name;
}

/** The database, if any, and the name. */
export function roleNameOf(id: string): readonly string[] {
  return id.split(separator);
}

/** Roles, users and grants. Grants hold the object itself, so they follow it when it is renamed or swapped. */
export class AccessControl {
  readonly roles = new Map<string, Role>();
  readonly users = new Map<string, User>();
  readonly future = new FutureGrants();
  #grants = new Map<Target, readonly Grant[]>();
  #roleGrants: readonly RoleGrant[] = [];
  readonly #inherited = new Map<string, ReadonlySet<string>>();

  get grants(): readonly Grant[] {
    return [...this.#grants.values()].flat();
  }

  get roleGrants(): readonly RoleGrant[] {
    return this.#roleGrants;
  }

  grantsOn(target: Target): readonly Grant[] {
    return this.#grants.get(target) ?? [];
  }

  role(name: string): Role {
    const found = this.roles.get(name);
    if (!found) throw missingObject('Role', displayName([name]), 'ddl');
    return found;
  }

  /** The role, every role below it, and PUBLIC. ACCOUNTADMIN and SECURITYADMIN inherit by grants like any other role. */
  inheritedRoles(authority: Authority): ReadonlySet<string> {
    const roles = typeof authority === 'string' ? [authority] : authority;
    const key = roles.join('\n');
    const known = this.#inherited.get(key);
    if (known) return known;
    const found = new Set([...roles, 'PUBLIC']);
    for (const name of found) {
      for (const grant of this.#roleGrants) if (grant.to.kind === 'ROLE' && grant.to.name === name) found.add(grant.role);
    }
    this.#inherited.set(key, found);
    return found;
  }

  /** Roles that were granted to the user itself, and PUBLIC: those that USE SECONDARY ROLES ALL activates. */
  directRolesOfUser(user: string): readonly string[] {
    const direct = this.#roleGrants.filter((grant) => grant.to.kind === 'USER' && grant.to.name === user).map((grant) => grant.role);
    return [...new Set([...direct, 'PUBLIC'])];
  }

  rolesOfUser(user: string): readonly string[] {
    return [...this.inheritedRoles(this.directRolesOfUser(user))];
  }

  owns(authority: Authority, object: Securable): boolean {
    return this.inheritedRoles(authority).has(object.owner);
  }

  has(authority: Authority, privilege: string, on: Target): boolean {
    const roles = this.inheritedRoles(authority);
    if (on !== 'ACCOUNT' && roles.has(on.owner)) return true;
    return this.grantsOn(on).some((grant) => grant.privilege === privilege && roles.has(grant.role));
  }

  /** Any privilege makes an object visible; an object inside makes its containers usable only by their own USAGE. */
  canSee(authority: Authority, object: Securable): boolean {
    const roles = this.inheritedRoles(authority);
    return roles.has(object.owner) || this.grantsOn(object).some((grant) => roles.has(grant.role));
  }

  /** Owner (in a schema with managed access: that of the schema), holder of the grant option, or MANAGE GRANTS on the account. */
  mayGrant(authority: Authority, privilege: string, on: Target): boolean {
    if (this.has(authority, 'MANAGE GRANTS', 'ACCOUNT')) return true;
    const schema = on !== 'ACCOUNT' && 'schema' in on ? on.schema : undefined;
    if (schema?.managedAccess === true) return this.owns(authority, schema);
    if (on !== 'ACCOUNT' && this.owns(authority, on)) return true;
    const roles = this.inheritedRoles(authority);
    return this.grantsOn(on).some((grant) => grant.privilege === privilege && grant.withGrantOption && roles.has(grant.role));
  }

  grant(privilege: string, on: Target, role: string, grantedBy: string, withGrantOption = false): void {
    const others = this.grantsOn(on).filter((grant) => !(grant.privilege === privilege && grant.role === role));
    this.#grants.set(on, [...others, { privilege, on, role, grantedBy, withGrantOption, createdOn: new Date() }]);
  }

  /** `COPY GRANTS`: grants of the object that was replaced, for the new one. */
  copyGrants(grants: readonly Grant[], to: Securable): void {
    if (grants.length > 0) this.#grants.set(to, [...this.grantsOn(to), ...grants.map((grant) => ({ ...grant, on: to }))]);
  }

  /** Grants of an account that was kept, as they were. */
  restoreGrants(grants: readonly Grant[], roleGrants: readonly RoleGrant[]): void {
    this.#grants = Map.groupBy(grants, ({ on }) => on);
    this.#roleGrants = roleGrants;
    this.#inherited.clear();
  }

  /** What the role passed on by its grant option, and what was passed on from there. */
  dependentGrants(privilege: string, on: Target, role: string): readonly Grant[] {
    const found: Grant[] = [];
    const givers = [role];
    for (const giver of givers) {
      for (const grant of this.grantsOn(on)) {
        if (grant.privilege !== privilege || grant.grantedBy !== giver || grant.role === role || found.includes(grant)) continue;
        found.push(grant);
        givers.push(grant.role);
      }
    }
    return found;
  }

  revoke(privilege: string, on: Target, role: string): void {
    const rest = this.grantsOn(on).filter((grant) => !(grant.privilege === privilege && grant.role === role));
    if (rest.length > 0) this.#grants.set(on, rest);
    else this.#grants.delete(on);
  }

  /** `GRANT OWNERSHIP`: grants of the old owner become the new owner's (copy) or end. */
  transferOwnership(object: Securable, role: string, keepGrants: boolean): void {
    const previous = object.owner;
    object.owner = role;
    if (!keepGrants) this.forget(object);
    else {
      const kept = this.grantsOn(object).map((grant) => (grant.grantedBy === previous ? { ...grant, grantedBy: role } : grant));
      if (kept.length > 0) this.#grants.set(object, kept);
    }
  }

  grantRole(role: string, to: RoleGrant['to'], grantedBy: string): void {
    // Clears what was remembered about inheritance, too.
    this.revokeRole(role, to);
    this.#roleGrants = [...this.#roleGrants, { role, to, grantedBy, createdOn: new Date() }];
  }

  revokeRole(role: string, to: RoleGrant['to']): void {
    this.#setRoleGrants((grant) => !(grant.role === role && grant.to.kind === to.kind && grant.to.name === to.name));
  }

  createRole(name: string, owner: string, comment = '', database?: Database): Role {
    const role: Role = { kind: 'ROLE', name, owner, comment, createdOn: new Date(), ...(database && { database }) };
    (database?.roles ?? this.roles).set(name, role);
    return role;
  }

  dropRole(name: string): void {
    this.roles.delete(name);
    this.#forgetRole(name);
  }

  dropDatabaseRole(role: Role): void {
    role.database?.roles.delete(role.name);
    this.#forgetRole(roleId(role));
  }

  /** A role, or the database of some, has another name. */
  renameRole(from: string, to: string): void {
    const rename = (id: string): string => (id === from ? to : id);
    const rewritten = [...this.#grants].map(([on, grants]): [Target, readonly Grant[]] => [
      on,
      grants.map((grant) => ({ ...grant, role: rename(grant.role), grantedBy: rename(grant.grantedBy) })),
    ]);
    this.#grants = new Map(rewritten);
    this.#roleGrants = this.#roleGrants.map((grant) => ({
      ...grant,
      role: rename(grant.role),
      grantedBy: rename(grant.grantedBy),
      to: grant.to.kind === 'ROLE' ? { kind: 'ROLE', name: rename(grant.to.name) } : grant.to,
    }));
    this.future.renameRole(from, to);
    this.#inherited.clear();
  }

  /** A user is gone or has another name. */
  renameUser(from: string, to: string | undefined): void {
    this.#roleGrants = this.#roleGrants.flatMap((grant) => {
      if (grant.to.kind !== 'USER' || grant.to.name !== from) return [grant];
      return to === undefined ? [] : [{ ...grant, to: { kind: 'USER' as const, name: to } }];
    });
  }

  /** Grants die with their object. */
  forget(object: Securable): void {
    this.#grants.delete(object);
  }

  /** A new object gets what was promised for its kind in its schema, or else in its database. */
  applyFutureGrants(object: Securable, container: Schema | Database): void {
    for (const promise of this.future.applying(kindName(object), container)) {
      if (promise.privilege === 'OWNERSHIP') object.owner = promise.role;
      else this.grant(promise.privilege, object, promise.role, promise.grantedBy, promise.withGrantOption);
    }
  }

  #forgetRole(id: string): void {
    for (const [on, grants] of this.#grants) {
      if (!grants.some((grant) => grant.role === id)) continue;
      const rest = grants.filter((grant) => grant.role !== id);
      if (rest.length > 0) this.#grants.set(on, rest);
      else this.#grants.delete(on);
    }
    this.#setRoleGrants((grant) => grant.role !== id && !(grant.to.kind === 'ROLE' && grant.to.name === id));
    this.future.forgetRole(id);
  }

  #setRoleGrants(keep: (grant: RoleGrant) => boolean): void {
    this.#roleGrants = this.#roleGrants.filter(keep);
    this.#inherited.clear();
  }
}
