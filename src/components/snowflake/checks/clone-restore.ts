import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { printName } from '../structure/identifier.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { scratchPrefix } from '../scratch-name.ts';
import { idPart, quoteTable, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';
import { compare, damage, fingerprintOf, fingerprintOfRows, refuseMovingTarget } from './fingerprint.ts';

const options = v.strictObject({ table: v.string() });

type Options = v.InferOutput<typeof options>;

export interface CloneRestoreInput {
  readonly table: TableName;
}

/** A drill on a scratch clone beside the table: clone, damage, notice, restore, compare. The table itself is only read. */
export const cloneRestore: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A table is cloned, the clone is damaged, restored from the table and compared.',
  layer: 'disaster-recovery',
  costs: 'compute',
  privileges: 'SELECT on the table and CREATE TABLE in its schema',
  options,
  primary: 'table',
  expand({ table }, settings) {
    const input: CloneRestoreInput = { table: tableName(table, settings) };
    return [
      {
        name: `clone-restore.${idPart(table)}`,
        title: `Table ${table} can be cloned and restored`,
        input,
        operations: [{ name: 'restore' }],
      },
    ];
  },
};

export async function runCloneRestore(connection: SnowflakeConnection, input: CloneRestoreInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { session } = connection;
  const ask = askFor(context);
  const source = input.table;
  const before = await fingerprintOfRows(session, source, ask);
  context.value('rows', before.rows);
  const copy: TableName = { ...source, table: context.uniqueName(scratchPrefix, '_').toUpperCase() };
  const clone = (orReplace: string) => session.query(`CREATE ${orReplace}TABLE ${quoteTable(copy)} CLONE ${quoteTable(source)}`, ask);
  await context.create({ kind: 'table', name: printName([copy.database, copy.schema, copy.table]) }, () => clone(''));
  compare('clone', before, await fingerprintOf(session, copy, ask), context);

  await damage(session, { source, copy }, before, ask, context);

  const startedAt = performance.now();
  await clone('OR REPLACE ');
  const restoreMilliseconds = performance.now() - startedAt;
  context.sample('restore', restoreMilliseconds);
  context.value('restore', restoreMilliseconds);
  const restored = await fingerprintOf(session, copy, ask);
  await refuseMovingTarget(session, source, before, ask);
  compare('restored clone', before, restored, context);
}
