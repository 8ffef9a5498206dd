import type { McpHandlerRequestOptions, McpServer } from '@modelcontextprotocol/server';
import { LegacySessions } from './legacy-sessions.ts';
import type { ServerSdk } from './register-tools.ts';

/** What an MCP endpoint answers requests with, in web terms. */
export interface BothEras extends AsyncDisposable {
  readonly fetch: (request: Request, options?: McpHandlerRequestOptions) => Promise<Response>;
}

export interface EraOptions {
  readonly idleMilliseconds: number;
  readonly mostSessions: number;
  readonly bodyLimitBytes: number;
  readonly forgetsSessions: boolean;
}

/** One path for both eras: stateless requests of 2026-07-28, and what came before with sessions. */
export function serveBothEras(sdk: ServerSdk, newServer: () => McpServer, options: EraOptions): BothEras {
  const { bodyLimitBytes, idleMilliseconds, mostSessions, forgetsSessions } = options;
  const limit = { maxRequestBodySize: bodyLimitBytes };
  const modern = sdk.createMcpHandler(newServer, { legacy: 'reject', ...limit });
  const sessions = new LegacySessions(sdk, newServer, { idleMilliseconds, mostSessions, bodyLimitBytes, forgets: forgetsSessions });
  return {
    fetch: async (request, given) => {
      const isLegacy = await sdk.isLegacyRequest(request, undefined, limit);
      return isLegacy ? await sessions.answer(request, given) : await modern.fetch(request, given);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([modern.close(), sessions[Symbol.asyncDispose]()]);
    },
  };
}
