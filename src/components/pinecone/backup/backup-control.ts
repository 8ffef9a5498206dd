import { createOnce } from '../scratch/create-once.ts';

/** Backups of a project. Every call ends with the signal and throws `Refusal` (HTTP status as code) or `TransportError`. */
export interface BackupControl {
  /** A name of our own finds the backup when the reply is lost. It may not be ready when this returns. */
  create(index: string, name: string, signal: AbortSignal): Promise<Backup>;
  describe(id: string, signal: AbortSignal): Promise<Backup>;
  /** All of an index. */
  list(index: string, signal: AbortSignal): Promise<readonly Backup[]>;
  /** Succeeds when there is no such backup. */
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** Starts a new index with the content of a backup; a lost reply is found out about. Returns the job's id. */
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

interface ClientJob {
  readonly restoreJobId: string;
  readonly targetIndexName: string;
  readonly status: string;
  readonly percentComplete?: number;
}

interface ClientPage<Item> {
  readonly data?: readonly Item[];
  readonly pagination?: { readonly next?: string } | null;
}

interface PageOptions {
  readonly limit: number;
  readonly paginationToken?: string;
}

/** The part of the vendor's client that is used here, in its own names. */
export interface BackupClient {
  readonly backups: {
    create(index: string, options: { name: string; description: string }): Promise<ClientBackup>;
    describe(id: string): Promise<ClientBackup>;
    delete(id: string): Promise<void>;
    listByIndex(index: string, options: PageOptions): Promise<ClientPage<ClientBackup>>;
    createIndex(id: string, options: { name: string; tags: Record<string, string> }): Promise<{ readonly restoreJobId: string }>;
  };
  readonly restoreJobs: {
    describe(id: string): Promise<ClientJob>;
    list(options: PageOptions): Promise<ClientPage<ClientJob>>;
  };
}

const pageSize = 100;

type UnlessGone = (remove: () => Promise<unknown>) => Promise<void>;

export function backupControl({ backups, restoreJobs }: BackupClient, send: Send, unlessGone: UnlessGone): BackupControl {
  return {
    create(index, name, signal) {
      const options = { name, description: 'created by infra-test' };
      const create = async () => backup((await send(signal, `backing up index ${index}`, () => backups.create(index, options))).value);
      return createOnce(create, async () => (await this.list(index, signal)).find((found) => found.name === name));
    },
    async describe(id, signal) {
      return backup((await send(signal, `describing backup ${id}`, () => backups.describe(id))).value);
    },
    async list(index, signal) {
      const list = (options: PageOptions) => send(signal, `listing backups of index ${index}`, () => backups.listByIndex(index, options));
      return (await everyPage(list)).map(backup);
    },
    async remove(id, signal) {
      await unlessGone(() => send(signal, `deleting backup ${id}`, () => backups.delete(id)));
    },
    restore(id, name, signal) {
      const options = { name, tags: { 'created-by': 'infra-test' } };
      const list = (page: PageOptions) => send(signal, 'listing restore jobs', () => restoreJobs.list(page));
      const restore = async () =>
        (await send(signal, `restoring backup ${id} into index ${name}`, () => backups.createIndex(id, options))).value.restoreJobId;
      return createOnce(restore, async () => (await everyPage(list)).find((job) => job.targetIndexName === name)?.restoreJobId);
    },
    async job(id, signal) {
      const { value } = await send(signal, `describing restore job ${id}`, () => restoreJobs.describe(id));
      return { state: value.status, percent: value.percentComplete };
    },
  };
}

async function everyPage<Item>(list: (options: PageOptions) => Promise<{ readonly value: ClientPage<Item> }>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let next: string | undefined;
  do {
    const { value } = await list({ limit: pageSize, ...(next === undefined ? {} : { paginationToken: next }) });
    items.push(...(value.data ?? []));
    next = value.pagination?.next || undefined;
  } while (next !== undefined);
  return items;
}

function backup({ backupId, name, status, recordCount, namespaceCount, sizeBytes }: ClientBackup): Backup {
  return { id: backupId, name: name ?? '', state: status, records: recordCount, namespaces: namespaceCount, bytes: sizeBytes };
}
