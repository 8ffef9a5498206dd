import { SnowflakeFailure, missingOrNotPermitted, refused } from '../failure.ts';
import { displayPart } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { quoteText } from '../sql/names.ts';
import { parameters, parseParameterValue } from '../wire/parameters.ts';
import { statementType, statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { StatementContext } from './statement-context.ts';

type Use = Statement & { readonly type: 'use' };
type AlterSession = Statement & { readonly type: 'alter-session' };
type AlterWarehouse = Statement & { readonly type: 'alter-warehouse' };

const succeeded = (): Result => statusResult('Statement executed successfully.', statementType.session);

export function runUse(statement: Use, { account, session }: StatementContext): Result {
  const { access, catalog } = account;
  const [last = '', first] = statement.name.toReversed();
  switch (statement.kind) {
    case 'ROLE':
      if (!access.roles.has(last)) throw missingOrNotPermitted();
      if (!access.rolesOfUser(session.user.name).includes(last)) throw roleNotGranted(last);
      session.role = last;
      break;
    case 'WAREHOUSE': {
      const warehouse = catalog.warehouses.get(last);
      if (!warehouse || !access.has(session.authority, 'USAGE', warehouse)) throw missingOrNotPermitted();
      session.warehouse = last;
      break;
    }
    case 'DATABASE': {
      const database = catalog.databases.get(last);
      if (!database || !access.has(session.authority, 'USAGE', database)) throw missingOrNotPermitted();
      session.database = last;
      session.schema = database.schemas.has('PUBLIC') ? 'PUBLIC' : undefined;
      break;
    }
    case 'SCHEMA': {
      const database = catalog.databases.get(first ?? session.database ?? '');
      const schema = database?.schemas.get(last);
      if (!database || !schema || !access.has(session.authority, 'USAGE', database) || !access.has(session.authority, 'USAGE', schema))
        throw missingOrNotPermitted();
      session.database = database.name;
      session.schema = last;
    }
  }
  return succeeded();
}

/** `USE SECONDARY ROLES ALL | NONE | a, b`: roles that were granted to the user itself. */
export function useSecondaryRoles(
  statement: Statement & { readonly type: 'use-secondary-roles' },
  { account, session }: StatementContext,
): Result {
  const { access } = account;
  if (statement.roles === 'NONE') session.secondaryRoles = [];
  else if (statement.roles === 'ALL')
    session.secondaryRoles = access.directRolesOfUser(session.user.name).filter((role) => role !== session.role);
  else {
    const missing = statement.roles.find((role) => !access.rolesOfUser(session.user.name).includes(role));
    if (missing !== undefined) throw roleNotGranted(missing);
    session.secondaryRoles = statement.roles;
  }
  return succeeded();
}

function roleNotGranted(role: string): SnowflakeFailure {
  const text = `SQL access control error:\nRequested role '${displayPart(role)}' is not assigned to the executing user. Specify another role to activate.`;
  return new SnowflakeFailure('003013', '42501', text);
}

export async function runAlterSession(statement: AlterSession, { session }: StatementContext): Promise<Result> {
  for (const name of statement.unset) {
    const initial = settableParameter(name).initial;
    await setParameter(name, String(initial), session);
  }
  for (const [name, text] of Object.entries(statement.set)) await setParameter(name, text, session);
  return succeeded();
}

function settableParameter(name: string): (typeof parameters)[number] {
  const parameter = parameters.find((candidate) => candidate.name === name);
  if (!parameter?.settable) throw refused('LOCAL-007', name);
  return parameter;
}

export async function setParameter(name: string, text: string, session: StatementContext['session']): Promise<void> {
  const parameter = settableParameter(name);
  const value = parseParameterValue(parameter, text);
  if (value === undefined)
    throw new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${text}] for parameter '${name}'`);
  if (name === 'TIMEZONE') await setTimeZone(text, session);
  session.parameters.set(name, value);
}

async function setTimeZone(zone: string, session: StatementContext['session']): Promise<void> {
  try {
    await session.connection.run(`SET TimeZone = ${quoteText(zone)}`);
  } catch (cause) {
    throw new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${zone}] for parameter 'TIMEZONE'`, { cause });
  }
}

export function alterWarehouse(statement: AlterWarehouse, { account, session }: StatementContext): Result {
  const warehouse = account.catalog.warehouses.get(statement.name);
  if (!warehouse || !account.access.canSee(session.authority, warehouse)) throw missingOrNotPermitted();
  if (!account.access.has(session.authority, 'OPERATE', warehouse)) {
    throw new SnowflakeFailure(
      '003001',
      '42501',
      `SQL access control error:\nInsufficient privileges to operate on warehouse '${warehouse.name}'.`,
    );
  }
  const target = statement.action === 'SUSPEND' ? 'SUSPENDED' : 'STARTED';
  if (warehouse.state === target && !statement.ifNeeded) {
    throw new SnowflakeFailure(
      '090063',
      '22000',
      `Invalid state. Warehouse '${warehouse.name}' cannot be ${target === 'STARTED' ? 'resumed' : 'suspended'}.`,
    );
  }
  warehouse.state = target;
  return succeeded();
}
