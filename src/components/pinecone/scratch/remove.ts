import type { Resource } from '../../../model/outcome.ts';
import { scratchPrefix } from './scratch-name.ts';
import type { PineconeConnection } from '../vector-index.ts';

/** Removes an index, a backup or a namespace that a check created; succeeds when it is already gone. */
export async function remove(connection: PineconeConnection, resource: Resource, signal: AbortSignal): Promise<void> {
  const isOurs = resource.name.startsWith(`${scratchPrefix}-`);
  if (isOurs && resource.kind === 'index') return connection.control.remove(resource.name, signal);
  if (isOurs && resource.kind === 'namespace') return connection.index.removeNamespace(resource.name, signal);
  if (isOurs && resource.kind === 'backup') return removeBackup(connection, resource.name, signal);
  throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not removed.`);
}

/** A backup's id is known only after it was made, which may be too late for the ledger: it is found by its name. */
async function removeBackup({ backups, settings }: PineconeConnection, name: string, signal: AbortSignal): Promise<void> {
  const ours = (await backups.list(settings.index, signal)).filter((backup) => backup.name === name);
  for (const { id } of ours) await backups.remove(id, signal);
}
