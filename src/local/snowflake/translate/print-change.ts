import { isSemiStructured } from '../catalog/data-type.ts';
import type { Column, Table } from '../catalog/catalog.ts';
import { SnowflakeFailure, invalidIdentifier, refused } from '../failure.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { allowOnly, fieldsOf, foldIdentifier, foldIdentifierParts, isSet, kindOf, nodeList, optionalNode, requiredNode } from './node.ts';
import type { Fields, Node } from './node.ts';
import { declareColumns, tableName } from './print-relation.ts';
import type { PrinterTable, Translation } from './translation.ts';

/** An INSERT whose VALUES may be repeated for an array bind: `head VALUES row`. */
export interface PrintedInsert {
  readonly sql: string;
  readonly head: string;
  /** The one row, when the statement has VALUES with exactly one. */
  readonly row: string | undefined;
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

export function printInsert(fields: Fields, translation: Translation): PrintedInsert {
  allowOnly('INSERT', fields, 'table', 'columns', 'values', 'query', 'with');
  const table = translation.resolveTarget(tableName(requiredNode(fields, 'table')));
  translation.recordWrite({ table, privileges: ['INSERT'] });
  const names = nodeList(fields, 'columns').map(foldIdentifier);
  const columns = names.length > 0 ? names.map((name) => columnOf(table, name)) : table.columns;
  const head = `INSERT INTO ${quoteIdentifier(table.storage)} (${columns.map((column) => quoteIdentifier(column.name)).join(', ')})`;
  const query = optionalNode(fields, 'query');
  if (query) return { sql: `${head} ${printInsertQuery(query, columns, fields, translation)}`, head, row: undefined };
  const rows = ((fields['values'] ?? []) as readonly (readonly Node[])[]).map((row) => printRow(row, columns, translation));
  return { sql: `${head} VALUES ${rows.join(', ')}`, head, row: rows.length === 1 ? rows[0] : undefined };
}

function printRow(row: readonly Node[], columns: readonly Column[], translation: Translation): string {
  if (row.length !== columns.length) throw columnCount(columns.length, row.length);
  for (const cell of row) if (translation.isSemiStructured(cell)) throw invalidInValues(kindOf(cell));
  return `(${columns.map((column, index) => stored(column, translation.print(row[index] as Node))).join(', ')})`;
}

/** The query's columns are named by position, so that a VARIANT target can wrap its value. */
function printInsertQuery(query: Node, columns: readonly Column[], fields: Fields, translation: Translation): string {
  const select = kindOf(query) === 'select' ? fieldsOf(query) : undefined;
  const items = select ? nodeList(select, 'expressions') : [];
  const known = items.length > 0 && items.every((item) => kindOf(item) !== 'star');
  if (known && items.length !== columns.length) throw columnCount(columns.length, items.length);
  const text = translation.query(isSet(fields, 'with') && select ? { select: { ...select, with: fields['with'] } } : query);
  if (isSet(fields, 'with') && !select) throw refused('LOCAL-002', 'WITH before INSERT of this query');
  if (!columns.some((column) => isSemiStructured(column.type))) return text;
  const names = columns.map((_, index) => quoteIdentifier(`C${index}`));
  const list = columns.map((column, index) => stored(column, names[index] ?? '')).join(', ');
  return `SELECT ${list} FROM (${text}) AS source(${names.join(', ')})`;
}

function printUpdate(fields: Fields, translation: Translation): string {
  allowOnly('UPDATE', fields, 'table', 'set', 'from_clause', 'from_joins', 'where_clause');
  if (isSet(fields, 'from_joins')) throw refused('LOCAL-002', 'a join in UPDATE .. FROM');
  const { table, target } = printTarget(requiredNode(fields, 'table'), undefined, translation);
  translation.recordWrite({ table, privileges: ['UPDATE'] });
  const from = optionalNode(fields, 'from_clause');
  const sources = from
    ? ` FROM ${nodeList(from, 'expressions')
        .map((node) => translation.relation(node))
        .join(', ')}`
    : '';
  const assignments = (fields['set'] as readonly (readonly [Node, Node])[]).map(([name, value]) => {
    const column = columnOf(table, foldIdentifierParts(name).at(-1) ?? '');
    return `${quoteIdentifier(column.name)} = ${stored(column, translation.print(value))}`;
  });
  return `UPDATE ${target} SET ${assignments.join(', ')}${sources}${printWhere(fields, translation)}`;
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
  declareColumns(table, translation);
  translation.declareRelation(shown);
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

export const changePrinters: PrinterTable = {
  update: printUpdate,
  delete: printDelete,
};
