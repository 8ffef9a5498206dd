import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { bareHost } from '../../guarded-agent.ts';
import { otherAddresses } from '../authorization/other-addresses.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';

const connectMilliseconds = 1000;

export const binding: CheckKind<Record<string, never>, McpSettings> = {
  summary: 'A server on this machine answers on the address of its url alone, not on all interfaces.',
  layer: 'security',
  options: v.strictObject({}),
  expand(_, { url }) {
    if (url === undefined) throw new Error('binding needs a url: a server over stdio listens nowhere');
    return [{ name: 'binding', title: 'The server listens on one address', input: {} }];
  },
};

/**
 * Connects to the other addresses of this machine. No rule about private addresses is broken by it: they are our own, and
 * nothing leaves the machine.
 */
export async function runBinding(connection: McpConnection, _: unknown, context: CheckContext): Promise<void> {
  const { hostname, port, protocol } = new URL(connection.settings.url ?? '');
  const host = bareHost(hostname);
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const others = otherAddresses(await addressesOf(host), own);
  if (others === undefined) throw new Skip(`${host} is not on this machine: what it is bound to cannot be seen from here`);
  if (others.length === 0) throw new Skip('this machine has no other address that the server could be reached at');
  const at = Number(port) || (protocol === 'https:' ? 443 : 80);
  for (const address of others) {
    const answers = await accepts(address, at, context.signal);
    const where = address.includes(':') ? `[${address}]:${at}` : `${address}:${at}`;
    const actual = answers ? 'accepts connections (bound to all interfaces)' : 'refused';
    context.find({ subject: where, expected: 'refused', actual, met: !answers });
  }
}

/** None for a name that only a proxy knows. */
async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

async function accepts(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(connectMilliseconds)]) });
    return true;
  } catch {
    // A firewall that swallows the packets protects as well as a refusal.
    signal.throwIfAborted();
    return false;
  } finally {
    socket.destroy();
  }
}
