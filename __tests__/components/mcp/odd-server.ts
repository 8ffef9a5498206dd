import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenHttp } from '../http/servers.ts';

interface Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly name?: string; readonly arguments?: { readonly bytes?: number } };
}

const object = { type: 'object', properties: {} };

const tools = [
  { name: 'old', inputSchema: { ...object, $schema: 'http://json-schema.org/draft-07/schema#' } },
  { name: 'new', inputSchema: object },
  { name: 'wrong', inputSchema: { type: 'object', properties: { a: { type: 'strin' } } } },
  {
    name: 'pattern',
    inputSchema: {
      type: 'object',
      properties: { a: { type: 'string', default: { pattern: ')' } }, b: { anyOf: [{ type: 'string', pattern: '(' }] } },
    },
  },
  { name: 'exotic', inputSchema: { ...object, $schema: 'https://example.com/mine' } },
  { name: 'big', inputSchema: object },
  { name: 'mute', inputSchema: object },
  { name: 'both', inputSchema: object },
];

export interface OddServer extends AsyncDisposable {
  readonly url: string;
  /** Sessions that were begun and not ended. */
  readonly sessions: ReadonlySet<string>;
}

/** A server of the older protocol, written by hand, because no SDK lists broken schemas or stays mute. */
export async function startOddServer(): Promise<OddServer> {
  const sessions = new Set<string>();
  const server = await listenHttp((request, response) => void answer(sessions, request, response));
  return { url: `http://${server.at}/mcp`, sessions, [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose]() };
}

async function answer(sessions: Set<string>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'DELETE') {
    sessions.delete(String(request.headers['mcp-session-id']));
    response.end();
    return;
  }
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  const message = JSON.parse((await request.toArray()).join('')) as Message;
  if (message.id === undefined) {
    response.writeHead(202).end();
    return;
  }
  if (message.method === 'initialize') {
    const session = randomUUID();
    sessions.add(session);
    response.setHeader('mcp-session-id', session);
  }
  const result = resultOf(message);
  if (result === undefined) return;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...result }));
}

function resultOf({ method, params }: Message): object | undefined {
  if (method === 'initialize') {
    return { result: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'odd', version: '1' } } };
  }
  if (method === 'tools/list') return { result: { tools } };
  if (method === 'tools/call' && params?.name === 'mute') return undefined;
  if (method === 'tools/call' && params?.name === 'big') {
    return { result: { content: [{ type: 'text', text: 'x'.repeat(params.arguments?.bytes ?? 0) }] } };
  }
  if (method === 'tools/call' && params?.name === 'both') {
    return {
      result: {
        content: [
          { type: 'text', text: '[1]' },
          { type: 'text', text: 'and more' },
        ],
        structuredContent: { from: 'structure' },
      },
    };
  }
  return { error: { code: -32601, message: 'Method not found' } };
}
