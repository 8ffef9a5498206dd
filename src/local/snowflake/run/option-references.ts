import { isIPv4 } from 'node:net';
import { optionList, optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { SnowflakeFailure, missingObject } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { TokenCursor } from '../sql/token-cursor.ts';
import { findObject } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

/** The objects and addresses that options name have to exist. @throws SnowflakeFailure 002003, 001008 */
export function checkReferences(kind: string, options: Options, context: StatementContext): void {
  if (kind === 'NETWORK POLICY') {
    for (const list of ['ALLOWED_IP_LIST', 'BLOCKED_IP_LIST'])
      for (const address of optionList(options, list)) requireAddress(address, list);
    for (const list of ['ALLOWED_NETWORK_RULE_LIST', 'BLOCKED_NETWORK_RULE_LIST'])
      for (const rule of optionList(options, list)) requireRule(rule, context);
  }
  if (kind === 'NETWORK RULE' && optionText(options, 'TYPE') === 'IPV4')
    for (const address of optionList(options, 'VALUE_LIST')) requireAddress(address, 'VALUE_LIST');
  const monitor = kind === 'WAREHOUSE' ? optionText(options, 'RESOURCE_MONITOR') : undefined;
  if (monitor !== undefined && monitor !== 'NULL' && !context.account.catalog.accountObject('RESOURCE MONITOR', monitor))
    throw missingObject('Resource monitor', displayName([monitor]), 'ddl');
}

/** `192.168.1.0/24` or one address. */
function requireAddress(text: string, list: string): void {
  const [address = '', bits = '32', ...others] = text.trim().split('/');
  if (isIPv4(address) && /^\d{1,2}$/.test(bits) && Number(bits) <= 32 && others.length === 0) return;
  throw new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${text}] for parameter '${list}'`);
}

function requireRule(text: string, context: StatementContext): void {
  const name = parseName(text);
  if (!findObject('NETWORK RULE', name, context, 'CREATE NETWORK POLICY')) throw missingObject('Network rule', displayName(name), 'ddl');
}

/** The parts of a name that was written in a text, such as 'DB.SCHEMA."rule"'. */
export function parseName(text: string): ObjectName {
  const cursor = new TokenCursor(text);
  const name = cursor.objectName();
  cursor.expectEnd();
  return name;
}
