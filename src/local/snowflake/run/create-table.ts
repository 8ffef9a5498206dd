import type { Column, ForeignKey, Key, NameContext, Schema, Table } from '../catalog/catalog.ts';
import { fullName, nameOf } from '../catalog/catalog.ts';
import { SnowflakeFailure, invalidIdentifier, missingObject, objectExists, refused } from '../failure.ts';
import { needsPreparation, prepareQuery } from '../activity/prepare-query.ts';
import { displayName, displayPart, quoteIdentifier } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { ForeignKeyClause, KeyClause, Statement, TableDefinition, TimeTravelText } from '../sql/statement.ts';
import { tokenize } from '../sql/tokenize.ts';
import { cloneState } from '../time-travel/clone-table.ts';
import { selectState } from '../time-travel/past-state.ts';
import { pointOfText } from '../time-travel/time-travel-text.ts';
import type { Node } from '../translate/node.ts';
import { translate } from '../translate/translate.ts';
import { typedColumns } from '../translate/typed-columns.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { applyDefinition } from './attach.ts';
import { authorizeRead, authorizeUse, isUsable, requireCreate, requireOwnership, visibleRelation } from './authorize.ts';
import { dropRelation } from './drop.ts';
import { fill } from './fill.ts';
import { planSequences } from './plan-sequences.ts';
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
  /** The table that LIKE or CLONE copies, with its policies and tags. */
  readonly from?: Table;
}

export async function createTable(statement: CreateTable, context: StatementContext): Promise<Result> {
  const { account, session } = context;
  const { schema, last } = account.catalog.locate(statement.name, session, 'CREATE TABLE');
  // Anybody who can use the schema may have temporary tables in it.
  if (!statement.temporary) authorizeCreate(schema, 'CREATE TABLE', context);
  else if (!isUsable(schema, session.authority, account)) throw missingObject('Schema', displayName(nameOf(schema)), 'ddl');
  const existing = (statement.temporary ? session.temporaryTables.get(schema) : schema.relations)?.get(last);
  if (existing && statement.mode === 'if-missing') return statusResult(`${last} already exists, statement succeeded.`);
  if (existing && statement.mode === 'new') throw objectExists(displayName(nameOf(existing)));
  if (existing) requireOwnership(existing, session, account);
  const plan = await planTable(statement, context);
  requireDistinctColumns(plan.columns);
  const storage = account.catalog.newStorage([...nameOf(schema), last]);
  const names = plan.columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const fill = plan.fill === undefined ? [] : [`INSERT INTO ${quoteIdentifier(storage)} (${names}) ${plan.fill}`];
  const { sequences, columns } = planSequences(plan.columns, storage);
  await inTransaction([...sequences, createStorage(storage, columns, context), ...fill], context);
  const kept = existing && statement.options.copyGrants === true ? account.access.grantsOn(existing) : [];
  if (existing) await dropRelation(existing, context);
  const { uniqueKeys, foreignKeys } = plan;
  const { retentionDays, comment = '' } = statement.options;
  const keys = { primaryKey: plan.primaryKey, uniqueKeys, foreignKeys };
  const table: Table = {
    kind: 'TABLE',
    name: last,
    owner: session.role,
    comment,
    createdOn: new Date(account.now()),
    schema,
    storage,
    columns,
    ...keys,
    retentionDays,
    transient: statement.transient,
    temporary: statement.temporary,
    clusterBy: statement.options.clusterBy ?? plan.from?.clusterBy,
    changeTracking: statement.options.changeTracking ?? false,
  };
  if (statement.temporary) addTemporary(table, context);
  else schema.relations.set(last, table);
  account.access.copyGrants(kept, table);
  if (!statement.temporary) account.access.applyFutureGrants(table, schema);
  if (plan.from) account.catalog.attachments.copy(plan.from, table);
  const attachments = statement.source.kind === 'definition' ? statement.source.definition.attachments : [];
  applyDefinition(table, attachments, statement.options, context);
  account.catalog.changed();
  return statusResult(`Table ${displayPart(last)} successfully created.`);
}

/** A temporary table hides a table of its name, and nobody else sees it. */
function addTemporary(table: Table, { session }: StatementContext): void {
  const tables = session.temporaryTables.get(table.schema) ?? new Map<string, Table>();
  session.temporaryTables.set(table.schema, tables.set(table.name, table));
}

export function authorizeCreate(schema: Schema, privilege: string, { account, session }: StatementContext): void {
  if (!isUsable(schema, session.authority, account)) throw missingObject('Schema', displayName(nameOf(schema)), 'ddl');
  requireCreate(privilege, schema, session, account);
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
  return source.kind === 'clone' ? planClone(source.from, source.at, context) : planLike(source.from, context);
}

/** LIKE takes the columns and keys, CLONE the rows as well. */
function planLike(name: ObjectName, { account, session }: StatementContext): Plan & { readonly from: Table } {
  const from = visibleRelation(name, 'CREATE TABLE', session, account);
  if (from.kind === 'VIEW') throw refused('LOCAL-002', 'LIKE or CLONE of a view');
  const { columns, primaryKey, uniqueKeys, foreignKeys } = from;
  return { columns, uniqueKeys, foreignKeys, from, ...(primaryKey && { primaryKey }) };
}

async function planClone(name: ObjectName, at: TimeTravelText | undefined, context: StatementContext): Promise<Plan> {
  const plan = planLike(name, context);
  authorizeRead(plan.from, context.session, context.account);
  const state = cloneState(plan.from, at && (await pointOfText(at, context)), context);
  return { ...plan, columns: state.columns, fill: selectState(state) };
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
  const tokens = tokenize(select);
  const tree = needsPreparation(tokens) ? await prepareQuery(select, tokens, { context, binds: {} }) : undefined;
  const { sql, columns } = await describeSelect(select, context.session, context, tree);
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
  context: StatementContext,
  tree?: Node,
): Promise<{ readonly sql: string; readonly columns: readonly Column[] }> {
  const { account, session } = context;
  const translated = translate(select, tokenize(select), {
    parser: account.parser,
    catalog: account.catalog,
    names,
    ...(tree && { tree }),
  });
  if (translated.kind !== 'select') throw refused('LOCAL-002', 'AS with something else than a query');
  for (const relation of translated.reads) authorizeRead(relation, session, account);
  for (const sequence of translated.uses) authorizeUse(sequence, session, account);
  const sql = fill(translated.sql, {}, context);
  const columns = typedColumns(await session.connection.describe(sql), translated.output);
  return { sql, columns };
}

export function requireDistinctColumns(columns: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) throw new SnowflakeFailure('002025', '42S21', `SQL compilation error:\nduplicate column name '${name}'`);
    seen.add(name);
  }
}
