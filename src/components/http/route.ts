import type { Agent } from 'node:http';
import type { RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Network } from '../../std/address.ts';
import { bareHost, createAgent, guardedLookup, isLoopbackHost, refuseForbiddenHost } from '../guarded-agent.ts';

/** How the origin of a component is reached. */
export interface Route {
  /** Connects here instead; Host header and SNI stay those of the url. */
  readonly connectTo?: { readonly host: string; readonly port: number };
  /** PEM, trusted instead of what Node trusts: to add to all of those would cost 30 ms for each connection. */
  readonly ca?: string;
  readonly network: Network;
}

/** Options of `node:http` or `node:https` for one url. Throws `ForbiddenAddress` for an address that may not be called. */
export function requestOptions(route: Route, url: URL, agent: Agent): RequestOptions {
  const { host, port } = destination(route, url);
  refuseForbiddenHost(host, route.network);
  const name = bareHost(url.hostname);
  return {
    protocol: url.protocol,
    host,
    port,
    agent,
    path: `${url.pathname}${url.search}`,
    lookup: guardedLookup(route.network),
    ...(isSecure(url) && {
      // An address is no server name (RFC 6066 section 3).
      servername: isIP(name) === 0 ? name : '',
      ...(route.ca !== undefined && { ca: route.ca }),
    }),
  };
}

export function createRouteAgent(route: Route, url: URL, keepAlive: boolean): Agent {
  const mayProxy = route.connectTo === undefined && !isLoopbackHost(url.hostname);
  return createAgent({ secure: isSecure(url), keepAlive, mayProxy });
}

function destination(route: Route, url: URL): { readonly host: string; readonly port: number } {
  if (route.connectTo !== undefined) return route.connectTo;
  return { host: bareHost(url.hostname), port: Number(url.port) || (isSecure(url) ? 443 : 80) };
}

export function isSecure(url: URL): boolean {
  return url.protocol === 'https:';
}

/** For messages: `api.example.com:443 (at 127.0.0.1:8443)`. */
export function describeDestination(route: Route, url: URL): string {
  const own = `${url.hostname}:${url.port || (isSecure(url) ? 443 : 80)}`;
  return route.connectTo === undefined ? own : `${own} (at ${route.connectTo.host}:${route.connectTo.port})`;
}
