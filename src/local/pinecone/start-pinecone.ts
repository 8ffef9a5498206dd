import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorMessage } from '../../std/errors.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { closeServer, listenOnLoopback, readBody } from '../listen.ts';
import { ApiKeys, checkRole } from './access.ts';
import type { Role } from './access.ts';
import { controlRoutes } from './control-plane.ts';
import { dataRoutes } from './data-plane.ts';
import { hasSchemaShape } from './index-model.ts';
import { Project } from './project.ts';
import { PineconeRefusal, refusalReply, unsupported } from './refusal.ts';
import type { Plane } from './refusal.ts';
import { findRoute } from './route.ts';
import type { Reply, Route } from './route.ts';
import { seedIndex } from './seed-index.ts';

export interface PineconeEndpoint extends AsyncDisposable {
  /** Of the control plane: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** May do everything. */
  readonly apiKey: string;
  /** May read records, addressed by `hostOf`. */
  readonly readOnlyKey: string;
  /** Address of an index. */
  hostOf(name: string): string;
}

export interface PineconeOptions {
  /** Data of the index `sophia-calls`; without it the endpoint starts empty. */
  readonly world?: World;
  readonly faults?: readonly Fault[];
  readonly port?: number;
}

interface State {
  readonly project: Project;
  readonly keys: ApiKeys;
  readonly hostOf: (name: string) => string;
}

const bodyLimitBytes = 4_194_304;

/** Parts of the service that this endpoint knows of but does not have; anything else is an unknown path. */
const absentParts =
  /^\/(backups|restore-jobs|backup-schedules|collections|embed|rerank|models|bulk|records|indexes\/[^/]+\/.+|indexes\/create-for-model)|^\/namespaces\/[^/]+\/documents/;

export async function startPinecone(options: PineconeOptions = {}): Promise<PineconeEndpoint> {
  const project = new Project();
  if (options.world !== undefined) seedIndex(project, options.world, options.faults ?? []);
  const keys = new ApiKeys();
  let url = '';
  const hostOf = (name: string): string => `${url}/i/${name}`;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void respond({ project, keys, hostOf }, request, response);
  });
  url = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
  return {
    url,
    apiKey: keys.issue('ProjectEditor'),
    readOnlyKey: keys.issue('DataPlaneViewer'),
    hostOf,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

async function respond(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const start = performance.now();
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, indexName, indexPath] = /^\/i\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const plane: Plane = indexName === undefined ? 'control' : 'data';
  let reply: Reply;
  try {
    const body = await readBody(request, bodyLimitBytes);
    if (body === undefined) throw new PineconeRefusal('tooLarge', `Error, message length too large: the limit is: ${bodyLimitBytes} bytes`);
    const role = state.keys.roleOf(header(request, 'api-key'));
    const call = { plane, role, request, query: url.searchParams, body: body.toString() };
    if (indexName === undefined) reply = answer(controlRoutes, url.pathname, () => state, call);
    else reply = answer(dataRoutes, indexPath ?? '/', () => state.project.find(indexName), call);
  } catch (error) {
    const refusal =
      error instanceof PineconeRefusal
        ? error
        : new PineconeRefusal('broken', `The embedded Pinecone endpoint failed: ${errorMessage(error)}`);
    reply = refusalReply(plane, refusal);
  }
  send(response, reply, Math.round(performance.now() - start));
}

interface Call {
  readonly plane: Plane;
  readonly role: Role | undefined;
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Who asks comes first, then whether they may, then whether the index exists: an outsider learns no names. */
function answer<Target>(routes: readonly Route<Target>[], path: string, target: () => Target, call: Call): Reply {
  if (call.role === undefined) return { status: 401, body: call.plane === 'control' ? 'Invalid API Key' : 'Unauthorized' };
  const method = call.request.method ?? 'GET';
  const found = findRoute(routes, method, path);
  if (found === undefined) {
    if (absentParts.test(path)) throw unsupported(`${method} ${path}`);
    throw new PineconeRefusal('missing', `The embedded Pinecone endpoint has no ${method} ${path}`);
  }
  checkRole(call.role, call.plane, found.route.writes);
  const schemaShape = hasSchemaShape(header(call.request, 'x-pinecone-api-version'));
  return found.route.handle(target(), { method, query: call.query, parameters: found.parameters, schemaShape, body: call.body });
}

function send(response: ServerResponse, reply: Reply, latencyMilliseconds: number): void {
  const { body } = reply;
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body ?? {});
  response.writeHead(reply.status, {
    'content-type': isText ? 'text/plain' : 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-pinecone-request-latency-ms': String(latencyMilliseconds),
    ...reply.headers,
  });
  response.end(text);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
