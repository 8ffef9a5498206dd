import type { StackEndpoint } from '../../model/stack.ts';
import type { World } from '../data/world.ts';
import { EngineMissing } from '../engine.ts';
import type { Fault } from '../faults.ts';
import { seededDimension, seededIndex } from '../pinecone/seed-index.ts';
import type { PineconeEndpoint } from '../pinecone/start-pinecone.ts';
import type { SnowflakeEndpoint } from '../snowflake/start-snowflake.ts';
import type { BackendOptions } from './create-backends.ts';
import { startEverything } from './start-everything.ts';
import { startMcp } from './start-mcp.ts';
import type { McpEndpoint } from './start-mcp.ts';

/** What the rest of the stack gives to our MCP server. */
export interface OwnMcpContext {
  readonly world: World;
  readonly faults: readonly Fault[];
  readonly portOf: (uses: string) => number;
  readonly snowflake: () => Promise<SnowflakeEndpoint>;
  readonly pinecone: () => Promise<PineconeEndpoint>;
}

export interface McpKindContext {
  /** Ours, started once, whoever asks first. */
  readonly mcp: () => Promise<McpEndpoint>;
}

interface StartedMcp {
  readonly endpoints: readonly StackEndpoint[];
  readonly resources: readonly AsyncDisposable[];
}

/** Ours, open and protected, and a published one. */
export async function startMcpKind(context: McpKindContext): Promise<StartedMcp> {
  const [ours, everything] = await bothStarted(context.mcp(), startEverything());
  const openEndpoint = {
    uses: 'mcp',
    host: 'tools.example.test',
    settings: { url: ours.url },
    describe: `MCP at ${ours.url}: our tools (tools.example.test)`,
  };
  const published = {
    uses: 'mcp',
    host: 'everything.example.test',
    settings: { url: everything.url },
    describe: `MCP at ${everything.url}: server-everything from npm (everything.example.test)`,
  };
  return { endpoints: [openEndpoint, protectedEndpoint(ours), published], resources: [everything] };
}

function protectedEndpoint({ protectedUrl, tokens, client }: McpEndpoint): StackEndpoint {
  const refused = { expired: tokens.expired, wrong_audience: tokens.wrongAudience, wrong_scope: tokens.wrongScope };
  const tokenUrl = new URL('/oauth/token', protectedUrl).href;
  return {
    uses: 'mcp',
    host: 'protected.example.test',
    settings: { url: protectedUrl, token: tokens.good, tokens: refused },
    describe: `MCP at ${protectedUrl}: our tools behind OAuth (protected.example.test)`,
    access: { oauthClient: { ...client, tokenUrl }, kept: false, lost: [] },
  };
}

/** Our own server. The index and the warehouse that its tools need are started with it. */
export async function startOwnMcp(context: OwnMcpContext): Promise<McpEndpoint> {
  const { world, faults, portOf } = context;
  const [pinecone, warehouse] = await Promise.all([context.pinecone(), warehouseOf(context)]);
  const index = { url: pinecone.hostOf(seededIndex), apiKey: pinecone.issueKey('DataPlaneEditor'), dimension: seededDimension };
  return await startMcp({ world, faults, index, port: portOf('mcp'), ...warehouse });
}

/** The engine of Snowflake is optional; without it the tools that need it say why. */
async function warehouseOf({ snowflake }: OwnMcpContext): Promise<Pick<BackendOptions, 'warehouse' | 'noWarehouse'>> {
  try {
    const { url, settings } = await snowflake();
    const { account, username, password } = settings;
    return { warehouse: { url, account, username, password, role: 'TESTER', warehouse: 'TEST_XS' } };
  } catch (error) {
    if (error instanceof EngineMissing) return { noWarehouse: error.message };
    throw error;
  }
}

/** When ours fails to start, the other is stopped. */
async function bothStarted<A, B extends AsyncDisposable>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  try {
    return await Promise.all([first, second]);
  } catch (error) {
    const [, result] = await Promise.allSettled([first, second]);
    if (result.status === 'fulfilled') await result.value[Symbol.asyncDispose]();
    throw error;
  }
}
