import type { KeyedRows, Row } from '../../model/capability.ts';
import { quoteIdentifier, quoteName } from './structure/identifier.ts';
import { columnName } from './structure/table-name.ts';

export interface BoundStatement {
  readonly sql: string;
  readonly binds: readonly unknown[];
}

/** A select, because VALUES takes no semi-structured data. */
export function insertRow(table: string, row: Row): BoundStatement {
  const cells = Object.entries(row);
  const columns = cells.map(([column]) => quoteColumn(column)).join(', ');
  const values = cells.map(([, value]) => (isStructured(value) ? 'PARSE_JSON(?)' : '?')).join(', ');
  return {
    sql: `INSERT INTO ${quoteName(table)} (${columns}) SELECT ${values}`,
    binds: cells.map(([, value]) => (isStructured(value) ? JSON.stringify(value) : value)),
  };
}

export function selectKeys(rows: KeyedRows): BoundStatement {
  const column = quoteColumn(rows.column);
  return { sql: `SELECT DISTINCT ${column} AS "key" FROM ${quoteName(rows.table)} WHERE ${whereKeys(rows)}`, binds: rows.keys };
}

export function deleteRows(rows: KeyedRows): BoundStatement {
  return { sql: `DELETE FROM ${quoteName(rows.table)} WHERE ${whereKeys(rows)}`, binds: rows.keys };
}

function whereKeys({ column, keys }: KeyedRows): string {
  return `${quoteColumn(column)} IN (${keys.map(() => '?').join(', ')})`;
}

function quoteColumn(name: string): string {
  return quoteIdentifier(columnName(name));
}

function isStructured(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
