import { printColumns } from './table-keys.ts';
import type { ForeignKey } from './table-keys.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { columnName, tableName } from './table-name.ts';

export interface ForeignKeyOptions {
  readonly key: readonly string[];
  readonly references: string;
  readonly referenced_key?: readonly string[] | undefined;
}

/** A foreign key as people declare it, exact. Throws `Error` when both sides differ in length. */
export function foreignKey(declared: ForeignKeyOptions, settings: Pick<SnowflakeSettings, 'database' | 'schema'>): ForeignKey {
  const columns = declared.key.map(columnName);
  const referencedColumns = declared.referenced_key?.map(columnName) ?? columns;
  if (columns.length !== referencedColumns.length) {
    throw new Error(`The key ${printColumns(columns)} and its referenced_key ${printColumns(referencedColumns)} differ in length.`);
  }
  return { columns, references: tableName(declared.references, settings), referencedColumns };
}
