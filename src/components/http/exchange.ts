import { request as requestPlain } from 'node:http';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Refusal } from '../../std/errors.ts';
import { networkError } from '../network-error.ts';
import { describeDestination, isSecure, requestOptions } from './route.ts';
import type { Route } from './route.ts';

const bodyLimitBytes = 1024 * 1024;

/** Milliseconds. `dns`, `tcp` and `tls` are absent where they did not happen or where a proxy hides them. */
export interface Phases {
  readonly dns?: number;
  readonly tcp?: number;
  readonly tls?: number;
  /** From the ready connection to the first byte of the answer. */
  readonly ttfb: number;
  readonly total: number;
}

export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly phases: Phases;
  /** End of the certificate's validity, Unix time; absent without TLS. */
  readonly certificateEndsAtMilliseconds?: number;
}

type Mark = 'start' | 'resolved' | 'connected' | 'secured' | 'answered';
type Marks = Partial<Record<Mark, number>> & { readonly start: number };

/** One request and its answer, no redirects. Throws `TransportError`, `Refusal` (certificate, body too large) or `ForbiddenAddress`. */
export async function exchange(route: Route, wire: WireRequest, agent: Agent, signal: AbortSignal): Promise<WireAnswer> {
  const marks: Marks = { start: performance.now() };
  const where = describeDestination(route, wire.url);
  const send = isSecure(wire.url) ? requestSecure : requestPlain;
  const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
  const fail = (error: unknown) => reject(networkError(error, where, stageOf(marks, wire.url), signal.aborted));
  try {
    const headers = { host: wire.url.host, ...bodyHeaders(wire), ...wire.headers };
    const request = send({ ...requestOptions(route, wire.url, agent), method: wire.method, headers, signal });
    markSocketEvents(request, marks, wire.url);
    request.on('error', fail);
    request.on('response', (message) => {
      marks.answered = performance.now();
      readAnswer(message, marks, wire).then(resolve, fail);
    });
    request.end(wire.body);
  } catch (error) {
    fail(error);
  }
  return await promise;
}

function bodyHeaders(wire: WireRequest): Readonly<Record<string, string | number>> {
  if (wire.body === undefined) return wire.method === 'POST' || wire.method === 'PUT' ? { 'content-length': 0 } : {};
  return { 'content-length': Buffer.byteLength(wire.body) };
}

function markSocketEvents(request: ClientRequest, marks: Marks, url: URL): void {
  request.on('socket', (socket: Socket) => {
    // A kept-alive connection, or one that a proxy tunnel has prepared: nothing left to time.
    if (!socket.connecting && !isHandshaking(socket)) return;
    socket.once('lookup', () => (marks.resolved ??= performance.now()));
    socket.once('connect', () => (marks.connected = performance.now()));
    if (isSecure(url)) socket.once('secureConnect', () => (marks.secured = performance.now()));
  });
}

function isHandshaking(socket: Socket): boolean {
  return 'secureConnecting' in socket && socket.secureConnecting === true;
}

async function readAnswer(message: IncomingMessage, marks: Marks, wire: WireRequest): Promise<WireAnswer> {
  // Read before the body: a fresh connection is closed, and forgets its certificate, when the answer is complete.
  const endsAt = certificateEnd(message.socket);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitBytes) throw new Refusal('BODY_TOO_LARGE', `the body of ${wire.method} ${wire.url.pathname} is larger than 1 MiB`);
    chunks.push(chunk);
  }
  return {
    status: message.statusCode ?? 0,
    headers: plainHeaders(message),
    text: Buffer.concat(chunks).toString('utf8'),
    phases: phasesOf(marks, performance.now()),
    ...(endsAt !== undefined && { certificateEndsAtMilliseconds: endsAt }),
  };
}

function certificateEnd(socket: Socket): number | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const end = Date.parse(socket.getPeerCertificate().valid_to);
  return Number.isNaN(end) ? undefined : end;
}

function plainHeaders(message: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(message.headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}

function phasesOf({ start, resolved, connected, secured, answered = start }: Marks, end: number): Phases {
  return {
    ...(resolved !== undefined && { dns: resolved - start }),
    ...(connected !== undefined && { tcp: connected - (resolved ?? start) }),
    ...(connected !== undefined && secured !== undefined && { tls: secured - connected }),
    ttfb: answered - (secured ?? connected ?? start),
    total: end - start,
  };
}

function stageOf({ connected, secured, answered }: Marks, url: URL): string {
  if (answered !== undefined) return 'reading the answer';
  if (secured !== undefined || (connected !== undefined && !isSecure(url))) return 'waiting for the answer';
  return connected === undefined ? 'connecting' : 'in the TLS handshake';
}
