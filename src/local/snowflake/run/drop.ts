import { objectKey } from '../catalog/objects.ts';
import type { Role, SchemaObject } from '../catalog/objects.ts';
import type { Database, Relation, Schema, Securable } from '../catalog/catalog.ts';
import { kindName, nameOf } from '../catalog/catalog.ts';
import { insufficientPrivileges, missingObject, refused } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import { titleOf } from '../sql/object-kinds.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { ownedObjects } from './alter-object.ts';
import { requireOwnership } from './authorize.ts';
import { ownUser } from './create-user.ts';
import { findObject, isVisible } from './find-object.ts';
import type { StatementContext } from './statement-context.ts';

type Drop = Statement & { readonly type: 'drop' };

export async function runDrop(statement: Drop, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  if (statement.kind === 'USER') return dropUser(statement, context);
  const found = findObject(statement.kind, statement.name, context, `DROP ${statement.kind}`);
  if (!found || !isVisible(found, context)) {
    if (statement.ifExists) return alreadyDropped();
    throw missingObject(titleOf(statement.kind), displayName(statement.name), 'ddl');
  }
  if (kindName(found) !== statement.kind)
    throw refused('LOCAL-002', `DROP ${statement.kind} of the ${found.kind.toLowerCase()} ${displayName(statement.name)}`);
  if (found.kind === 'ROLE' && !account.access.owns(session.authority, found)) throw insufficientPrivileges('role', found.name);
  requireOwnership(found, session, account);
  await dropObject(found, context);
  return dropped(found.name);
}

const dropped = (name: string): Result => statusResult(`${displayPart(name)} successfully dropped.`);
const alreadyDropped = (): Result => statusResult('Drop statement executed successfully (object already dropped).');

async function dropObject(object: Securable, context: StatementContext): Promise<void> {
  const { access, catalog } = context.account;
  switch (object.kind) {
    case 'DATABASE':
      return dropDatabase(object, context);
    case 'SCHEMA':
      return dropSchema(object, context);
    case 'TABLE':
    case 'VIEW':
      return dropRelation(object, context);
    case 'ROLE':
      dropRole(object, context);
      break;
    case 'WAREHOUSE':
      catalog.warehouses.delete(object.name);
      for (const session of context.account.sessions) if (session.warehouse === object.name) session.warehouse = undefined;
      break;
    case 'SEQUENCE':
    case 'STAGE':
    case 'FILE FORMAT':
    case 'TAG':
    case 'NETWORK RULE':
    case 'MASKING POLICY':
    case 'ROW ACCESS POLICY':
      dropSchemaObject(object, context);
      break;
    case 'NETWORK POLICY':
    case 'RESOURCE MONITOR':
    case 'REPLICATION GROUP':
    case 'FAILOVER GROUP':
    case 'INTEGRATION':
      requireUnused(object.kind, object.name, context);
      catalog.accountObjects.delete(objectKey(object.kind, object.name));
  }
  access.forget(object);
  catalog.changed();
}

function dropSchemaObject(object: SchemaObject, { account: { catalog } }: StatementContext): void {
  const alive = (relation: Relation): boolean => relation.schema.relations.get(relation.name) === relation;
  // Snowflake refuses this too, with a number that is not documented.
  if (object.kind !== 'SEQUENCE' && catalog.attachments.isInUse(object, alive))
    throw refused('LOCAL-002', `DROP of the ${object.kind.toLowerCase()} ${object.name} while it is set on a column or table`);
  if (object.kind === 'TAG') catalog.attachments.forgetTag(object);
  object.schema.objects.delete(objectKey(object.kind, object.name));
}

/** A network policy in force cannot be dropped. */
function requireUnused(kind: string, name: string, { account }: StatementContext): void {
  if (kind !== 'NETWORK POLICY') return;
  const users = [...account.access.users.values()].some((user) => user.networkPolicy === name);
  if (users || account.catalog.parameters.get('NETWORK_POLICY') === name)
    throw refused('LOCAL-002', `DROP of the network policy ${name} while it is in force`);
}

const systemRoles = ['ACCOUNTADMIN', 'SECURITYADMIN', 'USERADMIN', 'SYSADMIN', 'PUBLIC', 'ORGADMIN'];

/** What the role owned belongs to the role that drops it, as in Snowflake. */
function dropRole(role: Role, { account, session }: StatementContext): void {
  if (!role.database && systemRoles.includes(role.name)) throw insufficientPrivileges('role', role.name);
  if (role.database) return account.access.dropDatabaseRole(role);
  for (const object of ownedObjects(account.catalog, account.access.roles.values()))
    if (object.owner === role.name) object.owner = session.role;
  account.access.dropRole(role.name);
}

function dropUser({ name: [name = ''], ifExists }: Drop, context: StatementContext): Result {
  const { access, catalog } = context.account;
  if (ifExists && !access.users.has(name)) return alreadyDropped();
  ownUser(name, context);
  access.users.delete(name);
  context.account.renameUser(name, undefined);
  catalog.changed();
  return dropped(name);
}

export async function dropRelation(relation: Relation, { account, session }: StatementContext): Promise<void> {
  const kept = relation.kind === 'TABLE' && relation.temporary !== true && account.dropped.keep(relation);
  if (relation.kind === 'TABLE' && !kept) await account.timeTravel.purge([relation]);
  if (relation.kind === 'TABLE' && relation.temporary === true) session.temporaryTables.get(relation.schema)?.delete(relation.name);
  else relation.schema.relations.delete(relation.name);
  account.access.forget(relation);
  account.catalog.changed();
}

/** A container that can come back keeps what is in it. */
export async function dropSchema(schema: Schema, context: StatementContext): Promise<void> {
  if (context.account.dropped.keep(schema)) for (const relation of schema.relations.values()) context.account.access.forget(relation);
  else for (const relation of schema.relations.values()) await dropRelation(relation, context);
  for (const object of schema.objects.values()) context.account.access.forget(object);
  schema.database.schemas.delete(schema.name);
  context.account.access.forget(schema);
  context.account.access.future.forgetContainer(schema);
  context.account.catalog.changed();
  forgetCurrent(nameOf(schema), context);
}

export async function dropDatabase(database: Database, context: StatementContext): Promise<void> {
  if (context.account.dropped.keep(database)) forgetContents(database, context);
  else for (const schema of database.schemas.values()) await dropSchema(schema, context);
  for (const role of database.roles.values()) context.account.access.dropDatabaseRole(role);
  context.account.catalog.databases.delete(database.name);
  context.account.access.forget(database);
  context.account.access.future.forgetContainer(database);
  context.account.catalog.changed();
  forgetCurrent([database.name], context);
}

function forgetContents(database: Database, { account: { access } }: StatementContext): void {
  for (const schema of database.schemas.values()) {
    for (const object of [schema, ...schema.relations.values(), ...schema.objects.values()]) access.forget(object);
  }
}

/** A session whose current container is gone has none. */
function forgetCurrent([database, schema]: readonly string[], { account }: StatementContext): void {
  for (const session of account.sessions) {
    if (session.database !== database || (schema !== undefined && session.schema !== schema)) continue;
    session.schema = undefined;
    if (schema === undefined) session.database = undefined;
  }
}
