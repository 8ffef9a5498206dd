import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const adminPath = '/__admin';

/** Also the bare path, with or without a query: nothing below it belongs to the vendor's API. */
export function isAdminUrl(url: string): boolean {
  return new RegExp(`^${adminPath}(?![^/?])`).test(url);
}

export interface AdminRefusal {
  readonly status: number;
  readonly error: string;
}

/**
 * Who may use the admin route of an endpoint: programs with its token. A page in a browser of this machine could send requests
 * here, too: it always names its origin, and by a name of its own that leads to 127.0.0.1 it would name that as the host.
 */
export function refuseStranger({ headers, socket }: IncomingMessage, token: string): AdminRefusal | undefined {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (headers.origin !== undefined || !hosts.includes(headers.host ?? ''))
    return { status: 403, error: 'only for programs on this machine' };
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token)) ? undefined : { status: 401, error: 'the token is wrong' };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
