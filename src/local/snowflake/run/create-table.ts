import type { Column, ForeignKey, Key, NameContext, Schema, Table } from '../catalog/catalog.ts';
import { fullName, nameOf } from '../catalog/catalog.ts';
import { SnowflakeFailure, invalidIdentifier, missingObject, objectExists, refused } from '../failure.ts';
import { displayName, displayPart, quoteIdentifier } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { ForeignKeyClause, KeyClause, Statement, TableDefinition } from '../sql/statement.ts';
import { tokenize } from '../sql/tokenize.ts';
import { translate } from '../translate/translate.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { authorizeRead, isUsable, requireOwnership, requirePrivilege, visibleRelation } from './authorize.ts';
import { dropRelation } from './drop.ts';
import { createStorage, inTransaction } from './storage.ts';
import type { StatementContext } from './statement-context.ts';

type CreateTable = Statement & { readonly type: 'create-table' };

/** What a new table is made of: its columns and keys, and the DuckDB query that fills it, if any. */
interface Plan {
  readonly columns: readonly Column[];
  readonly primaryKey?: Key;
  readonly uniqueKeys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly fill?: string;
}

export async function createTable(statement: CreateTable, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const { schema, last } = account.catalog.locate(statement.name, session, 'CREATE TABLE');
  authorizeCreate(schema, 'CREATE TABLE', context);
  const existing = schema.relations.get(last);
  if (existing && statement.mode === 'if-missing') return statusResult(`${last} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayName(nameOf(existing)));
  if (existing) requireOwnership(existing, session, account);
  const plan = await planTable(statement, context);
  requireDistinctColumns(plan.columns);
  const storage = account.catalog.newStorage([...nameOf(schema), last]);
  const names = plan.columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const fill = plan.fill === undefined ? [] : [`INSERT INTO ${quoteIdentifier(storage)} (${names}) ${plan.fill}`];
  await inTransaction([createStorage(storage, plan.columns, context), ...fill], context);
  if (existing) await dropRelation(existing, context);
  const { columns, uniqueKeys, foreignKeys } = plan;
  const { retentionDays, comment = '' } = statement.options;
  const keys = { primaryKey: plan.primaryKey, uniqueKeys, foreignKeys };
  const table: Table = {
    kind: 'TABLE',
    name: last,
    owner: session.role,
    comment,
    createdOn: new Date(),
    schema,
    storage,
    columns,
    ...keys,
    retentionDays,
    transient: statement.transient,
  };
  schema.relations.set(last, table);
  account.catalog.changed();
  return statusResult(`Table ${displayPart(last)} successfully created.`);
}

export function authorizeCreate(schema: Schema, privilege: string, { account, session }: StatementContext): void {
  if (!isUsable(schema, session.role, account)) throw missingObject('Schema', displayName(nameOf(schema)), 'ddl');
  requirePrivilege(privilege, schema, session, account);
}

async function planTable(statement: CreateTable, context: StatementContext): Promise<Plan> {
  const { source } = statement;
  switch (source.kind) {
    case 'definition':
      return planDefinition(source.definition, context);
    case 'select':
      return planSelect(source.select, source.columnNames, context);
    case 'like':
    case 'clone':
      break;
  }
  return planCopy(source.from, source.kind === 'clone', context);
}

/** LIKE takes the columns and keys, CLONE the rows as well. */
function planCopy(name: ObjectName, withRows: boolean, { account, session }: StatementContext): Plan {
  const from = visibleRelation(name, 'CREATE TABLE', session, account);
  if (from.kind === 'VIEW') throw refused('LOCAL-002', 'LIKE or CLONE of a view');
  if (withRows) authorizeRead(from, session, account);
  const { columns, primaryKey, uniqueKeys, foreignKeys } = from;
  const names = columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const fill = withRows ? { fill: `SELECT ${names} FROM ${quoteIdentifier(from.storage)}` } : {};
  return { columns, uniqueKeys, foreignKeys, ...(primaryKey && { primaryKey }), ...fill };
}

function planDefinition(definition: TableDefinition, context: StatementContext): Plan {
  const known = new Set(definition.columns.map((column) => column.name));
  const toKey = (clause: KeyClause): Key => {
    const unknown = clause.columns.find((column) => !known.has(column));
    if (unknown !== undefined) throw invalidIdentifier(unknown);
    return { columns: clause.columns, name: clause.name ?? `SYS_CONSTRAINT_${crypto.randomUUID()}` };
  };
  return {
    columns: definition.columns,
    ...(definition.primaryKey && { primaryKey: toKey(definition.primaryKey) }),
    uniqueKeys: definition.uniqueKeys.map(toKey),
    foreignKeys: definition.foreignKeys.map((clause) => ({ ...toKey(clause), ...resolveReference(clause, context) })),
  };
}

/** Without a column list a foreign key means the primary key of the other table. */
function resolveReference(
  clause: ForeignKeyClause,
  { account, session }: StatementContext,
): Pick<ForeignKey, 'references' | 'referencedColumns'> {
  const target = visibleRelation(clause.references, 'CREATE TABLE', session, account);
  const primary = target.kind === 'TABLE' ? (target.primaryKey?.columns ?? []) : [];
  return {
    references: fullName(clause.references, session, 'CREATE TABLE'),
    referencedColumns: clause.referencedColumns.length > 0 ? clause.referencedColumns : primary,
  };
}

async function planSelect(select: string, names: readonly string[] | undefined, context: StatementContext): Promise<Plan> {
  const { sql, columns } = await describeSelect(select, context.session, context);
  if (names && names.length !== columns.length) {
    throw new SnowflakeFailure(
      '002026',
      '42601',
      `SQL compilation error:\nInvalid column definition list: ${names.length} names for ${columns.length} columns`,
    );
  }
  return {
    columns: columns.map((column, index) => ({ ...column, name: names?.[index] ?? column.name })),
    uniqueKeys: [],
    foreignKeys: [],
    fill: sql,
  };
}

/** Translates a SELECT of a DDL statement, checks its privileges and tells its columns. */
export async function describeSelect(
  select: string,
  names: NameContext,
  { account, session }: StatementContext,
): Promise<{ readonly sql: string; readonly columns: readonly Column[] }> {
  const translated = translate(select, tokenize(select), { parser: account.parser, catalog: account.catalog, names });
  if (translated.kind !== 'select') throw refused('LOCAL-002', 'AS with something else than a query');
  if (translated.sql.includes('\0')) throw refused('LOCAL-002', 'a bind, an information view or a session function in a stored query');
  for (const relation of translated.reads) authorizeRead(relation, session, account);
  const columns = await session.connection.describe(translated.sql);
  return { sql: translated.sql, columns };
}

/** DuckDB takes `id` and `ID` as one name. */
export function requireDistinctColumns(columns: readonly { readonly name: string }[]): void {
  const seen = new Map<string, string>();
  for (const { name } of columns) {
    const other = seen.get(name.toUpperCase());
    if (other === name) throw new SnowflakeFailure('002025', '42S21', `SQL compilation error:\nduplicate column name '${name}'`);
    if (other !== undefined) throw refused('LOCAL-002', `columns that differ only by case: ${other} and ${name}`);
    seen.set(name.toUpperCase(), name);
  }
}
