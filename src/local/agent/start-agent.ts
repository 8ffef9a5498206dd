import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorMessage } from '../../std/errors.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { closeServer, listenOnLoopback } from '../listen.ts';
import { a2aPath } from './a2a-card.ts';
import { createA2aRoutes } from './a2a-routes.ts';
import { Brain } from './brain.ts';
import { completeChat, listModels, refuseChat } from './chat-routes.ts';
import { Conversations } from './conversations.ts';
import { BadRequest, Exchange } from './exchange.ts';
import { invoke, waitForRun } from './invocation-routes.ts';
import { isLocalRequest } from './local-request.ts';
import { createMcpRoute } from './mcp-route.ts';
import { ToolClient } from './tool-client.ts';

export interface AgentEndpoint extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Bearer key that every question needs. */
  readonly key: string;
}

export interface AgentOptions {
  readonly world: World;
  readonly faults?: readonly Fault[];
  /** Of the MCP server whose tools it uses. */
  readonly mcpUrl: string;
  readonly port?: number;
}

interface Route {
  readonly isPublic?: boolean;
  readonly answer: (exchange: Exchange) => unknown;
}

/** An agent without a model, on A2A 1.0 and 0.3, OpenAI's chat API, the contracts of AgentCore and LangGraph, and MCP. */
export async function startAgent(options: AgentOptions): Promise<AgentEndpoint> {
  const faults = options.faults ?? [];
  const key = `agent_${randomBytes(24).toString('hex')}`;
  await using stack = new AsyncDisposableStack();
  const tools = stack.use(new ToolClient(options.mcpUrl));
  const brain = new Brain({ world: options.world, faults, tools });
  const conversations = new Conversations();
  let url = '';
  const a2a = await createA2aRoutes(brain, conversations, () => url);
  stack.defer(() => a2a.stop());
  const mcp = await createMcpRoute(brain, conversations);
  stack.defer(async () => await mcp.close());
  const told = { brain, conversations, hidesErrors: faults.includes('agent-error-200') };
  const routes: Readonly<Record<string, Route>> = {
    'GET /.well-known/agent-card.json': { isPublic: true, answer: (exchange) => a2a.showCard(exchange) },
    [`POST ${a2aPath}`]: { answer: async (exchange) => await a2a.answerRpc(exchange) },
    'GET /v1/models': { answer: listModels },
    'POST /v1/chat/completions': { answer: async (exchange) => await completeChat(told, exchange) },
    'GET /ping': { isPublic: true, answer: (exchange) => exchange.sendJson(200, { status: 'Healthy', time_of_last_update: 0 }) },
    'POST /invocations': { answer: async (exchange) => await invoke(told, exchange) },
    'GET /ok': { isPublic: true, answer: (exchange) => exchange.sendJson(200, { ok: true }) },
    'POST /runs/wait': { answer: async (exchange) => await waitForRun(told, exchange) },
    'POST /mcp': { answer: async (exchange) => await mcp.answer(exchange) },
  };
  const needsKey = faults.includes('open-agent') ? undefined : key;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void respond(routes, needsKey, request, response));
  url = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  stack.defer(async () => await closeServer(server));
  const running = stack.move();
  return { url, key, [Symbol.asyncDispose]: async () => await running.disposeAsync() };
}

async function respond(
  routes: Readonly<Record<string, Route>>,
  key: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const exchange = new Exchange(request, response);
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const name = `${request.method} ${pathname}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!isLocalRequest(request)) return refuseChat(exchange, 403, 'This agent answers this machine only.');
  if (route === undefined) return refuseChat(exchange, 404, `There is no ${name}.`);
  if (route.isPublic !== true && key !== undefined && !hasKey(request, key)) {
    response.setHeader('www-authenticate', 'Bearer');
    return refuseChat(exchange, 401, 'A bearer key is needed.');
  }
  try {
    await route.answer(exchange);
  } catch (error) {
    if (exchange.signal.aborted) return void response.destroy();
    if (error instanceof BadRequest) return refuseChat(exchange, error.status, error.message);
    refuseChat(exchange, 500, errorMessage(error));
  }
}

function hasKey({ headers }: IncomingMessage, key: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${key}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
