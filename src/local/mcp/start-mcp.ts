import type * as nodeAdapter from '@modelcontextprotocol/node';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { loadEngine } from '../engine.ts';
import { closeServer, listenOnLoopback } from '../listen.ts';
import { AccessTokens } from './authorization/access-tokens.ts';
import { AuthorizationServer } from './authorization/authorization-server.ts';
import { ResourceServer } from './authorization/resource-server.ts';
import { issueTestTokens } from './authorization/test-tokens.ts';
import type { TestTokens } from './authorization/test-tokens.ts';
import { serveBothEras } from './both-eras.ts';
import type { BothEras } from './both-eras.ts';
import { createBackends } from './create-backends.ts';
import type { BackendOptions } from './create-backends.ts';
import { prepareServer } from './create-server.ts';
import { readiness } from './readiness.ts';
import type { ServerSdk } from './register-tools.ts';

export interface McpEndpoint extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/mcp`, open to every program of this machine. */
  readonly url: string;
  /** The same server behind OAuth: `http://127.0.0.1:PORT/protected/mcp`. */
  readonly protectedUrl: string;
  readonly tokens: TestTokens;
  /** Of the authorization server, to get more tokens. */
  readonly client: { readonly id: string; readonly secret: string };
}

export interface McpOptions extends BackendOptions {
  readonly port?: number;
  /** After which a session of an older revision is ended. */
  readonly idleMilliseconds?: number;
  readonly mostSessions?: number;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** The adapter's type leaves out that Node gives `undefined` for absent properties. */
type NodeRequest = Parameters<ReturnType<typeof nodeAdapter.toNodeHandler>>[0];

const bodyLimitBytes = 1024 * 1024;
const usualIdleMilliseconds = 300_000;
const usualMostSessions = 1000;

/** Our own MCP server, open and behind OAuth, in both eras of the protocol. */
export async function startMcp(options: McpOptions): Promise<McpEndpoint> {
  const [sdk, adapter] = await Promise.all([
    loadEngine<ServerSdk>('@modelcontextprotocol/server'),
    loadEngine<typeof nodeAdapter>('@modelcontextprotocol/node'),
  ]);
  await using cleanup = new AsyncDisposableStack();
  const backends = cleanup.use(createBackends(options));
  const newServer = prepareServer(sdk, backends);
  const { faults, idleMilliseconds = usualIdleMilliseconds, mostSessions = usualMostSessions } = options;
  const eras = { idleMilliseconds, mostSessions, bodyLimitBytes, forgetsSessions: faults.includes('mcp-dead-session') };
  const [open, guarded] = [cleanup.use(serveBothEras(sdk, newServer, eras)), cleanup.use(serveBothEras(sdk, newServer, eras))];
  const server = createServer({ keepAliveTimeout: 60_000 });
  const origin = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  cleanup.defer(() => closeServer(server));
  const tokens = new AccessTokens(origin);
  const resource = new URL('/protected/mcp', origin);
  const resourceServer = new ResourceServer(sdk, tokens, resource, faults);
  const authorizationServer = new AuthorizationServer(tokens, resource.href);
  const routes: Readonly<Record<string, Answer>> = {
    '/mcp': nodeAnswer(adapter, open),
    [resource.pathname]: protect(nodeAnswer(adapter, guarded), resourceServer),
    '/health': get(() => Response.json({ status: 'ok' })),
    '/ready': get(() => readiness(backends)),
    [resourceServer.metadataPath]: get(() => Response.json(resourceServer.metadata)),
  };
  const elsewhere: Answer = async (request, response) =>
    await send(response, (await authorizationServer.answer(request, pathOf(request))) ?? notFound(request));
  const guards = [adapter.localhostHostValidation(), ...(faults.includes('mcp-any-origin') ? [] : [adapter.localhostOriginValidation()])];
  server.on('request', (request, response) => {
    // The guards answer 403 themselves: a web page must not reach this server through the reader's browser.
    if (!guards.every((guard) => guard(request, response))) return;
    const path = pathOf(request);
    const answer = (Object.hasOwn(routes, path) ? routes[path] : undefined) ?? elsewhere;
    answer(request, response).catch(() => response.destroy());
  });
  const running = cleanup.move();
  return {
    url: `${origin}/mcp`,
    protectedUrl: resource.href,
    tokens: issueTestTokens(tokens, resource.href),
    client: authorizationServer.client,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function nodeAnswer(adapter: typeof nodeAdapter, eras: BothEras): Answer {
  const handle = adapter.toNodeHandler(eras, { maxRequestBodySize: bodyLimitBytes });
  return async (request, response) => await handle(request as NodeRequest, response);
}

/** The adapter hands `auth` of a request on to the tools. */
function protect(answer: Answer, resourceServer: ResourceServer): Answer {
  return async (request, response) => {
    const admitted = await resourceServer.admit(request);
    if (admitted instanceof Response) await send(response, admitted);
    else await answer(Object.assign(request, { auth: admitted }), response);
  };
}

function get(answer: () => Response | Promise<Response>): Answer {
  return async (request, response) => await send(response, request.method === 'GET' ? await answer() : notFound(request));
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return URL.canParse(url, 'http://127.0.0.1') ? new URL(url, 'http://127.0.0.1').pathname : '/';
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function notFound({ method = '', url = '' }: IncomingMessage): Response {
  const message = `There is no ${method} ${url.slice(0, 200)}, only /mcp, /protected/mcp, /health and /ready.`;
  return Response.json({ error: { code: 'not_found', message } }, { status: 404 });
}
