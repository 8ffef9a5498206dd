import type { Component } from '../../model/component.ts';
import { runAudit } from './checks/audit.ts';
import { runCloneRestore } from './checks/clone-restore.ts';
import { runConcurrency } from './checks/concurrency.ts';
import { runConnection } from './checks/connection.ts';
import { runFailedLogins } from './checks/failed-logins.ts';
import { runGrants } from './checks/grants-run.ts';
import { runLatency } from './checks/latency.ts';
import { runOrphans } from './checks/orphans.ts';
import { runMasking } from './checks/masking.ts';
import { runMetering } from './checks/metering.ts';
import { runNetworkPolicy } from './checks/network-policy.ts';
import { runParameters } from './checks/parameters.ts';
import { runPii } from './checks/pii.ts';
import { runPooling } from './checks/pooling.ts';
import { runQuery } from './checks/query.ts';
import { runRefusesWrongPassword } from './checks/refuses-wrong-password.ts';
import { runReplication } from './checks/replication.ts';
import { runResourceMonitors } from './checks/resource-monitors.ts';
import { runRetention } from './checks/retention.ts';
import { runRoles } from './checks/roles.ts';
import { runRowAccess } from './checks/row-access.ts';
import { runSpendDaily } from './checks/spend-daily.ts';
import { runSpendIdle } from './checks/spend-idle.ts';
import { runStructure } from './checks/structure.ts';
import { runTimeTravelRestore } from './checks/time-travel-restore.ts';
import { runUndrop } from './checks/undrop.ts';
import { runUnique } from './checks/unique.ts';
import { runUsers } from './checks/users-run.ts';
import { runWarehouses } from './checks/warehouses.ts';
import { connect } from './connect.ts';
import { metered } from './spend/metered.ts';
import { remove } from './remove.ts';
import type { SnowflakeConnection } from './session.ts';
import type { SnowflakeSettings } from './settings-schema.ts';
import { sqlCapability } from './sql-capability.ts';

export default {
  connect,
  checks: metered({
    connection: runConnection,
    structure: runStructure,
    query: runQuery,
    unique: runUnique,
    orphans: runOrphans,
    latency: runLatency,
    concurrency: runConcurrency,
    pooling: runPooling,
    roles: runRoles,
    grants: runGrants,
    users: runUsers,
    retention: runRetention,
    undrop: runUndrop,
    'refuses-wrong-password': runRefusesWrongPassword,
    'clone-restore': runCloneRestore,
    'network-policy': runNetworkPolicy,
    parameters: runParameters,
    masking: runMasking,
    'row-access': runRowAccess,
    pii: runPii,
    'failed-logins': runFailedLogins,
    audit: runAudit,
    warehouses: runWarehouses,
    'resource-monitors': runResourceMonitors,
    metering: runMetering,
    'spend-daily': runSpendDaily,
    'spend-idle': runSpendIdle,
    'time-travel-restore': runTimeTravelRestore,
    replication: runReplication,
  }),
  capabilities: (connection) => ({ sql: sqlCapability(connection) }),
  remove,
} satisfies Component<SnowflakeSettings, SnowflakeConnection>;
