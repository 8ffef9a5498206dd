import { errorMessage } from '../../std/errors.ts';
import type { ApiKeys } from './access.ts';
import { checkRole } from './access.ts';
import { isSchemaVersion, readVersion } from './api-version.ts';
import type { ApiVersion } from './api-version.ts';
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
import type { Projects } from './projects.ts';
import { PineconeRefusal, refusalReply, unsupported } from './refusal.ts';
import type { ErrorForm, Plane } from './refusal.ts';
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
  readonly errorForm: ErrorForm;
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
const absentParts = /^\/(bulk|namespace-aliases|assistant|admin|metrics|prometheus)(\/|$)/;

/** Which plane, index and kind a request is for: all indexes share one port, each below `/i/<name>`. */
export function addressOf({ method, url, version }: Pick<RawRequest, 'method' | 'url' | 'version'>): Address {
  const { pathname } = new URL(url, 'http://127.0.0.1');
  const [, index, path = '/'] = /^\/i\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  if (index === undefined)
    return { plane: 'control', errorForm: 'word', index: '', path: pathname, kind: requestKindOf(method, false, pathname) };
  const kind = requestKindOf(method, true, path);
  return { plane: 'data', errorForm: errorFormOf(kind, version), index, path, kind };
}

/** On the data plane errors have numbers, but those of documents words, and of records from 2026-07 on. */
function errorFormOf(kind: RequestKind, version: string | undefined): ErrorForm {
  const hasWord = kind === 'documents' || (kind === 'records' && isSchemaVersion(version));
  return hasWord ? 'word' : 'number';
}

/** The endpoint without HTTP: a request is answered at once, and the same requests in the same order leave the same state. */
export class Service {
  readonly #projects: Projects;
  readonly #keys: ApiKeys;
  readonly #hostOf: (name: string) => string;
  readonly #lagging = new LaggingIndexes();
  readonly #lossy = new LossyQueries();
  readonly #initialising = new InitialisingIndexes();
  #knobs: Knobs = {};

  constructor(projects: Projects, keys: ApiKeys, hostOf: (name: string) => string) {
    this.#projects = projects;
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
    const address = addressOf(raw);
    try {
      return address.plane === 'control' ? this.#control(raw, address) : this.#data(raw, address);
    } catch (error) {
      const known = error instanceof PineconeRefusal;
      const refusal = known ? error : new PineconeRefusal('broken', `The embedded Pinecone endpoint failed: ${errorMessage(error)}`);
      return { reply: refusalReply(address.errorForm, refusal), wrote: false };
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
      return { reply: plantedReply(address.errorForm, 503, undefined, 'The index is initializing'), wrote: false };
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
    const project = this.#projects.named(this.#keys.find(apiKey)?.project ?? '');
    const { backupLagMilliseconds, backupDurationMilliseconds } = this.#knobs;
    project.backups.timing = { lagMilliseconds: backupLagMilliseconds, durationMilliseconds: backupDurationMilliseconds };
    project.backups.settle();
    return project;
  }

  /** Who asks comes first, then whether they may, then whether the index exists: an outsider learns no names. */
  #find<Target>(routes: readonly Route<Target>[], raw: RawRequest, { plane, path }: Address): FoundRoute<Target> | Reply {
    const { method, apiKey } = raw;
    const role = this.#keys.find(apiKey)?.role;
    if (role === undefined) return { status: 401, body: plane === 'control' ? 'Invalid API Key' : 'Unauthorized' };
    const found = findRoute(routes, method, path);
    if (found === undefined) {
      if (absentParts.test(path)) throw unsupported(`${method} ${path}`);
      throw new PineconeRefusal('missing', `The embedded Pinecone endpoint has no ${method} ${path}`);
    }
    checkRole(role, plane, found.route.writes);
    const version = readVersion(raw.version);
    const { since = version } = found.route;
    if (version >= since) return { ...found, version };
    const missing = `The embedded Pinecone endpoint has ${method} ${found.route.path} from version ${since} on, not in ${version}`;
    throw new PineconeRefusal('missing', missing);
  }
}

interface FoundRoute<Target> extends MatchedRoute<Target> {
  readonly version: ApiVersion;
}

function requestOf<Target>({ method, url, body }: RawRequest, { parameters, version }: FoundRoute<Target>): PineconeRequest {
  const { searchParams: query } = new URL(url, 'http://127.0.0.1');
  return { method, query, parameters, version, body };
}
