import type { Account } from '../account.ts';
import { nameOf } from '../catalog/catalog.ts';
import type { Table } from '../catalog/catalog.ts';
import { displayName, markCase, quoteStored } from '../sql/names.ts';
import { allTables } from './account-state.ts';

/**
 * Makes DuckDB's file and the catalog agree after a process that was killed: what no catalog knows was under way and goes,
 * as do temporary tables and past states. Gives the names of tables whose rows are gone, which only damage from outside
 * can do, because rows are dropped after the catalog that knows no longer of them was written.
 */
export async function reconcileStorage(account: Account): Promise<readonly string[]> {
  using connection = await account.engine.connect();
  const tables = allTables(account);
  const stored = new Set(await connection.texts("SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND table_name LIKE '%#%'"));
  const needed = new Set(tables.map((table) => markCase(table.storage)));
  for (const name of stored) if (!needed.has(name)) await connection.run(`DROP TABLE IF EXISTS ${quoteStored(name)}`);
  await dropSequences(account, tables, connection);
  const ids = [...account.stages.loads.idsOf(tables).values()];
  await connection.run(`DELETE FROM sf_loaded_files WHERE target NOT IN (${[0, ...ids].join(', ')})`);
  const lost = tables.filter((table) => !stored.has(markCase(table.storage)));
  for (const table of lost) if (table.schema.relations.get(table.name) === table) table.schema.relations.delete(table.name);
  return lost.map((table) => displayName(nameOf(table)));
}

async function dropSequences(
  account: Account,
  tables: readonly Table[],
  connection: Awaited<ReturnType<Account['engine']['connect']>>,
): Promise<void> {
  const ofColumns = tables.flatMap((table) => table.columns.flatMap((column) => column.autoIncrement?.storage ?? []));
  const dropped = account.dropped.all.flatMap(({ object }) =>
    object.kind === 'TABLE' ? [] : object.kind === 'SCHEMA' ? [object] : [...object.schemas.values()],
  );
  const schemas = [...account.catalog.schemas, ...dropped];
  const own = schemas.flatMap((schema) =>
    [...schema.objects.values()].flatMap((object) => (object.kind === 'SEQUENCE' ? [object.storage] : [])),
  );
  const needed = new Set([...ofColumns, ...own].map(markCase));
  for (const name of await connection.texts('SELECT sequence_name FROM duckdb_sequences()')) {
    if (!needed.has(name)) await connection.run(`DROP SEQUENCE IF EXISTS ${quoteStored(name)}`);
  }
}
