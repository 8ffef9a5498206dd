import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { Refusal, Skip } from '../../../std/errors.ts';
import { describeTable, isMissing, textOf } from '../structure/describe-table.ts';
import { parseName, printName, quoteIdentifier } from '../structure/identifier.ts';
import { notPermitted } from '../statement/not-permitted.ts';
import { parsePermission, permissionId } from '../access/permission.ts';
import type { Permission, TriedPrivilege } from '../access/permission.ts';
import { anyRefusalOf } from '../statement/refusal-of.ts';
import { roleExists } from '../access/role-grants.ts';
import { askFor } from '../session.ts';
import type { Ask, Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, printTable, quoteSchema, quoteTable } from '../structure/table-name.ts';
import type { SchemaName, TableName } from '../structure/table-name.ts';

/** "Role specified in the connect string is not granted to this user", also where there is no such role. */
const roleNotGrantedCode = '390189';

const permissions = v.optional(v.array(v.string()), []);
const options = v.strictObject({ roles: v.record(v.string(), v.strictObject({ can: permissions, cannot: permissions })) });

type Options = v.InferOutput<typeof options>;

export interface RoleInput {
  /** Exact. */
  readonly role: string;
  readonly permission: Permission;
  readonly allowed: boolean;
}

/**
 * What a role can and cannot do, proven by logging in with the role and trying: a list of grants says nothing of inherited
 * or missing ones. The statements touch no row.
 */
export const roles: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A role can do what it should and cannot do what it should not, tried as that role.',
  layer: 'security',
  costs: 'compute',
  privileges: 'Each role granted to the user',
  options,
  primary: 'roles',
  primaryIsMapping: true,
  expand({ roles: declared }, settings) {
    const drafts = Object.entries(declared).flatMap(([role, { can, cannot }]) => [
      ...can.map((text, index) => roleDraft(role, text, true, ['roles', role, 'can', index], settings)),
      ...cannot.map((text, index) => roleDraft(role, text, false, ['roles', role, 'cannot', index], settings)),
    ]);
    if (drafts.length === 0) throw new Error('roles has nothing to try: declare `can` or `cannot` of at least one role.');
    return drafts;
  },
};

function roleDraft(
  roleText: string,
  text: string,
  allowed: boolean,
  path: readonly (string | number)[],
  settings: SnowflakeSettings,
): CheckDraft {
  const permission = parsePermission(text, settings);
  const input: RoleInput = { role: parseName(roleText)[0] ?? '', permission, allowed };
  const word = allowed ? 'can' : 'cannot';
  return {
    name: `roles.${idPart(roleText)}.${word}-${permissionId(text, permission)}`,
    title: `Role ${roleText} ${word} ${text}`,
    input,
    path,
  };
}

export async function runRoles(connection: SnowflakeConnection, input: RoleInput, context: CheckContext): Promise<void> {
  const { privilege, on } = input.permission;
  if (privilege !== 'SELECT' && context.environment.access === 'read-only') {
    throw new Skip(`environment ${context.environment.name} is read-only: ${privilege} is not tried`);
  }
  const ask = askFor(context);
  const tables = 'table' in on ? [on.table] : await tablesOf(connection.session, on.all, privilege, ask);
  if (tables.length === 0) {
    const schema = 'all' in on ? printName([on.all.schema]) : '';
    context.find({ subject: `${privilege} on ${schema}.*`, expected: 'tables to try it on', actual: 'the schema has none', met: false });
    return;
  }
  const asRole = await sessionAs(connection, input.role, context);
  for (const table of tables) await tryOn(connection.session, asRole, table, input, context);
}

/** A role that exists and that our user does not have proves nothing of itself; one that does not exist is refused. */
async function sessionAs(connection: SnowflakeConnection, role: string, context: CheckContext): Promise<Session> {
  try {
    return await connection.sessionAs(quoteIdentifier(role), context.signal);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== roleNotGrantedCode) throw error;
    if (!(await roleExists(connection.session, [role], askFor(context)))) throw error;
    throw notPermitted(`what role ${printName([role])} can do`, `GRANT ROLE ${printName([role])} TO the user of this component`, error);
  }
}

/** As the session of the settings sees them: the tried role may see fewer, which is what shall be found. */
async function tablesOf(session: Session, schema: SchemaName, privilege: TriedPrivilege, ask: Ask): Promise<readonly TableName[]> {
  const kinds = privilege === 'SELECT' ? ['TABLES', 'VIEWS'] : ['TABLES'];
  const found: TableName[] = [];
  for (const kind of kinds) {
    const rows = await session.query(`SHOW ${kind} IN SCHEMA ${quoteSchema(schema)}`, ask);
    found.push(...rows.map((row) => ({ ...schema, table: textOf(row, 'name') })));
  }
  return found;
}

async function tryOn(session: Session, asRole: Session, table: TableName, input: RoleInput, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  const { privilege } = input.permission;
  const subject = `${privilege} on ${printTable(table)} as ${printName([input.role])}`;
  const expected = input.allowed ? 'allowed' : 'refused';
  const columns = await describeTable(session, table, ask);
  const [column] = columns ?? [];
  if (column === undefined) {
    context.find({ subject, expected, actual: 'not tried: there is no such table', met: false });
    return;
  }
  const statement = harmlessStatements[privilege](quoteTable(table), quoteIdentifier(column.name));
  const refusal = await anyRefusalOf(() => asRole.query(statement, ask));
  context.find({ subject, expected, actual: outcomeText(refusal), met: input.allowed ? refusal === undefined : isDenied(refusal) });
}

/** Snowflake checks privileges while it compiles, so a statement without rows is enough. */
const harmlessStatements: Readonly<Record<TriedPrivilege, (table: string, column: string) => string>> = {
  SELECT: (table, column) => `SELECT ${column} FROM ${table} LIMIT 0`,
  INSERT: (table, column) => `INSERT INTO ${table} (${column}) SELECT NULL WHERE FALSE`,
  UPDATE: (table, column) => `UPDATE ${table} SET ${column} = NULL WHERE FALSE`,
  DELETE: (table) => `DELETE FROM ${table} WHERE FALSE`,
};

/** Refused for want of rights; a syntax error or a stopped warehouse proves nothing. */
function isDenied(refusal: Refusal | undefined): boolean {
  return refusal !== undefined && isMissing(refusal);
}

function outcomeText(refusal: Refusal | undefined): string {
  if (refusal === undefined) return 'allowed';
  // The finding's subject says already what was tried.
  const reason = refusal.message.replace(/, while running .*$/s, '');
  return `${isDenied(refusal) ? 'refused' : 'refused for another reason'}: ${refusal.code} ${reason}`;
}
