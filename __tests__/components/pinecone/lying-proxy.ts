import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Instead of the endpoint's answer. */
export interface FalseReply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ProxiedRequest {
  readonly method: string;
  readonly body: string;
  readonly query: URLSearchParams;
  /** Of the API, as the client names it. */
  readonly version: string | undefined;
}

type Told = string | FalseReply | undefined;

/** What a proxy does to one answer: undefined leaves it alone, a text is its new body. */
export type Lie = (path: string, body: string, request: ProxiedRequest) => Told | Promise<Told>;

export interface ProxyOptions {
  /** Asks with this key always, whatever key it is given. */
  readonly apiKey?: string;
  /** Of refusals too; otherwise those are passed on as they are. */
  readonly changesRefusals?: boolean;
  /** Without the headers of answers, only the records themselves say what is indexed. */
  readonly passesHeaders?: boolean;
}

export interface LyingProxy extends AsyncDisposable {
  readonly url: string;
}

/** A real server before the endpoint that changes answers, to see that checks notice what the endpoint itself never does. */
export async function startLyingProxy(endpointUrl: string, lie: Lie, options: ProxyOptions = {}): Promise<LyingProxy> {
  let url = '';
  const server = createServer((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', url);
    const answer = async (): Promise<void> => {
      const { status, body, headers, sent, version } = await forward(endpointUrl, request, options);
      const direct = body.replaceAll(endpointUrl, url);
      const asked: ProxiedRequest = { method: request.method ?? '', body: sent, query, version };
      const told = status < 300 || options.changesRefusals === true ? await lie(pathname, direct, asked) : undefined;
      const reply = typeof told === 'object' ? told : { status, body: told ?? direct };
      response.writeHead(reply.status, { 'content-type': 'application/json', ...headers, ...('headers' in reply ? reply.headers : {}) });
      response.end(reply.body);
    };
    // Where the endpoint gives no answer, neither does the proxy.
    answer().catch(() => request.socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function forward(endpointUrl: string, request: IncomingMessage, { apiKey, passesHeaders = false }: ProxyOptions) {
  const sent = (await buffer(request)).toString();
  const asked = pick(['api-key', 'x-pinecone-api-version', 'content-type'], (name) => request.headers[name]);
  const method = request.method ?? 'GET';
  const answer = await fetch(endpointUrl + (request.url ?? '/'), {
    method,
    headers: apiKey === undefined ? asked : { ...asked, 'api-key': apiKey },
    ...(sent === '' ? {} : { body: sent }),
  });
  const telling = ['x-pinecone-request-lsn', 'x-pinecone-max-indexed-lsn', 'x-pinecone-request-latency-ms'];
  const headers = passesHeaders ? pick(telling, (name) => answer.headers.get(name)) : {};
  return { status: answer.status, body: await answer.text(), headers, sent, version: asked['x-pinecone-api-version'] };
}

function pick(names: readonly string[], valueOf: (name: string) => unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueOf(name);
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
