import type { ApiKey, ApiKeys } from '../access.ts';
import type { Backup, RestoreJob, Schedule } from '../backup-store.ts';
import type { IndexConfig } from '../index-model.ts';
import type { IndexedFields, Namespace } from '../namespace.ts';
import type { Project } from '../project.ts';
import type { Projects } from '../projects.ts';
import type { VectorIndex } from '../vector-index.ts';
import type { KeptRecord } from './record-chunk.ts';

/** What of an endpoint outlives its process. */
export interface EndpointState {
  readonly keys: ApiKeys;
  readonly projects: Projects;
}

/** The state at one moment: a plain value. Records are beside it, in lists that it names by number. */
export interface Snapshot {
  readonly keys: readonly ApiKey[];
  readonly projects: readonly KeptProject[];
}

interface KeptProject {
  readonly name: string;
  readonly indexes: readonly KeptIndex[];
  readonly backups: readonly KeptBackup[];
  readonly jobs: readonly RestoreJob[];
  readonly schedules: readonly Schedule[];
}

interface KeptIndex {
  readonly config: IndexConfig;
  readonly namespaces: readonly {
    readonly name: string;
    readonly lsn: number;
    readonly indexedFields: IndexedFields;
    readonly list: number;
  }[];
}

interface KeptBackup extends Omit<Backup, 'namespaces'> {
  readonly namespaces: readonly { readonly name: string; readonly list: number }[];
}

/** Keeps a list of records and gives its number. */
export type KeepRecords = (records: Iterable<KeptRecord>) => number;
export type ReadRecords = (list: number) => Iterable<KeptRecord>;

export function snapshotOf({ keys, projects }: EndpointState, keep: KeepRecords): Snapshot {
  return { keys: keys.all, projects: projects.all.map((project) => keepProject(project, keep)) };
}

/** Into an endpoint that has nothing but the keys of its start. */
export function restoreSnapshot(snapshot: Snapshot, read: ReadRecords, { keys, projects }: EndpointState): void {
  for (const key of snapshot.keys) keys.put(key);
  for (const kept of snapshot.projects) restoreProject(kept, read, projects.named(kept.name));
}

function keepProject({ name, indexes, backups }: Project, keep: KeepRecords): KeptProject {
  return {
    name,
    indexes: indexes.map((index) => keepIndex(index, keep)),
    backups: backups.all.map((backup) => ({
      ...backup,
      namespaces: backup.namespaces.map(({ name, records }) => ({ name, list: keep(records) })),
    })),
    jobs: backups.jobs,
    schedules: backups.schedules,
  };
}

function keepIndex(index: VectorIndex, keep: KeepRecords): KeptIndex {
  const namespaces = index.namespaceNames.map((name) => {
    const namespace = index.existing(name);
    return { name, lsn: namespace.lsn, indexedFields: namespace.indexedFields, list: keep(recordsOf(namespace)) };
  });
  return { config: index.config, namespaces };
}

/** In order of rows, which decides between equal scores. */
function* recordsOf(namespace: Namespace): Generator<KeptRecord> {
  for (let row = 0; row < namespace.count; row += 1) {
    const sparse = namespace.sparseAt(row);
    yield {
      id: namespace.idAt(row),
      values: namespace.lengthAt(row) === 0 ? [] : namespace.valuesAt(row),
      metadata: namespace.metadataAt(row),
      writtenAt: namespace.writtenAt(row),
      ...(sparse && { sparse }),
    };
  }
}

function restoreProject(kept: KeptProject, read: ReadRecords, project: Project): void {
  for (const { config, namespaces } of kept.indexes) {
    const index = project.put(config);
    for (const { name, lsn, indexedFields, list } of namespaces) {
      const namespace = index.writable(name);
      for (const { id, values, metadata, sparse, writtenAt } of read(list)) namespace.put(id, values, metadata, sparse, writtenAt);
      namespace.lsn = lsn;
      namespace.indexedFields = indexedFields;
    }
  }
  const backups = kept.backups.map(({ namespaces, ...backup }): Backup => ({
    ...backup,
    namespaces: namespaces.map(({ name, list }) => ({ name, records: Array.from(read(list), storedOf) })),
  }));
  project.backups.fill(backups, kept.jobs, kept.schedules);
}

function storedOf(record: KeptRecord): Backup['namespaces'][number]['records'][number] {
  return { ...record, values: Array.from(record.values) };
}
