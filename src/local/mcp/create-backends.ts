import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { ToolLog } from './tool-log.ts';
import type { Backends } from './tools/tool.ts';
import { VectorIndex } from './vector-index.ts';
import type { IndexAddress } from './vector-index.ts';
import { Warehouse } from './warehouse.ts';
import type { WarehouseAddress } from './warehouse.ts';

export interface BackendOptions {
  readonly world: World;
  readonly faults: readonly Fault[];
  /** The vector index that the tools ask over the wire. */
  readonly index: IndexAddress;
  /** The Snowflake account that they ask over the wire; without it, tools that need one answer with an error. */
  readonly warehouse?: WarehouseAddress;
  /** Why there is none. */
  readonly noWarehouse?: string;
}

export function createBackends(options: BackendOptions): Backends & AsyncDisposable {
  const { world, faults, index, noWarehouse = 'this server was started without one' } = options;
  const warehouse = options.warehouse && new Warehouse(options.warehouse);
  return {
    faults,
    index: new VectorIndex(index),
    warehouse: () => {
      if (warehouse === undefined) throw new Error(`There is no warehouse: ${noWarehouse}`);
      return warehouse;
    },
    log: new ToolLog(),
    titles: new Map(world.calls.map((call) => [call.callId, call.title])),
    recorded: new Set(),
    environment: { PINECONE_API_KEY: index.apiKey, SNOWFLAKE_PASSWORD: options.warehouse?.password ?? '' },
    [Symbol.asyncDispose]: async () => await warehouse?.[Symbol.asyncDispose](),
  };
}
