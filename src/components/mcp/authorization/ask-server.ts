import type { GuardedFetch } from '../../guarded-fetch.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { answeredMessage } from './answered-message.ts';
import type { MessageKind } from './answered-message.ts';
import type { TokenRow } from './token-rows.ts';

export interface Asked {
  readonly tool?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** What the server said to one request, as HTTP has it. */
export interface RawAnswer {
  readonly status: number;
  /** Of WWW-Authenticate. */
  readonly challenge: string | undefined;
  /** What came of the body and all headers, to look for things that must not be there. */
  readonly text: string;
  readonly message: MessageKind;
}

interface Message {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const clientInfo = { name: 'infra-test', version: '1' };

/**
 * Asks with the token of a row instead of the component's own: `server/discover` or the handshake, or a call of a tool. Not
 * with the SDK's client, which hides the header that a refusal has.
 */
export async function askServer(
  web: GuardedFetch,
  connection: McpConnection,
  row: Pick<TokenRow, 'token' | 'place'>,
  asked: Asked,
  signal: AbortSignal,
): Promise<RawAnswer> {
  const { era, protocol } = connection.server;
  const post = async (message: Message, headers: Readonly<Record<string, string>>): Promise<Posted> =>
    await postMessage(web, connection.settings, row, message, headers, signal);
  const call = asked.tool === undefined ? undefined : { method: 'tools/call', params: { name: asked.tool, arguments: { ...asked.args } } };
  if (era === 'modern') {
    const { method, params } = call ?? { method: 'server/discover', params: {} };
    const named = asked.tool === undefined ? {} : { 'mcp-name': asked.tool };
    return (await post({ method, params: { ...params, _meta: envelope(protocol) } }, { ...modernHeaders(protocol, method), ...named }))
      .answer;
  }
  const initialize = { method: 'initialize', params: { protocolVersion: protocol, capabilities: {}, clientInfo } };
  const { answer, session } = await post(initialize, {});
  try {
    if (call === undefined || answer.message !== 'result') return answer;
    const headers = { 'mcp-protocol-version': protocol, ...(session !== undefined && { 'mcp-session-id': session }) };
    await post({ method: 'notifications/initialized', params: {} }, headers);
    return (await post(call, headers)).answer;
  } finally {
    if (session !== undefined) await endSession(web, connection.settings, row, session, signal);
  }
}

interface Posted {
  readonly answer: RawAnswer;
  readonly session: string | undefined;
}

async function postMessage(
  web: GuardedFetch,
  settings: McpSettings,
  row: Pick<TokenRow, 'token' | 'place'>,
  { method, params }: Message,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Posted> {
  const id = method.startsWith('notifications/') ? {} : { id: 1 };
  const response = await web.fetch(addressFor(settings, row), {
    method: 'POST',
    headers: {
      ...headersFor(settings, row),
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...id, method, params }),
    signal,
  });
  const { text, message } = await answeredMessage(response);
  const all = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const challenge = response.headers.get('www-authenticate') ?? undefined;
  return {
    answer: { status: response.status, challenge, text: `${all}\n\n${text}`, message },
    session: response.headers.get('mcp-session-id') ?? undefined,
  };
}

/** A server that gave a session to this token takes it back from this token; what it says to that is not asked for. */
async function endSession(
  web: GuardedFetch,
  settings: McpSettings,
  row: Pick<TokenRow, 'token' | 'place'>,
  session: string,
  signal: AbortSignal,
): Promise<void> {
  const headers = { ...headersFor(settings, row), 'mcp-session-id': session };
  const response = await web.fetch(addressFor(settings, row), { method: 'DELETE', headers, signal }).catch(() => undefined);
  await response?.body?.cancel();
}

function addressFor({ url = '' }: McpSettings, { token, place }: Pick<TokenRow, 'token' | 'place'>): URL {
  const address = new URL(url);
  if (place === 'query' && token !== undefined) address.searchParams.set('access_token', token);
  return address;
}

function headersFor({ headers = {} }: McpSettings, { token, place }: Pick<TokenRow, 'token' | 'place'>): Readonly<Record<string, string>> {
  const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
  return { ...others, ...(place === 'header' && token !== undefined && { authorization: `Bearer ${token}` }) };
}

function modernHeaders(protocol: string, method: string): Readonly<Record<string, string>> {
  return { 'mcp-protocol-version': protocol, 'mcp-method': method };
}

/** What every request of 2026-07-28 carries about its client. */
function envelope(protocol: string): Readonly<Record<string, unknown>> {
  return {
    'io.modelcontextprotocol/protocolVersion': protocol,
    'io.modelcontextprotocol/clientInfo': clientInfo,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
}
