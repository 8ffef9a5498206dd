import type { SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { connectComponent } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { declaredFor, doors } from './doors.ts';

/** A session of the administrator, who plants what the checks shall find. */
export interface Administrator extends AsyncDisposable {
  readonly connected: Connected;
  run(...statements: readonly string[]): Promise<void>;
}

export async function administer(endpoint: SnowflakeEndpoint): Promise<Administrator> {
  const connected = await connectComponent(doors, { ...declaredFor(endpoint), ...endpoint.administrator, role: 'ACCOUNTADMIN' });
  const { session } = connected.connection as SnowflakeConnection;
  return {
    connected,
    run: async (...statements) => {
      for (const sql of statements) await session.query(sql, { signal: AbortSignal.timeout(20_000), tag: 'plant' });
    },
    [Symbol.asyncDispose]: async () => await connected[Symbol.asyncDispose](),
  };
}
