import { missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { Securable } from './catalog.ts';

export interface Role {
  readonly name: string;
  readonly owner: string;
  readonly comment: string;
  readonly createdOn: Date;
}

/** How a user without a password is known: an issuer of tokens and its name for the user. */
export interface WorkloadIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export interface User {
  readonly name: string;
  readonly password?: string;
  /** `SHA256:...` of the public key, for key-pair login. */
  readonly keyFingerprint?: string;
  /** PEM of that key. */
  readonly publicKey?: string;
  /** For a login with tokens of an OIDC issuer. */
  readonly identity?: WorkloadIdentity;
  readonly defaultRole: string;
}

/** Something a privilege is granted on: an object of the catalog, or the account itself. */
export type Target = Securable | 'ACCOUNT';

export interface Grant {
  readonly privilege: string;
  readonly on: Target;
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

/** Roles, users and grants. Grants hold the object itself, so they follow it when it is renamed or swapped. */
export class AccessControl {
  readonly roles = new Map<string, Role>();
  readonly users = new Map<string, User>();
  #grants: readonly Grant[] = [];
  #roleGrants: readonly RoleGrant[] = [];

  get grants(): readonly Grant[] {
    return this.#grants;
  }

  get roleGrants(): readonly RoleGrant[] {
    return this.#roleGrants;
  }

  role(name: string): Role {
    const found = this.roles.get(name);
    if (!found) throw missingObject('Role', displayName([name]), 'ddl');
    return found;
  }

  /** The role, every role below it, and PUBLIC. ACCOUNTADMIN and SECURITYADMIN inherit by grants like any other role. */
  inheritedRoles(role: string): ReadonlySet<string> {
    const found = new Set([role, 'PUBLIC']);
    for (const name of found) {
      for (const grant of this.#roleGrants) if (grant.to.kind === 'ROLE' && grant.to.name === name) found.add(grant.role);
    }
    return found;
  }

  rolesOfUser(user: string): readonly string[] {
    const direct = this.#roleGrants.filter((grant) => grant.to.kind === 'USER' && grant.to.name === user).map((grant) => grant.role);
    return [...new Set([...direct.flatMap((role) => [...this.inheritedRoles(role)]), 'PUBLIC'])];
  }

  owns(role: string, object: Securable): boolean {
    return this.inheritedRoles(role).has(object.owner);
  }

  has(role: string, privilege: string, on: Target): boolean {
    const roles = this.inheritedRoles(role);
    if (on !== 'ACCOUNT' && roles.has(on.owner)) return true;
    return this.#grants.some((grant) => grant.on === on && grant.privilege === privilege && roles.has(grant.role));
  }

  /** Any privilege makes an object visible; an object inside makes its containers usable only by their own USAGE. */
  canSee(role: string, object: Securable): boolean {
    const roles = this.inheritedRoles(role);
    return roles.has(object.owner) || this.#grants.some((grant) => grant.on === object && roles.has(grant.role));
  }

  /** Owner, holder of the grant option, or MANAGE GRANTS on the account. */
  mayGrant(role: string, privilege: string, on: Target): boolean {
    if (this.has(role, 'MANAGE GRANTS', 'ACCOUNT')) return true;
    if (on !== 'ACCOUNT' && this.owns(role, on)) return true;
    const roles = this.inheritedRoles(role);
    return this.#grants.some((grant) => grant.on === on && grant.privilege === privilege && grant.withGrantOption && roles.has(grant.role));
  }

  grant(privilege: string, on: Target, role: string, grantedBy: string, withGrantOption = false): void {
    this.revoke(privilege, on, role);
    this.#grants = [...this.#grants, { privilege, on, role, grantedBy, withGrantOption, createdOn: new Date() }];
  }

  revoke(privilege: string, on: Target, role: string): void {
    this.#grants = this.#grants.filter((grant) => !(grant.privilege === privilege && grant.on === on && grant.role === role));
  }

  grantRole(role: string, to: RoleGrant['to'], grantedBy: string): void {
    this.revokeRole(role, to);
    this.#roleGrants = [...this.#roleGrants, { role, to, grantedBy, createdOn: new Date() }];
  }

  revokeRole(role: string, to: RoleGrant['to']): void {
    this.#roleGrants = this.#roleGrants.filter((grant) => !(grant.role === role && grant.to.kind === to.kind && grant.to.name === to.name));
  }

  createRole(name: string, owner: string, comment = ''): void {
    this.roles.set(name, { name, owner, comment, createdOn: new Date() });
  }

  dropRole(name: string): void {
    this.roles.delete(name);
    this.#grants = this.#grants.filter((grant) => grant.role !== name);
    this.#roleGrants = this.#roleGrants.filter((grant) => grant.role !== name && !(grant.to.kind === 'ROLE' && grant.to.name === name));
  }

  /** Grants die with their object. */
  forget(object: Securable): void {
    this.#grants = this.#grants.filter((grant) => grant.on !== object);
  }
}
