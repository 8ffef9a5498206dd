import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenHttp } from '../http/servers.ts';

/** What a server says, by hand: no SDK lists what is broken, or forgets its sessions. */
export interface Script {
  readonly tools?: readonly object[];
  readonly resources?: readonly object[];
  readonly resourceTemplates?: readonly object[];
  readonly prompts?: readonly object[];
  /** Entries on a page of a list; all by default. */
  readonly pageSize?: number;
  /** Result of a tool; `undefined` never answers, an Error is a protocol error, a number an HTTP status, `reset` cuts the connection. */
  readonly call?: (tool: string, args: Readonly<Record<string, unknown>>) => object | number | 'reset' | undefined;
  readonly read?: (uri: string) => object;
  readonly prompt?: (name: string, args: Readonly<Record<string, unknown>>) => object;
  /** Status of requests of a session that was ended; 404 by default. */
  readonly endedStatus?: number;
  readonly deleteStatus?: number;
  readonly hasSessions?: boolean;
  /** Of a handshake: a status that refuses it, or silence; by default it is shaken. */
  readonly handshake?: () => number | 'silence' | undefined;
  /** Code of protocol errors; -32602 by default. */
  readonly refusalCode?: number;
  /** Answers of plain GET requests, by path. */
  readonly get?: (path: string) => number;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** What may be changed while it runs. */
  script: Script;
  /** Calls of tools, in order. */
  readonly calls: { readonly tool: string; readonly args: Readonly<Record<string, unknown>> }[];
  /** Sessions that were begun and not ended. */
  readonly sessions: ReadonlySet<string>;
}

interface Message {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: {
    readonly name?: string;
    readonly uri?: string;
    readonly cursor?: string;
    readonly arguments?: Record<string, unknown>;
  };
}

const lists: Readonly<Record<string, 'tools' | 'resources' | 'resourceTemplates' | 'prompts'>> = {
  'tools/list': 'tools',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
  'prompts/list': 'prompts',
};

/** A server of revision 2025-06-18 over streamable HTTP. */
export async function startScripted(script: Script = {}): Promise<ScriptedServer> {
  const sessions = new Set<string>();
  const state = { script, calls: [] as ScriptedServer['calls'] };
  const server = await listenHttp((request, response) => answer(state, sessions, request, response));
  return Object.assign(state, {
    url: `http://${server.at}/mcp`,
    sessions,
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  });
}

type State = Pick<ScriptedServer, 'script' | 'calls'>;

async function answer(state: State, sessions: Set<string>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { script } = state;
  const session = request.headers['mcp-session-id'];
  if (request.method === 'DELETE') {
    const status = script.deleteStatus ?? 200;
    if (status === 200) sessions.delete(String(session));
    return void response.writeHead(status).end();
  }
  if (request.method === 'GET' && request.url !== '/mcp') return void response.writeHead(script.get?.(request.url ?? '') ?? 404).end();
  if (request.method !== 'POST') return void response.writeHead(405).end();
  const message = JSON.parse((await request.toArray()).join('')) as Message;
  if (session !== undefined && !sessions.has(String(session)) && script.endedStatus !== 200) {
    return void response.writeHead(script.endedStatus ?? 404).end();
  }
  if (message.id === undefined) return void response.writeHead(202).end();
  if (message.method === 'initialize' && script.hasSessions !== false) {
    const begun = randomUUID();
    sessions.add(begun);
    response.setHeader('mcp-session-id', begun);
  }
  const outcome = outcomeOf(state, message);
  if (outcome === undefined) return;
  if (outcome === 'reset') return void request.socket.destroy();
  if (typeof outcome === 'number') return void response.writeHead(outcome).end();
  response.setHeader('content-type', 'application/json');
  const body = outcome instanceof Error ? { error: { code: script.refusalCode ?? -32602, message: outcome.message } } : { result: outcome };
  response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...body }));
}

function outcomeOf({ script, calls }: State, { method, params = {} }: Message): object | number | 'reset' | undefined {
  if (method === 'initialize') {
    const refusal = script.handshake?.();
    if (refusal !== undefined) return refusal === 'silence' ? undefined : refusal;
    const capabilities = {
      ...(script.tools && { tools: {} }),
      ...((script.resources ?? script.resourceTemplates) && { resources: {} }),
      ...(script.prompts && { prompts: {} }),
    };
    return { protocolVersion: '2025-06-18', capabilities, serverInfo: { name: 'scripted', version: '1' } };
  }
  if (method === 'ping') return {};
  const list = lists[method];
  if (list !== undefined) return page(list, script[list] ?? [], script.pageSize ?? Number.POSITIVE_INFINITY, Number(params.cursor ?? 0));
  const { name = '', uri = '', arguments: args = {} } = params;
  if (method === 'tools/call') {
    calls.push({ tool: name, args });
    return script.call === undefined ? text('done') : script.call(name, args);
  }
  if (method === 'resources/read' && script.read !== undefined) return script.read(uri);
  if (method === 'prompts/get' && script.prompt !== undefined) return script.prompt(name, args);
  return new Error('Method not found');
}

function page(list: string, entries: readonly object[], size: number, start: number): object {
  const end = start + size;
  return { [list]: entries.slice(start, end), ...(end < entries.length && { nextCursor: String(end) }) };
}

/** A result of one text. */
export function text(words: string): object {
  return { content: [{ type: 'text', text: words }] };
}
