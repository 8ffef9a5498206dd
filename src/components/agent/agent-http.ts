import type { Network } from '../../std/address.ts';
import { Refusal, TransportError } from '../../std/errors.ts';
import { createGuardedFetch } from '../guarded-fetch.ts';
import type { GuardedFetch } from '../guarded-fetch.ts';
import { networkError } from '../network-error.ts';
import { shortText } from '../short-text.ts';
import { parseJson } from './answer.ts';
import { errorInBody } from './body-error.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Requests to the origin of an agent, with its credentials. No redirect is followed, so they never leave it. */
export class AgentHttp implements Disposable {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #network: Network;
  readonly #web: GuardedFetch;

  constructor(url: URL, headers: Readonly<Record<string, string>>, network: Network) {
    this.#origin = url.origin;
    this.#headers = headers;
    this.#network = network;
    this.#web = createGuardedFetch(url, network);
  }

  /** The same agent with other headers in place of those with credentials. */
  withHeaders(headers: Readonly<Record<string, string>>): AgentHttp {
    return new AgentHttp(new URL(this.#origin), headers, this.#network);
  }

  /** Any status. Throws `TransportError` where no answer came, and for 429 and 5xx. */
  async open(request: HttpRequest, signal: AbortSignal): Promise<Response> {
    const { method, url, headers, body } = request;
    if (url.origin !== this.#origin) throw new Refusal('OTHER_ORIGIN', `${url.origin} is not asked: credentials are for ${this.#origin}`);
    const sent = {
      accept: 'application/json',
      'user-agent': 'infra-test',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...this.#headers,
      ...headers,
    };
    try {
      return await this.#web.fetch(url, { method, headers: sent, signal, ...(body !== undefined && { body: JSON.stringify(body) }) });
    } catch (error) {
      throw noAnswer(error, request, signal);
    }
  }

  /** Any status, with the whole text. */
  async read(request: HttpRequest, signal: AbortSignal): Promise<Pick<Response, 'status' | 'headers'> & { readonly text: string }> {
    const response = await this.open(request, signal);
    try {
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      throw noAnswer(error, request, signal);
    }
  }

  /** The JSON of an answer below 400. An error in it is thrown as `Refusal`, whatever the status says. */
  async json(request: HttpRequest, signal: AbortSignal): Promise<unknown> {
    const { text, ...response } = await this.read(request, signal);
    return bodyOf(request, response, text);
  }

  /** The text of an answer below 300. */
  async text(request: HttpRequest, signal: AbortSignal): Promise<string> {
    const { status, text } = await this.read(request, signal);
    if (status < 300) return text;
    throw new Refusal(String(status), `${describeRequest(request)} answered ${status}: ${shortText(text)}`);
  }

  [Symbol.dispose](): void {
    this.#web[Symbol.dispose]();
  }
}

/** Throws `Refusal` for a status from 300 on, for what is no JSON, and for an error in the body. */
export function bodyOf(request: HttpRequest, { status, headers }: Pick<Response, 'status' | 'headers'>, text: string): unknown {
  const what = describeRequest(request);
  const body = parseJson(text);
  const error = errorInBody(body);
  if (status >= 300 && status < 400) {
    throw new Refusal(
      String(status),
      `${what} answered ${status}, a redirect to ${headers.get('location') ?? 'nowhere'} that is not followed`,
    );
  }
  if (status >= 400) throw new Refusal(String(status), `${what} answered ${status}: ${shortText(error?.message ?? text)}`);
  if (body === undefined) throw new Refusal('NOT_JSON', `${what} answered ${status} with ${kindOf(text, headers)} where JSON was expected`);
  if (error !== undefined) {
    throw new Refusal(error.code, `${what} answered ${status} with an error in its body: ${error.code}: ${shortText(error.message)}`);
  }
  return body;
}

export function describeRequest({ method, url }: Pick<HttpRequest, 'method' | 'url'>): string {
  return `${method} ${url.pathname}`;
}

function kindOf(text: string, headers: Headers): string {
  return text === '' ? 'an empty body' : (headers.get('content-type') ?? 'a body of no declared type');
}

/** What an error of fetch means. An abort is ours: the time is over. */
export function noAnswer(error: unknown, request: HttpRequest, signal: AbortSignal): Error {
  if (error instanceof Refusal) return error;
  const what = describeRequest(request);
  if (signal.aborted) return new TransportError('timeout', `${what}: no answer in time`, { cause: error });
  if (error instanceof TransportError) return new TransportError(error.kind, `${what}: ${error.message}`, sameCause(error));
  if (error instanceof Error && error.name === 'ForbiddenAddress') return error;
  return networkError(error, `${request.url.host} (${what})`, 'reading the answer', false);
}

function sameCause(error: TransportError): { cause: unknown; retryAfterMilliseconds?: number } {
  const { retryAfterMilliseconds } = error;
  return { cause: error, ...(retryAfterMilliseconds !== undefined && { retryAfterMilliseconds }) };
}
