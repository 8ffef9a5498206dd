import type { Resource } from '../../model/outcome.ts';
import { scratchPrefix } from './scratch-name.ts';
import type { PineconeConnection } from './vector-index.ts';

/** Removes an index or a namespace that a check created; succeeds when it is already gone. */
export async function remove(connection: PineconeConnection, resource: Resource, signal: AbortSignal): Promise<void> {
  const isOurs = resource.name.startsWith(`${scratchPrefix}-`);
  if (isOurs && resource.kind === 'index') return connection.control.remove(resource.name, signal);
  if (isOurs && resource.kind === 'namespace') return connection.index.removeNamespace(resource.name, signal);
  throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not removed.`);
}
