import { errorMessage } from '../../std/errors.ts';
import type { ApiKeys } from './access.ts';
import { checkRole } from './access.ts';
import { hasSchemaShape, readVersion } from './api-version.ts';
import { controlRoutes } from './control-plane.ts';
import { dataRoutes } from './data-plane.ts';
import type { Knobs } from './faults/knobs.ts';
import { InitialisingIndexes } from './faults/initialising-indexes.ts';
import { LaggingIndexes } from './faults/lagging-indexes.ts';
import { LossyQueries } from './faults/lossy-query.ts';
import { plantedReply } from './faults/planted-reply.ts';
import { requestKindOf } from './faults/request-kind.ts';
import type { RequestKind } from './faults/request-kind.ts';
import type { Project } from './project.ts';
import { PineconeRefusal, refusalReply, unsupported } from './refusal.ts';
import type { Plane } from './refusal.ts';
import { findRoute } from './route.ts';
import type { MatchedRoute, PineconeRequest, Reply, Route } from './route.ts';

/** A request as it came: what it takes to do it again. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly version: string | undefined;
  readonly body: string;
}

export interface Address {
  readonly plane: Plane;
  readonly kind: RequestKind;
  /** Name of the index; empty on the control plane. */
  readonly index: string;
  readonly path: string;
}

export interface Answer {
  readonly reply: Reply;
  /** Whether it changed something. */
  readonly wrote: boolean;
}

/** Parts of the service that this endpoint knows of but does not have; anything else is an unknown path. */
const absentParts =
  /^\/(backups|restore-jobs|backup-schedules|collections|embed|rerank|models|bulk|records|indexes\/[^/]+\/.+|indexes\/create-for-model)|^\/namespaces\/[^/]+\/documents/;

/** Which plane, index and kind a request is for: all indexes share one port, each below `/i/<name>`. */
export function addressOf(method: string, url: string): Address {
  const { pathname } = new URL(url, 'http://127.0.0.1');
  const [, index, path = '/'] = /^\/i\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  if (index === undefined) return { plane: 'control', index: '', path: pathname, kind: requestKindOf(method, false, pathname) };
  return { plane: 'data', index, path, kind: requestKindOf(method, true, path) };
}

/** The endpoint without HTTP: a request is answered at once, and the same requests in the same order leave the same state. */
export class Service {
  readonly #project: Project;
  readonly #keys: ApiKeys;
  readonly #hostOf: (name: string) => string;
  readonly #lagging = new LaggingIndexes();
  readonly #lossy = new LossyQueries();
  readonly #initialising = new InitialisingIndexes();
  #knobs: Knobs = {};

  constructor(project: Project, keys: ApiKeys, hostOf: (name: string) => string) {
    this.#project = project;
    this.#keys = keys;
    this.#hostOf = hostOf;
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  set knobs(knobs: Knobs) {
    this.#knobs = knobs;
    this.#lagging.range = knobs.freshness;
    this.#lossy.loss = knobs.recallLoss;
  }

  /** Never throws. */
  answer(raw: RawRequest): Answer {
    const address = addressOf(raw.method, raw.url);
    try {
      return address.plane === 'control' ? this.#control(raw, address) : this.#data(raw, address);
    } catch (error) {
      const known = error instanceof PineconeRefusal;
      const refusal = known ? error : new PineconeRefusal('broken', `The embedded Pinecone endpoint failed: ${errorMessage(error)}`);
      return { reply: refusalReply(address.plane, refusal), wrote: false };
    }
  }

  #control(raw: RawRequest, address: Address): Answer {
    const found = this.#find(controlRoutes, raw, address);
    if ('status' in found) return { reply: found, wrote: false };
    const project = this.#projectOf(raw);
    const target = { project, hostOf: this.#hostOf };
    const gone = raw.method === 'DELETE' ? project.indexes.find((index) => index.config.name === found.parameters['name']) : undefined;
    const reply = found.route.handle(target, requestOf(raw, found));
    if (gone !== undefined && reply.status < 300) this.#lagging.forget(gone);
    if (address.kind === 'create-index') this.#initialising.created(reply, this.#knobs.indexInitMilliseconds);
    return { reply: this.#initialising.shown(reply), wrote: found.route.writes && reply.status < 300 };
  }

  #data(raw: RawRequest, address: Address): Answer {
    const found = this.#find(dataRoutes, raw, address);
    if ('status' in found) return { reply: found, wrote: false };
    const project = this.#projectOf(raw);
    const index = project.findByAddress(address.index);
    if (this.#initialising.has(this.#hostOf(address.index)))
      return { reply: plantedReply('data', 503, undefined, 'The index is initializing'), wrote: false };
    const request = requestOf(raw, found);
    if (!found.route.writes) {
      const visible = this.#lagging.visible(index);
      const handle = (asked: PineconeRequest): Reply => found.route.handle(visible, asked);
      return { reply: address.kind === 'query' ? this.#lossy.answer(request, handle) : handle(request), wrote: false };
    }
    const afterWrite = this.#lagging.beforeWrite(index, found.route, request);
    const reply = found.route.handle(index, request);
    if (reply.status < 300) afterWrite();
    return { reply, wrote: reply.status < 300 };
  }

  #projectOf({ apiKey }: RawRequest): Project {
    const project = this.#keys.projectOf(apiKey) ?? this.#project;
    const { backupLagMilliseconds, backupDurationMilliseconds } = this.#knobs;
    project.backups.timing = { lagMilliseconds: backupLagMilliseconds, durationMilliseconds: backupDurationMilliseconds };
    project.backups.settle();
    return project;
  }

  /** Who asks comes first, then whether they may, then whether the index exists: an outsider learns no names. */
  #find<Target>(routes: readonly Route<Target>[], { method, apiKey }: RawRequest, { plane, path }: Address): MatchedRoute<Target> | Reply {
    const role = this.#keys.roleOf(apiKey);
    if (role === undefined) return { status: 401, body: plane === 'control' ? 'Invalid API Key' : 'Unauthorized' };
    const found = findRoute(routes, method, path);
    if (found === undefined) {
      if (absentParts.test(path)) throw unsupported(`${method} ${path}`);
      throw new PineconeRefusal('missing', `The embedded Pinecone endpoint has no ${method} ${path}`);
    }
    checkRole(role, plane, found.route.writes);
    return found;
  }
}

function requestOf<Target>({ method, url, version, body }: RawRequest, { parameters }: MatchedRoute<Target>): PineconeRequest {
  const { searchParams: query } = new URL(url, 'http://127.0.0.1');
  return { method, query, parameters, schemaShape: hasSchemaShape(readVersion(version)), body };
}
