import type { Column } from '../catalog/catalog.ts';
import { sequenceSql } from './create-object.ts';

/** Each AUTOINCREMENT column has a sequence of its own behind it. */
export function planSequences(
  columns: readonly Column[],
  storage: string,
): { readonly sequences: readonly string[]; readonly columns: readonly Column[] } {
  const sequences: string[] = [];
  const numbered = columns.map((column, index) => {
    if (!column.autoIncrement) return column;
    const name = `${storage}.${index}`;
    sequences.push(sequenceSql(name, column.autoIncrement.start, column.autoIncrement.increment));
    return { ...column, autoIncrement: { ...column.autoIncrement, storage: name } };
  });
  return { sequences, columns: numbered };
}
