import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { quoteIdentifier } from '../structure/identifier.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { printColumns } from '../structure/table-keys.ts';
import { columnName, idPart, printTable, quoteTable, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';

const options = v.strictObject({
  table: v.string(),
  key: v.pipe(v.array(v.string()), v.minLength(1, 'needs at least one column')),
  nulls: v.optional(
    v.pipe(
      v.picklist(['compare', 'ignore']),
      v.description('Rows with NULL in the key: compared like any value, or left out as SQL does.'),
    ),
    'compare',
  ),
});

type Options = v.InferOutput<typeof options>;

export interface UniqueInput {
  readonly table: TableName;
  /** Exact. */
  readonly key: readonly string[];
  readonly ignoreNulls: boolean;
}

/** Snowflake records primary and unique keys and enforces neither, so they are counted. */
export const unique: CheckKind<Options, SnowflakeSettings> = {
  summary: 'No two rows of a table share a key.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'SELECT on the table',
  options,
  expand({ table, key, nulls }, settings) {
    const input: UniqueInput = { table: tableName(table, settings), key: key.map(columnName), ignoreNulls: nulls === 'ignore' };
    return [
      { name: `unique.${idPart(table)}.${idPart(key.join('_'))}`, title: `Table ${table} has no duplicates of ${key.join(', ')}`, input },
    ];
  },
};

export async function runUnique(connection: SnowflakeConnection, input: UniqueInput, context: CheckContext): Promise<void> {
  const columns = input.key.map(quoteIdentifier);
  const key = columns.join(', ');
  const where = input.ignoreNulls ? ` WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')}` : '';
  const groups = `SELECT COUNT(*) AS N FROM ${quoteTable(input.table)}${where} GROUP BY ${key}`;
  const statement = `SELECT COALESCE(SUM(N), 0) AS "rows", COUNT_IF(N > 1) AS "duplicates" FROM (${groups}) AS GROUPED`;
  const [counts] = await connection.session.query(statement, askFor(context));
  const rows = Number(counts?.['rows']);
  const duplicates = Number(counts?.['duplicates']);
  context.value('rows', rows);
  context.value('duplicates', duplicates);
  context.value('value', duplicates);
  context.find({
    subject: `key ${printColumns(input.key)} of ${printTable(input.table)}`,
    expected: 'no key twice',
    actual: duplicates === 0 ? `no key twice in ${rows} rows` : `${duplicates} keys occur more than once in ${rows} rows`,
    met: duplicates === 0,
  });
}
