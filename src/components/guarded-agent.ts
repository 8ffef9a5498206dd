import { lookup as resolveName } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { Environment } from '../model/environment.ts';
import { isForbiddenAddress } from '../std/address.ts';
import type { Network } from '../std/address.ts';

/** The address is not called: no answer of the other side, and no retry would change it. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';

  constructor(host: string, address: string, reason: string) {
    super(host === address ? `${address} is ${reason}` : `${host} leads to ${address}, which is ${reason}`);
  }
}

/** What the environment allows; the embedded stack lives on loopback, so there it is implied. */
export function networkOf(environment: Environment): Network {
  return environment.stack === 'embedded' && environment.network === 'public' ? 'loopback' : environment.network;
}

/** A literal address never passes through a lookup, so it is judged before connecting. Brackets of a URL's IPv6 host are dropped. */
export function refuseForbiddenHost(host: string, network: Network): void {
  const address = bareHost(host);
  if (isIP(address) === 0) return;
  const reason = isForbiddenAddress(address, network);
  if (reason !== undefined) throw new ForbiddenAddress(address, address, reason);
}

/** A lookup for `net.connect` that judges the very addresses which are connected to, so a second DNS answer cannot differ. */
export function guardedLookup(network: Network): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      for (const { address } of addresses) {
        const reason = isForbiddenAddress(address, network);
        if (reason !== undefined) return callback(new ForbiddenAddress(host, address, reason), '', 0);
      }
      const [first] = addresses;
      if (options.all === true || first === undefined) return callback(null, [...addresses]);
      return callback(null, first.address, first.family);
    });
  };
}

export interface AgentOptions {
  readonly secure: boolean;
  readonly keepAlive: boolean;
  /** False connects straight to the host whatever the proxy variables say. */
  readonly mayProxy: boolean;
}

/** An agent that follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Full TLS handshakes only, so that their time means something. */
export function createAgent({ secure, keepAlive, mayProxy }: AgentOptions): HttpAgent {
  const options = { keepAlive, maxCachedSessions: 0, ...(mayProxy && { proxyEnv: proxyVariables() }) };
  return secure ? new HttpsAgent(options) : new HttpAgent(options);
}

/** Loopback is this machine, which a proxy cannot reach. */
export function isLoopbackHost(host: string): boolean {
  const name = bareHost(host);
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

export function bareHost(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

function proxyVariables(): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
