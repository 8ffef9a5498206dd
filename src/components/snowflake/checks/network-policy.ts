import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName, quoteIdentifier } from '../structure/identifier.ts';
import { asPermitted, notPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart } from '../structure/table-name.ts';
import { prefixBits, readNetworkPolicy } from './network-policy-lists.ts';
import type { NetworkLists } from './network-policy-lists.ts';

const addresses = v.optional(v.array(v.string()));
const options = v.strictObject({
  account: v.optional(v.pipe(v.string(), v.description('Policy that must be in force for the account.'))),
  users: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Policy that must be in force for a user.')), {}),
  policies: v.optional(
    v.pipe(v.record(v.string(), v.strictObject({ allowed: addresses, blocked: addresses })), v.description('What a policy lets in.')),
    {},
  ),
  widest: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32), v.description('Allowed ranges with fewer network bits are findings.')),
    8,
  ),
});

type Options = v.InferOutput<typeof options>;

export type NetworkPolicyInput =
  | { readonly look: 'account'; readonly policy: string }
  | { readonly look: 'user'; readonly user: string; readonly policy: string }
  | {
      readonly look: 'policy';
      readonly policy: string;
      readonly allowed: readonly string[] | undefined;
      readonly blocked: readonly string[] | undefined;
      readonly widestBits: number;
    };

/** Which policy is in force and what it lets in, from SHOW and DESCRIBE alone: no warehouse runs. */
export const networkPolicy: CheckKind<Options, SnowflakeSettings> = {
  summary: 'The network policies in force are the declared ones and let nothing in that is wider than declared.',
  layer: 'security',
  costs: 'free',
  privileges: 'OWNERSHIP or USAGE of the policies and rules, or SECURITYADMIN; MANAGE GRANTS for other users',
  options,
  expand({ account, users, policies, widest }) {
    const drafts: CheckDraft[] = Object.entries(users).map(([user, policy]) =>
      inForceDraft({ look: 'user', user: exactName(user), policy: exactName(policy) }, `user.${idPart(user)}`, `user ${user}`, [
        'users',
        user,
      ]),
    );
    if (account !== undefined) {
      drafts.unshift(inForceDraft({ look: 'account', policy: exactName(account) }, 'account', 'the account', ['account']));
    }
    for (const [policy, { allowed, blocked }] of Object.entries(policies)) {
      const input: NetworkPolicyInput = { look: 'policy', policy: exactName(policy), allowed, blocked, widestBits: widest };
      const title = `Network policy ${policy} lets in what it should`;
      drafts.push({ name: `network-policy.policy.${idPart(policy)}`, title, input, path: ['policies', policy] });
    }
    if (drafts.length === 0) throw new Error('network-policy has nothing to look at: declare account, users or policies.');
    return drafts;
  },
};

function inForceDraft(input: NetworkPolicyInput, id: string, whom: string, path: readonly string[]): CheckDraft {
  return { name: `network-policy.${id}`, title: `Network policy ${input.policy} is in force for ${whom}`, input, path };
}

function exactName(text: string): string {
  return parseName(text)[0] ?? '';
}

export async function runNetworkPolicy(connection: SnowflakeConnection, input: NetworkPolicyInput, context: CheckContext): Promise<void> {
  if (input.look === 'policy') return await lookInside(connection, input, context);
  const ofUser = input.look === 'user';
  const scope = ofUser ? `FOR USER ${quoteIdentifier(input.user)}` : 'IN ACCOUNT';
  const needed = ofUser ? 'MANAGE GRANTS, or OWNERSHIP of the user' : 'SECURITYADMIN or ACCOUNTADMIN';
  const show = `SHOW PARAMETERS LIKE 'NETWORK_POLICY' ${scope}`;
  const what = `the network policy of ${ofUser ? `user ${printName([input.user])}` : 'the account'}`;
  const rows = await asPermitted(what, needed, async () => await connection.session.query(show, askFor(context)));
  const found = rows.find((row) => textOf(row, 'key') === 'NETWORK_POLICY');
  if (found === undefined) throw notPermitted(what, needed);
  context.find({
    subject: what.replace('the ', ''),
    expected: printName([input.policy]),
    actual: printInForce(found),
    met: textOf(found, 'value') === input.policy,
  });
}

function printInForce(parameter: Row): string {
  const policy = textOf(parameter, 'value');
  if (policy === '') return 'none: a login is possible from every address';
  return `${printName([policy])}, set on the ${textOf(parameter, 'level').toLowerCase()}`;
}

async function lookInside(
  { session }: SnowflakeConnection,
  input: NetworkPolicyInput & { readonly look: 'policy' },
  context: CheckContext,
): Promise<void> {
  const name = printName([input.policy]);
  const needed = 'OWNERSHIP or USAGE of the policy and of its rules, or SECURITYADMIN';
  const lists = await asPermitted(
    `network policy ${name}`,
    needed,
    async () => await readNetworkPolicy(session, input.policy, askFor(context)),
  );
  findWideRanges(name, lists, input.widestBits, context);
  if (input.allowed !== undefined) compareSets(`addresses that ${name} allows`, input.allowed, lists.allowed, context);
  if (input.blocked !== undefined) compareSets(`addresses that ${name} blocks`, input.blocked, lists.blocked, context);
}

function findWideRanges(name: string, { allowed }: NetworkLists, widestBits: number, context: CheckContext): void {
  const wide = allowed.filter((range) => (prefixBits(range) ?? 32) < widestBits);
  const isOpen = allowed.length === 0;
  const problem = isOpen ? 'it allows nothing by name, so whatever it does not block gets in' : wide.join(', ');
  context.find({
    subject: `ranges that ${name} allows`,
    expected: `none wider than /${widestBits}`,
    actual: isOpen || wide.length > 0 ? problem : `${allowed.length}, none wider`,
    met: !isOpen && wide.length === 0,
  });
}

function compareSets(subject: string, declared: readonly string[], found: readonly string[], context: CheckContext): void {
  const missing = declared.filter((value) => !found.includes(value));
  const unexpected = found.filter((value) => !declared.includes(value));
  const differences = [...missing.map((value) => `missing ${value}`), ...unexpected.map((value) => `not declared ${value}`)];
  context.find({
    subject,
    expected: declared.length === 0 ? 'none' : declared.join(', '),
    actual: differences.length === 0 ? 'the same' : differences.join(', '),
    met: differences.length === 0,
  });
}
