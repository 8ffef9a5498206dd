import type * as serverSdk from '@modelcontextprotocol/server';
import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { errorMessage } from '../../std/errors.ts';
import { accountSummary } from './tools/account-summary.ts';
import { indexCall } from './tools/index-call.ts';
import { ping } from './tools/ping.ts';
import { recordCall } from './tools/record-call.ts';
import { removeCall } from './tools/remove-call.ts';
import { searchCalls } from './tools/search-calls.ts';
import { toolLog, toolLogName } from './tools/tool-log.ts';
import type { Backends, Tool } from './tools/tool.ts';

/** The server SDK, loaded as an engine. */
export type ServerSdk = typeof serverSdk;

const allTools: readonly Tool[] = [ping, searchCalls, accountSummary, recordCall, indexCall, removeCall, toolLog];

/** What a token of the protected endpoint must allow for a tool that writes. */
export const writeScope = 'calls:write';

/** Entries of `tools/list`. */
export type ListedTool = Omit<Tool, 'answer'>;

export interface PreparedTools {
  readonly listed: readonly ListedTool[];
  register(server: McpServer): void;
}

/** The schemas are compiled once, because each request of the newer era gets a server of its own. */
export function prepareTools(sdk: ServerSdk, backends: Backends): PreparedTools {
  const isRemoved = backends.faults.includes('mcp-tool-removed');
  const tools = allTools.filter((tool) => !(isRemoved && tool === accountSummary));
  const schema = (json: object) => sdk.fromJsonSchema({ ...json });
  const compiled = tools.map((tool) => {
    const { name, title, description, annotations } = tool;
    const outputSchema = tool.outputSchema && schema(tool.outputSchema);
    const scopeChallenge = annotations.readOnlyHint ? undefined : sdk.requireScopes(writeScope);
    const config = {
      title,
      description,
      annotations,
      inputSchema: schema(tool.inputSchema),
      ...(outputSchema && { outputSchema }),
      ...(scopeChallenge && { scopeChallenge }),
    };
    return { tool, name, config };
  });
  return {
    listed: tools.map((tool) => listedTool(tool, backends)),
    register: (server) => {
      for (const { tool, name, config } of compiled) {
        server.registerTool(name, config, (args, context) => answerLogged(tool, args, callerOf(server, context), backends));
      }
    },
  };
}

function listedTool(tool: Tool, { faults }: Backends): ListedTool {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  const isBroken = tool === searchCalls && faults.includes('mcp-schema-broken');
  const shownSchema = isBroken ? { ...inputSchema, properties: { query: { type: 'strin' } } } : inputSchema;
  return { name, title, description, inputSchema: shownSchema, ...(outputSchema && { outputSchema }), annotations };
}

async function answerLogged(tool: Tool, args: unknown, caller: string, backends: Backends): Promise<CallToolResult> {
  const start = performance.now();
  const result = await answerOf(tool, args, backends);
  const milliseconds = performance.now() - start;
  if (tool.name !== toolLogName) backends.log.add({ tool: tool.name, args, caller, isError: result.isError === true, milliseconds });
  return result;
}

async function answerOf(tool: Tool, args: unknown, backends: Backends): Promise<CallToolResult> {
  try {
    const answer = await tool.answer(args as never, backends);
    if (typeof answer === 'string') return { content: [{ type: 'text', text: answer }] };
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: { ...answer } };
  } catch (error) {
    return { content: [{ type: 'text', text: errorMessage(error) }], isError: true };
  }
}

/** The accessor knows the client of both eras; the request's own envelope that of the newer one only. */
function callerOf(server: McpServer, { http }: ServerContext): string {
  return http?.authInfo?.clientId ?? server.server.getClientVersion()?.name ?? 'unknown';
}
