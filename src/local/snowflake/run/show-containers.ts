import { nameOf, retentionDaysOf } from '../catalog/catalog.ts';
import type { Column, Database, Schema, Table } from '../catalog/catalog.ts';
import { integerType } from '../catalog/data-type.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { Cell } from '../wire/result.ts';
import { createdOn, onOff, timeColumn, yes } from './listing.ts';
import type { Lister, Show } from './listing.ts';
import { scopedDatabases, scopedRelations, scopedSchemas } from './show-scope.ts';
import type { StatementContext } from './statement-context.ts';

/** HISTORY has one column more, and the objects that were dropped and can come back. */
const historyColumn = (statement: Show): readonly ReturnType<typeof timeColumn>[] => (statement.history ? [timeColumn('dropped_on')] : []);
const historyCell = (statement: Show, droppedOn: Date | null): readonly (Date | null)[] => (statement.history ? [droppedOn] : []);

interface Listed<Kind> {
  readonly item: Kind;
  readonly droppedOn: Date | null;
}

function withDropped<Kind extends Database | Schema | Table>(
  living: readonly Kind[],
  statement: Show,
  belongs: (item: Database | Schema | Table) => item is Kind,
  { account, session }: StatementContext,
): readonly Listed<Kind>[] {
  const listed: readonly Listed<Kind>[] = living.map((item) => ({ item, droppedOn: null }));
  if (!statement.history) return listed;
  const dropped = account.dropped.all.flatMap(({ object, droppedAt }) =>
    belongs(object) && account.access.canSee(session.authority, object) ? [{ item: object, droppedOn: new Date(droppedAt) }] : [],
  );
  return [...listed, ...dropped];
}

export function accountRetentionDays({ account }: StatementContext): number {
  return Number(account.catalog.parameters.get('DATA_RETENTION_TIME_IN_DAYS') ?? 1);
}

function optionsOf(item: Database | Schema): string {
  const managed = item.kind === 'SCHEMA' && item.managedAccess === true;
  return [...(item.transient ? ['TRANSIENT'] : []), ...(managed ? ['MANAGED ACCESS'] : [])].join(', ');
}

export const showDatabases: Lister = (statement, context) => {
  const { account, session } = context;
  const visible = [...account.catalog.databases.values()].filter((database) => account.access.canSee(session.authority, database));
  const listed = withDropped(visible, statement, (item): item is Database => item.kind === 'DATABASE', context);
  return {
    columns: [
      createdOn, 'name', 'is_default', 'is_current', 'origin', 'owner', 'comment', 'options', 'retention_time', 'kind', 'owner_role_type',
      ...historyColumn(statement),
    ], // prettier-ignore
    rows: listed.map(({ item, droppedOn }) => {
      const retention = retentionDaysOf(item, accountRetentionDays(context));
      const tail = ['', item.owner, item.comment, optionsOf(item), retention, 'STANDARD', 'ROLE', ...historyCell(statement, droppedOn)];
      const current = droppedOn === null && item.name === session.database;
      return { name: item.name, cells: [item.createdOn, item.name, 'N', yes(current), ...tail] };
    }),
  };
};

export const showSchemas: Lister = (statement, context) => {
  const { session } = context;
  const living = scopedSchemas(statement, context);
  const databases = new Set(scopedDatabases(statement, context));
  const belongs = (item: Database | Schema | Table): item is Schema => item.kind === 'SCHEMA' && databases.has(item.database);
  return {
    columns: [
      createdOn, 'name', 'is_default', 'is_current', 'database_name', 'owner', 'comment', 'options', 'retention_time', 'owner_role_type',
      ...historyColumn(statement),
    ], // prettier-ignore
    rows: withDropped(living, statement, belongs, context).map(({ item, droppedOn }) => {
      const current = droppedOn === null && item.name === session.schema && item.database.name === session.database;
      const retention = retentionDaysOf(item, accountRetentionDays(context));
      const tail = [item.database.name, item.owner, item.comment, optionsOf(item), retention, 'ROLE', ...historyCell(statement, droppedOn)];
      return { name: item.name, cells: [item.createdOn, item.name, 'N', yes(current), ...tail] };
    }),
  };
};

export const showTables: Lister = async (statement, context) => {
  const tables = scopedRelations(statement, context).filter((item) => item.kind === 'TABLE');
  const counts = await countRows(tables, context);
  const schemas = new Set(statement.history ? scopedSchemas(statement, context) : []);
  const belongs = (item: Database | Schema | Table): item is Table => item.kind === 'TABLE' && schemas.has(item.schema);
  return {
    columns: [
      createdOn, 'name', 'database_name', 'schema_name', 'kind', 'comment', 'cluster_by', ['rows', integerType], ['bytes', integerType], 'owner',
      'retention_time', 'automatic_clustering', 'change_tracking', 'search_optimization', 'is_external', 'enable_schema_evolution', 'owner_role_type',
      'is_event', 'is_hybrid', 'is_iceberg', 'is_dynamic', ...historyColumn(statement),
    ], // prettier-ignore
    rows: withDropped(tables, statement, belongs, context).map(({ item, droppedOn }) => {
      const [database, schema, name] = nameOf(item);
      const retention = retentionDaysOf(item, accountRetentionDays(context));
      const head = [item.createdOn, name, database, schema, kindOfTable(item), item.comment, clusteringOf(item)];
      // Nobody measures bytes; NULL says so.
      const sizes: readonly Cell[] = [counts.get(item), null, item.owner, retention, onOff(item.clusterBy !== undefined)];
      const flags = [onOff(item.changeTracking === true), 'OFF', 'N', 'N', 'ROLE', 'N', 'N', 'N', 'N'];
      return { name: item.name, cells: [...head, ...sizes, ...flags, ...historyCell(statement, droppedOn)] };
    }),
  };
};

function clusteringOf(table: Table): string {
  return table.clusterBy === undefined ? '' : `LINEAR(${table.clusterBy})`;
}

function kindOfTable(table: Table): string {
  return table.temporary === true ? 'TEMPORARY' : table.transient ? 'TRANSIENT' : 'TABLE';
}

/** DuckDB counts rows from its metadata. */
async function countRows(tables: readonly Table[], { session }: StatementContext): Promise<ReadonlyMap<Table, number>> {
  if (tables.length === 0 || session.transactionLost) return new Map();
  const parts = tables.map((table, index) => `SELECT ${index} AS place, count(*) AS rows FROM ${quoteIdentifier(table.storage)}`);
  const texts = await session.connection.texts(`SELECT CAST(rows AS VARCHAR) FROM (${parts.join(' UNION ALL ')}) ORDER BY place`);
  return new Map(tables.map((table, index) => [table, Number(texts[index])]));
}

export const showViews: Lister = (statement, context) => ({
  columns: [
    createdOn, 'name', 'reserved', 'database_name', 'schema_name', 'owner', 'comment', 'text', 'is_secure', 'is_materialized', 'owner_role_type',
    'change_tracking',
  ], // prettier-ignore
  rows: scopedRelations(statement, context).flatMap((item) => {
    if (item.kind !== 'VIEW') return [];
    const [database, schema, name] = nameOf(item);
    const tail = [item.owner, item.comment, item.text, String(item.secure), 'false', 'ROLE', 'OFF'];
    return [{ name: item.name, cells: [item.createdOn, name, '', database, schema, ...tail] }];
  }),
});

export const showRelations: Lister = async (statement, context) => {
  const relations = scopedRelations(statement, context);
  const counts = await countRows(relations.filter((item) => item.kind === 'TABLE'), context); // prettier-ignore
  return {
    columns: [
      createdOn, 'name', 'database_name', 'schema_name', 'kind', 'comment', 'cluster_by', ['rows', integerType], ['bytes', integerType], 'owner',
      'retention_time', 'owner_role_type',
    ], // prettier-ignore
    rows: relations.map((item) => {
      const [database, schema, name] = nameOf(item);
      const table = item.kind === 'TABLE' ? item : undefined;
      const retention = table && retentionDaysOf(table, accountRetentionDays(context));
      const head = [item.createdOn, name, database, schema, table ? kindOfTable(table) : 'VIEW', item.comment];
      const tail: readonly Cell[] = [table ? clusteringOf(table) : '', table && counts.get(table), null, item.owner, retention, 'ROLE'];
      return { name: item.name, cells: [...head, ...tail] };
    }),
  };
};

export const showColumns: Lister = (statement, context) => ({
  columns: [
    'table_name', 'schema_name', 'column_name', 'data_type', 'null?', 'default', 'kind', 'expression', 'comment', 'database_name', 'autoincrement',
  ], // prettier-ignore
  rows: scopedRelations(statement, context).flatMap((item) =>
    item.columns.map((column) => {
      const { kind, ...sizes } = column.type;
      const dataType = JSON.stringify({ type: kind.toUpperCase(), ...sizes, nullable: column.nullable });
      const tail = [column.defaultText ?? '', 'COLUMN', '', column.comment ?? '', item.schema.database.name, autoIncrementText(column)];
      const cells = [item.name, item.schema.name, column.name, dataType, column.nullable ? 'true' : 'NOT_NULL', ...tail];
      return { name: column.name, cells };
    }),
  ),
});

export function autoIncrementText({ autoIncrement }: Column): string {
  if (!autoIncrement) return '';
  return `IDENTITY START ${autoIncrement.start} INCREMENT ${autoIncrement.increment} ${autoIncrement.ordered ? 'ORDER' : 'NOORDER'}`;
}
