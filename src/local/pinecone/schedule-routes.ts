import { printBackup } from './backup-routes.ts';
import { backupOfRun } from './backup-store.ts';
import type { Backup, Schedule } from './backup-store.ts';
import type { ControlTarget } from './control-plane.ts';
import { asFields, asText, asWhole, asWord, optionalFlag } from './control-fields.ts';
import { parseFields } from './fields.ts';
import { currentTime, newId } from './moment.ts';
import { pageOfItems } from './page-of-items.ts';
import { invalid, PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { nextRun } from './schedule-time.ts';
import type { Frequency } from './schedule-time.ts';

const since = '2026-07' as const;

export const scheduleRoutes: readonly Route<ControlTarget>[] = [
  { method: 'GET', path: '/indexes/{name}/backup-schedules', since, writes: false, handle: listSchedules },
  { method: 'POST', path: '/indexes/{name}/backup-schedules', since, writes: true, handle: createSchedule },
  { method: 'GET', path: '/backup-schedules/{id}', since, writes: false, handle: describeSchedule },
  { method: 'PATCH', path: '/backup-schedules/{id}', since, writes: true, handle: changeSchedule },
  { method: 'DELETE', path: '/backup-schedules/{id}', since, writes: true, handle: deleteSchedule },
  { method: 'GET', path: '/backup-schedules/{id}/history', since, writes: false, handle: listHistory },
];

const mostDays = 3650;

function listSchedules(target: ControlTarget, request: PineconeRequest): Reply {
  const { id } = target.project.find(request.parameters['name'] ?? '').config;
  const schedules = target.project.backups.schedules.filter(({ indexId }) => indexId === id);
  return { status: 200, body: pageOfItems(schedules, request, (schedule) => print(target, schedule)) };
}

function createSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  const { project } = target;
  const fields = parseFields(request.body);
  const index = project.find(request.parameters['name'] ?? '');
  if (project.quotas.backups === 0) throw new PineconeRefusal('denied', 'Scheduled backups are not available for your plan');
  const name = asText(fields['name'], 'name');
  if (name === '') throw invalid('name must not be empty');
  const planned = asFields(fields['schedule'], 'schedule');
  asWord(planned['type'], 'schedule.type', ['time-based']);
  const frequency = parseFrequency(planned['frequency']);
  const createdAt = currentTime().getTime();
  const schedule = project.backups.putSchedule({
    id: newId(),
    name,
    indexId: index.config.id ?? '',
    indexName: index.config.name,
    frequency,
    expireAfterDays: parseRetention(fields['retention']),
    enabled: true,
    createdAt,
    nextRun: nextRun(createdAt, frequency),
  });
  return { status: 200, body: print(target, schedule) };
}

function describeSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: print(target, named(target, request)) };
}

function changeSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  const fields = parseFields(request.body);
  const before = named(target, request);
  const enabled = optionalFlag(fields['enabled'], 'enabled') ?? before.enabled;
  const frequency = fields['frequency'] === undefined ? before.frequency : parseFrequency(fields['frequency']);
  const expireAfterDays = fields['retention'] === undefined ? before.expireAfterDays : parseRetention(fields['retention']);
  const keepsTime = before.enabled && frequency === before.frequency;
  const planned = keepsTime ? before.nextRun : nextRun(currentTime().getTime(), frequency);
  const changed = { ...before, enabled, frequency, expireAfterDays, nextRun: enabled ? planned : undefined };
  return { status: 200, body: print(target, target.project.backups.putSchedule(changed)) };
}

function deleteSchedule(target: ControlTarget, request: PineconeRequest): Reply {
  target.project.backups.deleteSchedule(named(target, request).id);
  return { status: 204 };
}

/** What was made, and what will be made next. */
function listHistory(target: ControlTarget, request: PineconeRequest): Reply {
  const schedule = named(target, request);
  const made = target.project.backups.all.filter(({ scheduleId }) => scheduleId === schedule.id);
  const planned = schedule.nextRun === undefined ? [] : [plannedBackup(target, schedule, schedule.nextRun, made.at(-1))];
  const items = [...made.map((backup) => ({ ...backup, printed: printBackup(backup, request.version) })), ...planned];
  return { status: 200, body: pageOfItems(items, request, ({ printed }) => printed) };
}

/** Planned when the one before it was made. */
function plannedBackup({ project }: ControlTarget, schedule: Schedule, time: number, last: Backup | undefined) {
  const { cloud, region } = project.find(schedule.indexName).config;
  const { id, name } = backupOfRun(schedule, time);
  const createdAt = last?.createdAt ?? schedule.createdAt;
  const printed = {
    backup_id: id,
    source_index_id: schedule.indexId,
    source_index_name: schedule.indexName,
    name,
    status: 'Scheduled',
    cloud,
    region,
    created_at: new Date(createdAt).toISOString(),
    scheduled_execution_at: new Date(time).toISOString(),
  };
  return { id, createdAt, printed };
}

function named({ project }: ControlTarget, request: PineconeRequest): Schedule {
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
  return asWord(value, 'frequency', ['daily', 'weekly', 'monthly'] as const);
}

function parseRetention(value: unknown): number {
  const days = asWhole(asFields(value, 'retention')['expire_after_days'], 'retention.expire_after_days');
  if (days >= 1 && days <= mostDays) return days;
  throw invalid(`retention.expire_after_days must be a whole number from 1 to ${mostDays}, got ${days}`);
}
