import type { Row } from '../../../model/capability.ts';
import { textOf } from './describe-table.ts';
import { printName } from './identifier.ts';
import type { Ask, Session } from '../session.ts';
import { printTable, quoteTable } from './table-name.ts';
import type { TableName } from './table-name.ts';

/** Columns that point at a row of another table. Snowflake records it and enforces nothing. */
export interface ForeignKey {
  /** Exact, in key order. */
  readonly columns: readonly string[];
  readonly references: TableName;
  /** Exact, in key order. */
  readonly referencedColumns: readonly string[];
}

/** Column lists of the unique keys, the primary key aside. Needs no warehouse. */
export async function uniqueKeys(session: Session, table: TableName, ask: Ask): Promise<readonly (readonly string[])[]> {
  const rows = await session.query(`SHOW UNIQUE KEYS IN TABLE ${quoteTable(table)}`, ask);
  return groupBy(rows, 'constraint_name').map((key) => key.map((row) => textOf(row, 'column_name')));
}

/** Foreign keys of a table. Needs no warehouse. */
export async function foreignKeys(session: Session, table: TableName, ask: Ask): Promise<readonly ForeignKey[]> {
  const rows = await session.query(`SHOW IMPORTED KEYS IN TABLE ${quoteTable(table)}`, ask);
  return groupBy(rows, 'fk_name').flatMap((key) => {
    const [first] = key;
    if (first === undefined) return [];
    return [
      {
        columns: key.map((row) => textOf(row, 'fk_column_name')),
        references: {
          database: textOf(first, 'pk_database_name'),
          schema: textOf(first, 'pk_schema_name'),
          table: textOf(first, 'pk_table_name'),
        },
        referencedColumns: key.map((row) => textOf(row, 'pk_column_name')),
      },
    ];
  });
}

/** Rows of each key in key order. */
function groupBy(rows: readonly Row[], name: string): readonly (readonly Row[])[] {
  const groups = Map.groupBy(rows, (row) => textOf(row, name));
  return [...groups.values()].map((group) => group.toSorted((left, right) => Number(left['key_sequence']) - Number(right['key_sequence'])));
}

export function printColumns(columns: readonly string[]): string {
  return columns.length === 0 ? 'none' : `(${columns.map((column) => printName([column])).join(', ')})`;
}

export function printForeignKey({ columns, references, referencedColumns }: ForeignKey): string {
  return `${printColumns(columns)} -> ${printTable(references)} ${printColumns(referencedColumns)}`;
}
