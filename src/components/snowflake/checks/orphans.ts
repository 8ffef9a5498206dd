import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { foreignKey } from '../structure/foreign-key-options.ts';
import { quoteIdentifier } from '../structure/identifier.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { foreignKeys, printColumns, printForeignKey } from '../structure/table-keys.ts';
import type { ForeignKey } from '../structure/table-keys.ts';
import { idPart, printTable, quoteTable, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';

const columns = v.pipe(v.array(v.string()), v.minLength(1, 'needs at least one column'));
const options = v.strictObject({
  table: v.string(),
  key: v.optional(v.pipe(columns, v.description('Columns that point at the parent; absent: all foreign keys that the table declares.'))),
  references: v.optional(v.pipe(v.string(), v.description('Table with the parent rows.'))),
  referenced_key: v.optional(v.pipe(columns, v.description('Columns of the parent; absent: named like those of the key.'))),
});

type Options = v.InferOutput<typeof options>;

export interface OrphansInput {
  readonly table: TableName;
  /** Absent: those that the table declares. */
  readonly key?: ForeignKey;
}

/** Snowflake records foreign keys and enforces none, so rows without a parent are counted. */
export const orphans: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Every row finds the parent row that its foreign key points at.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'SELECT on both tables',
  options,
  primary: 'table',
  expand(declared, settings) {
    const { table } = declared;
    const key = declaredKey(declared, settings);
    const columnsText = declared.key?.join('_') ?? 'foreign-keys';
    const input: OrphansInput = { table: tableName(table, settings), ...(key === undefined ? {} : { key }) };
    return [{ name: `orphans.${idPart(table)}.${idPart(columnsText)}`, title: `Table ${table} has no rows without a parent`, input }];
  },
};

function declaredKey({ key, references, referenced_key: referencedKey }: Options, settings: SnowflakeSettings): ForeignKey | undefined {
  if (key === undefined && references === undefined && referencedKey === undefined) return undefined;
  if (key === undefined || references === undefined) throw new Error('orphans needs both key and references, or neither.');
  return foreignKey({ key, references, referenced_key: referencedKey }, settings);
}

export async function runOrphans(connection: SnowflakeConnection, input: OrphansInput, context: CheckContext): Promise<void> {
  const { session } = connection;
  const ask = askFor(context);
  const keys = input.key === undefined ? await foreignKeys(session, input.table, ask) : [input.key];
  if (keys.length === 0) throw new Error(`${printTable(input.table)} declares no foreign key: say key and references.`);
  let total = 0;
  for (const key of keys) {
    const [counts] = await session.query(orphanStatement(input.table, key), ask);
    const rows = Number(counts?.['rows']);
    const missing = Number(counts?.['orphans']);
    total += missing;
    context.find({
      subject: `foreign key ${printForeignKey(key)} of ${printTable(input.table)}`,
      expected: 'a parent for every row',
      actual:
        missing === 0 ? `a parent for each of ${rows} rows with ${printColumns(key.columns)}` : `${missing} of ${rows} rows have none`,
      met: missing === 0,
    });
  }
  context.value('orphans', total);
  context.value('value', total);
}

/** A row with NULL in its key points nowhere, as in SQL's MATCH SIMPLE, and is not counted. Parents twice count once. */
function orphanStatement(table: TableName, { columns: own, references, referencedColumns }: ForeignKey): string {
  const names = own.map((_column, index) => `K${index}`);
  const child = own.map((column, index) => `${quoteIdentifier(column)} AS K${index}`).join(', ');
  const parent = referencedColumns.map((column, index) => `${quoteIdentifier(column)} AS K${index}`).join(', ');
  const filled = own.map((column) => `${quoteIdentifier(column)} IS NOT NULL`).join(' AND ');
  const joined = names.map((name) => `P.${name} = C.${name}`).join(' AND ');
  return (
    `SELECT COUNT(*) AS "rows", COUNT_IF(P.K0 IS NULL) AS "orphans" FROM (SELECT ${child} FROM ${quoteTable(table)} WHERE ${filled}) AS C ` +
    `LEFT JOIN (SELECT DISTINCT ${parent} FROM ${quoteTable(references)}) AS P ON ${joined}`
  );
}
