import component from '../../../src/components/snowflake/index.ts';
import { settings } from '../../../src/components/snowflake/settings.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import { startSnowflake } from '../../../src/local/snowflake/start-snowflake.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import type { Doors } from '../run-check.ts';

export const doors: Doors = { settings, component };

/** The embedded account with its data. */
export async function startSeeded(...faults: readonly Fault[]): Promise<SnowflakeEndpoint> {
  return startSnowflake({ seed: 7, world: generateWorld(7), faults });
}

export function declaredFor(endpoint: SnowflakeEndpoint): Readonly<Record<string, unknown>> {
  return { ...endpoint.settings, database: 'SOPHIA', schema: 'CORE', warehouse: 'TEST_XS', role: 'TESTER' };
}
