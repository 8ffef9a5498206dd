import type { ComponentSettings } from '../../model/component.ts';
import { cloneRestore } from './checks/clone-restore.ts';
import { latency } from './checks/latency.ts';
import { query } from './checks/query.ts';
import { refusesWrongPassword } from './checks/refuses-wrong-password.ts';
import { roles } from './checks/roles.ts';
import { structure } from './checks/structure.ts';
import { unique } from './checks/unique.ts';
import { settingsSchema } from './settings-schema.ts';
import type { SnowflakeSettings } from './settings-schema.ts';

export const settings: ComponentSettings<SnowflakeSettings> = {
  summary: 'A Snowflake account: structure, queries, latency, roles, restores.',
  with: settingsSchema,
  checks: {
    structure,
    query,
    unique,
    latency,
    roles,
    'refuses-wrong-password': refusesWrongPassword,
    'clone-restore': cloneRestore,
  },
  gateTitle: 'The account lets us in',
  addressSetting: 'account',
};
