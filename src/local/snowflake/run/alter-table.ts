import type { Column, Table } from '../catalog/catalog.ts';
import { SnowflakeFailure, invalidIdentifier, missingObject, objectExists, refused } from '../failure.ts';
import { displayName, quoteIdentifier } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { AlterTableAction, AttachAction, Statement } from '../sql/statement.ts';
import { changeTables } from '../time-travel/change-tables.ts';
import { countResult, statementType, statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { applyAttachment } from './attach.ts';
import { changeDescription, withColumnDefault, withColumnType } from './alter-description.ts';
import { authorizeWrite, requireOwnership, visibleRelation } from './authorize.ts';
import { authorizeCreate, requireDistinctColumns } from './create-table.ts';
import { createStorage, inTransaction } from './storage.ts';
import type { StatementContext } from './statement-context.ts';

type AlterTable = Statement & { readonly type: 'alter-table' };
type Action<Kind extends AlterTableAction['kind']> = AlterTableAction & { readonly kind: Kind };

const succeeded = (): Result => statusResult('Statement executed successfully.');

export async function alterTable(statement: AlterTable, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const found = statement.ifExists ? account.catalog.relation(statement.name, session, 'ALTER TABLE') : undefined;
  if (statement.ifExists && !found) return succeeded();
  // A role that may apply policies or tags everywhere need not own the table.
  const table = isAttachment(statement.action) ? someTable(statement.name, context) : ownTable(statement.name, context);
  if (isAttachment(statement.action)) applyAttachment(table, statement.action, context);
  else await applyAction(table, statement.action, context);
  account.catalog.changed();
  return succeeded();
}

function someTable(name: ObjectName, { account, session }: StatementContext): Table {
  const relation = visibleRelation(name, 'ALTER TABLE', session, account);
  if (relation.kind === 'VIEW') throw refused('LOCAL-002', `ALTER TABLE of the view ${displayName(name)}`);
  return relation;
}

function ownTable(name: ObjectName, context: StatementContext): Table {
  const table = someTable(name, context);
  requireOwnership(table, context.session, context.account);
  return table;
}

const attachments: ReadonlySet<string> = new Set<AttachAction['kind']>([
  'set-masking', 'unset-masking', 'add-row-policy', 'drop-row-policy', 'set-tags', 'unset-tags',
]); // prettier-ignore

function isAttachment(action: AlterTableAction): action is AttachAction {
  return attachments.has(action.kind);
}

async function applyAction(table: Table, action: Exclude<AlterTableAction, AttachAction>, context: StatementContext): Promise<void> {
  switch (action.kind) {
    case 'add-column':
      return addColumns(table, action, context);
    case 'drop-column':
      return dropColumns(table, action, context);
    case 'rename-column':
      return renameColumn(table, action, context);
    case 'set-not-null':
    case 'drop-not-null': {
      requireColumn(table, action.column);
      const nullable = action.kind === 'drop-not-null';
      const columns = table.columns.map((column) => (column.name === action.column ? { ...column, nullable } : column));
      return rebuild(table, columns, context);
    }
    case 'rename':
      return rename(table, action.to, context);
    case 'swap':
      return swap(table, ownTable(action.with, context));
    case 'column-type':
      return rebuild(table, withColumnType(table, action.column, action.type), context);
    case 'column-default':
      return rebuild(table, withColumnDefault(table, action.column, action.text), context);
    case 'set':
    case 'unset':
    case 'cluster-by':
    case 'column-comment':
    case 'add-key':
    case 'add-foreign-key':
    case 'drop-key':
    case 'drop-constraint':
    case 'rename-constraint':
      changeDescription(table, action, context);
  }
  return undefined;
}

/** DuckDB cannot alter a column that has a check, so the rows move to a new table with the new columns. */
async function rebuild(
  table: Table,
  columns: readonly Column[],
  context: StatementContext,
  sources: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const { catalog } = context.account;
  const storage = catalog.newStorage([table.schema.database.name, table.schema.name, table.name]);
  const kept = columns.filter((column) => sources.has(column.name) || table.columns.some((old) => old.name === column.name));
  const targets = kept.map((column) => quoteIdentifier(column.name)).join(', ');
  const values = kept.map((column) => quoteIdentifier(sources.get(column.name) ?? column.name)).join(', ');
  const statements = [
    createStorage(storage, columns, context),
    `INSERT INTO ${quoteIdentifier(storage)} (${targets}) SELECT ${values} FROM ${quoteIdentifier(table.storage)}`,
  ];
  await inTransaction(statements, context);
  await context.account.timeTravel.replaceStorage(table, storage, columns, context.queryId);
}

async function addColumns(table: Table, action: Action<'add-column'>, context: StatementContext): Promise<void> {
  if (action.columns.some((column) => column.autoIncrement)) throw refused('LOCAL-002', 'ADD COLUMN with AUTOINCREMENT');
  const present = (column: Column): boolean => table.columns.some((old) => old.name === column.name);
  const duplicate = action.columns.find(present);
  if (duplicate && !action.ifMissing) {
    throw new SnowflakeFailure('001430', '42601', `SQL compilation error:\ncolumn '${duplicate.name}' already exists`);
  }
  const columns = [...table.columns, ...action.columns.filter((column) => !present(column))];
  requireDistinctColumns(columns);
  await rebuild(table, columns, context);
}

async function dropColumns(table: Table, action: Action<'drop-column'>, context: StatementContext): Promise<void> {
  if (!action.ifExists) for (const name of action.columns) requireColumn(table, name);
  const columns = table.columns.filter((column) => !action.columns.includes(column.name));
  if (columns.length === 0) throw refused('LOCAL-002', 'dropping the last column');
  const gone = (key: { readonly columns: readonly string[] }): boolean => key.columns.some((name) => action.columns.includes(name));
  await rebuild(table, columns, context);
  context.account.catalog.attachments.dropColumns(table, action.columns);
  if (table.primaryKey && gone(table.primaryKey)) table.primaryKey = undefined;
  table.uniqueKeys = table.uniqueKeys.filter((key) => !gone(key));
  table.foreignKeys = table.foreignKeys.filter((key) => !gone(key));
}

async function renameColumn(table: Table, action: Action<'rename-column'>, context: StatementContext): Promise<void> {
  requireColumn(table, action.from);
  const rename = (name: string): string => (name === action.from ? action.to : name);
  const columns = table.columns.map((column) => ({ ...column, name: rename(column.name) }));
  requireDistinctColumns(columns);
  await rebuild(table, columns, context, new Map([[action.to, action.from]]));
  const renameKey = <Key extends { readonly columns: readonly string[] }>(key: Key): Key => ({ ...key, columns: key.columns.map(rename) });
  context.account.catalog.attachments.renameColumn(table, action.from, action.to);
  table.primaryKey &&= renameKey(table.primaryKey);
  table.uniqueKeys = table.uniqueKeys.map(renameKey);
  table.foreignKeys = table.foreignKeys.map(renameKey);
}

function requireColumn(table: Table, name: string): void {
  if (!table.columns.some((column) => column.name === name)) throw invalidIdentifier(name);
}

async function rename(table: Table, to: ObjectName, context: StatementContext): Promise<void> {
  const { schema, last } = context.account.catalog.locate(to, context.session, 'ALTER TABLE');
  authorizeCreate(schema, 'CREATE TABLE', context);
  if (schema.relations.has(last)) throw objectExists(displayName([schema.database.name, schema.name, last]));
  if (table.temporary === true) throw refused('LOCAL-002', 'RENAME of a temporary table');
  table.schema.relations.delete(table.name);
  table.schema = schema;
  table.name = last;
  schema.relations.set(last, table);
}

/** The two objects trade their names; grants stay with the objects, as in Snowflake. */
function swap(one: Table, other: Table): void {
  if (one.temporary === true || other.temporary === true) throw refused('LOCAL-002', 'SWAP of a temporary table');
  const [name, schema] = [one.name, one.schema];
  one.name = other.name;
  one.schema = other.schema;
  other.name = name;
  other.schema = schema;
  one.schema.relations.set(one.name, one);
  other.schema.relations.set(other.name, other);
}

export async function truncateTable(statement: Statement & { readonly type: 'truncate' }, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const found = account.catalog.relation(statement.name, session, 'TRUNCATE TABLE');
  if (!found && statement.ifExists) return succeeded();
  if (found?.kind !== 'TABLE') throw missingObject('Table', displayName(statement.name), 'ddl');
  if (!account.access.owns(session.authority, found)) authorizeWrite(found, ['TRUNCATE'], session, account);
  return changeTables([[found, 'rewrite']], context, async () => {
    const count = await session.connection.run(`DELETE FROM ${quoteIdentifier(found.storage)}`);
    return countResult({ 'number of rows deleted': count }, statementType.delete);
  }).then(succeeded);
}
