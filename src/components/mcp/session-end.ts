import { createGuardedFetch } from '../guarded-fetch.ts';
import type { GuardedFetch } from '../guarded-fetch.ts';
import type { McpConnection } from './client.ts';
import { requestHeaders } from './request-headers.ts';

/** What ending a session was answered with, and a request of the ended session. */
export interface SessionEnd {
  /** Status of DELETE; 405 says that clients cannot end sessions. */
  readonly deleteStatus: number;
  /** Status of a request afterwards; absent where nothing was ended. */
  readonly afterwardsStatus?: number;
}

/** Every server of the older protocol answers it, in a session that lives. */
const ping = { jsonrpc: '2.0', id: 'infra-test', method: 'ping' };

/** Ends the session of a connection as a client does that leaves. Undefined: the server keeps no session for it. */
export async function endSession(connection: McpConnection, signal: AbortSignal): Promise<SessionEnd | undefined> {
  const { sessionId, settings } = connection;
  if (sessionId === undefined || settings.url === undefined) return undefined;
  using web = createGuardedFetch(new URL(settings.url), connection.network);
  const headers = {
    ...requestHeaders(settings),
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-session-id': sessionId,
    'mcp-protocol-version': connection.server.protocol,
  };
  const deleteStatus = await statusOf(web, settings.url, { method: 'DELETE', headers, signal });
  if (!isSuccess(deleteStatus)) return { deleteStatus };
  const afterwardsStatus = await statusOf(web, settings.url, { method: 'POST', headers, body: JSON.stringify(ping), signal });
  return { deleteStatus, afterwardsStatus };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

async function statusOf(web: GuardedFetch, url: string, init: RequestInit): Promise<number> {
  const response = await web.fetch(url, init);
  await response.body?.cancel();
  return response.status;
}
