import type { VectorMatch, VectorQuery, VectorRecord } from '../../model/capability.ts';
import type { IndexConfig } from './index-config.ts';
import type { PineconeSettings } from './settings-schema.ts';

/** The name by which the service knows the namespace that has none. */
export const defaultNamespace = '__default__';

/** Data plane of one index. Every call ends with the signal and throws `Refusal` (HTTP status as code) or `TransportError`. */
export interface VectorIndex {
  upsert(records: readonly VectorRecord[], namespace: string, signal: AbortSignal): Promise<void>;
  query(query: VectorQuery, signal: AbortSignal): Promise<QueryAnswer>;
  /** Those of the ids that exist, in no particular order. At most 1,000 ids. */
  fetch(ids: readonly string[], namespace: string, signal: AbortSignal): Promise<readonly VectorRecord[]>;
  /** One page of ids in order; `next` is absent on the last one. */
  listPage(namespace: string, pageSize: number, from: string | undefined, signal: AbortSignal): Promise<IdPage>;
  remove(ids: readonly string[], namespace: string, signal: AbortSignal): Promise<void>;
  /** Removes a namespace with its records; succeeds when there is none. */
  removeNamespace(namespace: string, signal: AbortSignal): Promise<void>;
  /** As the service counts: it may lag behind writes. */
  count(namespace: string, signal: AbortSignal): Promise<number>;
}

export interface QueryAnswer {
  readonly matches: readonly VectorMatch[];
  /** Time inside the service by its own account, where it says so. */
  readonly serverMilliseconds: number | undefined;
}

export interface IdPage {
  readonly ids: readonly string[];
  readonly next: string | undefined;
}

/** Control plane of a project. */
export interface ControlPlane {
  describe(name: string, signal: AbortSignal): Promise<IndexConfig>;
  /** A managed index of the same shape as another. It may not be ready yet when this returns. */
  createLike(config: IndexConfig, name: string, signal: AbortSignal): Promise<void>;
  /** Succeeds when there is no such index. */
  remove(name: string, signal: AbortSignal): Promise<void>;
}

/** Everything one API key reaches. */
export interface PineconeClient {
  readonly control: ControlPlane;
  index(host: string): VectorIndex;
}

export interface PineconeConnection extends AsyncDisposable {
  readonly settings: PineconeSettings;
  /** Namespace that checks read. */
  readonly namespace: string;
  /** The index as it was found when the connection was made. */
  readonly config: IndexConfig;
  readonly control: ControlPlane;
  readonly index: VectorIndex;
  /** Data plane of any index of the project, addressed by the host that `describe` gave. */
  indexAt(host: string): VectorIndex;
  /** The same project with another key. */
  withKey(apiKey: string): PineconeClient;
}
