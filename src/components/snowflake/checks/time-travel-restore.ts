import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
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

export interface TimeTravelRestoreInput {
  readonly table: TableName;
}

/**
 * Offsets of time travel are seconds: so long is waited before the damage, so that there is a whole second to go back to in
 * which the clone was there and undamaged.
 */
const pauseMilliseconds = 3_000;

/** A drill on scratch tables: a clone is damaged and comes back from its own past. The table itself is only read. */
export const timeTravelRestore: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A clone of a table is damaged and restored from its own past; measures how much is lost and how long it takes.',
  layer: 'disaster-recovery',
  costs: 'compute',
  privileges: 'SELECT on the table and CREATE TABLE in its schema',
  options,
  primary: 'table',
  expand({ table }, settings) {
    const input: TimeTravelRestoreInput = { table: tableName(table, settings) };
    return [
      {
        name: `time-travel-restore.${idPart(table)}`,
        title: `A damaged copy of table ${table} comes back from its past`,
        input,
        operations: [{ name: 'recovery-point' }, { name: 'recovery-time' }],
      },
    ];
  },
};

export async function runTimeTravelRestore(
  connection: SnowflakeConnection,
  input: TimeTravelRestoreInput,
  context: CheckContext,
): Promise<void> {
  refuseReadOnly(context);
  const { session } = connection;
  const ask = askFor(context);
  const source = input.table;
  const before = await fingerprintOfRows(session, source, ask);
  const [copy, restored] = [scratchBeside(source, context), scratchBeside(source, context)];
  const clone = async (to: TableName, from: TableName, past: string): Promise<void> => {
    const statement = `CREATE TABLE ${quoteTable(to)} CLONE ${quoteTable(from)}${past}`;
    await context.create(
      { kind: 'table', name: printName([to.database, to.schema, to.table]) },
      async () => await session.query(statement, ask),
    );
  };
  await clone(copy, source, '');
  compare('clone', before, await fingerprintOf(session, copy, ask), context);

  await setTimeout(pauseMilliseconds, undefined, { signal: context.signal });
  const damagedAt = performance.now();
  await damage(session, { source, copy }, before, ask, context);

  const startedAt = performance.now();
  const offsetSeconds = Math.ceil((startedAt - damagedAt) / 1_000) + 1;
  await clone(restored, copy, ` AT (OFFSET => ${-offsetSeconds})`);
  await session.query(`ALTER TABLE ${quoteTable(copy)} SWAP WITH ${quoteTable(restored)}`, ask);
  tellRecovery(
    { pointMilliseconds: offsetSeconds * 1_000 - (startedAt - damagedAt), timeMilliseconds: performance.now() - startedAt },
    context,
  );
  const recovered = await fingerprintOf(session, copy, ask);
  await refuseMovingTarget(session, source, before, ask);
  compare('restored clone', before, recovered, context);
}

function scratchBeside(source: TableName, context: CheckContext): TableName {
  return { ...source, table: context.uniqueName(scratchPrefix, '_').toUpperCase() };
}

interface Recovery {
  /** Age, at the damage, of the state that came back: what was written in between would be lost. */
  readonly pointMilliseconds: number;
  /** From the decision until the restored state has the name of the damaged one. */
  readonly timeMilliseconds: number;
}

function tellRecovery({ pointMilliseconds, timeMilliseconds }: Recovery, context: CheckContext): void {
  context.sample('recovery-point', pointMilliseconds);
  context.sample('recovery-time', timeMilliseconds);
  context.value('recovery_point', pointMilliseconds);
  context.value('recovery_time', timeMilliseconds);
  context.note(`recovery point ${formatMilliseconds(pointMilliseconds)}, recovery time ${formatMilliseconds(timeMilliseconds)}`);
}
