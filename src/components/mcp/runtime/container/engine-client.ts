import { request as requestPlain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { Refusal, TransportError } from '../../../../std/errors.ts';
import type { Network } from '../../../../std/address.ts';
import { bareHost, guardedLookup, refuseForbiddenHost } from '../../../guarded-agent.ts';
import { networkError } from '../../../network-error.ts';
import type { EngineAddress } from './engine-address.ts';

const answerLimitBytes = 8 * 1024 * 1024;

export interface EngineRequest {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

export interface Certificates {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** Plain HTTP to a container engine, over a socket, a named pipe or TCP. `Refusal` has the status and the engine's words. */
export class EngineClient {
  readonly address: EngineAddress;
  readonly #network: Network;
  readonly #certificates: Certificates | undefined;

  constructor(address: EngineAddress, network: Network, certificates?: Certificates) {
    this.address = address;
    this.#network = network;
    this.#certificates = certificates;
  }

  /** The answer as data; undefined when it has no body. */
  async json<T>(method: Method, path: string, request: EngineRequest): Promise<T> {
    const body = await this.bytes(method, path, request);
    return (body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))) as T;
  }

  async bytes(method: Method, path: string, request: EngineRequest): Promise<Buffer> {
    try {
      const answer = await this.#send(method, path, request);
      const body = await read(answer);
      const status = answer.statusCode ?? 0;
      if (status >= 400) throw new Refusal(String(status), wordsOf(body) || `the engine answered HTTP ${status}`);
      return body;
    } catch (error) {
      throw networkError(error, `the engine at ${this.address.text}`, `asking for ${path}`, request.signal.aborted);
    }
  }

  async #send(method: Method, path: string, { query, body, signal }: EngineRequest): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const length = text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    // A socket has no name that could be the host.
    const headers = this.address.kind === 'socket' ? { ...length, host: 'engine' } : length;
    const request = this.#request({ method, path: `${path}${search}`, headers, signal, agent: false });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(text);
    return await promise;
  }

  #request(options: RequestOptions) {
    const { address } = this;
    if (address.kind === 'socket') return requestPlain({ ...options, socketPath: address.path });
    const { hostname, port, protocol } = address.url;
    refuseForbiddenHost(hostname, this.#network);
    const remote = { ...options, host: bareHost(hostname), port, lookup: guardedLookup(this.#network) };
    if (protocol !== 'https:' && this.#certificates === undefined) return requestPlain(remote);
    return requestSecure({ ...remote, ...this.#certificates });
  }
}

async function read(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > answerLimitBytes) throw new TransportError('network', 'the engine sent more than 8 MiB as one answer');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Docker says `message`, Podman's own API `cause` as well. */
function wordsOf(body: Buffer): string {
  try {
    const { message } = JSON.parse(body.toString('utf8')) as { readonly message?: string };
    return message ?? '';
  } catch {
    return body.toString('utf8').slice(0, 300).trim();
  }
}
