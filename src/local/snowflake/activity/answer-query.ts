import type { DataType } from '../catalog/data-type.ts';
import type { Relation, Table } from '../catalog/catalog.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { Result } from '../wire/result.ts';
import { statesOf } from './result-cache.ts';
import type { CacheableQuery } from './result-cache.ts';

const partitionBytes = 16 * 1024 * 1024;

/** Runs a SELECT, or takes its result from an earlier run; notes in the history what that took. */
export async function answerQuery(query: CacheableQuery, context: StatementContext, run: () => Promise<Result>): Promise<Result> {
  const { account } = context;
  const known = account.resultCache.find(query, context);
  if (known) {
    const entry = context.log.find(context.queryId);
    if (entry) entry.fromCache = true;
    return known;
  }
  const states = statesOf(query.reads, context);
  const result = await onWarehouse(query.reads, context, run);
  account.resultCache.add(query, states, result, context);
  return result;
}

/** Runs what reads or changes tables; the warehouse of the session starts for it and is paid for. */
export async function onWarehouse(relations: readonly Relation[], context: StatementContext, run: () => Promise<Result>): Promise<Result> {
  const { account, session, log, queryId } = context;
  const warehouse = account.catalog.warehouses.get(session.warehouse ?? '');
  if (relations.length === 0 || !warehouse) return run();
  using _use = account.meter.use(warehouse, () => account.now());
  const entry = log.find(queryId);
  if (entry) entry.warehouseSize = warehouse.size;
  const result = await run();
  if (entry) {
    const tables = relations.filter((relation) => relation.kind === 'TABLE');
    const sizes = await Promise.all(tables.map((table) => estimatedBytes(table, context)));
    entry.bytesScanned = sizes.reduce((sum, bytes) => sum + bytes, 0);
    entry.partitions = sizes.reduce((sum, bytes) => sum + Math.ceil(bytes / partitionBytes), 0);
  }
  return result;
}

/** Rows times the usual width of the columns: DuckDB does not tell what a table in memory takes. */
async function estimatedBytes(table: Table, { account }: StatementContext): Promise<number> {
  const width = table.columns.reduce((sum, { type }) => sum + (widths[type.kind] ?? 8), 0);
  return width * (await account.timeTravel.rowCount(table));
}

const widths: Partial<Readonly<Record<DataType['kind'], number>>> = {
  boolean: 1,
  date: 4,
  timestamp_tz: 12,
  text: 24,
  binary: 24,
  variant: 48,
  object: 48,
  array: 48,
};
