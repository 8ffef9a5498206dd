import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenHttp } from '../http/servers.ts';
import type { Listening } from '../http/servers.ts';

/** What an agent answers that no SDK would: a body, or pieces of a stream. */
export interface OddAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Events of a stream; a text is sent as it is, anything else as `data:` of JSON. */
  readonly events?: readonly unknown[];
  /** Leaves the answer open. */
  readonly staysOpen?: boolean;
}

export interface OddRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface OddAgent extends Listening {
  readonly url: string;
  readonly requests: readonly OddRequest[];
}

export async function startOddAgent(answer: (request: OddRequest, url: string) => OddAnswer | undefined): Promise<OddAgent> {
  const requests: OddRequest[] = [];
  const server = await listenHttp(async (request: IncomingMessage, response: ServerResponse) => {
    const text = (await request.toArray()).join('');
    const seen: OddRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>),
    };
    requests.push(seen);
    send(response, answer(seen, `http://${request.headers.host}`));
  });
  return { ...server, url: `http://${server.at}`, requests };
}

function send(response: ServerResponse, answer: OddAnswer | undefined): void {
  // Silence.
  if (answer === undefined) return;
  const { status = 200, headers = {}, body, events, staysOpen = false } = answer;
  const type = events === undefined ? 'application/json' : 'text/event-stream';
  response.writeHead(status, { 'content-type': type, ...headers });
  const text =
    events === undefined
      ? asText(body)
      : events.map((event) => (typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`)).join('');
  response.write(text);
  if (!staysOpen) response.end();
}

function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body ?? {});
}

export const models = { object: 'list', data: [{ id: 'odd-1', object: 'model' }] };

export function completion(content: string | null, more: object = {}, finish: string | null = 'stop'): object {
  return {
    id: 'c1',
    object: 'chat.completion',
    model: 'odd-1',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
    ...more,
  };
}

/** An OpenAI-compatible agent that lists its models and answers questions oddly. */
export async function startOddChat(answer: OddAnswer | ((request: OddRequest) => OddAnswer | undefined)): Promise<OddAgent> {
  return await startOddAgent((request) => {
    if (request.path === '/v1/models') return { body: models };
    return typeof answer === 'function' ? answer(request) : answer;
  });
}

function cardFor(url: string, more: object = {}): object {
  return {
    name: 'odd',
    description: 'An agent',
    version: '1',
    supportedInterfaces: [{ url: `${url}/rpc`, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
    capabilities: { streaming: true },
    defaultInputModes: ['text/plain'],
    defaultOutputModes: ['text/plain'],
    skills: [{ id: 'talk', name: 'Talk', description: 'Talks', tags: [] }],
    ...more,
  };
}

/** An A2A agent that answers its calls oddly; `answer` gives the member of JSON-RPC, or events of which each is one. */
export async function startOddA2a(
  answer: (request: OddRequest, url: string) => OddAnswer | undefined,
  card: object = {},
): Promise<OddAgent> {
  return await startOddAgent((request, url) => {
    if (request.path.startsWith('/.well-known/')) return { body: cardFor(url, card) };
    const given = answer(request, url);
    const wrap = (member: unknown) =>
      typeof member === 'string' ? member : { jsonrpc: '2.0', id: request.body['id'], ...(member as object) };
    if (given?.events !== undefined) return { ...given, events: given.events.map(wrap) };
    return given && { ...given, body: wrap(given.body) };
  });
}
