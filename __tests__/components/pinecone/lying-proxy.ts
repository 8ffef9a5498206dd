import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a proxy does to one answer: undefined leaves it alone. */
export type Lie = (path: string, body: string, request: { readonly method: string; readonly body: string }) => string | undefined;

export interface LyingProxy extends AsyncDisposable {
  readonly url: string;
}

/** A real server before the endpoint that changes answers, to see that checks notice. With a key, it asks with that one always. */
export async function startLyingProxy(endpointUrl: string, lie: Lie, apiKey?: string): Promise<LyingProxy> {
  let url = '';
  const server = createServer((request, response) => {
    void forward(endpointUrl, request, apiKey).then(({ status, body, sent }) => {
      const direct = body.replaceAll(endpointUrl, url);
      const path = new URL(request.url ?? '/', url).pathname;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status === 200 ? (lie(path, direct, { method: request.method ?? '', body: sent }) ?? direct) : direct);
    });
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

async function forward(endpointUrl: string, request: IncomingMessage, apiKey: string | undefined) {
  const sent = (await buffer(request)).toString();
  const headers = Object.fromEntries(
    ['api-key', 'x-pinecone-api-version', 'content-type'].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  if (apiKey !== undefined) headers['api-key'] = apiKey;
  const method = request.method ?? 'GET';
  const answer = await fetch(endpointUrl + (request.url ?? '/'), { method, headers, ...(sent === '' ? {} : { body: sent }) });
  return { status: answer.status, body: await answer.text(), sent };
}
