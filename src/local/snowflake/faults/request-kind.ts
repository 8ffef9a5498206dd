import type { Request } from '../request.ts';

/** What a request of a driver is about. */
export const requestKinds = ['login', 'renew', 'query', 'result', 'cancel', 'chunk', 'session'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Undefined for telemetry, which nothing depends on, and for paths that are nothing. */
export function requestKindOf({ method, path }: Pick<Request, 'method' | 'path'>): RequestKind | undefined {
  if (path === '/session/v1/login-request') return 'login';
  if (path === '/session/token-request') return 'renew';
  if (path === '/queries/v1/query-request') return 'query';
  if (path.endsWith('/abort-request')) return 'cancel';
  if (path.startsWith('/results/')) return 'chunk';
  if (method === 'GET' && /^\/(?:queries|monitoring)\//.test(path)) return 'result';
  return path === '/session' || path === '/session/heartbeat' ? 'session' : undefined;
}
