import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { openConnection } from '../../../src/components/snowflake/client.ts';
import { settingsSchema } from '../../../src/components/snowflake/settings-schema.ts';

/** An HTTP service on loopback that a test gives its answers: for what an account does only when something is wrong with it. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly paths: readonly string[];
}

export async function startService(listener: RequestListener): Promise<Service> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(new URL(request.url ?? '/', 'http://x').pathname);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Connects the component's own client to a service. */
export function open(url: string, signal = AbortSignal.timeout(20_000), declared: Readonly<Record<string, unknown>> = {}) {
  return openConnection(v.parse(settingsSchema, { account: 'local', access_url: url, username: 'U', password: 'p', ...declared }), signal);
}

export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const bytes = await buffer(request);
  const text = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString();
  return JSON.parse(text);
}

export const noRows = { rowtype: [], rowset: [], total: 0, returned: 0, queryId: 'q', parameters: [] };

export const loggedIn = {
  success: true,
  data: { token: 't', masterToken: 'm', validityInSeconds: 3_600, masterValidityInSeconds: 14_400, sessionId: 1, parameters: [] },
};

export function reply(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Logs everyone in, and gives statements to the test. */
export function afterLogin(onStatement: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url?.startsWith('/queries/v1/query-request') === true) return onStatement(request, response);
    reply(response, request.url?.startsWith('/session/v1/login-request') === true ? loggedIn : { success: true, data: {} });
  };
}

/** One text column as the wire has it. */
export function textRows(name: string, values: readonly string[], queryId = 'q') {
  const rowtype = [{ name, type: 'text', nullable: true, length: 100, byteLength: 400, precision: null, scale: null }];
  return { ...noRows, rowtype, rowset: values.map((value) => [value]), total: values.length, returned: values.length, queryId };
}
