import type { EndpointAccess, PineconeRequest, SnowflakeRequest, StackEndpoint, StackRequest } from '../model/stack.ts';
import { generateWorld } from './data/world.ts';
import type { World } from './data/world.ts';
import { EngineMissing } from './engine.ts';
import { checkFaults } from './faults.ts';
import type { Fault } from './faults.ts';
import type { PineconeEndpoint } from './pinecone/start-pinecone.ts';
import type { SnowflakeEndpoint } from './snowflake/start-snowflake.ts';

export interface RunningEndpoints extends AsyncDisposable {
  readonly endpoints: readonly StackEndpoint[];
  readonly unavailable: readonly Unavailable[];
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

interface StartContext {
  readonly world: World;
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly snowflake: SnowflakeRequest | undefined;
  readonly pineconeRequest: PineconeRequest | undefined;
  readonly portOf: (uses: string) => number;
  /** Started once, whoever asks first. */
  readonly pinecone: () => Promise<PineconeEndpoint>;
}

type Start = (context: StartContext) => Promise<Started>;

/** Each kind is loaded when it is asked for, so that one without its engine does not stop the others. */
const kinds: Readonly<Record<string, Start>> = {
  snowflake: startSnowflakeKind,
  pinecone: startPineconeKind,
  http: startHttpKind,
  mcp: startMcpKind,
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
  const results = await Promise.allSettled(request.uses.map((uses) => startKind(uses, context)));
  const endpoints: StackEndpoint[] = [];
  const errors: unknown[] = [];
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') {
      for (const resource of result.value.resources) stack.use(resource);
      endpoints.push(...result.value.endpoints);
    } else if (result.reason instanceof EngineMissing) {
      unavailable.push({ uses: request.uses[index] ?? '', reason: result.reason.message });
    } else {
      errors.push(result.reason);
    }
  }
  if (errors.length > 0) throw errors[0];
  const running = stack.move();
  return { endpoints, unavailable, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function startKind(uses: string, context: StartContext): Promise<Started> {
  const start = Object.hasOwn(kinds, uses) ? kinds[uses] : undefined;
  if (start !== undefined) return start(context);
  return Promise.reject(new EngineMissing(`The embedded stack has no endpoint for "${uses}".`));
}

function createContext(request: StackRequest, faults: readonly Fault[], stack: AsyncDisposableStack): StartContext {
  const world = generateWorld(request.seed);
  const portOf = (uses: string): number => request.ports?.[uses] ?? 0;
  let pinecone: Promise<PineconeEndpoint> | undefined;
  const startPineconeOnce = async (): Promise<PineconeEndpoint> => {
    const { startPinecone } = await import('./pinecone/start-pinecone.ts');
    return stack.use(await startPinecone({ world, seed: request.seed, faults, port: portOf('pinecone'), ...request.pinecone }));
  };
  return {
    world,
    seed: request.seed,
    faults,
    snowflake: request.snowflake,
    pineconeRequest: request.pinecone,
    portOf,
    pinecone: () => (pinecone ??= startPineconeOnce()),
  };
}

async function startSnowflakeKind({ world, seed, faults, snowflake: request, portOf }: StartContext): Promise<Started> {
  const { startSnowflake } = await import('./snowflake/start-snowflake.ts');
  const snowflake = await startSnowflake({ world, seed, faults, port: portOf('snowflake'), ...request });
  const content =
    request?.sqlFile === undefined ? 'database SOPHIA, roles TESTER and ANALYST, warehouse TEST_XS' : `filled from ${request.sqlFile}`;
  const describe = `Snowflake at ${snowflake.url}: ${snowflake.lost === undefined ? content : 'the account that was kept'}`;
  const endpoint = { uses: 'snowflake', settings: snowflake.settings, describe, ...(request && { access: accessTo(snowflake) }) };
  return { endpoints: [endpoint], resources: [snowflake] };
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

async function startMcpKind(context: StartContext): Promise<Started> {
  const [{ startMcp }, { startEverything }, { seededDimension, seededIndex }] = await Promise.all([
    import('./mcp/start-mcp.ts'),
    import('./mcp/start-everything.ts'),
    import('./pinecone/seed-index.ts'),
  ]);
  const startOurs = async () => {
    const pinecone = await context.pinecone();
    const index = { url: pinecone.hostOf(seededIndex), apiKey: pinecone.readOnlyKey, dimension: seededDimension };
    return await startMcp({ world: context.world, faults: context.faults, index, port: context.portOf('mcp') });
  };
  const [ours, everything] = await startBoth(startOurs(), startEverything());
  return {
    endpoints: [
      {
        uses: 'mcp',
        host: 'tools.example.test',
        settings: { url: ours.url },
        describe: `MCP at ${ours.url}: our tools (tools.example.test)`,
      },
      {
        uses: 'mcp',
        host: 'everything.example.test',
        settings: { url: everything.url },
        describe: `MCP at ${everything.url}: server-everything from npm (everything.example.test)`,
      },
    ],
    resources: [ours, everything],
  };
}

/** When one of two fails to start, the other is stopped. */
async function startBoth<A extends AsyncDisposable, B extends AsyncDisposable>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  try {
    return await Promise.all([first, second]);
  } catch (error) {
    for (const result of await Promise.allSettled([first, second])) {
      if (result.status === 'fulfilled') await result.value[Symbol.asyncDispose]();
    }
    throw error;
  }
}
