import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseName, printName, quoteIdentifier } from '../identifier.ts';
import { askFor, onlyValue } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, printTable, quoteTable, tableName } from '../table-name.ts';
import type { TableName } from '../table-name.ts';

const options = v.strictObject({
  table: v.string(),
  key: v.pipe(v.array(v.string()), v.minLength(1, 'needs at least one column')),
});

type Options = v.InferOutput<typeof options>;

export interface UniqueInput {
  readonly table: TableName;
  /** Exact. */
  readonly key: readonly string[];
}

/** Snowflake records primary and unique keys and enforces neither, so they are counted. */
export const unique: CheckKind<Options, SnowflakeSettings> = {
  summary: 'No two rows of a table share a key.',
  layer: 'integration',
  options,
  expand({ table, key }, settings) {
    const input: UniqueInput = { table: tableName(table, settings), key: key.map((column) => parseName(column)[0] ?? '') };
    return [
      { name: `unique.${idPart(table)}.${idPart(key.join('_'))}`, title: `Table ${table} has no duplicates of ${key.join(', ')}`, input },
    ];
  },
};

export async function runUnique(connection: SnowflakeConnection, input: UniqueInput, context: CheckContext): Promise<void> {
  const table = quoteTable(input.table);
  const key = input.key.map(quoteIdentifier).join(', ');
  const ask = askFor(context);
  const rows = Number(onlyValue(await connection.session.query(`SELECT COUNT(*) AS N FROM ${table}`, ask)));
  const repeated = `SELECT ${key} FROM ${table} GROUP BY ${key} HAVING COUNT(*) > 1`;
  const duplicates = Number(onlyValue(await connection.session.query(`SELECT COUNT(*) AS N FROM (${repeated}) AS REPEATED`, ask)));
  context.value('rows', rows);
  context.value('duplicates', duplicates);
  context.value('value', duplicates);
  context.find({
    subject: `key (${input.key.map((column) => printName([column])).join(', ')}) of ${printTable(input.table)}`,
    expected: 'no key twice',
    actual: duplicates === 0 ? `no key twice in ${rows} rows` : `${duplicates} keys occur more than once in ${rows} rows`,
    met: duplicates === 0,
  });
}
