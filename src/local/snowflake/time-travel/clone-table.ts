import { nameOf } from '../catalog/catalog.ts';
import type { Schema, Table } from '../catalog/catalog.ts';
import { planSequences } from '../run/plan-sequences.ts';
import { createStorage } from '../run/storage.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { selectState } from './past-state.ts';
import type { Point, StoredState } from './table-history.ts';

/** The state that a clone starts from. @throws SnowflakeFailure 000707 */
export function cloneState(table: Table, point: Point | undefined, { account }: StatementContext): StoredState {
  return point ? account.timeTravel.stateAt(table, point) : { storage: table.storage, columns: table.columns, rows: undefined };
}

/** A copy of a table with its rows and no history, and DuckDB's statements that make it. */
export function planTableClone(
  from: Table,
  schema: Schema,
  point: Point | undefined,
  context: StatementContext,
): { readonly table: Table; readonly statements: readonly string[] } {
  const state = cloneState(from, point, context);
  const storage = context.account.catalog.newStorage([...nameOf(schema), from.name]);
  const { sequences, columns } = planSequences(state.columns, storage);
  const names = columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const fill = `INSERT INTO ${quoteIdentifier(storage)} (${names}) ${selectState(state)}`;
  const created = { createdOn: new Date(context.account.now()), schema, storage, columns };
  return { table: { ...from, ...created }, statements: [...sequences, createStorage(storage, columns, context), fill] };
}
