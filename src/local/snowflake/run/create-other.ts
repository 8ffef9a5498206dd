import type { Column, Database, Schema, View } from '../catalog/catalog.ts';
import { fullName, nameOf } from '../catalog/catalog.ts';
import { SnowflakeFailure, insufficientPrivileges, noCurrentDatabase, objectExists } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { requireOwnership, requirePrivilege } from './authorize.ts';
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
  if (!account.access.has(session.role, 'CREATE DATABASE', 'ACCOUNT')) throw insufficientPrivileges('account', account.name);
  const existing = account.catalog.databases.get(name);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayPart(name));
  if (existing) {
    requireOwnership(existing, session, account);
    await dropDatabase(existing, context);
  }
  const { retentionDays, comment = '' } = statement.options;
  const common = { owner: session.role, createdOn: new Date(), retentionDays, transient: statement.transient };
  const database: Database = { kind: 'DATABASE', name, comment, schemas: new Map(), ...common };
  account.catalog.databases.set(name, database);
  addSchema(database, 'PUBLIC', { ...common, comment: '', retentionDays: undefined });
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
  database.schemas.set(name, { kind: 'SCHEMA', name, database, relations: new Map(), ...rest });
}

async function createSchema(statement: CreateContainer, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const [name = '', databaseName = session.database] = statement.name.toReversed();
  if (databaseName === undefined) throw noCurrentDatabase('CREATE SCHEMA');
  const database = account.catalog.database(databaseName);
  requirePrivilege('CREATE SCHEMA', database, session, account);
  const existing = database.schemas.get(name);
  if (existing && statement.mode === 'if-missing') return statusResult(`${displayPart(name)} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayName([databaseName, name]));
  if (existing) {
    requireOwnership(existing, session, account);
    await dropSchema(existing, context);
  }
  const { retentionDays, comment = '' } = statement.options;
  addSchema(database, name, { owner: session.role, createdOn: new Date(), retentionDays, transient: statement.transient, comment });
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
  const columns = nameColumns(described.columns, statement.columnNames);
  requireDistinctColumns(columns);
  if (existing) await dropRelation(existing, context);
  const name = displayName(fullName(statement.name, session, 'CREATE VIEW'));
  const list = statement.columnNames.length > 0 ? `(${statement.columnNames.map(displayPart).join(', ')}) ` : '';
  const text = `CREATE ${statement.secure ? 'SECURE ' : ''}VIEW ${name} ${list}AS ${statement.select}`;
  const rest = {
    owner: session.role,
    comment: statement.comment,
    createdOn: new Date(),
    columns,
    text,
    select: statement.select,
    secure: statement.secure,
  };
  const view: View = { kind: 'VIEW', name: last, schema, ...rest };
  schema.relations.set(last, view);
  account.catalog.changed();
  return statusResult(`View ${displayPart(last)} successfully created.`);
}

function nameColumns(columns: readonly Column[], names: readonly string[]): readonly Column[] {
  if (names.length === 0) return columns;
  if (names.length !== columns.length) {
    throw new SnowflakeFailure(
      '002026',
      '42601',
      `SQL compilation error:\nInvalid column definition list: ${names.length} names for ${columns.length} columns`,
    );
  }
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}

export function createRole(statement: CreateRole, { account, session }: StatementContext): Result {
  const { access, catalog } = account;
  if (!access.has(session.role, 'CREATE ROLE', 'ACCOUNT')) throw insufficientPrivileges('account', account.name);
  if (access.roles.has(statement.name)) {
    if (statement.mode === 'if-missing') return statusResult(`${displayPart(statement.name)} already exists, statement succeeded.`);
    if (statement.mode === 'new') throw objectExists(displayPart(statement.name));
    access.dropRole(statement.name);
  }
  access.createRole(statement.name, session.role, statement.comment);
  catalog.changed();
  return statusResult(`Role ${displayPart(statement.name)} successfully created.`);
}
