import type * as serverSdk from '@modelcontextprotocol/server';
import type { CallToolResult, McpServer, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { errorMessage } from '../../std/errors.ts';
import { embedText } from '../data/embed-text.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { searchIndex } from './search-index.ts';
import type { IndexAddress } from './search-index.ts';

/** The server SDK, loaded as an engine. */
export type ServerSdk = typeof serverSdk;

export interface ToolContext {
  readonly world: World;
  readonly faults: readonly Fault[];
  /** The vector index that `search_calls` asks over the wire. */
  readonly index: IndexAddress;
}

const schemas = {
  ping: { type: 'object', properties: {}, additionalProperties: false },
  search: {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, description: 'What the calls are about, in plain words.' },
      limit: { type: 'integer', minimum: 1, maximum: 50, default: 5, description: 'How many calls to return.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  searchResult: {
    type: 'object',
    properties: {
      calls: {
        type: 'array',
        items: {
          type: 'object',
          properties: { call_id: { type: 'string' }, score: { type: 'number' }, title: { type: 'string' } },
          required: ['call_id', 'score', 'title'],
          additionalProperties: false,
        },
      },
    },
    required: ['calls'],
    additionalProperties: false,
  },
  account: {
    type: 'object',
    properties: { account_id: { type: 'integer', minimum: 1 } },
    required: ['account_id'],
    additionalProperties: false,
  },
  accountResult: {
    type: 'object',
    properties: {
      account_id: { type: 'integer' },
      name: { type: 'string' },
      industry: { type: 'string' },
      arr_usd: { type: 'number' },
      calls: { type: 'integer' },
      average_sentiment: { type: ['number', 'null'] },
    },
    required: ['account_id', 'name', 'industry', 'arr_usd', 'calls', 'average_sentiment'],
    additionalProperties: false,
  },
} as const;

/** Adds the tools to servers. The schemas are compiled once, because each request gets a server of its own. */
export function prepareTools(sdk: ServerSdk, context: ToolContext): (server: McpServer) => void {
  const schema = <Value>(json: object): StandardSchemaWithJSON<Value, Value> => sdk.fromJsonSchema<Value>({ ...json });
  const ping = schema<Record<string, never>>(schemas.ping);
  const search = schema<{ readonly query: string; readonly limit?: number }>(schemas.search);
  const searchResult = schema(schemas.searchResult);
  const account = schema<{ readonly account_id: number }>(schemas.account);
  const accountResult = schema(schemas.accountResult);
  const annotations = { readOnlyHint: true, openWorldHint: false };
  return (server) => {
    server.registerTool('ping', { title: 'Ping', description: 'Answers "pong".', inputSchema: ping, annotations }, () =>
      textResult('pong'),
    );
    server.registerTool(
      'search_calls',
      {
        title: 'Search calls',
        description: 'Finds the sales calls that are nearest to a text.',
        inputSchema: search,
        outputSchema: searchResult,
        annotations,
      },
      (input) => searchCalls(context, input.query, input.limit ?? 5),
    );
    server.registerTool(
      'account_summary',
      {
        title: 'Account summary',
        description: 'Revenue, number of calls and average sentiment of one account.',
        inputSchema: account,
        outputSchema: accountResult,
        annotations,
      },
      (input) => summarizeAccount(context.world, input.account_id),
    );
  };
}

async function searchCalls(context: ToolContext, query: string, limit: number): Promise<CallToolResult> {
  if (context.faults.includes('dead-tool')) return errorResult('search backend unavailable');
  try {
    const matches = await searchIndex(context.index, embedText(query, context.index.dimension), limit);
    const titles = new Map(context.world.calls.map((call) => [call.callId, call.title]));
    const calls = matches.map(({ id, score }) => ({ call_id: id, score, title: titles.get(id) ?? '' }));
    return { content: [{ type: 'text', text: JSON.stringify(calls) }], structuredContent: { calls } };
  } catch (error) {
    return errorResult(errorMessage(error));
  }
}

function summarizeAccount(world: World, accountId: number): CallToolResult {
  const account = world.accounts.find((candidate) => candidate.accountId === accountId);
  if (account === undefined) return errorResult(`There is no account ${accountId}.`);
  const calls = world.calls.filter((call) => call.accountId === accountId);
  const sentiment = calls.reduce((sum, call) => sum + call.sentiment, 0) / calls.length;
  const summary = {
    account_id: accountId,
    name: account.name,
    industry: account.industry,
    arr_usd: account.arrUsd,
    calls: calls.length,
    average_sentiment: calls.length === 0 ? null : Math.round(sentiment * 1000) / 1000,
  };
  return { content: [{ type: 'text', text: JSON.stringify(summary) }], structuredContent: summary };
}

function textResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

function errorResult(text: string): CallToolResult {
  return { ...textResult(text), isError: true };
}
