import { isSemiStructured } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import type { Column, Table } from '../catalog/catalog.ts';
import { SnowflakeFailure, invalidIdentifier, refused } from '../failure.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { allowOnly, fieldsOf, foldIdentifier, foldIdentifierParts, isSet, kindOf, nodeList, optionalNode, requiredNode } from './node.ts';
import type { Fields, Node } from './node.ts';
import { printCast, printText, printVariant } from './cast.ts';
import { outputOf } from './output.ts';
import { printJoin } from './print-query.ts';
import { tableName } from './print-relation.ts';
import type { PrinterTable, Translation } from './translation.ts';

/** An INSERT whose VALUES may be repeated for an array bind: `head VALUES row`. */
export interface PrintedInsert {
  readonly sql: string;
  readonly head: string;
  /** The one row, when the statement has VALUES with exactly one. */
  readonly row: string | undefined;
  /** INSERT OVERWRITE: the table to empty, and the query whose rows are read before that. */
  readonly overwrite?: { readonly storage: string; readonly source: string };
}

export interface PrintedUpdate {
  readonly sql: string;
  /** A query that counts the rows of the target that several rows of FROM match, and by how many too often: `2,3`. */
  readonly multiJoined?: string;
}

export function columnOf(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (!found) throw invalidIdentifier(name);
  return found;
}

/** A VARIANT column takes any value and keeps it as JSON. */
function stored(column: Column, sql: string): string {
  return isSemiStructured(column.type) && sql !== 'DEFAULT' ? `sf_variant(${sql})` : sql;
}

/** A value as the column keeps it. Snowflake casts to the type of the column; DuckDB would refuse or read it otherwise. */
export function printStored(column: Column, value: Node, translation: Translation): string {
  if (isDefault(value)) return 'DEFAULT';
  const { type } = column;
  if (isSemiStructured(type)) return printVariant(value, translation);
  // A text that is too long is an error and not cut, so a cast to text is not for columns.
  if (type.kind === 'text') return translation.typeOf(value) === undefined ? translation.scalar(value) : printText(value, translation);
  const found = translation.typeOf(value);
  if (found === undefined || found.kind === type.kind) return translation.scalar(value);
  return type.kind === 'fixed' || type.kind === 'real' ? translation.scalar(value) : printCast(value, type, translation);
}

function isDefault(node: Node): boolean {
  return kindOf(node) === 'var' && String(fieldsOf(node)['this']).toUpperCase() === 'DEFAULT';
}

export function printInsert(fields: Fields, translation: Translation): PrintedInsert {
  allowOnly('INSERT', fields, 'table', 'columns', 'values', 'query', 'with', 'overwrite');
  const table = translation.resolveTarget(tableName(requiredNode(fields, 'table')));
  const overwrites = fields['overwrite'] === true;
  translation.recordWrite({ table, privileges: overwrites ? ['INSERT', 'DELETE'] : ['INSERT'] });
  const names = nodeList(fields, 'columns').map(foldIdentifier);
  const columns = names.length > 0 ? names.map((name) => columnOf(table, name)) : table.columns;
  const head = `INSERT INTO ${quoteIdentifier(table.storage)} (${columns.map((column) => quoteIdentifier(column.name)).join(', ')})`;
  const query = optionalNode(fields, 'query');
  if (query) {
    const source = printInsertQuery(query, columns, fields, translation);
    return { sql: `${head} ${source}`, head, row: undefined, ...(overwrites && { overwrite: { storage: table.storage, source } }) };
  }
  const rows = ((fields['values'] ?? []) as readonly (readonly Node[])[]).map((row) => printRow(row, columns, translation));
  if (overwrites) return { sql: '', head, row: undefined, overwrite: { storage: table.storage, source: `VALUES ${rows.join(', ')}` } };
  return { sql: `${head} VALUES ${rows.join(', ')}`, head, row: rows.length === 1 ? rows[0] : undefined };
}

function printRow(row: readonly Node[], columns: readonly Column[], translation: Translation): string {
  if (row.length !== columns.length) throw columnCount(columns.length, row.length);
  for (const cell of row) if (translation.isSemiStructured(cell)) throw invalidInValues(kindOf(cell));
  return `(${columns.map((column, index) => printStored(column, row[index] as Node, translation)).join(', ')})`;
}

/** The query's columns are named by position, so that a VARIANT target can wrap its value. */
function printInsertQuery(query: Node, columns: readonly Column[], fields: Fields, translation: Translation): string {
  const select = kindOf(query) === 'select' ? fieldsOf(query) : undefined;
  const items = select ? nodeList(select, 'expressions') : [];
  const known = items.length > 0 && items.every((item) => kindOf(item) !== 'star');
  if (known && items.length !== columns.length) throw columnCount(columns.length, items.length);
  const text = translation.query(isSet(fields, 'with') && select ? { select: { ...select, with: fields['with'] } } : query);
  if (isSet(fields, 'with') && !select) throw refused('LOCAL-002', 'WITH before INSERT of this query');
  const output = translation.output;
  if (output && output.length !== columns.length) throw columnCount(columns.length, output.length);
  const names = columns.map((_, index) => `C${index}`);
  const list = columns.map((column, index) => {
    const name = quoteIdentifier(names[index] ?? '');
    const type = output?.[index]?.type;
    return type === undefined || type.kind === column.type.kind
      ? stored(column, name)
      : castStored(column, names[index] ?? '', type, translation);
  });
  if (list.every((item, index) => item === quoteIdentifier(names[index] ?? ''))) return text;
  return `SELECT ${list.join(', ')} FROM (${text}) AS source(${names.map(quoteIdentifier).join(', ')})`;
}

/** A column of the source by another type than its target. */
function castStored(column: Column, name: string, type: DataType, translation: Translation): string {
  return translation.inScope((scope) => {
    scope.addAlias(name, type);
    translation.declare(name);
    return printStored(column, { column: { name: { name, quoted: true } } }, translation);
  });
}

/** `UPDATE t SET .. FROM a JOIN b ON .. WHERE ..` */
export function printUpdate(fields: Fields, translation: Translation): PrintedUpdate {
  allowOnly('UPDATE', fields, 'table', 'set', 'from_clause', 'from_joins', 'where_clause');
  const { table, target, name } = printTarget(requiredNode(fields, 'table'), undefined, translation);
  translation.recordWrite({ table, privileges: ['UPDATE'] });
  const from = optionalNode(fields, 'from_clause');
  const relations = from ? nodeList(from, 'expressions').map((node) => translation.relation(node)) : [];
  const joins = nodeList(fields, 'from_joins').map((join) => printJoin(join, translation));
  const sources = [relations.join(', '), ...joins].join(' ').trim();
  const assignments = (fields['set'] as readonly (readonly [Node, Node])[]).map(([column, value]) => {
    const found = columnOf(table, foldIdentifierParts(column).at(-1) ?? '');
    return `${quoteIdentifier(found.name)} = ${printStored(found, value, translation)}`;
  });
  const where = printWhere(fields, translation);
  const sql = `UPDATE ${target} SET ${assignments.join(', ')}${sources === '' ? '' : ` FROM ${sources}`}${where}`;
  if (sources === '') return { sql };
  const groups = `SELECT count(*) - 1 AS extra FROM ${target}, ${sources}${where} GROUP BY ${quoteIdentifier(name)}.rowid HAVING count(*) > 1`;
  return { sql, multiJoined: `SELECT count(*) || ',' || coalesce(sum(extra), 0) FROM (${groups})` };
}

function printDelete(fields: Fields, translation: Translation): string {
  allowOnly('DELETE', fields, 'table', 'alias', 'using', 'where_clause');
  const { table, target } = printTarget(requiredNode(fields, 'table'), optionalNode(fields, 'alias'), translation);
  translation.recordWrite({ table, privileges: ['DELETE'] });
  const using = nodeList(fields, 'using').map((node) => translation.relation(isTableBody(node) ? { table: node } : node));
  return `DELETE FROM ${target}${using.length > 0 ? ` USING ${using.join(', ')}` : ''}${printWhere(fields, translation)}`;
}

function isTableBody(node: Node): boolean {
  return 'name' in node;
}

function printWhere(fields: Fields, translation: Translation): string {
  const where = optionalNode(fields, 'where_clause');
  return where ? ` WHERE ${translation.scalar(requiredNode(where, 'this'))}` : '';
}

export function printTarget(
  node: Node,
  alias: Node | undefined,
  translation: Translation,
): { readonly table: Table; readonly target: string; readonly name: string } {
  allowOnly('table', node, 'name', 'schema', 'catalog', 'alias');
  const name = tableName(node);
  const table = translation.resolveTarget(name);
  const own = alias ?? optionalNode(node, 'alias');
  const shown = own ? foldIdentifier(own) : (name.at(-1) ?? '');
  translation.declareRelation(shown, outputOf(table.columns));
  return { table, target: `${quoteIdentifier(table.storage)} AS ${quoteIdentifier(shown)}`, name: shown };
}

function columnCount(expected: number, found: number): SnowflakeFailure {
  return new SnowflakeFailure(
    '002057',
    '42601',
    `SQL compilation error:\nInsert value list does not match column list expecting ${expected} but got ${found}`,
  );
}

function invalidInValues(kind: string): SnowflakeFailure {
  return new SnowflakeFailure('002014', '22000', `SQL compilation error:\nInvalid expression [${kind.toUpperCase()}(..)] in VALUES clause`);
}

export const changePrinters: PrinterTable = { delete: printDelete };
