import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import { createGuardedFetch } from '../../guarded-fetch.ts';
import { requestHeaders } from '../session/request-headers.ts';
import type { McpSettings } from '../settings-schema.ts';

const foreignOrigin = 'http://evil.example';

export interface OriginInput {
  readonly url: string;
}

export const refusesForeignOrigin: CheckKind<Record<string, never>, McpSettings> = {
  summary: 'A request with a foreign Origin is answered 403, so that no web page reaches the server through a browser.',
  layer: 'security',
  options: v.strictObject({}),
  expand(_, { url }) {
    if (url === undefined) throw new Error('refuses-foreign-origin needs a url: a server over stdio has no origin');
    const input: OriginInput = { url };
    return [{ name: 'refuses-foreign-origin', title: 'A foreign origin is refused', input }];
  },
};

/** Every revision knows this request, and a server must judge the origin before it reads it. */
const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'infra-test', version: '1' } },
};

export async function runRefusesForeignOrigin(connection: McpConnection, _: OriginInput, context: CheckContext): Promise<void> {
  const url = connection.settings.url ?? '';
  using web = createGuardedFetch(new URL(url), connection.network);
  const headers = {
    ...requestHeaders(connection.settings),
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    origin: foreignOrigin,
  };
  const response = await web.fetch(url, { method: 'POST', headers, body: JSON.stringify(initialize), signal: context.signal });
  await response.body?.cancel();
  const session = response.headers.get('mcp-session-id');
  if (session !== null) {
    const ended = await web.fetch(url, { method: 'DELETE', headers: { ...headers, 'mcp-session-id': session }, signal: context.signal });
    await ended.body?.cancel();
  }
  context.find({
    subject: `Origin: ${foreignOrigin}`,
    expected: 'status 403',
    actual: `status ${response.status}`,
    met: response.status === 403,
  });
}
