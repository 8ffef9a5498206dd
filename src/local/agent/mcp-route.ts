import type * as nodeAdapter from '@modelcontextprotocol/node';
import type * as serverSdk from '@modelcontextprotocol/server';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { loadEngine } from '../engine.ts';
import type { Brain } from './brain.ts';
import type { Conversations } from './conversations.ts';
import type { Exchange } from './exchange.ts';
import { agentName, modelName, notice } from './label.ts';
import { AgentTrouble } from './question.ts';

export interface McpRoute {
  answer(exchange: Exchange): Promise<void>;
  close(): Promise<void>;
}

/** The adapter's type leaves out that Node gives `undefined` for absent properties. */
type NodeRequest = Parameters<ReturnType<typeof nodeAdapter.toNodeHandler>>[0];

const inputSchema = {
  type: 'object',
  properties: { question: { type: 'string', minLength: 1, maxLength: 8000 }, conversation: { type: 'string', maxLength: 200 } },
  required: ['question'],
  additionalProperties: false,
} as const;

interface Asked {
  readonly question: string;
  readonly conversation?: string;
}

/** The agent as the tool `ask` of an MCP server. */
export async function createMcpRoute(brain: Brain, conversations: Conversations): Promise<McpRoute> {
  const [sdk, adapter] = await Promise.all([
    loadEngine<typeof serverSdk>('@modelcontextprotocol/server'),
    loadEngine<typeof nodeAdapter>('@modelcontextprotocol/node'),
  ]);
  const input = sdk.fromJsonSchema<Asked>({ ...inputSchema });
  const handler = sdk.createMcpHandler(() => {
    const server = new sdk.McpServer({ name: agentName, version: '1.0.0' });
    const description = `Answers a question about sales calls. ${notice}.`;
    server.registerTool('ask', { title: 'Ask the agent', description, inputSchema: input }, (asked, context) =>
      ask(brain, conversations, asked, context.mcpReq.signal),
    );
    return server;
  });
  const handle = adapter.toNodeHandler(handler);
  return {
    answer: async ({ request, response }) => await handle(request as NodeRequest, response),
    close: async () => await handler.close(),
  };
}

async function ask(brain: Brain, conversations: Conversations, asked: Asked, signal: AbortSignal): Promise<CallToolResult> {
  const { question: text, conversation } = asked;
  const earlier = conversation === undefined ? [] : conversations.add(conversation, text);
  try {
    const told = await brain.answer({ text, earlier, functions: [], signal });
    const usage = { input_tokens: told.usage.input, output_tokens: told.usage.output };
    return {
      content: [{ type: 'text', text: told.text }],
      structuredContent: { answer: told.text, model: modelName, notice, usage },
    };
  } catch (error) {
    if (!(error instanceof AgentTrouble)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}
