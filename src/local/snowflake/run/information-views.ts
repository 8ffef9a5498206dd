import { nameOf, retentionDaysOf } from '../catalog/catalog.ts';
import type { Column, Database, Relation } from '../catalog/catalog.ts';
import { missingObject } from '../failure.ts';
import { displayName, quoteIdentifier, quoteText } from '../sql/names.ts';
import { informationSchemaColumns } from '../translate/information-schema-columns.ts';
import { isUsable } from './authorize.ts';
import { catalogViews } from './catalog-views.ts';
import type { Value } from './catalog-views.ts';
import { accountRetentionDays } from './show-containers.ts';
import type { StatementContext } from './statement-context.ts';

/** SQL of an information view with its rows of this moment: only what the role of the session may see. */
export function printInformationView(databaseName: string, view: string, context: StatementContext): string {
  const { account, session } = context;
  const database = account.catalog.databases.get(databaseName);
  if (!database || !account.access.has(session.authority, 'USAGE', database)) throw missingObject('Database', displayName([databaseName]));
  const columns = informationSchemaColumns[view] ?? [];
  const rows = (views[view] ?? catalogViews[view] ?? (() => []))(database, context);
  const empty = columns.map(() => 'NULL').join(', ');
  const list = rows.length > 0 ? rows.map((row) => row.map(printValue).join(', ')) : [empty];
  const names = columns.map(quoteIdentifier).join(', ');
  const typed = columns
    .map((column) => `CAST(${quoteIdentifier(column)} AS ${valueType(column)}) AS ${quoteIdentifier(column)}`)
    .join(', ');
  const values = list.map((row) => `(${row})`).join(', ');
  return `(SELECT ${typed} FROM (VALUES ${values}) AS rows(${names})${rows.length > 0 ? '' : ' WHERE FALSE'})`;
}

function printValue(value: Value): string {
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Date) return `TIMESTAMPTZ ${quoteText(value.toISOString())}`;
  if (typeof value === 'boolean') return value ? `'YES'` : `'NO'`;
  return typeof value === 'number' ? String(value) : quoteText(value);
}

const timeColumns = ['CREATED', 'LAST_ALTERED', 'START_TIME', 'END_TIME'];
const numberColumns =
  /^(?:ROW_COUNT|RETENTION_TIME|ORDINAL_POSITION|CHARACTER_MAXIMUM_LENGTH|NUMERIC_PRECISION|NUMERIC_SCALE|DATETIME_PRECISION|START_VALUE|INCREMENT|SKIP_HEADER|SESSION_ID|ROWS_PRODUCED|.*_TIME)$/;

function valueType(column: string): string {
  if (timeColumns.includes(column)) return 'TIMESTAMPTZ';
  return numberColumns.test(column) ? 'DECIMAL(38,0)' : 'VARCHAR';
}

function visibleRelations(database: Database, { account, session }: StatementContext): readonly Relation[] {
  return [...database.schemas.values()]
    .filter((schema) => isUsable(schema, session.authority, account))
    .flatMap((schema) => [...schema.relations.values()])
    .filter((relation) => account.access.canSee(session.authority, relation));
}

const views: Readonly<Record<string, (database: Database, context: StatementContext) => readonly (readonly Value[])[]>> = {
  DATABASES: (_database, context) => {
    const { account, session } = context;
    const accountDays = accountRetentionDays(context);
    return [...account.catalog.databases.values()]
      .filter((database) => account.access.canSee(session.authority, database))
      .map((item) => [
        item.name,
        item.owner,
        item.transient,
        item.comment,
        item.createdOn,
        item.createdOn,
        retentionDaysOf(item, accountDays),
      ]);
  },
  SCHEMATA: (database, context) =>
    [...database.schemas.values()]
      .filter((schema) => context.account.access.canSee(context.session.authority, schema))
      .map((item) => [
        database.name,
        item.name,
        item.owner,
        retentionDaysOf(item, accountRetentionDays(context)),
        item.transient,
        item.createdOn,
        item.createdOn,
        item.comment,
      ]),
  TABLES: (database, context) =>
    visibleRelations(database, context).map((item) => {
      const table = item.kind === 'TABLE' ? item : undefined;
      const type = table ? 'BASE TABLE' : 'VIEW';
      const retention = table && retentionDaysOf(table, accountRetentionDays(context));
      const transient = table?.transient ?? false;
      // The number of rows would need a scan per table; NULL says that nobody counted.
      return [...nameOf(item), item.owner, type, transient, null, retention, item.createdOn, item.createdOn, item.comment];
    }),
  VIEWS: (database, context) =>
    visibleRelations(database, context).flatMap((item) =>
      item.kind === 'VIEW' ? [[...nameOf(item), item.owner, item.text, item.secure, item.createdOn, item.createdOn, item.comment]] : [],
    ),
  COLUMNS: (database, context) =>
    visibleRelations(database, context).flatMap((item) =>
      item.columns.map((column, index) => [...nameOf(item), ...columnValues(column, index)]),
    ),
  TABLE_CONSTRAINTS: (database, context) =>
    visibleRelations(database, context).flatMap((item) => {
      if (item.kind !== 'TABLE') return [];
      const keys = [
        ...(item.primaryKey ? [{ key: item.primaryKey, type: 'PRIMARY KEY' }] : []),
        ...item.uniqueKeys.map((key) => ({ key, type: 'UNIQUE' })),
        ...item.foreignKeys.map((key) => ({ key, type: 'FOREIGN KEY' })),
      ];
      return keys.map(({ key, type }) => [database.name, item.schema.name, key.name, ...nameOf(item), type, 'NO']);
    }),
};

const standardNames: Readonly<Record<string, string>> = { fixed: 'NUMBER', real: 'FLOAT' };

function columnValues({ name, type, nullable, defaultText, comment }: Column, index: number): readonly Value[] {
  const dataType = standardNames[type.kind] ?? type.kind.toUpperCase();
  const length = type.kind === 'text' ? type.length : null;
  const [precision, scale] = type.kind === 'fixed' ? [type.precision, type.scale] : [null, null];
  const fraction = type.kind === 'time' || type.kind === 'timestamp_ntz' || type.kind === 'timestamp_ltz' ? type.scale : null;
  return [name, index + 1, defaultText, nullable, dataType, length, precision, scale, fraction, comment];
}
