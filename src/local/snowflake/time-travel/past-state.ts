import { quoteIdentifier } from '../sql/names.ts';
import type { StoredState } from './table-history.ts';

/** SQL of the rows of a past state. */
export function selectState({ storage, columns, rows }: StoredState): string {
  const names = columns.map((column) => quoteIdentifier(column.name)).join(', ');
  return `SELECT ${names} FROM ${quoteIdentifier(storage)}${rows === undefined ? '' : ` LIMIT ${rows}`}`;
}
