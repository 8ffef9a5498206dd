import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerOperation, type Reply, refusal } from './github-answers.ts';
import { createWorld, type GithubToken, type GithubWorld } from './github-world.ts';
import { type Operation, operationOf } from './openapi.ts';

/**
 * What goes wrong with one request. `reset` and `stall` before anything happened; `lost` takes effect and then resets the
 * connection, `lost-502` takes effect and answers 502, `half` answers half of the body.
 */
export type Fault = 'reset' | 'stall' | 'lost' | 'lost-502' | 'half' | Reply;

export interface SeenRequest {
  /** Of GitHub's description, such as `issues/create-comment`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: unknown;
  readonly atMilliseconds: number;
}

export interface LocalGithub extends AsyncDisposable {
  readonly url: string;
  readonly world: GithubWorld;
  readonly requests: readonly SeenRequest[];
  /** Asked for each request before it takes effect; a promise delays it. */
  fault: (request: SeenRequest) => Fault | undefined | Promise<Fault | undefined>;
}

/** GitHub's answer to too many requests that make content. */
export function secondaryLimit(retryAfterSeconds?: number, status = 403): Reply {
  return {
    status,
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    json: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  };
}

export function primaryLimit(resetsAtSeconds: number, status = 403): Reply {
  return {
    status,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetsAtSeconds) },
    json: { message: 'API rate limit exceeded for installation ID 1.' },
  };
}

/**
 * GitHub's REST API as far as we use it, with its rules: permissions, limits, error texts, pages. Every request is held
 * against GitHub's own OpenAPI description; a request that violates it fails the test when the server is disposed.
 */
export async function startLocalGithub(world: GithubWorld = createWorld()): Promise<LocalGithub> {
  const requests: SeenRequest[] = [];
  const violations: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const text = await bodyOf(request);
    const method = request.method ?? '';
    const blob = /^\/_blobs\/(\d+)$/.exec(url.pathname);
    if (blob !== null) return sendBlob(world, Number(blob[1]), response);
    const operation = operationOf(method, url.pathname);
    const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const seen = { operation: operation?.id ?? '', method, path: url.pathname, token, body, atMilliseconds: performance.now() };
    requests.push(seen);
    violations.push(...(operation?.violations(url.searchParams, body) ?? [`unknown route ${method} ${url.pathname}`]));
    const fault = await github.fault(seen);
    if (fault === 'stall') return;
    if (fault === 'reset') return void response.destroy();
    if (typeof fault === 'object') return send(fault, response);
    const reply =
      request.headers['user-agent'] === undefined
        ? refusal(403, 'Request forbidden by administrative rules.')
        : answer(world, operation, token, { query: url.searchParams, body, accept: request.headers.accept ?? '', origin: github.url });
    if (fault === 'lost') return void response.destroy();
    send(fault === 'lost-502' ? { status: 502, json: { message: 'Server Error' } } : reply, response, fault === 'half');
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const github: LocalGithub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    requests,
    fault: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (violations.length > 0) throw new Error(`requests that GitHub's description forbids:\n${violations.join('\n')}`);
    },
  };
  return github;
}

interface Asked {
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
  readonly origin: string;
}

function answer(world: GithubWorld, operation: Operation | undefined, token: string, asked: Asked): Reply {
  const identity: GithubToken | undefined = world.tokens.get(token);
  if (identity === undefined) return refusal(401, 'Bad credentials');
  if (operation === undefined) return refusal(404, 'Not Found');
  return answerOperation(world, { ...asked, id: operation.id, params: operation.params, identity });
}

function send({ status, json, headers = {}, bytes }: Reply, response: ServerResponse, isHalf = false): void {
  const isEmpty = json === undefined && bytes === undefined;
  const body = isEmpty ? Buffer.alloc(0) : (bytes ?? Buffer.from(JSON.stringify(json)));
  const limits = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '900', 'x-ratelimit-resource': 'core' };
  response.writeHead(status, {
    ...(!isEmpty && { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) }),
    ...limits,
    ...headers,
  });
  if (isHalf) response.write(body.subarray(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

/** What an artifact's signed address gives; no token is asked for. */
function sendBlob({ artifacts }: GithubWorld, id: number, response: ServerResponse): void {
  const found = artifacts.find((artifact) => artifact.id === id);
  if (found === undefined) return void response.writeHead(404).end();
  const headers = { 'content-type': found.type ?? 'application/zip', 'content-length': String(found.bytes.length) };
  response.writeHead(200, headers).end(found.bytes);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
