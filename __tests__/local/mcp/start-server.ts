import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import type { IndexAddress } from '../../../src/local/mcp/vector-index.ts';
import type { WarehouseAddress } from '../../../src/local/mcp/warehouse.ts';
import { startMcp } from '../../../src/local/mcp/start-mcp.ts';
import type { McpEndpoint, McpOptions } from '../../../src/local/mcp/start-mcp.ts';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import { startSnowflake } from '../../../src/local/snowflake/start-snowflake.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';

export const world = generateWorld(7);

/** Leads nowhere: for tests of what needs no backend. */
const nowhere: IndexAddress = { url: 'http://127.0.0.1:9', apiKey: 'none', dimension: 256 };

export async function startAlone(options: Partial<McpOptions> = {}): Promise<McpEndpoint> {
  return await startMcp({ world, faults: [], index: nowhere, ...options });
}

export interface RealBackends extends AsyncDisposable {
  readonly snowflake: SnowflakeEndpoint;
  readonly index: IndexAddress;
  readonly warehouse: WarehouseAddress;
}

/** The embedded Pinecone and Snowflake, filled with the generated data. */
export async function startBackends(faults: readonly Fault[] = []): Promise<RealBackends> {
  await using stack = new AsyncDisposableStack();
  const pinecone = stack.use(await startPinecone({ world, faults }));
  const snowflake = stack.use(await startSnowflake({ seed: 7, world, faults }));
  const { account, username, password } = snowflake.settings;
  const owned = stack.move();
  return {
    snowflake,
    index: { url: pinecone.hostOf('sophia-calls'), apiKey: pinecone.issueKey('DataPlaneEditor'), dimension: 256 },
    warehouse: { url: snowflake.url, account, username, password, role: 'TESTER', warehouse: 'TEST_XS' },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
