import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { declaredFor } from './doors.ts';

/** What an administrator does to the embedded account so that all checks of `checks` are green, with a role that may only look. */
export const goodAccount: readonly string[] = [
  'CREATE ROLE AUDITOR',
  'GRANT ROLE AUDITOR TO USER TESTER_USER',
  'GRANT ROLE TESTER TO ROLE AUDITOR',
  'CREATE SCHEMA SOPHIA.SECURITY',
  'GRANT USAGE ON SCHEMA SOPHIA.SECURITY TO ROLE AUDITOR',

  "CREATE NETWORK RULE SOPHIA.SECURITY.OFFICE TYPE = IPV4 MODE = INGRESS VALUE_LIST = ('203.0.113.0/24', '127.0.0.1')",
  "CREATE NETWORK POLICY OFFICE ALLOWED_NETWORK_RULE_LIST = ('SOPHIA.SECURITY.OFFICE') BLOCKED_IP_LIST = ('203.0.113.99')",
  "CREATE NETWORK POLICY RUNNERS ALLOWED_IP_LIST = ('127.0.0.1')",
  'GRANT USAGE ON NETWORK RULE SOPHIA.SECURITY.OFFICE TO ROLE AUDITOR',
  'GRANT USAGE ON NETWORK POLICY OFFICE TO ROLE AUDITOR',
  'ALTER ACCOUNT SET NETWORK_POLICY = OFFICE',
  'ALTER USER TESTER_USER SET NETWORK_POLICY = RUNNERS',

  'ALTER ACCOUNT SET REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION = TRUE',
  'ALTER ACCOUNT SET REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION = TRUE',
  'ALTER ACCOUNT SET PREVENT_UNLOAD_TO_INLINE_URL = TRUE',
  'ALTER ACCOUNT SET MIN_DATA_RETENTION_TIME_IN_DAYS = 1',

  `CREATE MASKING POLICY SOPHIA.SECURITY.HIDE AS (V VARCHAR) RETURNS VARCHAR ->
    CASE WHEN CURRENT_ROLE() = 'ANALYST' THEN '***' ELSE V END`,
  'ALTER TABLE SOPHIA.CORE.CALLS MODIFY COLUMN OWNER_EMAIL SET MASKING POLICY SOPHIA.SECURITY.HIDE',
  `CREATE ROW ACCESS POLICY SOPHIA.SECURITY.HAPPY AS (S FLOAT) RETURNS BOOLEAN -> CURRENT_ROLE() <> 'ANALYST' OR S > 0`,
  'ALTER TABLE SOPHIA.CORE.CALLS ADD ROW ACCESS POLICY SOPHIA.SECURITY.HAPPY ON (SENTIMENT)',

  'CREATE RESOURCE MONITOR BUDGET WITH CREDIT_QUOTA = 100 TRIGGERS ON 80 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND',
  'GRANT MONITOR ON RESOURCE MONITOR BUDGET TO ROLE AUDITOR',
  'ALTER WAREHOUSE TEST_XS SET RESOURCE_MONITOR = BUDGET',
  'CREATE WAREHOUSE LOADING WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 60 AUTO_RESUME = TRUE INITIALLY_SUSPENDED = TRUE RESOURCE_MONITOR = BUDGET',
  'GRANT MONITOR ON WAREHOUSE TEST_XS TO ROLE AUDITOR',
  'GRANT MONITOR ON WAREHOUSE LOADING TO ROLE AUDITOR',

  `CREATE FAILOVER GROUP STANDBY OBJECT_TYPES = (DATABASES) ALLOWED_DATABASES = (SOPHIA) ALLOWED_ACCOUNTS = (SOPHIA.SECOND)
    REPLICATION_SCHEDULE = '10 MINUTE'`,
  'GRANT MONITOR ON FAILOVER GROUP STANDBY TO ROLE AUDITOR',

  'GRANT MONITOR USAGE ON ACCOUNT TO ROLE AUDITOR',
  'GRANT DATABASE ROLE SNOWFLAKE.SECURITY_VIEWER TO ROLE AUDITOR',
  'GRANT DATABASE ROLE SNOWFLAKE.USAGE_VIEWER TO ROLE AUDITOR',
];

export function declaredAuditor(endpoint: SnowflakeEndpoint): Readonly<Record<string, unknown>> {
  return { ...declaredFor(endpoint), role: 'AUDITOR' };
}

/** Kind of check and its options, as a config would declare them. */
export const checks: readonly (readonly [kind: string, options: unknown])[] = [
  ['structure', { schemas: ['CORE'], tables: { 'CORE.CALLS': { columns: { TITLE: 'varchar(200) not null' }, primary_key: ['CALL_ID'] } } }],
  ['unique', { table: 'CORE.ACCOUNTS', key: ['ACCOUNT_ID'] }],
  ['roles', { roles: { ANALYST: { can: ['SELECT on CORE.ACCOUNTS'], cannot: ['DELETE on CORE.CALLS'] } } }],
  [
    'network-policy',
    {
      account: 'OFFICE',
      users: { TESTER_USER: 'RUNNERS' },
      policies: { OFFICE: { allowed: ['203.0.113.0/24', '127.0.0.1'], blocked: ['203.0.113.99'] } },
    },
  ],
  ['parameters', {}],
  ['parameters', { parameters: { MIN_DATA_RETENTION_TIME_IN_DAYS: '>= 1' } }],
  ['masking', { table: 'CORE.CALLS', columns: { OWNER_EMAIL: { hidden_from: ['ANALYST'], shown_to: ['TESTER'] } } }],
  ['row-access', { table: 'CORE.CALLS', roles: { ANALYST: { sees: 'some', only: 'SENTIMENT > 0' } } }],
  ['pii', { tables: ['CORE.CALLS', 'CORE.ACCOUNTS'], as: 'ANALYST', sample: 5_000, ignore: ['CORE.CALLS.OWNER_EMAIL'] }],
  ['failed-logins', { max_per_user: 3, ignore: ['INTERN'] }],
  [
    'audit',
    {
      lag: '0s',
      max_failed_logins: 3,
      ignore: ['BATCH'],
      admins: ['ADMIN_USER', 'ACCOUNTADMIN'],
      granted_by: ['ACCOUNTADMIN', 'SECURITYADMIN', 'SYSADMIN', 'USERADMIN'],
    },
  ],
  ['warehouses', { auto_suspend: '5m', monitored: true, max_size: 'Medium' }],
  ['resource-monitors', {}],
  ['metering', { max_credits_per_day: 1_000, warehouses: { LOADING: 5 } }],
  ['spend-daily', { max_credits_per_day: 1_000, lag: '0s' }],
  ['spend-idle', { lag: '0s', min_credits: 100 }],
  ['replication', { groups: { STANDBY: { accounts: ['SOPHIA.SECOND'] } } }],
];
