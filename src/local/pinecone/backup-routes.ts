import { hasSchemaShape } from './api-version.ts';
import type { ApiVersion } from './api-version.ts';
import type { Backup, RestoreJob } from './backup-store.ts';
import type { ControlTarget } from './control-plane.ts';
import { optionalText } from './control-fields.ts';
import { parseFields } from './fields.ts';
import { mergeTags, parseLabels, parseName, printTags } from './index-labels.ts';
import { currentTime } from './moment.ts';
import { pageOfItems } from './page-of-items.ts';
import { printFilterable, printSchema } from './print-index.ts';
import { parseReadCapacity } from './read-capacity.ts';
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
  return { status: 200, body: pageOfItems(shown, request, (backup) => printBackup(backup, request.version)) };
}

function createBackup({ project }: ControlTarget, request: PineconeRequest): Reply {
  const fields = parseFields(request.body === '' ? '{}' : request.body);
  const schemaShape = hasSchemaShape(request.version);
  const index = project.find(request.parameters['name'] ?? '');
  const name = optionalText(fields['name'], 'name');
  const labels = {
    name: name === undefined || !schemaShape ? name : parseName(name),
    description: optionalText(fields['description'], 'description'),
  };
  return { status: schemaShape ? 200 : 201, body: printBackup(project.backups.create(index, labels), request.version) };
}

function listBackups({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: pageOfItems(project.backups.all, request, (backup) => printBackup(backup, request.version)) };
}

function describeBackup({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: printBackup(project.backups.find(request.parameters['id'] ?? ''), request.version) };
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
  return { status: 200, body: pageOfItems(project.backups.jobs, request, (job) => printJob(job, request.version)) };
}

function describeJob({ project }: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: printJob(project.backups.findJob(request.parameters['id'] ?? ''), request.version) };
}

export function printBackup(backup: Backup, version: ApiVersion): Readonly<Record<string, unknown>> {
  const { config } = backup;
  const schemaShape = hasSchemaShape(version);
  const deletedAt = version >= '2026-04' ? backup.sourceDeletedAt : undefined;
  const isReady = currentTime().getTime() >= backup.readyAt;
  const counts = {
    record_count: backup.namespaces.reduce((sum, { records }) => sum + records.length, 0),
    namespace_count: backup.namespaces.length,
    size_bytes: backup.sizeBytes,
  };
  const { dimension, metric } = config;
  const legacy = { ...(dimension > 0 ? { dimension } : {}), metric, ...printFilterable(config, version) };
  return {
    backup_id: backup.id,
    source_index_name: config.name,
    source_index_id: config.id,
    ...(deletedAt === undefined ? {} : { source_index_deleted_at: iso(deletedAt) }),
    ...(backup.name === undefined ? {} : { name: backup.name }),
    ...(backup.description === undefined ? {} : { description: backup.description }),
    status: isReady ? 'Ready' : 'Initializing',
    cloud: config.cloud,
    region: config.region,
    ...(schemaShape ? { schema: printSchema(config) } : legacy),
    ...(isReady ? counts : {}),
    ...printTags(config.tags, schemaShape),
    created_at: iso(backup.createdAt),
  };
}

/** In the newer shape a time that is not known yet is null; before, it has no such field. */
function printJob(job: RestoreJob, version: ApiVersion): unknown {
  const isDone = currentTime().getTime() >= job.completesAt;
  const pending = hasSchemaShape(version) ? { completed_at: null } : {};
  return {
    restore_job_id: job.id,
    backup_id: job.backupId,
    target_index_name: job.indexName,
    target_index_id: job.indexId,
    status: isDone ? 'Completed' : 'Pending',
    created_at: iso(job.createdAt),
    ...(isDone ? { completed_at: iso(job.completesAt), percent_complete: 100 } : pending),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
