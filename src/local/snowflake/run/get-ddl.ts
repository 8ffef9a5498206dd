import { nameOf } from '../catalog/catalog.ts';
import type { Column, Database, Relation, Schema, Securable, Table, View } from '../catalog/catalog.ts';
import { displayType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { optionNumber, optionText } from '../catalog/objects.ts';
import type { SchemaObject } from '../catalog/objects.ts';
import { missingObject, refused } from '../failure.ts';
import { displayName, displayPart, quoteText } from '../sql/names.ts';
import type { ObjectWord } from '../sql/object-kinds.ts';
import { objectWords, titleOf } from '../sql/object-kinds.ts';
import { isUsable } from './authorize.ts';
import { signatureOf } from './describe-object.ts';
import { findObject, isVisible } from './find-object.ts';
import { parseName } from './option-references.ts';
import { autoIncrementText } from './show-containers.ts';
import type { StatementContext } from './statement-context.ts';

/** `GET_DDL(kind, name [, fully qualified])`: the statement that makes the object again. @throws SnowflakeFailure 002003 */
export function getDdl(kind: string, name: string, qualified: boolean, context: StatementContext): string {
  const word = objectWords.find((candidate) => candidate.replaceAll(' ', '_') === kind.toUpperCase().replaceAll(' ', '_'));
  const policy = kind.toUpperCase() === 'POLICY';
  const words: readonly ObjectWord[] = policy ? ['MASKING POLICY', 'ROW ACCESS POLICY'] : word ? [word] : [];
  if (words.length === 0) throw refused('LOCAL-003', `GET_DDL('${kind}', ..)`);
  const parts = parseName(name);
  const found = words.map((each) => findObject(each, parts, context, 'SELECT')).find((object) => object !== undefined);
  const fits = found && (found.kind === word || policy);
  if (!fits || !isVisible(found, context)) throw missingObject(titleOf(word ?? 'Object'), displayName(parts));
  return `${printDdl(found, qualified, context)}\n`.replace(/;\n\n$/, ';\n');
}

function printDdl(object: Securable, qualified: boolean, context: StatementContext): string {
  const name = qualified ? displayName(nameOf(object)) : displayPart(object.name);
  switch (object.kind) {
    case 'TABLE':
      return tableDdl(object, name);
    case 'VIEW':
      return viewDdl(object, name);
    case 'SCHEMA':
      return schemaDdl(object, name, qualified, context);
    case 'DATABASE':
      return databaseDdl(object, name, qualified, context);
    case 'SEQUENCE':
    case 'MASKING POLICY':
    case 'ROW ACCESS POLICY':
    case 'TAG':
      return objectDdl(object, name);
    case 'ROLE':
    case 'WAREHOUSE':
    case 'STAGE':
    case 'FILE FORMAT':
    case 'NETWORK RULE':
    case 'NETWORK POLICY':
    case 'INTEGRATION':
    case 'RESOURCE MONITOR':
    case 'REPLICATION GROUP':
    case 'FAILOVER GROUP':
      break;
  }
  throw refused('LOCAL-003', `GET_DDL of a ${object.kind.toLowerCase()}`);
}

/** Names of types as GET_DDL writes them: without the length that VARCHAR has anyway. */
function typeText(type: DataType): string {
  return displayType(type).replace('VARCHAR(16777216)', 'VARCHAR').replace('BINARY(8388608)', 'BINARY').replaceAll(/ /g, '');
}

function columnDdl(column: Column): string {
  const parts = [
    displayPart(column.name),
    typeText(column.type),
    ...(column.nullable ? [] : ['NOT NULL']),
    ...(column.defaultText === undefined ? [] : [`DEFAULT ${column.defaultText}`]),
    ...(column.autoIncrement ? [autoIncrementText(column).replace('IDENTITY', 'autoincrement').toLowerCase()] : []),
    ...(column.comment === undefined ? [] : [`COMMENT ${quoteText(column.comment)}`]),
  ];
  return parts.join(' ');
}

function tableDdl(table: Table, name: string): string {
  const names = (columns: readonly string[]): string => columns.map(displayPart).join(', ');
  const shownName = (key: { readonly name: string }): string =>
    key.name.startsWith('SYS_CONSTRAINT_') ? '' : `constraint ${displayPart(key.name)} `;
  const lines = [
    ...table.columns.map(columnDdl),
    ...table.uniqueKeys.map((key) => `${shownName(key)}unique (${names(key.columns)})`),
    ...(table.primaryKey ? [`${shownName(table.primaryKey)}primary key (${names(table.primaryKey.columns)})`] : []),
    ...table.foreignKeys.map(
      (key) =>
        `${shownName(key)}foreign key (${names(key.columns)}) references ${displayName(key.references)}(${names(key.referencedColumns)})`,
    ),
  ];
  const kind = table.temporary === true ? 'TEMPORARY TABLE' : table.transient ? 'TRANSIENT TABLE' : 'TABLE';
  const tail = [
    ...(table.clusterBy === undefined ? [] : [`cluster by (${table.clusterBy})`]),
    ...(table.retentionDays === undefined ? [] : [`DATA_RETENTION_TIME_IN_DAYS=${table.retentionDays}`]),
    ...(table.comment === '' ? [] : [`COMMENT=${quoteText(table.comment)}`]),
  ];
  return `create or replace ${kind} ${name}${tail.length > 0 ? ` ${tail.join(' ')}` : ''} (\n\t${lines.join(',\n\t')}\n);`;
}

function viewDdl(view: View, name: string): string {
  const columns = view.columns.map(
    (column) => displayPart(column.name) + (column.comment === undefined ? '' : ` COMMENT ${quoteText(column.comment)}`),
  );
  const comment = view.comment === '' ? '' : ` COMMENT=${quoteText(view.comment)}`;
  return `create or replace ${view.secure ? 'secure ' : ''}view ${name}(\n\t${columns.join(',\n\t')}\n)${comment} as ${view.select};`;
}

function objectDdl(object: SchemaObject, name: string): string {
  const comment = object.comment === '' ? '' : ` comment=${quoteText(object.comment)}`;
  if (object.kind === 'SEQUENCE') {
    const { options } = object;
    const order = options['ORDER'] === true ? 'order' : 'noorder';
    return `create or replace sequence ${name} start with ${optionNumber(options, 'START') ?? 1} increment by ${optionNumber(options, 'INCREMENT') ?? 1} ${order}${comment};`;
  }
  if ('body' in object) {
    return `create or replace ${object.kind.toLowerCase()} ${name} as ${signatureOf(object)} \nreturns ${typeText(object.returns)} ->\n${object.body}${comment};`;
  }
  const values =
    optionText(object.options, 'ALLOWED_VALUES') ??
    (object.options['ALLOWED_VALUES'] as readonly string[] | undefined)?.map(quoteText).join(', ');
  return `create or replace ${object.kind.toLowerCase()} ${name}${values === undefined ? '' : ` allowed_values ${values}`}${comment};`;
}

function schemaDdl(schema: Schema, name: string, qualified: boolean, context: StatementContext): string {
  const visible = (object: Securable): boolean => isVisible(object, context);
  const tables = (relation: Relation): boolean => relation.kind === 'TABLE';
  const relations = [...schema.relations.values()].filter(visible);
  const printable = [...schema.objects.values()].filter((object) => visible(object) && ['SEQUENCE', 'MASKING POLICY', 'ROW ACCESS POLICY', 'TAG'].includes(object.kind)); // prettier-ignore
  const parts = [...printable, ...relations.filter(tables), ...relations.filter((relation) => !tables(relation))];
  const head = `create or replace ${schema.transient ? 'transient ' : ''}schema ${name}${schema.managedAccess === true ? ' with managed access' : ''}${commentOf(schema)};`;
  return [head, ...parts.map((part) => printDdl(part, qualified, context))].join('\n\n');
}

function databaseDdl(database: Database, name: string, qualified: boolean, context: StatementContext): string {
  const { account, session } = context;
  const schemas = [...database.schemas.values()].filter((schema) => isUsable(schema, session.authority, account));
  const head = `create or replace ${database.transient ? 'transient ' : ''}database ${name}${commentOf(database)};`;
  return [head, ...schemas.map((schema) => printDdl(schema, qualified, context))].join('\n\n');
}

function commentOf(object: Schema | Database): string {
  return object.comment === '' ? '' : ` comment=${quoteText(object.comment)}`;
}
