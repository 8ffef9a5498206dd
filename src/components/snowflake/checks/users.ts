import * as v from 'valibot';
import type { CheckDraft, CheckKind } from '../../../model/component.ts';
import { parseName } from '../structure/identifier.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

const rule = (description: string) => v.optional(v.pipe(v.boolean(), v.description(description)), true);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const options = v.strictObject({
  mfa: rule('People who can log in with a password have a second factor.'),
  service_passwords: rule('Service users have no password, and none is of type LEGACY_SERVICE.'),
  stale_logins: v.optional(
    v.pipe(
      v.union([v.literal(false), v.pipe(v.string(), v.regex(/^\d{1,4}d$/, 'expected days such as 90d'))]),
      v.description('Enabled users have logged in within so many days; a user that never did is as old as its creation.'),
    ),
    '90d',
  ),
  disabled_with_roles: rule('Disabled users have no roles left.'),
  default_roles: rule('The default role of a user was granted to it.'),
  direct_privileges: rule('Privileges go to roles, none directly to a user.'),
  account_admins: v.optional(
    v.pipe(
      v.union([v.literal(false), v.strictObject({ min: v.optional(count, 2), max: v.optional(count, 5) })]),
      v.description('How many enabled users have ACCOUNTADMIN; no role has it.'),
    ),
    {},
  ),
  service_network_policies: rule('A network policy limits where each service user logs in from, its own or that of the account.'),
  ignore: v.optional(v.pipe(v.array(v.string()), v.description('Users that no rule looks at, such as an emergency login.')), []),
});

type Options = v.InferOutput<typeof options>;

const userRules = [
  'mfa',
  'service-passwords',
  'stale-logins',
  'disabled-with-roles',
  'default-roles',
  'direct-privileges',
  'account-admins',
  'service-network-policies',
] as const;
export type UserRule = (typeof userRules)[number];

export interface UsersInput {
  readonly rule: UserRule;
  /** Exact names. */
  readonly ignored: readonly string[];
  readonly staleDays: number;
  readonly admins: { readonly min: number; readonly max: number };
}

const titles: Readonly<Record<UserRule, string>> = {
  mfa: 'People with a password have a second factor',
  'service-passwords': 'Service users have no password',
  'stale-logins': 'Enabled users log in now and then',
  'disabled-with-roles': 'Disabled users have no roles',
  'default-roles': 'Default roles of users are granted to them',
  'direct-privileges': 'No user has privileges of its own',
  'account-admins': 'A few people have ACCOUNTADMIN, not one and not many',
  'service-network-policies': 'Service users log in from known networks',
};

/** Hygiene of users, read from SHOW alone. */
export const users: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Users have second factors, few rights of administrators and nothing left over.',
  layer: 'security',
  costs: 'free',
  privileges: 'MANAGE GRANTS on the account',
  options,
  expand(declared) {
    const input = {
      ignored: declared.ignore.map((name) => parseName(name)[0] ?? ''),
      staleDays: declared.stale_logins === false ? 0 : Number.parseInt(declared.stale_logins, 10),
      admins: declared.account_admins === false ? { min: 0, max: 0 } : adminLimits(declared.account_admins),
    };
    const rules = userRules.filter((name) => declared[optionOf(name)] !== false);
    return rules.map((name): CheckDraft => ({
      name: `users.${name}`,
      title: titles[name],
      input: { ...input, rule: name } satisfies UsersInput,
      path: [optionOf(name)],
    }));
  },
};

function adminLimits({ min = 2, max = 5 }: { readonly min?: number; readonly max?: number }) {
  if (min > max) throw new Error(`account_admins: at least ${min} and at most ${max} cannot both be.`);
  return { min, max };
}

type RuleOption = Exclude<keyof Options, 'ignore'>;

function optionOf(name: UserRule): RuleOption {
  return name.replaceAll('-', '_') as RuleOption;
}
