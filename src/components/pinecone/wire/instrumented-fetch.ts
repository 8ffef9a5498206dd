import { AsyncLocalStorage } from 'node:async_hooks';
import { backoffMilliseconds } from '../../../std/backoff.ts';
import { pause } from '../../../std/deadline.ts';
import { errorMessage, TransportError } from '../../../std/errors.ts';
import type { Refusal } from '../../../std/errors.ts';
import { answerFailure, retryAfter, withoutKey } from './answer-failure.ts';

/** One HTTP request, whatever the caller's deadline says: the client itself has none. */
const requestTimeoutMilliseconds = 30_000;
/** A 429 was not acted upon, so asking again repeats nothing. */
const rateLimitWaits = 3;
const longestWaitMilliseconds = 10_000;
const firstWaitMilliseconds = 500;

/** One request as it went over the wire. No keys, no bodies, no query string: it may be printed. */
export interface RequestAttempt {
  readonly method: string;
  readonly path: string;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly milliseconds: number;
  /** Time inside the service by its own account, where it says so. */
  readonly serverMilliseconds: number | undefined;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Those of the answer that say something about the service: its own, and Retry-After. */
  readonly headers: Readonly<Record<string, string>>;
  /** What went wrong, in words; empty where nothing did. */
  readonly failure: string;
}

/** What one call of the client knows of its requests. The client has no parameter for either, so it travels beside it. */
interface CallScope {
  readonly signal: AbortSignal;
  /** Completes the sentence "..., while <doing>". */
  readonly doing: string;
  /** The real reason, before the client turned it into a class of its own that has neither status nor cause. */
  failure: Refusal | TransportError | undefined;
  readonly attempts: RequestAttempt[];
}

export interface Answer<T> {
  readonly value: T;
  readonly serverMilliseconds: number | undefined;
  /** Log sequence number of a write; a read whose `maxIndexedLsn` is not below it shows the write. */
  readonly requestLsn: number | undefined;
  readonly maxIndexedLsn: number | undefined;
  /** Every request of the call, also those that were asked to come back later. */
  readonly attempts: readonly RequestAttempt[];
}

export interface RequestWatch {
  /** Sees every attempt as it ends. */
  onAttempt(attempt: RequestAttempt): void;
  /** False throws a 429 at once, for those who count them: by default it is waited for, as the service asks. */
  readonly waitsWhenLimited?: boolean;
}

const scopes = new AsyncLocalStorage<CallScope>();
const watches = new AsyncLocalStorage<RequestWatch>();

/** Shows every request that the calls inside make. */
export function watchRequests<T>(watch: RequestWatch, calls: () => Promise<T>): Promise<T> {
  return watches.run(watch, calls);
}

/**
 * Runs one call of the client. Throws `Refusal` with the HTTP status as code where the service answered, `TransportError`
 * where it gave no usable answer, judged by the wire and never by the client's error classes.
 */
export async function callClient<T>(signal: AbortSignal, doing: string, call: () => Promise<T>): Promise<Answer<T>> {
  const scope: CallScope = { signal, doing, failure: undefined, attempts: [] };
  try {
    const value = await scopes.run(scope, call);
    const last = scope.attempts.at(-1);
    return {
      value,
      serverMilliseconds: last?.serverMilliseconds,
      requestLsn: numberIn(last?.headers['x-pinecone-request-lsn']),
      maxIndexedLsn: numberIn(last?.headers['x-pinecone-max-indexed-lsn']),
      attempts: scope.attempts,
    };
  } catch (error) {
    throw scope.failure ?? unexpectedError(error, scope);
  }
}

/** `fetchApi` of the client: deadlines, the signal, and the truth about every attempt, since it sits below the client's retries. */
export async function instrumentedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const scope = scopes.getStore();
  if (scope === undefined) throw new Error('A Pinecone request was made outside of callClient.');
  let waitedMilliseconds = 0;
  for (let tries = 1; ; tries += 1) {
    const response = await attemptOnce(scope, input, init);
    if (response.status !== 429 || tries > rateLimitWaits || watches.getStore()?.waitsWhenLimited === false) return response;
    const wait = retryAfter(response.headers.get('retry-after')) ?? backoffMilliseconds(tries, firstWaitMilliseconds, Math.random);
    waitedMilliseconds += wait;
    if (waitedMilliseconds > longestWaitMilliseconds) return response;
    await pause(wait, scope.signal);
    if (scope.signal.aborted) return response;
  }
}

async function attemptOnce(scope: CallScope, input: string | URL | Request, init: RequestInit | undefined): Promise<Response> {
  scope.failure = undefined;
  const startedAt = performance.now();
  let response: Response | undefined;
  let body = '';
  try {
    const signal = AbortSignal.any([scope.signal, AbortSignal.timeout(requestTimeoutMilliseconds)]);
    // Not followed: the key would go along to wherever the answer points.
    response = await fetch(input, { ...init, signal, redirect: 'manual' });
    // Read here and not by the client, so that an answer that is cut short is seen for what it is.
    body = await response.text();
    if (response.status < 200 || response.status >= 300) scope.failure = answerFailure(response, body, scope.doing, keyOf(init));
    return new Response(body === '' ? null : body, { status: response.status, headers: response.headers });
  } catch (error) {
    scope.failure ??= connectionFailure(error, scope, keyOf(init));
    throw scope.failure;
  } finally {
    const sent = attemptOf(input, init, response, body);
    const attempt = { ...sent, milliseconds: performance.now() - startedAt, failure: scope.failure?.message ?? '' };
    scope.attempts.push(attempt);
    watches.getStore()?.onAttempt(attempt);
  }
}

function attemptOf(input: string | URL | Request, init: RequestInit | undefined, response: Response | undefined, body: string) {
  const url = new URL(input instanceof Request ? input.url : input);
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  return {
    method,
    path: url.pathname,
    status: response?.status,
    serverMilliseconds: response === undefined ? undefined : serverTime(response.headers),
    requestBytes: typeof init?.body === 'string' ? Buffer.byteLength(init.body) : 0,
    responseBytes: Buffer.byteLength(body),
    headers: response === undefined ? {} : tellingHeaders(response.headers),
  };
}

function tellingHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].filter(([name]) => name === 'retry-after' || /^x-(pinecone|envoy)-/.test(name)));
}

/** The client names headers in an object. `Headers` would throw for a key that cannot be sent, with the key in its words. */
function keyOf(init: RequestInit | undefined): string | undefined {
  const key = Object.entries(init?.headers ?? {}).find(([name]) => name.toLowerCase() === 'api-key')?.[1] as unknown;
  return typeof key === 'string' ? key : undefined;
}

function connectionFailure(error: unknown, scope: CallScope, apiKey: string | undefined): TransportError {
  if (scope.signal.aborted) return stopped(scope);
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new TransportError('timeout', `no answer within ${requestTimeoutMilliseconds / 1_000}s, while ${scope.doing}`, { cause: error });
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const detail = cause instanceof Error && cause.message !== '' ? cause.message : errorMessage(error);
  return new TransportError('network', `${withoutKey(detail, apiKey)}, while ${scope.doing}`, { cause: error });
}

/** The answer came and is not JSON, or the client refused the call before anything was sent. */
function unexpectedError(error: unknown, scope: CallScope): Error {
  return new Error(`${errorMessage(error)}, while ${scope.doing}`, { cause: error });
}

function stopped(scope: CallScope): TransportError {
  return new TransportError('timeout', `stopped before an answer came, while ${scope.doing}`, { cause: scope.signal.reason });
}

function serverTime(headers: Headers): number | undefined {
  return numberIn(headers.get('x-pinecone-request-latency-ms') ?? headers.get('x-envoy-upstream-service-time') ?? undefined);
}

function numberIn(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
