import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** True lets a request through, a number refuses it with that status, a text answers it with 200, `lost` does it and answers 503. */
export type KeyRule = (request: {
  readonly plane: 'control' | 'data';
  readonly path: string;
  readonly writes: boolean;
}) => true | number | string | { readonly lost: true };

/** A project with keys of its own in front of the endpoint, so that checks meet every role, and roles that lie. */
export async function startKeyProxy(endpoint: { readonly url: string; readonly apiKey: string }, keys: Readonly<Record<string, KeyRule>>) {
  let url = '';
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  });
  const answer = async (request: IncomingMessage): Promise<readonly [number, string]> => {
    const sent = (await buffer(request)).toString();
    const method = request.method ?? 'GET';
    const { pathname: path } = new URL(request.url ?? '/', url);
    const rule = keys[String(request.headers['api-key'])];
    const writes = method !== 'GET' && !/\/(query|describe_index_stats)$/.test(path);
    const verdict = rule?.({ plane: path.startsWith('/i/') ? 'data' : 'control', path, writes }) ?? 401;
    if (typeof verdict === 'number') return [verdict, '{"message":"not allowed"}'];
    if (typeof verdict === 'string') return [200, verdict];
    const isLost = typeof verdict === 'object';
    const headers = {
      'api-key': endpoint.apiKey,
      'content-type': 'application/json',
      'x-pinecone-api-version': String(request.headers['x-pinecone-api-version']),
    };
    const found = await fetch(endpoint.url + (request.url ?? '/'), { method, headers, ...(sent === '' ? {} : { body: sent }) });
    if (isLost) return [503, 'upstream reset'];
    return [found.status, (await found.text()).replaceAll(endpoint.url, url)];
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
