import { derivedId } from './derived-id.ts';
import type { IndexConfig } from './index-model.ts';
import { currentTime, newId } from './moment.ts';
import type { StoredRecord } from './namespace.ts';
import type { Project } from './project.ts';
import { checkQuota } from './quotas.ts';
import { PineconeRefusal } from './refusal.ts';
import { nextRun } from './schedule-time.ts';
import type { Frequency } from './schedule-time.ts';
import type { VectorIndex } from './vector-index.ts';

interface SavedNamespace {
  readonly name: string;
  readonly records: readonly StoredRecord[];
}

/** A backup: a plain value, the records included. Times are milliseconds since 1970. */
export interface Backup {
  readonly id: string;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly config: IndexConfig;
  readonly createdAt: number;
  readonly readyAt: number;
  readonly scheduleId: string | undefined;
  readonly sizeBytes: number;
  readonly namespaces: readonly SavedNamespace[];
  readonly sourceDeletedAt: number | undefined;
}

export interface RestoreJob {
  readonly id: string;
  readonly backupId: string;
  readonly indexName: string;
  readonly indexId: string;
  readonly createdAt: number;
  readonly completesAt: number;
}

export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly indexId: string;
  readonly indexName: string;
  readonly frequency: Frequency;
  readonly expireAfterDays: number;
  readonly enabled: boolean;
  readonly createdAt: number;
  /** Undefined while it is disabled. */
  readonly nextRun: number | undefined;
}

/** Off by default: a backup is whole and there at once. */
export interface BackupTiming {
  /** Records written less long ago are not in a backup; the service names a quarter of an hour. */
  readonly lagMilliseconds?: number | undefined;
  /** Of a backup, and of a restore. */
  readonly durationMilliseconds?: number | undefined;
}

const dayMilliseconds = 86_400_000;
/** A schedule that nobody looked at for years does not make thousands of backups of the same records. */
const mostRunsAtOnce = 400;

/** Backups, restore jobs and schedules of one project. */
export class BackupStore {
  timing: BackupTiming = {};
  readonly #project: Project;
  readonly #backups = new Map<string, Backup>();
  readonly #jobs = new Map<string, RestoreJob>();
  readonly #schedules = new Map<string, Schedule>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** In order of creation, as are jobs and schedules. */
  get all(): readonly Backup[] {
    return [...this.#backups.values()];
  }

  get jobs(): readonly RestoreJob[] {
    return [...this.#jobs.values()];
  }

  get schedules(): readonly Schedule[] {
    return [...this.#schedules.values()];
  }

  find(id: string): Backup {
    return present(this.#backups.get(id), 'Backup', id);
  }

  findJob(id: string): RestoreJob {
    return present(this.#jobs.get(id), 'Restore job', id);
  }

  findSchedule(id: string): Schedule {
    return present(this.#schedules.get(id), 'Backup schedule', id);
  }

  /** @throws PineconeRefusal over the quota */
  create(index: VectorIndex, labels: { readonly name: string | undefined; readonly description: string | undefined }): Backup {
    checkQuota('backups', this.#backups.size, this.#project.quotas.backups);
    return this.#save(index, { ...labels, id: newId(), createdAt: currentTime().getTime(), scheduleId: undefined });
  }

  delete(id: string): void {
    this.find(id);
    this.#backups.delete(id);
  }

  /** @throws PineconeRefusal with 412 while the backup is being made */
  restore(id: string, change: (source: IndexConfig) => IndexConfig): RestoreJob {
    const backup = this.find(id);
    const now = currentTime().getTime();
    if (now < backup.readyAt) throw new PineconeRefusal('notReady', `Backup ${id} is not completed`);
    const readyAt = now + (this.timing.durationMilliseconds ?? 0);
    const index = this.#project.create(change({ ...backup.config, sourceBackupId: id, readyAt }));
    for (const { name, records } of backup.namespaces) {
      const namespace = index.writable(name);
      for (const { id: recordId, values, metadata, sparse } of records) namespace.put(recordId, values, metadata, sparse);
      namespace.lsn = 1;
    }
    const job = {
      id: newId(),
      backupId: id,
      indexName: index.config.name,
      indexId: index.config.id ?? '',
      createdAt: now,
      completesAt: readyAt,
    };
    this.#jobs.set(job.id, job);
    return job;
  }

  /** What another store had, into one that has nothing. */
  fill(backups: readonly Backup[], jobs: readonly RestoreJob[], schedules: readonly Schedule[]): void {
    for (const backup of backups) this.#backups.set(backup.id, backup);
    for (const job of jobs) this.#jobs.set(job.id, job);
    for (const schedule of schedules) this.#schedules.set(schedule.id, schedule);
  }

  /** @throws PineconeRefusal when the index has another one that is enabled */
  putSchedule(schedule: Schedule): Schedule {
    const isOther = ({ id, indexId, enabled }: Schedule): boolean => enabled && indexId === schedule.indexId && id !== schedule.id;
    if (schedule.enabled && this.schedules.some(isOther))
      throw new PineconeRefusal('exists', 'This index already has an enabled backup schedule. Disable or delete it first.');
    this.#schedules.set(schedule.id, schedule);
    return schedule;
  }

  deleteSchedule(id: string): void {
    this.findSchedule(id);
    this.#schedules.delete(id);
  }

  /** Backups outlive their index, its schedules do not. */
  forgetIndex(index: VectorIndex): void {
    const { id } = index.config;
    const sourceDeletedAt = currentTime().getTime();
    for (const backup of this.all) if (backup.config.id === id) this.#backups.set(backup.id, { ...backup, sourceDeletedAt });
    for (const schedule of this.schedules) if (schedule.indexId === id) this.#schedules.delete(schedule.id);
  }

  /**
   * Does what the schedules planned until now and removes what is past its retention. Whoever asks next brings it about:
   * nothing changes in between, so a run that is late saves what one in time would have.
   */
  settle(): void {
    const now = currentTime().getTime();
    for (const schedule of this.schedules) this.#runSchedule(schedule, now);
    for (const backup of this.all) {
      const schedule = backup.scheduleId === undefined ? undefined : this.#schedules.get(backup.scheduleId);
      if (schedule !== undefined && now >= backup.createdAt + schedule.expireAfterDays * dayMilliseconds) this.#backups.delete(backup.id);
    }
  }

  #runSchedule(schedule: Schedule, now: number): void {
    const index = this.#project.indexes.find((candidate) => candidate.config.id === schedule.indexId);
    if (index === undefined) return;
    let due = schedule.nextRun;
    for (let runs = 0; due !== undefined && due <= now && runs < mostRunsAtOnce; runs += 1) {
      this.#save(index, { ...backupOfRun(schedule, due), description: undefined, createdAt: due, scheduleId: schedule.id });
      due = nextRun(due, schedule.frequency);
    }
    if (due !== schedule.nextRun) this.#schedules.set(schedule.id, { ...schedule, nextRun: due });
  }

  #save(index: VectorIndex, made: Pick<Backup, 'id' | 'name' | 'description' | 'createdAt' | 'scheduleId'>): Backup {
    const horizon = made.createdAt - (this.timing.lagMilliseconds ?? 0);
    const namespaces = index.namespaceNames.map((name) => ({ name, records: recordsBefore(index, name, horizon) }));
    const backup: Backup = {
      ...made,
      config: index.config,
      readyAt: made.createdAt + (this.timing.durationMilliseconds ?? 0),
      sizeBytes: namespaces.reduce((sum, { records }) => sum + Buffer.byteLength(JSON.stringify(records)), 0),
      namespaces,
      sourceDeletedAt: undefined,
    };
    this.#backups.set(backup.id, backup);
    return backup;
  }
}

/** What a backup of a schedule is called: the same run has the same id whoever brings it about. */
export function backupOfRun({ id, name }: Schedule, time: number): { readonly id: string; readonly name: string } {
  const stamp = new Date(time).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  return { id: derivedId(`${id} ${time}`), name: `${name}-${stamp}` };
}

function recordsBefore(index: VectorIndex, name: string, horizon: number): readonly StoredRecord[] {
  const namespace = index.existing(name);
  return Array.from(namespace.records()).filter(({ id }) => namespace.writtenAt(namespace.rowOf(id) ?? 0) <= horizon);
}

function present<Item>(item: Item | undefined, what: string, id: string): Item {
  if (item === undefined) throw new PineconeRefusal('missing', `${what} ${id} not found`);
  return item;
}
