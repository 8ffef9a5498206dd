import type * as nodeAdapter from '@modelcontextprotocol/node';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { loadEngine } from '../engine.ts';
import { closeServer, listenOnLoopback } from '../listen.ts';
import { prepareTools } from './tools.ts';
import type { ServerSdk, ToolContext } from './tools.ts';

export interface McpEndpoint extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/mcp`. */
  readonly url: string;
}

/** The adapter's type leaves out that Node gives `undefined` for absent properties. */
type NodeRequest = Parameters<ReturnType<typeof nodeAdapter.toNodeHandler>>[0];

export interface McpOptions extends ToolContext {
  readonly port?: number;
}

/** Our own MCP server. It speaks both eras on one path: stateless 2026-07-28 and, after `initialize`, the older ones. */
export async function startMcp(options: McpOptions): Promise<McpEndpoint> {
  const [sdk, adapter] = await Promise.all([
    loadEngine<ServerSdk>('@modelcontextprotocol/server'),
    loadEngine<typeof nodeAdapter>('@modelcontextprotocol/node'),
  ]);
  const addTools = prepareTools(sdk, options);
  const handler = sdk.createMcpHandler(() => {
    const server = new sdk.McpServer({ name: 'infra-test-local', version: '1.0.0' });
    addTools(server);
    return server;
  });
  const handle = adapter.toNodeHandler(handler);
  // Both guards answer 403 themselves: a web page must not reach this server through the reader's browser.
  const guards = [adapter.localhostHostValidation(), adapter.localhostOriginValidation()];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (!guards.every((guard) => guard(request, response))) return;
    if (new URL(request.url ?? '/', 'http://127.0.0.1').pathname === '/mcp') void handle(request as NodeRequest, response);
    else refuse(request, response);
  });
  const port = await listenOnLoopback(server, options.port);
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    [Symbol.asyncDispose]: async () => {
      await handler.close();
      await closeServer(server);
    },
  };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({ error: { code: 'not_found', message: `There is no ${request.method ?? ''} ${request.url ?? ''}, only /mcp.` } }),
  );
}
