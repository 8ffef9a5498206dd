import type { VectorMatch, VectorQuery, VectorRecord } from '../../model/capability.ts';
import type { BackupControl } from './backup/backup-control.ts';
import type { IndexConfig } from './shape/index-config.ts';
import type { PineconeSettings } from './settings-schema.ts';
import type { UnitMeter } from './units/unit-meter.ts';

/** The name by which the service knows the namespace that has none. */
export const defaultNamespace = '__default__';

/** Data plane of one index. Every call ends with the signal and throws `Refusal` (HTTP status as code) or `TransportError`. */
export interface VectorIndex {
  upsert(records: readonly VectorRecord[], namespace: string, signal: AbortSignal): Promise<WriteReceipt>;
  /** Values are replaced, fields of metadata are merged into those that are there. */
  update(change: RecordChange, namespace: string, signal: AbortSignal): Promise<WriteReceipt>;
  query(query: VectorQuery, signal: AbortSignal): Promise<QueryAnswer>;
  /** Those of the ids that exist, in no particular order. At most 1,000 ids. */
  fetch(ids: readonly string[], namespace: string, signal: AbortSignal): Promise<readonly VectorRecord[]>;
  /** One page of ids in order; `next` is absent on the last one. */
  listPage(namespace: string, pageSize: number, from: string | undefined, signal: AbortSignal): Promise<IdPage>;
  remove(ids: readonly string[], namespace: string, signal: AbortSignal): Promise<WriteReceipt>;
  /** Removes a namespace with its records; succeeds when there is none. */
  removeNamespace(namespace: string, signal: AbortSignal): Promise<void>;
  /** As the service counts: it may lag behind writes. */
  count(namespace: string, signal: AbortSignal): Promise<number>;
  /** The whole index as the service counts. */
  statistics(signal: AbortSignal): Promise<IndexStatistics>;
}

/** A record's id with what shall change. */
export type RecordChange = Pick<VectorRecord, 'id'> & Partial<VectorRecord>;

export interface WriteReceipt {
  /** Number of the write in its namespace, where the service says so. */
  readonly lsn: number | undefined;
}

export interface IndexStatistics {
  readonly dimension: number | undefined;
  /** 0 to 1 on dedicated capacity and pods. */
  readonly fullness: number | undefined;
  readonly totalRecords: number;
  /** Records by namespace; the one without a name is `__default__`. */
  readonly namespaces: Readonly<Record<string, number>>;
}

export interface QueryAnswer {
  readonly matches: readonly VectorMatch[];
  /** Time inside the service by its own account, where it says so. */
  readonly serverMilliseconds: number | undefined;
  /** Writes of the namespace up to this number are in the answer, where the service says so. */
  readonly maxIndexedLsn: number | undefined;
  /** As billed for this query, where the service says so. */
  readonly readUnits: number | undefined;
}

export interface IdPage {
  readonly ids: readonly string[];
  readonly next: string | undefined;
}

/** Control plane of a project. */
export interface ControlPlane {
  describe(name: string, signal: AbortSignal): Promise<IndexConfig>;
  /** All indexes that the key sees. */
  list(signal: AbortSignal): Promise<readonly IndexConfig[]>;
  /** A managed index of the same shape as another; a lost reply is found out about. It may not be ready yet when this returns. */
  createLike(config: IndexConfig, name: string, signal: AbortSignal): Promise<void>;
  /** Succeeds when there is no such index. */
  remove(name: string, signal: AbortSignal): Promise<void>;
}

/** Everything one API key reaches. */
export interface PineconeClient {
  readonly control: ControlPlane;
  readonly backups: BackupControl;
  index(host: string): VectorIndex;
}

export interface PineconeConnection extends AsyncDisposable {
  readonly settings: PineconeSettings;
  /** Namespace that checks read. */
  readonly namespace: string;
  /** The index as it was found when the connection was made. */
  readonly config: IndexConfig;
  readonly control: ControlPlane;
  readonly backups: BackupControl;
  /** What this run costs. */
  readonly units: UnitMeter;
  readonly index: VectorIndex;
  /** Data plane of any index of the project, addressed by the host that `describe` gave. */
  indexAt(host: string): VectorIndex;
  /** The same project with another key. */
  withKey(apiKey: string): PineconeClient;
}
