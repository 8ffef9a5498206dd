/** Backups of a project. Every call ends with the signal and throws `Refusal` (HTTP status as code) or `TransportError`. */
export interface BackupControl {
  /** The backup may not be ready when this returns. */
  create(index: string, name: string, signal: AbortSignal): Promise<Backup>;
  describe(id: string, signal: AbortSignal): Promise<Backup>;
  /** All of an index. */
  list(index: string, signal: AbortSignal): Promise<readonly Backup[]>;
  /** Succeeds when there is no such backup. */
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** Starts a new index with the content of a backup; returns the job's id. */
  restore(id: string, name: string, signal: AbortSignal): Promise<string>;
  job(id: string, signal: AbortSignal): Promise<RestoreJob>;
}

export interface Backup {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Undefined where the service does not say. */
  readonly records: number | undefined;
  readonly namespaces: number | undefined;
  readonly bytes: number | undefined;
}

export interface RestoreJob {
  readonly state: string;
  readonly percent: number | undefined;
}

/** A call that is told apart, deadlined and classified, as `callClient` does. */
export type Send = <T>(signal: AbortSignal, doing: string, call: () => Promise<T>) => Promise<{ readonly value: T }>;

interface ClientBackup {
  readonly backupId: string;
  readonly name?: string;
  readonly status: string;
  readonly recordCount?: number;
  readonly namespaceCount?: number;
  readonly sizeBytes?: number;
}

interface ClientPage {
  readonly data?: readonly ClientBackup[];
  readonly pagination?: { readonly next?: string } | null;
}

/** The part of the vendor's client that is used here, in its own names. */
export interface BackupClient {
  readonly backups: {
    create(index: string, options: { name: string; description: string }): Promise<ClientBackup>;
    describe(id: string): Promise<ClientBackup>;
    delete(id: string): Promise<void>;
    listByIndex(index: string, options: { limit: number; paginationToken?: string }): Promise<ClientPage>;
    createIndex(id: string, options: { name: string; tags: Record<string, string> }): Promise<{ readonly restoreJobId: string }>;
  };
  readonly restoreJobs: { describe(id: string): Promise<{ readonly status: string; readonly percentComplete?: number }> };
}

const pageSize = 100;

type UnlessGone = (remove: () => Promise<unknown>) => Promise<void>;

export function backupControl({ backups, restoreJobs }: BackupClient, send: Send, unlessGone: UnlessGone): BackupControl {
  const description = 'created by infra-test';
  return {
    async create(index, name, signal) {
      return backup((await send(signal, `backing up index ${index}`, () => backups.create(index, { name, description }))).value);
    },
    async describe(id, signal) {
      return backup((await send(signal, `describing backup ${id}`, () => backups.describe(id))).value);
    },
    async list(index, signal) {
      const found: Backup[] = [];
      let next: string | undefined;
      do {
        const options = { limit: pageSize, ...(next === undefined ? {} : { paginationToken: next }) };
        const { value } = await send(signal, `listing backups of index ${index}`, () => backups.listByIndex(index, options));
        found.push(...(value.data ?? []).map(backup));
        next = value.pagination?.next || undefined;
      } while (next !== undefined);
      return found;
    },
    async remove(id, signal) {
      await unlessGone(() => send(signal, `deleting backup ${id}`, () => backups.delete(id)));
    },
    async restore(id, name, signal) {
      const options = { name, tags: { 'created-by': 'infra-test' } };
      return (await send(signal, `restoring backup ${id} into index ${name}`, () => backups.createIndex(id, options))).value.restoreJobId;
    },
    async job(id, signal) {
      const { value } = await send(signal, `describing restore job ${id}`, () => restoreJobs.describe(id));
      return { state: value.status, percent: value.percentComplete };
    },
  };
}

function backup({ backupId, name, status, recordCount, namespaceCount, sizeBytes }: ClientBackup): Backup {
  return { id: backupId, name: name ?? '', state: status, records: recordCount, namespaces: namespaceCount, bytes: sizeBytes };
}
