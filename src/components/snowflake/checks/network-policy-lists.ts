import type { Row } from '../../../model/capability.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, quoteIdentifier, quoteParts } from '../structure/identifier.ts';
import type { Ask, Session } from '../session.ts';

/** Addresses of a network policy, of its own lists and of its rules together. */
export interface NetworkLists {
  /** `203.0.113.0/24`, or an identifier of a private endpoint. */
  readonly allowed: readonly string[];
  readonly blocked: readonly string[];
}

/** Throws `Refusal` when the policy or a rule of it is missing or may not be seen. */
export async function readNetworkPolicy(session: Session, policy: string, ask: Ask): Promise<NetworkLists> {
  const rows = await session.query(`DESCRIBE NETWORK POLICY ${quoteIdentifier(policy)}`, ask);
  const listOf = async (word: 'ALLOWED' | 'BLOCKED'): Promise<readonly string[]> => {
    const addresses = splitList(valueOf(rows, `${word}_IP_LIST`));
    for (const rule of ruleNames(valueOf(rows, `${word}_NETWORK_RULE_LIST`))) addresses.push(...(await readRule(session, rule, ask)));
    return addresses;
  };
  return { allowed: await listOf('ALLOWED'), blocked: await listOf('BLOCKED') };
}

function valueOf(rows: readonly Row[], name: string): string {
  const row = rows.find((candidate) => textOf(candidate, 'name') === name);
  return row === undefined ? '' : textOf(row, 'value');
}

async function readRule(session: Session, rule: string, ask: Ask): Promise<readonly string[]> {
  const [row = {}] = await session.query(`DESCRIBE NETWORK RULE ${quoteParts(parseName(rule))}`, ask);
  return splitList(textOf(row, 'value_list'));
}

/** The value is JSON: `[{"fullyQualifiedRuleName":"DB.SCHEMA.RULE"}]`. */
export function ruleNames(value: string): readonly string[] {
  if (value.trim() === '') return [];
  const rules: unknown = JSON.parse(value);
  if (!Array.isArray(rules)) throw new SyntaxError('The network rules of a policy are not a list.');
  return rules.map((rule: unknown) => {
    const name = (rule as { readonly fullyQualifiedRuleName?: unknown } | null)?.fullyQualifiedRuleName;
    if (typeof name !== 'string') throw new SyntaxError('A network rule of a policy has no name.');
    return name;
  });
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Network bits of an IPv4 or IPv6 range; a single address has all of them. Undefined for identifiers of private endpoints. */
export function prefixBits(range: string): number | undefined {
  const match = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)(?:\/(\d{1,3}))?$/i.exec(range);
  if (match === null) return undefined;
  const [, bits] = match;
  return bits === undefined ? (range.includes(':') ? 128 : 32) : Number(bits);
}
