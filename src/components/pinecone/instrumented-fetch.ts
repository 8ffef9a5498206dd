import { AsyncLocalStorage } from 'node:async_hooks';
import { errorMessage, Refusal, TransportError } from '../../std/errors.ts';

/** One HTTP request, whatever the caller's deadline says: the client itself has none. */
const requestTimeoutMilliseconds = 30_000;
const longestQuotedAnswer = 300;

/** What one call of the client knows of its requests. The client has no parameter for either, so it travels beside it. */
interface CallScope {
  readonly signal: AbortSignal;
  /** Completes the sentence "..., while <doing>". */
  readonly doing: string;
  /** The real reason, before the client turned it into a class of its own that has neither status nor cause. */
  failure: Refusal | TransportError | undefined;
  serverMilliseconds: number | undefined;
}

export interface Answer<T> {
  readonly value: T;
  readonly serverMilliseconds: number | undefined;
}

const scopes = new AsyncLocalStorage<CallScope>();

/**
 * Runs one call of the client. Throws `Refusal` with the HTTP status as code where the service answered, `TransportError`
 * where it gave no usable answer, judged by the wire and never by the client's error classes.
 */
export async function callClient<T>(signal: AbortSignal, doing: string, call: () => Promise<T>): Promise<Answer<T>> {
  const scope: CallScope = { signal, doing, failure: undefined, serverMilliseconds: undefined };
  try {
    const value = await scopes.run(scope, call);
    return { value, serverMilliseconds: scope.serverMilliseconds };
  } catch (error) {
    throw scope.failure ?? unexpectedError(error, scope);
  }
}

/** `fetchApi` of the client: deadlines, the signal, and the truth about every attempt, since it sits below the client's retries. */
export async function instrumentedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const scope = scopes.getStore();
  if (scope === undefined) throw new Error('A Pinecone request was made outside of callClient.');
  scope.failure = undefined;
  try {
    const signal = AbortSignal.any([scope.signal, AbortSignal.timeout(requestTimeoutMilliseconds)]);
    // Not followed: the key would go along to wherever the answer points.
    const response = await fetch(input, { ...init, signal, redirect: 'manual' });
    scope.serverMilliseconds = serverTime(response.headers);
    // Read here and not by the client, so that an answer that is cut short is seen for what it is.
    const body = await response.text();
    if (response.status < 200 || response.status >= 300) scope.failure = failureOf(response, body, scope.doing);
    return new Response(body === '' ? null : body, { status: response.status, headers: response.headers });
  } catch (error) {
    scope.failure ??= connectionFailure(error, scope);
    throw scope.failure;
  }
}

function failureOf(response: Response, body: string, doing: string): Refusal | TransportError {
  const { status } = response;
  const message = `HTTP ${status}: ${quoteAnswer(body)}, while ${doing}`;
  const retryAfterMilliseconds = retryAfter(response.headers.get('retry-after'));
  const wait = retryAfterMilliseconds === undefined ? {} : { retryAfterMilliseconds };
  if (status === 429) return new TransportError('429', message, wait);
  if (status === 408) return new TransportError('timeout', message, wait);
  // 501 is an answer: the other side does not have what was asked for, now or later.
  if (status >= 500 && status !== 501) return new TransportError('5xx', message, wait);
  return new Refusal(String(status), message);
}

function connectionFailure(error: unknown, scope: CallScope): TransportError {
  if (scope.signal.aborted) return stopped(scope);
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new TransportError('timeout', `no answer within ${requestTimeoutMilliseconds / 1_000}s, while ${scope.doing}`, { cause: error });
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const detail = cause instanceof Error && cause.message !== '' ? cause.message : errorMessage(error);
  return new TransportError('network', `${detail}, while ${scope.doing}`, { cause: error });
}

/** The answer came and is not JSON, or the client refused the call before anything was sent. */
function unexpectedError(error: unknown, scope: CallScope): Error {
  return new Error(`${errorMessage(error)}, while ${scope.doing}`, { cause: error });
}

function stopped(scope: CallScope): TransportError {
  return new TransportError('timeout', `stopped before an answer came, while ${scope.doing}`, { cause: scope.signal.reason });
}

function serverTime(headers: Headers): number | undefined {
  const text = headers.get('x-pinecone-request-latency-ms') ?? headers.get('x-envoy-upstream-service-time');
  const milliseconds = text === null ? Number.NaN : Number(text);
  return Number.isFinite(milliseconds) ? milliseconds : undefined;
}

/** Seconds or a date (RFC 9110 10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/** The service answers with `{"error":{"message"}}`, `{"message"}` or plain text, depending on the part that refuses. */
function quoteAnswer(body: string): string {
  const text = (messageIn(body) ?? body).replaceAll(/\s+/g, ' ').trim();
  if (text === '') return 'no reason given';
  return text.length > longestQuotedAnswer ? `${text.slice(0, longestQuotedAnswer)}...` : text;
}

function messageIn(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { readonly message?: unknown; readonly error?: { readonly message?: unknown } } | null;
    const message = parsed?.error?.message ?? parsed?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
