import { parameterRule } from '../catalog/parameter-catalog.ts';
import type { ParameterLevel } from '../catalog/parameter-catalog.ts';
import type { Account } from '../account.ts';
import { valueText } from '../catalog/objects.ts';
import type { OptionValue, Options } from '../catalog/objects.ts';
import { invalidValue } from '../catalog/option-rules.ts';
import { insufficientPrivileges, missingObject, refused } from '../failure.ts';
import type { Session } from '../session.ts';
import { displayName } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import type { ParameterValue } from '../wire/parameters.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { setParameter } from './run-session-statement.ts';
import type { StatementContext } from './statement-context.ts';

/** Splits options into those of the object itself and its parameters; null unsets a parameter. */
export function alterParameters(
  options: Options,
  level: ParameterLevel,
  before: ReadonlyMap<string, ParameterValue>,
): { readonly own: Options; readonly parameters: ReadonlyMap<string, ParameterValue> } {
  const own: Record<string, OptionValue> = {};
  const parameters = new Map(before);
  for (const [name, value] of Object.entries(options)) {
    const rule = parameterRule(name, level);
    if (!rule || name === 'NETWORK_POLICY') own[name] = value;
    else if (value === null) parameters.delete(name);
    else parameters.set(name, parameterValue(name, value, rule.initial));
  }
  return { own, parameters };
}

/** A session begins with what the account and then the user have set. */
export async function inheritParameters(session: Session, { catalog }: Account): Promise<void> {
  for (const [name, value] of [...catalog.parameters, ...(session.user.parameters ?? [])]) {
    if (name === 'TIMEZONE') await setParameter(name, String(value), session);
    else if (session.parameters.has(name)) session.parameters.set(name, value);
  }
}

function parameterValue(name: string, value: OptionValue, initial: ParameterValue): ParameterValue {
  const plain = typeof value === 'object' ? undefined : value;
  if (plain === undefined || typeof plain !== typeof initial) throw invalidValue(name, value);
  if (typeof plain === 'number' && plain < 0) throw invalidValue(name, value);
  return plain;
}

/** ALTER ACCOUNT SET | UNSET: only ACCOUNTADMIN, and for the network policy also SECURITYADMIN. */
export function alterAccount(statement: Statement & { readonly type: 'alter-account' }, { account, session }: StatementContext): Result {
  const { access, catalog } = account;
  const options = statement.unset.length > 0 ? Object.fromEntries(statement.unset.map((name) => [name, null])) : statement.set;
  const roles = access.inheritedRoles(session.authority);
  const onlyPolicy = Object.keys(options).every((name) => name === 'NETWORK_POLICY');
  if (!roles.has('ACCOUNTADMIN') && !(onlyPolicy && roles.has('SECURITYADMIN'))) throw insufficientPrivileges('account', account.name);
  for (const [name, value] of Object.entries(options)) {
    const rule = parameterRule(name, 'ACCOUNT');
    if (!rule) throw refused('LOCAL-007', `${name} of the account`);
    if (name === 'NETWORK_POLICY' && value !== null && !catalog.accountObject('NETWORK POLICY', valueText(value)))
      throw missingObject('Network policy', displayName([valueText(value)]), 'ddl');
    if (value === null) catalog.parameters.delete(name);
    else catalog.parameters.set(name, parameterValue(name, value, rule.initial));
  }
  catalog.changed();
  return statusResult('Statement executed successfully.');
}
