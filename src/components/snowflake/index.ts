import type { Component } from '../../model/component.ts';
import { runCloneRestore } from './checks/clone-restore.ts';
import { runLatency } from './checks/latency.ts';
import { runQuery } from './checks/query.ts';
import { runRefusesWrongPassword } from './checks/refuses-wrong-password.ts';
import { runRoles } from './checks/roles.ts';
import { runStructure } from './checks/structure.ts';
import { runUnique } from './checks/unique.ts';
import { connect } from './connect.ts';
import { remove } from './remove.ts';
import type { SnowflakeConnection } from './session.ts';
import type { SnowflakeSettings } from './settings-schema.ts';
import { sqlCapability } from './sql-capability.ts';

export default {
  connect,
  checks: {
    structure: runStructure,
    query: runQuery,
    unique: runUnique,
    latency: runLatency,
    roles: runRoles,
    'refuses-wrong-password': runRefusesWrongPassword,
    'clone-restore': runCloneRestore,
  },
  capabilities: (connection) => ({ sql: sqlCapability(connection) }),
  remove,
} satisfies Component<SnowflakeSettings, SnowflakeConnection>;
