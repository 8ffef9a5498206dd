import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { describeTable } from '../structure/describe-table.ts';
import { printName } from '../structure/identifier.ts';
import { anyRefusalOf } from '../statement/refusal-of.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { scratchPrefix } from '../scratch-name.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, quoteTable, schemaName } from '../structure/table-name.ts';
import type { SchemaName, TableName } from '../structure/table-name.ts';
import { compare, fingerprintOf } from './fingerprint.ts';

const options = v.strictObject({
  schema: v.pipe(v.string(), v.description('Schema where a table of our own is made, dropped and brought back.')),
});

type Options = v.InferOutput<typeof options>;

export interface UndropInput {
  readonly schema: SchemaName;
}

/**
 * Drops a table that it made and brings it back. The retention is that of the schema, so a schema that keeps nothing is found
 * here. Nothing else is touched, and the table is dropped for good at the end.
 */
export const undrop: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A table that was dropped in a schema comes back whole; done with a table of our own.',
  layer: 'disaster-recovery',
  costs: 'compute',
  privileges: 'USAGE and CREATE TABLE on the schema',
  options,
  primary: 'schema',
  expand({ schema }, settings) {
    const input: UndropInput = { schema: schemaName(schema, settings) };
    return [
      { name: `undrop.${idPart(schema)}`, title: `A table dropped in ${schema} comes back`, input, operations: [{ name: 'undrop' }] },
    ];
  },
};

export async function runUndrop({ session }: SnowflakeConnection, { schema }: UndropInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const ask = askFor(context);
  const table: TableName = { ...schema, table: context.uniqueName(scratchPrefix, '_').toUpperCase() };
  const create = `CREATE TABLE ${quoteTable(table)} AS SELECT 1 AS ID, 'one' AS TEXT UNION ALL SELECT 2, NULL`;
  await context.create({ kind: 'table', name: printName([table.database, table.schema, table.table]) }, () => session.query(create, ask));
  const before = await fingerprintOf(session, table, ask);

  await session.query(`DROP TABLE ${quoteTable(table)}`, ask);
  const gone = (await describeTable(session, table, ask)) === undefined;
  context.find({ subject: 'dropped table', expected: 'gone', actual: gone ? 'gone' : 'still there', met: gone });

  const startedAt = performance.now();
  const refusal = await anyRefusalOf(() => session.query(`UNDROP TABLE ${quoteTable(table)}`, ask));
  const undropMilliseconds = performance.now() - startedAt;
  if (refusal !== undefined) {
    const actual = `refused: ${refusal.code}; the schema may keep nothing (DATA_RETENTION_TIME_IN_DAYS)`;
    context.find({ subject: `UNDROP in ${printName([schema.schema])}`, expected: 'the table is back', actual, met: false });
    return;
  }
  context.sample('undrop', undropMilliseconds);
  context.value('undrop', undropMilliseconds);
  const after = await fingerprintOf(session, table, ask);
  compare('undropped table', before, after, context);
}
