import { namedError } from './errors.ts';
import { shownIndexSchema } from './index-schema.ts';
import { exact, flag, float, listOf, oneOf, orNull, text, textOf, time, whole } from './json-schema.ts';
import type { Fields, Schema } from './json-schema.ts';
import type { Area, Operation, Version } from './operation.ts';
import { newReadCapacity } from './read-capacity.ts';
import { deletionProtection, dimension, filterableFields, listParameters, metric, name, nextPage, tags } from './values.ts';

const counts = { record_count: whole(0), namespace_count: whole(0), size_bytes: whole(0) };

function shownBackup(version: Version): Schema {
  const required = {
    backup_id: text,
    source_index_name: name,
    source_index_id: text,
    status: oneOf('Initializing', 'Ready', 'InitializationFailed'),
    cloud: text,
    region: text,
  };
  const older: Fields = { dimension, metric, ...(version >= '2025-10' && { schema: filterableFields }) };
  const shape: Fields = version >= '2026-07' ? { schema: shownIndexSchema } : older;
  const deleted: Fields = version >= '2026-04' ? { source_index_deleted_at: time } : {};
  return exact(required, { name: text, description: text, created_at: time, tags: tags(version), ...counts, ...shape, ...deleted });
}

function page(items: Schema, version: Version): Schema {
  return exact({ data: listOf(items) }, { pagination: version >= '2026-07' ? orNull(nextPage) : nextPage });
}

function shownRestoreJob(version: Version): Schema {
  const isNew = version >= '2026-07';
  const required = {
    restore_job_id: text,
    backup_id: text,
    target_index_name: name,
    target_index_id: text,
    status: oneOf('Pending', 'Completed', 'Failed', 'Cancelled'),
    created_at: isNew ? orNull(time) : time,
  };
  return exact(required, {
    completed_at: isNew ? orNull(time) : time,
    percent_complete: isNew ? whole(0, 100) : { ...float, minimum: 0, maximum: 100 },
  });
}

export const backupOperations: Area = (version) => {
  const control = { plane: 'control', refusal: namedError } as const;
  const isNew = version >= '2026-07';
  const request = exact({}, { name: isNew ? name : text, description: text });
  const restore = exact(
    { name },
    { tags: tags(version), deletion_protection: deletionProtection, ...(version >= '2026-04' && { read_capacity: newReadCapacity }) },
  );
  const answer = shownBackup(version);
  const backups = page(answer, version);
  const job = shownRestoreJob(version);
  const operations: readonly Operation[] = [
    {
      ...control,
      name: 'list index backups',
      method: 'GET',
      path: '/indexes/{name}/backups',
      query: { ...listParameters, ...(version >= '2026-04' && { include_deleted: flag }) },
      success: 200,
      answer: backups,
    },
    { ...control, name: 'create backup', method: 'POST', path: '/indexes/{name}/backups', request, success: isNew ? 200 : 201, answer },
    { ...control, name: 'list backups', method: 'GET', path: '/backups', query: listParameters, success: 200, answer: backups },
    { ...control, name: 'describe backup', method: 'GET', path: '/backups/{id}', success: 200, answer },
    { ...control, name: 'delete backup', method: 'DELETE', path: '/backups/{id}', success: 202 },
    {
      ...control,
      name: 'create index from backup',
      method: 'POST',
      path: '/backups/{id}/create-index',
      request: restore,
      success: 202,
      answer: exact({ restore_job_id: text, index_id: text }),
    },
    {
      ...control,
      name: 'list restore jobs',
      method: 'GET',
      path: '/restore-jobs',
      query: listParameters,
      success: 200,
      answer: page(job, version),
    },
    { ...control, name: 'describe restore job', method: 'GET', path: '/restore-jobs/{id}', success: 200, answer: job },
  ];
  return operations;
};

const frequency = oneOf('daily', 'weekly', 'monthly');
const retention = exact({ expire_after_days: whole(1) });
const shownSchedule = exact({
  schedule_id: text, name: text, index_id: text, project_id: text, schedule_type: oneOf('time-based'), frequency,
  retention_expire_after_days: whole(1), enabled: flag, next_scheduled_run: orNull(time), created_at: time,
}); // prettier-ignore
const scheduledBackup = {
  ...exact(
    {
      backup_id: text, source_index_id: text, source_index_name: name, name: text,
      status: oneOf('Scheduled', 'Initializing', 'Ready', 'InitializationFailed'), cloud: text, region: text, created_at: time,
    },
    {
      tags: tags('2026-07'), description: orNull(text), schema: orNull(shownIndexSchema), scheduled_execution_at: time,
      record_count: orNull(whole(0)), namespace_count: orNull(whole(0)), size_bytes: orNull(whole(0)),
    },
  ),
  // When it will run is told of what has not run yet, and of nothing else.
  if: { properties: { status: { const: 'Scheduled' } } },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { required: ['scheduled_execution_at'] },
  else: { not: { required: ['scheduled_execution_at'] } },
}; // prettier-ignore

export const scheduleOperations: Area = (version) => {
  if (version < '2026-07') return [];
  const control = { plane: 'control', refusal: namedError } as const;
  const request = exact({ name: textOf(1, 1000), schedule: exact({ type: oneOf('time-based'), frequency }), retention });
  const operations: readonly Operation[] = [
    {
      ...control,
      name: 'list backup schedules',
      method: 'GET',
      path: '/indexes/{name}/backup-schedules',
      query: listParameters,
      success: 200,
      answer: page(shownSchedule, version),
    },
    {
      ...control,
      name: 'create backup schedule',
      method: 'POST',
      path: '/indexes/{name}/backup-schedules',
      request,
      success: 200,
      answer: shownSchedule,
    },
    { ...control, name: 'describe backup schedule', method: 'GET', path: '/backup-schedules/{id}', success: 200, answer: shownSchedule },
    {
      ...control,
      name: 'update backup schedule',
      method: 'PATCH',
      path: '/backup-schedules/{id}',
      request: exact({}, { frequency, retention, enabled: flag }),
      success: 200,
      answer: shownSchedule,
    },
    { ...control, name: 'delete backup schedule', method: 'DELETE', path: '/backup-schedules/{id}', success: 204 },
    {
      ...control,
      name: 'list backups of a schedule',
      method: 'GET',
      path: '/backup-schedules/{id}/history',
      query: listParameters,
      success: 200,
      answer: page(scheduledBackup, version),
    },
  ];
  return operations;
};
