import { request as requestPlain } from 'node:http';
import type { Agent } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import { networkError } from '../network-error.ts';
import { describeDestination, isSecure, requestOptions } from './route.ts';
import type { Route } from './route.ts';

/**
 * Connects (name, TCP, and TLS for https) without judging the certificate and without sending a byte of HTTP, and lets `look`
 * read the open socket. Works through a proxy too, where a plain http url is as far as the proxy.
 */
export async function openConnection<T>(
  route: Route,
  url: URL,
  agent: Agent,
  signal: AbortSignal,
  look: (socket: Socket) => T,
): Promise<T> {
  const where = describeDestination(route, url);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let stage = 'connecting';
  const fail = (error: unknown) => reject(networkError(error, where, stage, signal.aborted));
  const readyEvent = isSecure(url) ? 'secureConnect' : 'connect';
  try {
    // `end()` is never called: until then node:http sends nothing, not even headers.
    const request = (isSecure(url) ? requestSecure : requestPlain)({ ...requestOptions(route, url, agent), ...lenientTls, signal });
    request.on('error', fail);
    request.on('socket', (socket: Socket) => {
      const finish = () => {
        try {
          resolve(look(socket));
        } catch (error) {
          reject(error);
        }
        request.destroy();
      };
      socket.once('connect', () => (stage = 'in the TLS handshake'));
      if (socket.connecting || ('secureConnecting' in socket && socket.secureConnecting === true)) socket.once(readyEvent, finish);
      else finish();
    });
  } catch (error) {
    fail(error);
  }
  return await promise;
}

/** Old protocols are accepted here so that a check can name them; no data is ever sent over such a connection. */
const lenientTls = {
  rejectUnauthorized: false,
  checkServerIdentity: () => undefined,
  minVersion: 'TLSv1',
  ciphers: 'DEFAULT@SECLEVEL=0',
} as const;
