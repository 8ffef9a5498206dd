import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '../../../../std/address.ts';
import { Skip, TransportError, errorMessage } from '../../../../std/errors.ts';
import { EngineClient } from './engine-client.ts';
import type { Certificates, EngineRequest } from './engine-client.ts';
import { engineAddresses } from './engine-address.ts';
import type { EngineAddress } from './engine-address.ts';
import { agreedVersion } from './engine-version.ts';
import type { EngineVersion } from './engine-version.ts';

export interface Engine {
  /** Such as `Docker 29.1`. */
  readonly title: string;
  readonly address: EngineAddress;
  /** Whether containers of it share this machine's loopback. */
  readonly isOfThisMachine: boolean;
  readonly isPodman: boolean;
  json<T>(method: 'GET' | 'POST' | 'DELETE', path: string, request: EngineRequest): Promise<T>;
  bytes(method: 'GET' | 'POST' | 'DELETE', path: string, request: EngineRequest): Promise<Buffer>;
  /** Podman's own API, for what Docker's lacks. */
  ownJson<T>(method: 'GET' | 'POST', path: string, request: EngineRequest): Promise<T>;
}

/** The first engine that answers. Throws `Skip` where there is none, with where it looked. */
export async function openEngine(declared: string | undefined, network: Network, signal: AbortSignal): Promise<Engine> {
  const addresses = engineAddresses(declared, process.env, process.platform);
  const looked: string[] = [];
  for (const address of addresses) {
    if (isAbsent(address)) {
      looked.push(`${address.text} does not exist`);
      continue;
    }
    try {
      return await shakeHands(new EngineClient(address, network, certificates(address)), signal);
    } catch (error) {
      if (!(error instanceof TransportError) || signal.aborted) throw error;
      looked.push(errorMessage(error));
    }
  }
  throw new Skip(`no container engine: ${looked.join('; ')}`);
}

function isAbsent(address: EngineAddress): boolean {
  return address.kind === 'socket' && process.platform !== 'win32' && !existsSync(address.path);
}

/** As Docker's own client: a folder with certificates, for an engine over TCP. */
function certificates({ kind }: EngineAddress): Certificates | undefined {
  const directory = process.env['DOCKER_CERT_PATH'];
  if (kind !== 'web' || directory === undefined || directory === '') return undefined;
  const file = (name: string) => readFileSync(join(directory, name));
  return { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') };
}

async function shakeHands(client: EngineClient, signal: AbortSignal): Promise<Engine> {
  const { title, isPodman, prefix, ownPrefix } = agreedVersion(await client.json<EngineVersion>('GET', '/version', { signal }));
  const { address } = client;
  return {
    title,
    address,
    isPodman,
    isOfThisMachine: address.kind === 'socket' || ['127.0.0.1', 'localhost', '[::1]'].includes(address.url.hostname),
    json: (method, path, request) => client.json(method, `${prefix}${path}`, request),
    bytes: (method, path, request) => client.bytes(method, `${prefix}${path}`, request),
    ownJson: (method, path, request) => client.json(method, `${ownPrefix}${path}`, request),
  };
}
