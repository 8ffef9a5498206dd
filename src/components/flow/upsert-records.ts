import type { VectorRecord } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import type { Resource } from '../../model/outcome.ts';
import { capabilityOf } from './connection.ts';
import type { FlowConnection } from './connection.ts';
import type { PlannedStep, StepAnswer } from './planned-step.ts';
import { refuseWriting } from './refuse-writing.ts';

const resourceKind = 'vector-records';

/** Writes records under ids that nobody else has: what is there already is never overwritten, and never removed with ours. */
export async function upsertRecords(
  connection: FlowConnection,
  step: PlannedStep,
  records: readonly VectorRecord[],
  context: CheckContext,
): Promise<StepAnswer> {
  refuseWriting('upsert', context);
  const vector = capabilityOf(connection, step.use, 'vector');
  const own = records.map((record) => ({ ...record, id: context.uniqueName(record.id, '-') }));
  const ids = own.map(({ id }) => id);
  const name = [step.use, step.namespace ?? '', ...ids].map((part) => encodeURIComponent(part)).join('/');
  await context.create({ kind: resourceKind, name }, async () => await vector.upsert(own, step.namespace, context.signal));
  return { value: { ids, namespace: step.namespace ?? '' }, summary: `${ids.length} written` };
}

export async function removeRecords(connection: FlowConnection, resource: Resource, signal: AbortSignal): Promise<void> {
  if (resource.kind !== resourceKind) throw new Error(`a flow does not know how to remove a ${resource.kind}`);
  const [use = '', namespace = '', ...ids] = resource.name.split('/').map((part) => decodeURIComponent(part));
  await capabilityOf(connection, use, 'vector').remove(ids, namespace === '' ? undefined : namespace, signal);
}
