import { plainIndex } from './endpoint-case.ts';
import type { EndpointArea } from './endpoint-case.ts';

const schedule = { name: 'nightly', schedule: { type: 'time-based', frequency: 'daily' }, retention: { expire_after_days: 7 } };

export const backupAreas: readonly EndpointArea[] = [
  {
    area: 'Backups and restore jobs',
    prepare: [plainIndex('cases'), ['POST', '/@cases/vectors/upsert', { vectors: [{ id: 'a', values: [1, 0] }] }]],
    cases: [
      {
        what: 'create',
        request: ['POST', '/indexes/cases/backups', { name: 'nightly' }],
        status: 200,
        keeps: ['backup', 'backup_id'],
        differs: 'A backup is whole and ready at once, unless the knobs backup_lag and backup_duration say otherwise.',
      },
      { what: 'create, up to 2026-04', request: ['POST', '/indexes/cases/backups', {}], status: 201, version: '2026-04' },
      { what: 'list of an index', request: ['GET', '/indexes/cases/backups?limit=1'], status: 200 },
      { what: 'list of the project', request: ['GET', '/backups'], status: 200 },
      { what: 'describe', request: ['GET', '/backups/{backup}'], status: 200 },
      {
        what: 'restore',
        request: ['POST', '/backups/{backup}/create-index', { name: 'copy' }],
        status: 202,
        keeps: ['job', 'restore_job_id'],
      },
      { what: 'describe a restore job', request: ['GET', '/restore-jobs/{job}'], status: 200 },
      { what: 'list restore jobs', request: ['GET', '/restore-jobs'], status: 200 },
      {
        what: 'list of a deleted index',
        request: ['GET', '/indexes/cases/backups?include_deleted=true'],
        status: 200,
        differs: 'A deleted index that had no backup is forgotten: 404, not an empty list.',
      },
      { what: 'restore to a name that is taken', request: ['POST', '/backups/{backup}/create-index', { name: 'copy' }], status: 409 },
      { what: 'a bad name', request: ['POST', '/indexes/cases/backups', { name: 'Nightly 1' }], status: 400 },
      { what: 'a backup that is not there', request: ['GET', '/backups/none'], status: 404 },
      { what: 'of an index that is not there', request: ['POST', '/indexes/none/backups', {}], status: 404 },
      { what: 'delete', request: ['DELETE', '/backups/{backup}'], status: 202 },
    ],
  },
  {
    area: 'Backup schedules',
    prepare: [plainIndex('cases')],
    cases: [
      { what: 'create', request: ['POST', '/indexes/cases/backup-schedules', schedule], status: 200, keeps: ['schedule', 'schedule_id'] },
      { what: 'list', request: ['GET', '/indexes/cases/backup-schedules'], status: 200 },
      { what: 'describe', request: ['GET', '/backup-schedules/{schedule}'], status: 200 },
      {
        what: 'history',
        request: ['GET', '/backup-schedules/{schedule}/history'],
        status: 200,
        differs: 'A schedule runs while the endpoint is used: a run that was due is made by the next request.',
      },
      { what: 'a second one that is enabled', request: ['POST', '/indexes/cases/backup-schedules', schedule], status: 409 },
      { what: 'pause', request: ['PATCH', '/backup-schedules/{schedule}', { enabled: false }], status: 200 },
      { what: 'an unknown frequency', request: ['PATCH', '/backup-schedules/{schedule}', { frequency: 'hourly' }], status: 400 },
      {
        what: 'without a retention',
        request: ['POST', '/indexes/cases/backup-schedules', { ...schedule, retention: undefined }],
        status: 422,
      },
      { what: 'schedules before 2026-07', request: ['GET', '/backup-schedules/{schedule}'], status: 404, version: '2026-04' },
      { what: 'delete', request: ['DELETE', '/backup-schedules/{schedule}'], status: 204 },
      { what: 'one that is not there', request: ['GET', '/backup-schedules/none'], status: 404 },
    ],
  },
  {
    area: 'Collections',
    prepare: [plainIndex('cases')],
    cases: [
      { what: 'list (there are none)', request: ['GET', '/collections'], status: 200 },
      { what: 'create of an index without pods', request: ['POST', '/collections', { name: 'c', source: 'cases' }], status: 400 },
      { what: 'create of an index that is not there', request: ['POST', '/collections', { name: 'c', source: 'none' }], status: 404 },
      { what: 'describe one that is not there', request: ['GET', '/collections/c'], status: 404 },
      { what: 'delete one that is not there', request: ['DELETE', '/collections/c'], status: 404 },
    ],
  },
];
