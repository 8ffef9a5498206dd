import { printBackup } from './backup-routes.ts';
import type { Schedule } from './backup-store.ts';
import type { ControlTarget } from './control-plane.ts';
import { parseFields } from './fields.ts';
import { asFields } from './index-labels.ts';
import { currentTime, newId } from './moment.ts';
import { pageOfItems } from './page-of-items.ts';
import { PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { nextRun } from './schedule-time.ts';
import type { Frequency } from './schedule-time.ts';

/** Schedules came with 2026-07; an older version does not have the paths. */
export const scheduleRoutes: readonly Route<ControlTarget>[] = [
  { method: 'GET', path: '/indexes/{name}/backup-schedules', writes: false, handle: since(listSchedules) },
  { method: 'POST', path: '/indexes/{name}/backup-schedules', writes: true, handle: since(createSchedule) },
  { method: 'GET', path: '/backup-schedules/{id}', writes: false, handle: since(describeSchedule) },
  { method: 'PATCH', path: '/backup-schedules/{id}', writes: true, handle: since(changeSchedule) },
  { method: 'DELETE', path: '/backup-schedules/{id}', writes: true, handle: since(deleteSchedule) },
  { method: 'GET', path: '/backup-schedules/{id}/history', writes: false, handle: since(listHistory) },
];

const mostDays = 3650;

function since(handle: Route<ControlTarget>['handle']): Route<ControlTarget>['handle'] {
  return (target, request) => {
    if (!request.schemaShape) throw new PineconeRefusal('missing', 'Backup schedules need the API version 2026-07');
    return handle(target, request);
  };
}

function listSchedules(target: ControlTarget, request: PineconeRequest): Reply {
  const { id } = target.project.find(request.parameters['name'] ?? '').config;
  const schedules = target.project.backups.schedules.filter(({ indexId }) => indexId === id);
  return { status: 200, body: pageOfItems(schedules, request, (schedule) => print(target, schedule)) };
}

function createSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const index = target.project.find(request.parameters['name'] ?? '');
  const planned = asFields(fields['schedule'], 'schedule');
  if (planned['type'] !== 'time-based') throw new PineconeRefusal('invalid', 'schedule.type must be "time-based"');
  if (typeof fields['name'] !== 'string' || fields['name'] === '') throw new PineconeRefusal('invalid', 'name must be a non-empty string');
  const frequency = parseFrequency(planned['frequency']);
  const createdAt = currentTime().getTime();
  const schedule = target.project.backups.putSchedule({
    id: newId(),
    name: fields['name'],
    indexId: index.config.id ?? '',
    indexName: index.config.name,
    frequency,
    expireAfterDays: parseRetention(fields['retention']),
    enabled: true,
    createdAt,
    nextRun: nextRun(createdAt, frequency),
  });
  return { status: 201, body: print(target, schedule) };
}

function describeSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: print(target, named(target, request)) };
}

function changeSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const before = named(target, request);
  const enabled = fields['enabled'] ?? before.enabled;
  if (typeof enabled !== 'boolean') throw new PineconeRefusal('invalid', 'enabled must be true or false');
  const frequency = fields['frequency'] === undefined ? before.frequency : parseFrequency(fields['frequency']);
  const expireAfterDays = fields['retention'] === undefined ? before.expireAfterDays : parseRetention(fields['retention']);
  const keepsTime = before.enabled && frequency === before.frequency;
  const planned = keepsTime ? before.nextRun : nextRun(currentTime().getTime(), frequency);
  const changed = { ...before, enabled, frequency, expireAfterDays, nextRun: enabled ? planned : undefined };
  return { status: 200, body: print(target, target.project.backups.putSchedule(changed)) };
}

function deleteSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  target.project.backups.deleteSchedule(named(target, request).id);
  return { status: 202 };
}

function listHistory({ project }: ControlTarget, request: PineconeRequest): Reply {
  const { id } = named({ project }, request);
  const made = project.backups.all.filter(({ scheduleId }) => scheduleId === id);
  const body = pageOfItems(made, request, (backup) => ({
    ...printBackup(backup, true),
    scheduled_execution_at: new Date(backup.createdAt).toISOString(),
  }));
  return { status: 200, body };
}

function named({ project }: Pick<ControlTarget, 'project'>, request: PineconeRequest): Schedule {
  return project.backups.findSchedule(request.parameters['id'] ?? '');
}

function print({ project }: ControlTarget, schedule: Schedule): unknown {
  return {
    schedule_id: schedule.id,
    name: schedule.name,
    index_id: schedule.indexId,
    project_id: project.id,
    schedule_type: 'time-based',
    frequency: schedule.frequency,
    retention_expire_after_days: schedule.expireAfterDays,
    enabled: schedule.enabled,
    next_scheduled_run: schedule.nextRun === undefined ? null : new Date(schedule.nextRun).toISOString(),
    created_at: new Date(schedule.createdAt).toISOString(),
  };
}

function parseFrequency(value: unknown): Frequency {
  if (value === 'daily' || value === 'weekly' || value === 'monthly') return value;
  throw new PineconeRefusal('invalid', `frequency must be daily, weekly or monthly, got ${JSON.stringify(value)}`);
}

function parseRetention(value: unknown): number {
  const days = asFields(value, 'retention')['expire_after_days'];
  if (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
  throw new PineconeRefusal(
    'invalid',
    `retention.expire_after_days must be a whole number from 1 to ${mostDays}, got ${JSON.stringify(days)}`,
  );
}
