import { BlockList, isIPv4 } from 'node:net';
import type { Catalog } from '../catalog/catalog.ts';
import { optionList, optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import type { User } from '../catalog/user.ts';
import { TokenCursor } from '../sql/token-cursor.ts';
import { LoginFailure } from './login-failure.ts';

/** The policy of the user, or else that of the account. */
export function networkPolicyOf(user: User, catalog: Catalog): string | undefined {
  const name = user.networkPolicy ?? catalog.parameters.get('NETWORK_POLICY');
  return name === undefined || name === '' ? undefined : String(name);
}

/** @throws LoginFailure 390422 when the policy in force does not let the address in */
export function requireAllowedAddress(user: User, address: string, catalog: Catalog): void {
  const name = networkPolicyOf(user, catalog);
  if (name === undefined) return;
  const policy = catalog.accountObject('NETWORK POLICY', name);
  if (policy && isAllowed(plainAddress(address), policy.options, catalog)) return;
  const text = `Incoming request with IP/Token ${address} is not allowed to access Snowflake. Contact your local security administrator.`;
  throw new LoginFailure('390422', text, 'INCOMING_REQUEST_BLOCKED');
}

function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

/** What is blocked stays out even if it is allowed as well; a policy that allows nothing lets all others in, if it blocks some. */
function isAllowed(address: string, options: Options, catalog: Catalog): boolean {
  const allowed = addressesOf('ALLOWED', options, catalog);
  const blocked = addressesOf('BLOCKED', options, catalog);
  if (contains(blocked, address)) return false;
  return allowed.length === 0 ? blocked.length > 0 : contains(allowed, address);
}

function addressesOf(word: 'ALLOWED' | 'BLOCKED', options: Options, catalog: Catalog): readonly string[] {
  const rules = optionList(options, `${word}_NETWORK_RULE_LIST`).flatMap((rule) => {
    const context = { database: undefined, schema: undefined };
    const found = catalog.schemaObject('NETWORK RULE', new TokenCursor(rule).objectName(), context, 'SELECT');
    // Rules about private endpoints say nothing about an address of the internet.
    return found && optionText(found.options, 'TYPE') === 'IPV4' ? optionList(found.options, 'VALUE_LIST') : [];
  });
  return [...optionList(options, `${word}_IP_LIST`), ...rules];
}

function contains(ranges: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = '32'] = range.trim().split('/');
    list.addSubnet(network, Number(bits), 'ipv4');
  }
  return isIPv4(address) && list.check(address, 'ipv4');
}
