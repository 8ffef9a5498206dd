import type { Resource } from '../../model/outcome.ts';
import { parseName, quoteParts } from './structure/identifier.ts';
import { scratchPrefix } from './scratch-name.ts';
import type { SnowflakeConnection } from './session.ts';

/** Drops a table that a check created; succeeds when it is already gone. */
export async function remove(connection: SnowflakeConnection, resource: Resource, signal: AbortSignal): Promise<void> {
  const parts = parseName(resource.name);
  if (resource.kind !== 'table' || !parts.at(-1)?.startsWith(`${scratchPrefix}_`)) {
    throw new Error(`${resource.kind} ${resource.name} was not created by a check, so it is not dropped.`);
  }
  await connection.session.query(`DROP TABLE IF EXISTS ${quoteParts(parts)}`, { signal, tag: 'infra-test:clean-up' });
}
