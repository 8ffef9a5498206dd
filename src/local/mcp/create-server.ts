import type { McpServer } from '@modelcontextprotocol/server';
import { pageOf } from './page.ts';
import type { Page } from './page.ts';
import { listedPrompts, registerPrompts } from './register-prompts.ts';
import { listResources, registerResources } from './register-resources.ts';
import { prepareTools } from './register-tools.ts';
import type { ServerSdk } from './register-tools.ts';
import type { Backends } from './tools/tool.ts';

/** None of the lists ever changes, so nobody has to listen for it. */
const capabilities = { tools: { listChanged: false }, resources: { listChanged: false }, prompts: { listChanged: false } };

/** Makes servers that have the tools, resources and prompts, all with the same backends. */
export function prepareServer(sdk: ServerSdk, backends: Backends): () => McpServer {
  const tools = prepareTools(sdk, backends);
  const page = <Item>(all: readonly Item[], cursor: string | undefined): Page<Item> => {
    try {
      return pageOf(all, cursor);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new sdk.ProtocolError(sdk.ProtocolErrorCode.InvalidParams, error.message);
    }
  };
  return () => {
    const server = new sdk.McpServer({ name: 'infra-test-local', version: '1.0.0' }, { capabilities });
    tools.register(server);
    registerResources(sdk, server, backends);
    registerPrompts(sdk, server);
    // The SDK's own lists have one page.
    server.server.setRequestHandler('tools/list', ({ params }) => {
      const { items, ...next } = page(tools.listed, params?.cursor);
      return { tools: items as never, ...next };
    });
    server.server.setRequestHandler('resources/list', async ({ params }) => {
      const { items, ...next } = page(await listResources(backends), params?.cursor);
      return { resources: [...items], ...next };
    });
    server.server.setRequestHandler('prompts/list', ({ params }) => {
      const { items, ...next } = page(listedPrompts, params?.cursor);
      return { prompts: items as never, ...next };
    });
    return server;
  };
}
