import type { Column, Database, Schema, View } from '../catalog/catalog.ts';
import { fullName, nameOf } from '../catalog/catalog.ts';
import { roleId } from '../catalog/access-control.ts';
import { SnowflakeFailure, noCurrentDatabase, objectExists } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { CloneSource, Statement } from '../sql/statement.ts';
import { cloneContainer, requireUsableContainer } from '../time-travel/clone-container.ts';
import { pointOfText } from '../time-travel/time-travel-text.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { applyDefinition, setTags } from './attach.ts';
import { requireCreate, requireOwnership } from './authorize.ts';
import { authorizeCreate, describeSelect, requireDistinctColumns } from './create-table.ts';
import { dropDatabase, dropRelation, dropSchema } from './drop.ts';
import type { StatementContext } from './statement-context.ts';

type CreateContainer = Statement & { readonly type: 'create-container' };
type CreateView = Statement & { readonly type: 'create-view' };
type CreateRole = Statement & { readonly type: 'create-role' };

export function createContainer(statement: CreateContainer, context: StatementContext): Promise<Result> {
  return statement.kind === 'DATABASE' ? createDatabase(statement, context) : createSchema(statement, context);
}

async function createDatabase(statement: CreateContainer, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const [name = ''] = statement.name;
  requireCreate('CREATE DATABASE', 'ACCOUNT', session, account);
  const existing = account.catalog.databases.get(name);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayPart(name));
  if (existing) {
    requireOwnership(existing, session, account);
    await dropDatabase(existing, context);
  }
  const { retentionDays, comment = '' } = statement.options;
  const common = { owner: session.role, createdOn: new Date(account.now()), retentionDays, transient: statement.transient };
  const database: Database = { kind: 'DATABASE', name, comment, schemas: new Map(), roles: new Map(), ...common };
  if (statement.clone) await cloneInto(database, statement.clone, context);
  else addSchema(database, 'PUBLIC', { ...common, comment: '', retentionDays: undefined });
  if (existing) await dropDatabase(existing, context);
  account.catalog.databases.set(name, database);
  setTags(statement.options.tags ?? [], database, undefined, context);
  account.catalog.changed();
  session.database = name;
  session.schema = 'PUBLIC';
  return statusResult(`Database ${displayPart(name)} successfully created.`);
}

function addSchema(
  database: Database,
  name: string,
  rest: Pick<Schema, 'owner' | 'createdOn' | 'retentionDays' | 'transient' | 'comment'>,
): void {
  database.schemas.set(name, { kind: 'SCHEMA', name, database, relations: new Map(), objects: new Map(), ...rest });
}

async function cloneInto(to: Database | Schema, clone: CloneSource, context: StatementContext): Promise<void> {
  const { account, session } = context;
  const [last = '', databaseName = session.database ?? ''] = clone.from.toReversed();
  const from =
    to.kind === 'DATABASE' ? account.catalog.databases.get(last) : account.catalog.databases.get(databaseName)?.schemas.get(last);
  requireUsableContainer(from, clone.from, context);
  const point = clone.at && (await pointOfText(clone.at, context));
  await cloneContainer(from, to, { point, ignoreShortRetention: clone.ignoreShortRetention }, context);
}

async function createSchema(statement: CreateContainer, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const [name = '', databaseName = session.database] = statement.name.toReversed();
  if (databaseName === undefined) throw noCurrentDatabase('CREATE SCHEMA');
  const database = account.catalog.database(databaseName);
  requireCreate('CREATE SCHEMA', database, session, account);
  const existing = database.schemas.get(name);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayName([databaseName, name]));
  if (existing) {
    requireOwnership(existing, session, account);
    await dropSchema(existing, context);
  }
  const { retentionDays, comment = '' } = statement.options;
  const created = { owner: session.role, createdOn: new Date(account.now()), retentionDays, transient: statement.transient, comment };
  const schema: Schema = { kind: 'SCHEMA', name, database, relations: new Map(), objects: new Map(), ...created };
  if (statement.clone) await cloneInto(schema, statement.clone, context);
  if (existing) await dropSchema(existing, context);
  database.schemas.set(name, schema);
  if (statement.options.managedAccess === true) schema.managedAccess = true;
  account.access.applyFutureGrants(schema, database);
  setTags(statement.options.tags ?? [], schema, undefined, context);
  account.catalog.changed();
  session.database = databaseName;
  session.schema = name;
  return statusResult(`Schema ${displayPart(name)} successfully created.`);
}

export async function createView(statement: CreateView, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const { schema, last } = account.catalog.locate(statement.name, session, 'CREATE VIEW');
  authorizeCreate(schema, 'CREATE VIEW', context);
  const existing = schema.relations.get(last);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(last)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayName(nameOf(existing)));
  if (existing) requireOwnership(existing, session, account);
  // Compiled in the schema of the view, where every later use compiles it too.
  const names = { database: schema.database.name, schema: schema.name };
  const described = await describeSelect(statement.select, names, context);
  const columns = nameColumns(described.columns, statement);
  requireDistinctColumns(columns);
  const kept = existing && statement.options.copyGrants === true ? account.access.grantsOn(existing) : [];
  if (existing) await dropRelation(existing, context);
  const name = displayName(fullName(statement.name, session, 'CREATE VIEW'));
  const list = statement.columnNames.length > 0 ? `(${statement.columnNames.map(displayPart).join(', ')}) ` : '';
  const text = `CREATE ${statement.secure ? 'SECURE ' : ''}VIEW ${name} ${list}AS ${statement.select}`;
  const { options, secure, select } = statement;
  const rest = { owner: session.role, comment: options.comment ?? '', createdOn: new Date(account.now()), columns, text, select, secure };
  const view: View = { kind: 'VIEW', name: last, schema, ...rest };
  schema.relations.set(last, view);
  account.access.copyGrants(kept, view);
  account.access.applyFutureGrants(view, schema);
  applyDefinition(view, statement.attachments, options, context);
  account.catalog.changed();
  return statusResult(`View ${displayPart(last)} successfully created.`);
}

function nameColumns(columns: readonly Column[], { columnNames, columnComments }: CreateView): readonly Column[] {
  if (columnNames.length === 0) return columns;
  if (columnNames.length !== columns.length) {
    const text = `SQL compilation error:\nInvalid column definition list: ${columnNames.length} names for ${columns.length} columns`;
    throw new SnowflakeFailure('002026', '42601', text);
  }
  return columns.map((column, index) => {
    const comment = columnComments[index];
    return { ...column, name: columnNames[index] ?? column.name, ...(comment !== undefined && { comment }) };
  });
}

export function createRole(statement: CreateRole, context: StatementContext): Result {
  const { access, catalog } = context.account;
  const { session, account } = context;
  const [name = '', databaseName = session.database] = statement.role.name.toReversed();
  const { inDatabase } = statement.role;
  if (inDatabase && databaseName === undefined) throw noCurrentDatabase('CREATE DATABASE ROLE');
  const database = inDatabase ? catalog.database(databaseName ?? '') : undefined;
  requireCreate(database ? 'CREATE DATABASE ROLE' : 'CREATE ROLE', database ?? 'ACCOUNT', session, account);
  const existing = (database?.roles ?? access.roles).get(name);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayPart(name));
  if (existing) {
    requireOwnership(existing, session, account);
    if (database) access.dropDatabaseRole(existing);
    else access.dropRole(roleId(existing));
  }
  access.createRole(name, session.role, statement.comment, database);
  catalog.changed();
  return statusResult(`${database ? 'Database role' : 'Role'} ${displayPart(name)} successfully created.`);
}
