import { createGuardedFetch } from '../../guarded-fetch.ts';
import type { GuardedFetch } from '../../guarded-fetch.ts';
import type { McpConnection } from '../client.ts';
import { requestHeaders } from './request-headers.ts';

/** How the requests of one session were answered, to its end and after it. */
export interface SessionLife {
  /** Statuses of two requests, one after the other; the rest is absent where the session did not live through them. */
  readonly requestStatuses: readonly number[];
  /** Status of DELETE; 405 says that clients cannot end sessions. */
  readonly deleteStatus?: number;
  /** Status of a request afterwards; absent where nothing was ended. */
  readonly afterwardsStatus?: number;
}

/** Every server of the older protocol answers it, in a session that lives. */
const ping = { jsonrpc: '2.0', id: 'infra-test', method: 'ping' };

/** Uses the session of a connection and ends it as a client does that leaves. Undefined: the server keeps no session for it. */
export async function liveSession(connection: McpConnection, signal: AbortSignal): Promise<SessionLife | undefined> {
  const { sessionId, settings } = connection;
  const { url } = settings;
  if (sessionId === undefined || url === undefined) return undefined;
  using web = createGuardedFetch(new URL(url), connection.network);
  const headers = {
    ...requestHeaders(settings),
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-session-id': sessionId,
    'mcp-protocol-version': connection.server.protocol,
  };
  const request = () => statusOf(web, url, { method: 'POST', headers, body: JSON.stringify(ping), signal });
  const requestStatuses = [await request(), await request()];
  if (!requestStatuses.every(isSuccess)) return { requestStatuses };
  const deleteStatus = await statusOf(web, url, { method: 'DELETE', headers, signal });
  if (!isSuccess(deleteStatus)) return { requestStatuses, deleteStatus };
  return { requestStatuses, deleteStatus, afterwardsStatus: await request() };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

async function statusOf(web: GuardedFetch, url: string, init: RequestInit): Promise<number> {
  const response = await web.fetch(url, init);
  await response.body?.cancel();
  return response.status;
}
