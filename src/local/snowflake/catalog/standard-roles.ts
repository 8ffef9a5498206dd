import type { AccessControl } from './access-control.ts';

/** What Snowflake's own roles may do in every account, by their documentation. */
const privileges: Readonly<Record<string, readonly string[]>> = {
  ACCOUNTADMIN: [
    'CREATE INTEGRATION', 'CREATE REPLICATION GROUP', 'CREATE FAILOVER GROUP', 'MANAGE WAREHOUSES', 'MONITOR USAGE', 'MONITOR EXECUTION', 'MONITOR SECURITY',
    'APPLY MASKING POLICY', 'APPLY ROW ACCESS POLICY', 'APPLY TAG', 'ATTACH POLICY',
  ],
  SECURITYADMIN: ['MANAGE GRANTS', 'CREATE NETWORK POLICY', 'ATTACH POLICY'],
  USERADMIN: ['CREATE ROLE', 'CREATE USER'],
  SYSADMIN: ['CREATE DATABASE', 'CREATE WAREHOUSE'],
}; // prettier-ignore

const hierarchy: readonly (readonly [role: string, parent: string])[] = [
  ['SECURITYADMIN', 'ACCOUNTADMIN'],
  ['SYSADMIN', 'ACCOUNTADMIN'],
  ['USERADMIN', 'SECURITYADMIN'],
];

/** The roles that exist in every account; ACCOUNTADMIN inherits from the others by ordinary grants. */
export function createStandardRoles(access: AccessControl): void {
  for (const role of [...Object.keys(privileges), 'PUBLIC']) access.createRole(role, 'ACCOUNTADMIN');
  for (const [role, parent] of hierarchy) access.grantRole(role, { kind: 'ROLE', name: parent }, 'ACCOUNTADMIN');
  for (const [role, names] of Object.entries(privileges))
    for (const privilege of names) access.grant(privilege, 'ACCOUNT', role, 'ACCOUNTADMIN');
}
