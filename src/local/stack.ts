import type { EndpointAccess, KindStart, PineconeRequest, SnowflakeRequest, StackEndpoint, StackRequest } from '../model/stack.ts';
import { generateWorld } from './data/world.ts';
import type { World } from './data/world.ts';
import { EngineMissing } from './engine.ts';
import { checkFaults } from './faults.ts';
import type { Fault } from './faults.ts';
import type { McpEndpoint } from './mcp/start-mcp.ts';
import type { PineconeEndpoint } from './pinecone/start-pinecone.ts';
import type { SnowflakeEndpoint } from './snowflake/start-snowflake.ts';

export interface RunningEndpoints extends AsyncDisposable {
  readonly endpoints: readonly StackEndpoint[];
  readonly unavailable: readonly Unavailable[];
  readonly starts: readonly KindStart[];
}

export interface Unavailable {
  readonly uses: string;
  readonly reason: string;
}

/** What a kind gives when it has started: its endpoints, and what must be stopped. */
interface Started {
  readonly endpoints: readonly StackEndpoint[];
  readonly resources: readonly AsyncDisposable[];
}

/** A kind that has started, on the clock of this process. */
interface TimedStart extends Started {
  readonly startedOnClock: number;
  readonly readyOnClock: number;
}

interface StartContext {
  readonly world: World;
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly snowflakeRequest: SnowflakeRequest | undefined;
  readonly pineconeRequest: PineconeRequest | undefined;
  readonly portOf: (uses: string) => number;
  /** These are started once, whoever asks first. */
  readonly snowflake: () => Promise<SnowflakeEndpoint>;
  readonly pinecone: () => Promise<PineconeEndpoint>;
  readonly mcp: () => Promise<McpEndpoint>;
}

type Start = (context: StartContext) => Promise<Started>;

/** Each kind is loaded when it is asked for, so that one without its engine does not stop the others. */
const kinds: Readonly<Record<string, Start>> = {
  snowflake: startSnowflakeKind,
  pinecone: startPineconeKind,
  http: startHttpKind,
  agent: startAgentKind,
  mcp: async (context) => await (await import('./mcp/start-mcp-kind.ts')).startMcpKind(context),
  // A flow asks other components; it has no endpoint of its own.
  flow: () => Promise.resolve({ endpoints: [], resources: [] }),
};

/**
 * Starts the endpoints of the kinds asked for, side by side.
 * @throws when a fault is unknown or an endpoint fails to start, after stopping what had started. A kind that has no
 * endpoint here, or whose engine is missing, is no error: it is listed as unavailable.
 */
export async function startEndpoints(request: StackRequest): Promise<RunningEndpoints> {
  const faults = checkFaults(request.faults);
  await using stack = new AsyncDisposableStack();
  const context = createContext(request, faults, stack);
  const unavailable: Unavailable[] = [];
  const results = await Promise.allSettled(request.uses.map((uses) => timeStart(() => startKind(uses, context))));
  const endpoints: StackEndpoint[] = [];
  const starts: KindStart[] = [];
  const errors: unknown[] = [];
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') {
      for (const resource of result.value.resources) stack.use(resource);
      endpoints.push(...result.value.endpoints);
      if (result.value.endpoints.length > 0) starts.push(kindStart(request.uses[index] ?? '', result.value));
    } else if (result.reason instanceof EngineMissing) {
      unavailable.push({ uses: request.uses[index] ?? '', reason: result.reason.message });
    } else {
      errors.push(result.reason);
    }
  }
  if (errors.length > 0) throw errors[0];
  const running = stack.move();
  return { endpoints, unavailable, starts, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function timeStart(start: () => Promise<Started>): Promise<TimedStart> {
  const startedOnClock = performance.now();
  return { ...(await start()), startedOnClock, readyOnClock: performance.now() };
}

function kindStart(uses: string, { startedOnClock, readyOnClock }: TimedStart): KindStart {
  return { uses, beforeReadyMilliseconds: performance.now() - startedOnClock, durationMilliseconds: readyOnClock - startedOnClock };
}

function startKind(uses: string, context: StartContext): Promise<Started> {
  const start = Object.hasOwn(kinds, uses) ? kinds[uses] : undefined;
  if (start !== undefined) return start(context);
  return Promise.reject(new EngineMissing(`The embedded stack has no endpoint for "${uses}".`));
}

function createContext(request: StackRequest, faults: readonly Fault[], stack: AsyncDisposableStack): StartContext {
  const world = generateWorld(request.seed);
  const portOf = (uses: string): number => request.ports?.[uses] ?? 0;
  let snowflake: Promise<SnowflakeEndpoint> | undefined;
  const startSnowflakeOnce = async (): Promise<SnowflakeEndpoint> => {
    const { startSnowflake } = await import('./snowflake/start-snowflake.ts');
    return stack.use(await startSnowflake({ world, seed: request.seed, faults, port: portOf('snowflake'), ...request.snowflake }));
  };
  let pinecone: Promise<PineconeEndpoint> | undefined;
  const startPineconeOnce = async (): Promise<PineconeEndpoint> => {
    const { startPinecone } = await import('./pinecone/start-pinecone.ts');
    return stack.use(await startPinecone({ world, seed: request.seed, faults, port: portOf('pinecone'), ...request.pinecone }));
  };
  const stores = {
    snowflake: () => (snowflake ??= startSnowflakeOnce()),
    pinecone: () => (pinecone ??= startPineconeOnce()),
  };
  let mcp: Promise<McpEndpoint> | undefined;
  const startMcpOnce = async (): Promise<McpEndpoint> => {
    const { startOwnMcp } = await import('./mcp/start-mcp-kind.ts');
    return stack.use(await startOwnMcp({ world, faults, portOf, ...stores }));
  };
  return {
    world,
    seed: request.seed,
    faults,
    snowflakeRequest: request.snowflake,
    pineconeRequest: request.pinecone,
    portOf,
    ...stores,
    mcp: () => (mcp ??= startMcpOnce()),
  };
}

async function startSnowflakeKind({ snowflakeRequest: request, snowflake: start }: StartContext): Promise<Started> {
  const snowflake = await start();
  const content =
    request?.sqlFile === undefined ? 'database SOPHIA, roles TESTER and ANALYST, warehouse TEST_XS' : `filled from ${request.sqlFile}`;
  const describe = `Snowflake at ${snowflake.url}: ${snowflake.lost === undefined ? content : 'the account that was kept'}`;
  const endpoint = { uses: 'snowflake', settings: snowflake.settings, describe, ...(request && { access: accessTo(snowflake) }) };
  return { endpoints: [endpoint], resources: [] };
}

function accessTo({ administrator, admin, lost }: SnowflakeEndpoint): EndpointAccess {
  return { administrator, kept: lost !== undefined, lost: lost ?? [], ...(admin && { admin }) };
}

async function startPineconeKind(context: StartContext): Promise<Started> {
  const { url, apiKey, keys: issued, admin, lost } = await context.pinecone();
  const content = lost === undefined ? `index sophia-calls, ${context.world.calls.length} records` : 'the project that was kept';
  const keys = issued.map(({ role, project, secret }) => ({ role, ...(project !== '' && { project }), apiKey: secret }));
  const access: EndpointAccess = { keys, kept: lost !== undefined, lost: lost ?? [], ...(admin && { admin }) };
  const endpoint = {
    uses: 'pinecone',
    settings: { api_key: apiKey, controller_url: url },
    describe: `Pinecone at ${url}: ${content}`,
    ...(context.pineconeRequest && { access }),
  };
  return { endpoints: [endpoint], resources: [] };
}

async function startHttpKind({ world, faults, portOf }: StartContext): Promise<Started> {
  const { startHttp } = await import('./http/start-http.ts');
  const http = await startHttp({ world, faults, port: portOf('http') });
  const describe = `HTTPS at ${http.connectTo}: ${http.hosts.join(', ')}`;
  return { endpoints: [{ uses: 'http', settings: { connect_to: http.connectTo, ca: http.ca }, describe }], resources: [http] };
}

/** An agent whose tools are those of our MCP server, which is started with it. */
async function startAgentKind({ world, faults, portOf, mcp }: StartContext): Promise<Started> {
  const { startAgent } = await import('./agent/start-agent.ts');
  const agent = await startAgent({ world, faults, mcpUrl: (await mcp()).url, port: portOf('agent') });
  const token = agent.key;
  const endpoint = {
    uses: 'agent',
    settings: { url: agent.url, token },
    describe: `Agent (no model, answers by rules) at ${agent.url}: A2A 1.0 and 0.3, OpenAI chat, AgentCore, LangGraph`,
  };
  const asTool = {
    uses: 'mcp',
    host: 'assistant.example.test',
    settings: { url: `${agent.url}/mcp`, token },
    describe: `MCP at ${agent.url}/mcp: the agent as a tool (assistant.example.test)`,
  };
  return { endpoints: [endpoint, asTool], resources: [agent] };
}
