import type { Column, ForeignKey, Key, Table } from '../catalog/catalog.ts';
import { fullName } from '../catalog/catalog.ts';
import type { DataType } from '../catalog/data-type.ts';
import { displayType } from '../catalog/data-type.ts';
import { SnowflakeFailure, invalidIdentifier, refused } from '../failure.ts';
import type { AlterTableAction, AttachAction, ForeignKeyClause, KeyClause, TableOptions } from '../sql/statement.ts';
import { visibleRelation } from './authorize.ts';
import type { StatementContext } from './statement-context.ts';

/** What `alter-table.ts` does itself, because rows or names move. */
type Moving =
  | 'add-column' | 'drop-column' | 'rename-column' | 'set-not-null' | 'drop-not-null' | 'rename' | 'swap' | 'column-type' | 'column-default'; // prettier-ignore
type Described = Exclude<AlterTableAction, AttachAction | { readonly kind: Moving }>;

/** Changes of what the catalog says of a table, without a change of its rows. */
export function changeDescription(table: Table, action: Described, context: StatementContext): void {
  switch (action.kind) {
    case 'set':
      return setOptions(table, action.options);
    case 'unset':
      return unsetOptions(table, action.names);
    case 'cluster-by':
      table.clusterBy = action.text;
      return undefined;
    case 'column-comment':
      table.columns = changed(table, action.column, (column) => ({ ...column, comment: action.comment }));
      return undefined;
    case 'add-key':
      return addKey(table, action.key, action.of);
    case 'add-foreign-key':
      table.foreignKeys = [...table.foreignKeys, foreignKey(table, action.key, context)];
      return undefined;
    case 'drop-key':
      return dropKey(table, action.of, action.columns);
    case 'drop-constraint':
      return changeKeys(table, action.name, () => undefined);
    case 'rename-constraint':
      return changeKeys(table, action.name, (key) => ({ ...key, name: action.to ?? key.name }));
  }
}

function setOptions(table: Table, options: TableOptions): void {
  const { retentionDays, comment, changeTracking, ...others } = options;
  if (Object.keys(others).length > 0 || Object.keys(options).length === 0) throw refused('LOCAL-002', 'ALTER TABLE .. SET of this option');
  table.retentionDays = retentionDays ?? table.retentionDays;
  table.comment = comment ?? table.comment;
  if (changeTracking !== undefined) table.changeTracking = changeTracking;
}

function unsetOptions(table: Table, names: readonly string[]): void {
  for (const name of names) {
    if (name === 'DATA_RETENTION_TIME_IN_DAYS') table.retentionDays = undefined;
    else if (name === 'COMMENT') table.comment = '';
    else if (name === 'CHANGE_TRACKING') table.changeTracking = false;
    else throw refused('LOCAL-002', `UNSET ${name} of a table`);
  }
}

function changed(table: Table, name: string, change: (column: Column) => Column): readonly Column[] {
  if (table.columns.every((column) => column.name !== name)) throw invalidIdentifier(name);
  return table.columns.map((column) => (column.name === name ? change(column) : column));
}

/** Snowflake only widens: more digits, a longer text. @throws SnowflakeFailure 002108 */
export function withColumnType(table: Table, name: string, type: DataType): readonly Column[] {
  return changed(table, name, (column) => {
    if (widens(column.type, type)) return { ...column, type };
    const text = `SQL compilation error:\ncannot change column ${name} from type ${displayType(column.type)} to ${displayType(type)}`;
    throw new SnowflakeFailure('002108', '22000', text);
  });
}

function widens(from: DataType, to: DataType): boolean {
  if (from.kind === 'fixed' && to.kind === 'fixed') return to.scale === from.scale && to.precision >= from.precision;
  if (from.kind === 'text' && to.kind === 'text') return to.length >= from.length;
  if (from.kind === 'binary' && to.kind === 'binary') return to.length >= from.length;
  return displayType(from) === displayType(to);
}

/** Snowflake drops a default, and sets another one only where it is the next value of a sequence, which is not offered here. */
export function withColumnDefault(table: Table, name: string, text: string | undefined): readonly Column[] {
  if (text !== undefined) throw refused('LOCAL-002', 'ALTER COLUMN .. SET DEFAULT');
  return changed(table, name, ({ defaultText: _gone, ...column }) => column);
}

function requireColumns(table: Table, names: readonly string[]): void {
  const unknown = names.find((name) => table.columns.every((column) => column.name !== name));
  if (unknown !== undefined) throw invalidIdentifier(unknown);
}

function named(clause: KeyClause): Key {
  return { columns: clause.columns, name: clause.name ?? `SYS_CONSTRAINT_${crypto.randomUUID()}` };
}

function addKey(table: Table, clause: KeyClause, of: 'PRIMARY KEY' | 'UNIQUE'): void {
  requireColumns(table, clause.columns);
  if (of === 'UNIQUE') {
    table.uniqueKeys = [...table.uniqueKeys, named(clause)];
    return;
  }
  if (table.primaryKey)
    throw new SnowflakeFailure('002200', '42601', `SQL compilation error:\nprimary key already exists for table '${table.name}'`);
  table.primaryKey = named(clause);
}

function foreignKey(table: Table, clause: ForeignKeyClause, { account, session }: StatementContext): ForeignKey {
  requireColumns(table, clause.columns);
  const target = visibleRelation(clause.references, 'ALTER TABLE', session, account);
  const primary = target.kind === 'TABLE' ? (target.primaryKey?.columns ?? []) : [];
  const referencedColumns = clause.referencedColumns.length > 0 ? clause.referencedColumns : primary;
  return { ...named(clause), references: fullName(clause.references, session, 'ALTER TABLE'), referencedColumns };
}

function dropKey(table: Table, of: 'PRIMARY KEY' | 'UNIQUE' | 'FOREIGN KEY', columns: readonly string[]): void {
  const same = (key: Key): boolean => key.columns.join('\0') === columns.join('\0');
  const [keys, gone] =
    of === 'PRIMARY KEY'
      ? [table.primaryKey ? [table.primaryKey] : [], table.primaryKey]
      : of === 'UNIQUE'
        ? [table.uniqueKeys, table.uniqueKeys.find(same)]
        : [table.foreignKeys, table.foreignKeys.find(same)];
  if (!gone || keys.length === 0) throw missingConstraint(of);
  changeKeys(table, gone.name, () => undefined);
}

function changeKeys(table: Table, name: string, change: <Some extends Key>(key: Some) => Some | undefined): void {
  const every = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniqueKeys, ...table.foreignKeys];
  if (every.every((key) => key.name !== name)) throw missingConstraint(name);
  const apply = <Some extends Key>(key: Some): readonly Some[] => {
    const next = key.name === name ? change(key) : key;
    return next ? [next] : [];
  };
  table.primaryKey = table.primaryKey ? apply(table.primaryKey)[0] : undefined;
  table.uniqueKeys = table.uniqueKeys.flatMap((key) => apply(key));
  table.foreignKeys = table.foreignKeys.flatMap((key) => apply(key));
}

function missingConstraint(name: string): SnowflakeFailure {
  return refused('LOCAL-002', `a constraint that does not exist: ${name}`);
}
