import type { ComponentSettings } from '../../model/component.ts';
import { audit } from './checks/audit.ts';
import { cloneRestore } from './checks/clone-restore.ts';
import { concurrency } from './checks/concurrency.ts';
import { connection } from './checks/connection.ts';
import { failedLogins } from './checks/failed-logins.ts';
import { grants } from './checks/grants.ts';
import { latency } from './checks/latency.ts';
import { orphans } from './checks/orphans.ts';
import { masking } from './checks/masking.ts';
import { metering } from './checks/metering.ts';
import { networkPolicy } from './checks/network-policy.ts';
import { parameters } from './checks/parameters.ts';
import { pii } from './checks/pii.ts';
import { pooling } from './checks/pooling.ts';
import { query } from './checks/query.ts';
import { refusesWrongPassword } from './checks/refuses-wrong-password.ts';
import { replication } from './checks/replication.ts';
import { resourceMonitors } from './checks/resource-monitors.ts';
import { retention } from './checks/retention.ts';
import { roles } from './checks/roles.ts';
import { rowAccess } from './checks/row-access.ts';
import { spendDaily } from './checks/spend-daily.ts';
import { spendIdle } from './checks/spend-idle.ts';
import { structure } from './checks/structure.ts';
import { timeTravelRestore } from './checks/time-travel-restore.ts';
import { undrop } from './checks/undrop.ts';
import { unique } from './checks/unique.ts';
import { users } from './checks/users.ts';
import { warehouses } from './checks/warehouses.ts';
import { settingsSchema } from './settings-schema.ts';
import type { SnowflakeSettings } from './settings-schema.ts';

export const settings: ComponentSettings<SnowflakeSettings> = {
  summary: 'A Snowflake account: structure, queries, latency, roles, restores.',
  with: settingsSchema,
  checks: {
    connection,
    structure,
    query,
    unique,
    orphans,
    latency,
    concurrency,
    pooling,
    roles,
    grants,
    users,
    retention,
    undrop,
    'refuses-wrong-password': refusesWrongPassword,
    'clone-restore': cloneRestore,
    'network-policy': networkPolicy,
    parameters,
    masking,
    'row-access': rowAccess,
    pii,
    'failed-logins': failedLogins,
    audit,
    warehouses,
    'resource-monitors': resourceMonitors,
    metering,
    'spend-daily': spendDaily,
    'spend-idle': spendIdle,
    'time-travel-restore': timeTravelRestore,
    replication,
  },
  gateTitle: 'The account lets us in',
  addressSetting: 'account',
};
