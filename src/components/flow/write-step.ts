import type { Row, VectorRecord } from '../../model/capability.ts';
import { capabilityOf } from './connection.ts';
import { createItems, ownKey } from './own-items.ts';
import type { OwnItems } from './own-items.ts';
import type { PlannedStep, StepAnswer } from './planned-step.ts';
import { resolveReferences } from './reference.ts';
import type { Reference } from './reference.ts';
import type { Creates, Insert, Upsert } from './step-schema.ts';
import type { Walk } from './walk.ts';

/** Writes records under ids that nobody else has: what is there already is never overwritten, and never removed with ours. */
export async function upsertRecords(walk: Walk, { use, namespace }: PlannedStep, upsert: Upsert): Promise<StepAnswer> {
  const vector = capabilityOf(walk.connection, use, 'vector');
  const records = upsert.map((record) => ({ ...resolved(record, walk), id: ownKey(record.id, walk) }) as VectorRecord);
  const ids = records.map(({ id }) => id);
  const items: OwnItems = { kind: 'vector-records', use, namespace: namespace ?? '', keys: ids };
  await createItems(walk, [items], async () => await vector.upsert(records, namespace, walk.context.signal));
  return { value: { ids, namespace: namespace ?? '' }, summary: `${ids.length} written` };
}

/** Adds rows whose keys nobody else has. */
export async function insertRows(walk: Walk, { use }: PlannedStep, { table, key, rows }: Insert): Promise<StepAnswer> {
  const sql = capabilityOf(walk.connection, use, 'sql');
  const own = rows.map((row) => ({ ...(resolved(row, walk) as Row), [key]: ownKey(row[key] as string | Reference, walk) }));
  const keys = own.map((row) => String(row[key]));
  const items: OwnItems = { kind: 'table-rows', use, table, column: key, keys: [...new Set(keys)] };
  await createItems(walk, [items], async () => await sql.insert(table, own, walk.context.signal));
  return {
    value: { keys, rows: own.length, row: own[0], result: own },
    summary: `${own.length} ${own.length === 1 ? 'row' : 'rows'} written`,
  };
}

/** What a call will create elsewhere, as the config says: it is entered into the ledger before the call. */
export function itemsCreated(walk: Walk, creates: Creates): readonly OwnItems[] {
  return creates.map((one) => {
    if ('table' in one) {
      return { kind: 'table-rows', use: one.use, table: one.table, column: one.key, keys: [ownKey(one.value, walk)] };
    }
    return { kind: 'vector-records', use: one.use, namespace: one.namespace ?? '', keys: [ownKey(one.id, walk)] };
  });
}

function resolved(value: object, { results }: Walk): object {
  return resolveReferences(value, results) as object;
}
