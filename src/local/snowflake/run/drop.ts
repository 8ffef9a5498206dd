import type { Database, Relation, Schema } from '../catalog/catalog.ts';
import { nameOf } from '../catalog/catalog.ts';
import { insufficientPrivileges, missingObject, refused } from '../failure.ts';
import { displayName, displayPart, quoteIdentifier } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { requireOwnership } from './authorize.ts';
import type { StatementContext } from './statement-context.ts';

type Drop = Statement & { readonly type: 'drop' };

export async function runDrop(statement: Drop, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const done = (name: string): Result => statusResult(`${displayPart(name)} successfully dropped.`);
  if (statement.kind === 'ROLE') return dropRole(statement, context);
  const found = find(statement, context);
  if (!found || !account.access.canSee(session.role, found)) {
    const shown = displayName(statement.name);
    if (statement.ifExists) return statusResult('Drop statement executed successfully (object already dropped).');
    throw missingObject(statement.kind.charAt(0) + statement.kind.slice(1).toLowerCase(), shown, 'ddl');
  }
  if (found.kind !== statement.kind)
    throw refused('LOCAL-002', `DROP ${statement.kind} of the ${found.kind.toLowerCase()} ${displayName(statement.name)}`);
  requireOwnership(found, session, account);
  if (found.kind === 'DATABASE') await dropDatabase(found, context);
  else if (found.kind === 'SCHEMA') await dropSchema(found, context);
  else await dropRelation(found, context);
  return done(found.name);
}

function find(statement: Drop, { account, session }: StatementContext): Database | Schema | Relation | undefined {
  const { catalog } = account;
  const [last = '', first] = statement.name.toReversed();
  if (statement.kind === 'DATABASE') return statement.name.length === 1 ? catalog.databases.get(last) : undefined;
  if (statement.kind === 'SCHEMA') return catalog.databases.get(first ?? session.database ?? '')?.schemas.get(last);
  return catalog.relation(statement.name, session, `DROP ${statement.kind}`);
}

function dropRole(statement: Drop, { account, session }: StatementContext): Result {
  const [name = ''] = statement.name;
  const role = account.access.roles.get(name);
  if (!role && statement.ifExists) return statusResult('Drop statement executed successfully (object already dropped).');
  if (!role) throw missingObject('Role', displayName([name]), 'ddl');
  if (!account.access.inheritedRoles(session.role).has(role.owner)) throw insufficientPrivileges('role', name);
  account.access.dropRole(name);
  account.catalog.changed();
  return statusResult(`${displayPart(name)} successfully dropped.`);
}

export async function dropRelation(relation: Relation, { account, session }: StatementContext): Promise<void> {
  if (relation.kind === 'TABLE') await session.connection.run(`DROP TABLE ${quoteIdentifier(relation.storage)}`);
  relation.schema.relations.delete(relation.name);
  account.access.forget(relation);
  account.catalog.changed();
}

export async function dropSchema(schema: Schema, context: StatementContext): Promise<void> {
  for (const relation of schema.relations.values()) await dropRelation(relation, context);
  schema.database.schemas.delete(schema.name);
  context.account.access.forget(schema);
  context.account.catalog.changed();
  forgetCurrent(nameOf(schema), context);
}

export async function dropDatabase(database: Database, context: StatementContext): Promise<void> {
  for (const schema of database.schemas.values()) await dropSchema(schema, context);
  context.account.catalog.databases.delete(database.name);
  context.account.access.forget(database);
  context.account.catalog.changed();
  forgetCurrent([database.name], context);
}

/** A session whose current container is gone has none. */
function forgetCurrent([database, schema]: readonly string[], { account }: StatementContext): void {
  for (const session of account.sessions) {
    if (session.database !== database || (schema !== undefined && session.schema !== schema)) continue;
    session.schema = undefined;
    if (schema === undefined) session.database = undefined;
  }
}
