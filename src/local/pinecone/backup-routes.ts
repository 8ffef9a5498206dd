import type { Backup, RestoreJob } from './backup-store.ts';
import type { ControlTarget } from './control-plane.ts';
import { parseFields } from './fields.ts';
import { mergeTags, parseLabels, parseName, printTags } from './index-labels.ts';
import { currentTime } from './moment.ts';
import { pageOfItems } from './page-of-items.ts';
import { printFilterable, printSchema } from './print-index.ts';
import { parseReadCapacity } from './read-capacity.ts';
import { PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';

export const backupRoutes: readonly Route<ControlTarget>[] = [
  { method: 'GET', path: '/indexes/{name}/backups', writes: false, handle: listIndexBackups },
  { method: 'POST', path: '/indexes/{name}/backups', writes: true, handle: createBackup },
  { method: 'GET', path: '/backups', writes: false, handle: listBackups },
  { method: 'GET', path: '/backups/{id}', writes: false, handle: describeBackup },
  { method: 'DELETE', path: '/backups/{id}', writes: true, handle: deleteBackup },
  { method: 'POST', path: '/backups/{id}/create-index', writes: true, handle: restoreBackup },
  { method: 'GET', path: '/restore-jobs', writes: false, handle: listJobs },
  { method: 'GET', path: '/restore-jobs/{id}', writes: false, handle: describeJob },
];

function listIndexBackups({ project }: ControlTarget, request: PineconeRequest): Reply {
  const name = request.parameters['name'] ?? '';
  const withDeleted = request.query.get('include_deleted') === 'true';
  const named = project.backups.all.filter(({ config }) => config.name === name);
  if (!withDeleted || named.length === 0) project.find(name);
  const shown = named.filter(({ sourceDeletedAt }) => withDeleted || sourceDeletedAt === undefined);
  return { status: 200, body: pageOfItems(shown, request, (backup) => printBackup(backup, request.schemaShape)) };
}

function createBackup({ project }: ControlTarget, request: PineconeRequest): Reply {
  const { name, description } = parseFields(request.body === '' ? '{}' : request.body);
  const index = project.find(request.parameters['name'] ?? '');
  const backup = project.backups.create(index, { name: optionalText('name', name), description: optionalText('description', description) });
  return { status: 201, body: printBackup(backup, request.schemaShape) };
}

function listBackups({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: pageOfItems(project.backups.all, request, (backup) => printBackup(backup, request.schemaShape)) };
}

function describeBackup({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: printBackup(project.backups.find(request.parameters['id'] ?? ''), request.schemaShape) };
}

function deleteBackup({ project }: ControlTarget, request: PineconeRequest): Reply {
  project.backups.delete(request.parameters['id'] ?? '');
  return { status: 202 };
}

function restoreBackup({ project }: ControlTarget, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const name = parseName(fields['name']);
  const { tags, deletionProtection = 'disabled' } = parseLabels(fields);
  const job = project.backups.restore(request.parameters['id'] ?? '', (source) => ({
    ...source,
    name,
    deletionProtection,
    tags: mergeTags(source.tags, tags),
    readCapacity: parseReadCapacity(fields['read_capacity']),
  }));
  return { status: 202, body: { restore_job_id: job.id, index_id: job.indexId } };
}

function listJobs({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: pageOfItems(project.backups.jobs, request, printJob) };
}

function describeJob({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: printJob(project.backups.findJob(request.parameters['id'] ?? '')) };
}

export function printBackup(backup: Backup, schemaShape: boolean): Readonly<Record<string, unknown>> {
  const { config } = backup;
  const isReady = currentTime().getTime() >= backup.readyAt;
  const counts = {
    record_count: backup.namespaces.reduce((sum, { records }) => sum + records.length, 0),
    namespace_count: backup.namespaces.length,
    size_bytes: backup.sizeBytes,
  };
  const { dimension, metric } = config;
  const legacy = { ...(dimension > 0 ? { dimension } : {}), metric, ...printFilterable(config) };
  return {
    backup_id: backup.id,
    source_index_name: config.name,
    source_index_id: config.id,
    ...(backup.sourceDeletedAt === undefined ? {} : { source_index_deleted_at: iso(backup.sourceDeletedAt) }),
    ...(backup.name === undefined ? {} : { name: backup.name }),
    ...(backup.description === undefined ? {} : { description: backup.description }),
    status: isReady ? 'Ready' : 'Initializing',
    cloud: config.cloud,
    region: config.region,
    ...(schemaShape ? { schema: printSchema(config) } : legacy),
    ...(isReady ? counts : {}),
    tags: printTags(config.tags),
    created_at: iso(backup.createdAt),
  };
}

function printJob(job: RestoreJob): unknown {
  const isDone = currentTime().getTime() >= job.completesAt;
  return {
    restore_job_id: job.id,
    backup_id: job.backupId,
    target_index_name: job.indexName,
    target_index_id: job.indexId,
    status: isDone ? 'Completed' : 'Pending',
    created_at: iso(job.createdAt),
    completed_at: isDone ? iso(job.completesAt) : null,
    ...(isDone ? { percent_complete: 100 } : {}),
  };
}

function optionalText(what: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new PineconeRefusal('invalid', `${what} must be a string, got ${JSON.stringify(value)}`);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
