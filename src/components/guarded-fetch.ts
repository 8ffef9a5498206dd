import { request as requestPlain } from 'node:http';
import type { Agent, IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Network } from '../std/address.ts';
import { Refusal, TransportError } from '../std/errors.ts';
import { bareHost, createAgent, guardedLookup, isLoopbackHost, refuseForbiddenHost } from './guarded-agent.ts';
import { networkError } from './network-error.ts';

/** Of one HTTP answer, a stream of events included. A result may have 1 MiB; the rest is the envelope and other events. */
const answerLimitBytes = 8 * 1024 * 1024;

export interface GuardedFetch extends Disposable {
  /** Follows no redirect. 429 and 5xx are thrown as `TransportError`; other statuses are answers. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
}

/** A `fetch` that judges addresses when it connects and follows the proxy variables. Connections are kept until it is disposed. */
export function createGuardedFetch(origin: URL, network: Network): GuardedFetch {
  const agent = createAgent({ secure: origin.protocol === 'https:', keepAlive: true, mayProxy: !isLoopbackHost(origin.hostname) });
  return {
    fetch: async (url, init) => refuseOverload(await send(new URL(url), init ?? {}, agent, network), new URL(url)),
    [Symbol.dispose]: () => agent.destroy(),
  };
}

async function send(url: URL, init: RequestInit, agent: Agent, network: Network): Promise<Response> {
  refuseForbiddenHost(url.hostname, network);
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const signal = init.signal ?? undefined;
  const request = (url.protocol === 'https:' ? requestSecure : requestPlain)({
    host: bareHost(url.hostname),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    method: init.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init.headers)),
    agent,
    lookup: guardedLookup(network),
    ...(signal && { signal }),
  });
  request.on('error', (error) => {
    // An abort is the caller's own doing and keeps its name: the SDK looks for it.
    reject(error.name === 'AbortError' ? error : networkError(error, url.host, 'talking to the server', false));
  });
  request.on('socket', surviveAbort);
  request.on('response', (message) => resolve(toResponse(message, url)));
  request.end(init.body ?? undefined);
  return await promise;
}

const survivors = new WeakSet<Socket>();

/**
 * A signal that is aborted between the end of an answer and the return of its socket to the agent destroys a socket that
 * nobody listens to, which would end the process. Whoever still waits is told by the request.
 */
function surviveAbort(socket: Socket): void {
  if (survivors.has(socket)) return;
  survivors.add(socket);
  socket.on('error', () => undefined);
}

function toResponse(message: IncomingMessage, url: URL): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if (status === 204 || status === 205 || status === 304) {
    message.resume();
    return new Response(null, { status, headers });
  }
  const body = Readable.toWeb(Readable.from(limitBytes(message, url), { objectMode: false })) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers });
}

async function* limitBytes(message: IncomingMessage, url: URL): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > answerLimitBytes) throw new Refusal('ANSWER_TOO_LARGE', `${url.host} sent more than 8 MiB as one answer`);
    yield chunk;
  }
}

async function refuseOverload(response: Response, url: URL): Promise<Response> {
  if (response.status !== 429 && response.status < 500) return response;
  await response.body?.cancel();
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new TransportError(response.status === 429 ? '429' : '5xx', `${url.host} answered HTTP ${response.status}`, {
    ...(seconds >= 0 && { retryAfterMilliseconds: seconds * 1000 }),
  });
}
