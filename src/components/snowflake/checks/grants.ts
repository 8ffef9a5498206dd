import * as v from 'valibot';
import type { CheckDraft, CheckKind } from '../../../model/component.ts';
import { parseFutureGrant } from '../access/future-grant.ts';
import type { FutureGrant } from '../access/future-grant.ts';
import { parseGrantPattern } from '../access/grant-pattern.ts';
import type { GrantPattern } from '../access/grant-pattern.ts';
import { parseName } from '../structure/identifier.ts';
import { roleName } from '../access/role-grants.ts';
import type { Member, RoleName } from '../access/role-grants.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart } from '../structure/table-name.ts';

const list = (description: string) => v.optional(v.pipe(v.array(v.string()), v.description(description)));

const roleOptions = v.strictObject({
  privileges: list('It has these, such as `SELECT on CORE.*`, `USAGE on SCHEMA CORE`, `MONITOR USAGE on ACCOUNT`.'),
  never: list('It has none of these, such as `OWNERSHIP on *` or `DELETE on CORE.*`.'),
  roles: list('Roles that were granted to it; a database role is written SOPHIA.READER.'),
  granted_to: list('Who has it, such as `role SYSADMIN` or `user LOADER`.'),
  future: list('Future grants it has, such as `SELECT on TABLES in CORE`.'),
  owner: v.optional(v.pipe(v.string(), v.description('Role that owns it.'))),
  exact: v.optional(v.pipe(v.boolean(), v.description('What is found and not declared in a list above is a finding.')), false),
  inherited: v.optional(v.pipe(v.boolean(), v.description('What the roles below have counts as its own.')), true),
});

const options = v.strictObject({ roles: v.record(v.string(), roleOptions) });

type Options = v.InferOutput<typeof options>;
type RoleOptions = v.InferOutput<typeof roleOptions>;

export interface PrivilegesInput {
  readonly look: 'privileges';
  readonly role: RoleName;
  readonly declared: readonly GrantPattern[];
  readonly never: readonly GrantPattern[];
  readonly exact: boolean;
  readonly inherited: boolean;
}

export interface RolesInput {
  readonly look: 'roles';
  readonly role: RoleName;
  readonly declared: readonly RoleName[];
  readonly exact: boolean;
}

export interface MembersInput {
  readonly look: 'members';
  readonly role: RoleName;
  readonly declared: readonly Member[];
  readonly exact: boolean;
}

export interface FutureInput {
  readonly look: 'future';
  readonly role: RoleName;
  readonly declared: readonly FutureGrant[];
  readonly exact: boolean;
}

export interface OwnerInput {
  readonly look: 'owner';
  readonly role: RoleName;
  /** Exact. */
  readonly owner: string;
}

export type GrantsInput = PrivilegesInput | RolesInput | MembersInput | FutureInput | OwnerInput;

/** Grants as listed, which finds drift; what a role can really do is proven by the kind `roles`. */
export const grants: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Roles have the declared privileges, roles, members and future grants, read from SHOW GRANTS.',
  layer: 'security',
  costs: 'free',
  privileges: 'The role itself, or MANAGE GRANTS on the account',
  options,
  primary: 'roles',
  primaryIsMapping: true,
  expand({ roles }, settings) {
    const drafts = Object.entries(roles).flatMap(([text, declared]) => roleDrafts(text, declared, settings));
    if (drafts.length === 0) throw new Error('grants has nothing to compare: declare privileges, roles or members of at least one role.');
    return drafts;
  },
};

function roleDrafts(text: string, declared: RoleOptions, settings: SnowflakeSettings): readonly CheckDraft[] {
  const { privileges, never, roles, granted_to: members, future, owner, exact, inherited } = declared;
  const role = roleName(text);
  const draft = (look: string, title: string, key: string, input: GrantsInput): CheckDraft => {
    return { name: `grants.${idPart(text)}.${look}`, title: `Role ${text} ${title}`, input, path: ['roles', text, key] };
  };
  const pattern = (one: string) => parseGrantPattern(one, settings);
  const drafts: CheckDraft[] = [];
  if (privileges !== undefined || never !== undefined) {
    const lists = { declared: (privileges ?? []).map(pattern), never: (never ?? []).map(pattern) };
    // Without a list of privileges there is nothing that could be exact.
    const input: GrantsInput = { look: 'privileges', role, ...lists, exact: exact && privileges !== undefined, inherited };
    drafts.push(draft('privileges', 'has its privileges', privileges === undefined ? 'never' : 'privileges', input));
  }
  if (roles !== undefined)
    drafts.push(draft('roles', 'has its roles', 'roles', { look: 'roles', role, declared: roles.map(roleName), exact }));
  if (members !== undefined) {
    const input: GrantsInput = { look: 'members', role, declared: members.map(parseMember), exact };
    drafts.push(draft('members', 'is granted to its members', 'granted_to', input));
  }
  if (future !== undefined) {
    const input: GrantsInput = { look: 'future', role, declared: future.map((one) => parseFutureGrant(one, settings)), exact };
    drafts.push(draft('future', 'has its future grants', 'future', input));
  }
  if (owner !== undefined) {
    drafts.push(draft('owner', 'has its owner', 'owner', { look: 'owner', role, owner: parseName(owner).at(-1) ?? '' }));
  }
  return drafts;
}

/** Reads `role SYSADMIN`, `user LOADER` or `database role SOPHIA.READER`. Throws `Error` with a sentence. */
function parseMember(text: string): Member {
  const match = /^\s*(database\s+role|role|user)\s+(\S.*?)\s*$/i.exec(text);
  const [, word = '', name] = match ?? [];
  if (name === undefined) throw new Error(`${JSON.stringify(text)} is not understood: write role NAME or user NAME.`);
  const kind = word.toUpperCase().replaceAll(/\s+/g, ' ') as Member['kind'];
  const parts = parseName(name);
  if (parts.length !== (kind === 'DATABASE ROLE' ? 2 : 1)) throw new Error(`${name} is not the name of a ${word}.`);
  return { kind, name: parts };
}
