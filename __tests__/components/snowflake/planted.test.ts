import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { errorMessage, Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { doors, startSeeded } from './doors.ts';
import { checks, declaredAuditor, goodAccount } from './well-configured.ts';

/** Names of the checks that are red, and of those that were not permitted to look. */
interface Answers {
  readonly red: readonly string[];
  readonly skipped: readonly string[];
}

async function runAll(connected: Connected, endpoint: SnowflakeEndpoint): Promise<Answers> {
  const red: string[] = [];
  const skipped: string[] = [];
  for (const [kind, options] of checks) {
    for (const { name } of expand(doors, kind, options, declaredAuditor(endpoint))) {
      const { unmet, error, findings } = await connected.run(kind, options, { draft: name });
      if (unmet.length > 0 || (error !== undefined && !(error instanceof Skip)))
        red.push(error === undefined ? name : `${name}: ${errorMessage(error)}`);
      else if (error instanceof Skip || findings.length === 0) skipped.push(name);
    }
  }
  return { red, skipped };
}

interface Account extends AsyncDisposable {
  readonly endpoint: SnowflakeEndpoint;
  readonly administrator: Administrator;
  answers(): Promise<Answers>;
}

async function openGoodAccount(): Promise<Account> {
  const cleanup = new AsyncDisposableStack();
  const endpoint = cleanup.use(await startSeeded());
  const administrator = cleanup.use(await administer(endpoint));
  await administrator.run(...goodAccount);
  // Somebody else's login, so that the list of logins is not only our own.
  await using _auditor = await connectComponent(doors, declaredAuditor(endpoint));
  const connected = cleanup.use(await connectComponent(doors, declaredAuditor(endpoint)));
  return {
    endpoint,
    administrator,
    answers: () => runAll(connected, endpoint),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

interface Planted {
  readonly what: string;
  readonly plant: readonly string[];
  readonly undo: readonly string[];
  /** The one check that must be red. */
  readonly red: string;
}

const off = (parameter: string) => ({
  plant: [`ALTER ACCOUNT SET ${parameter} = FALSE`],
  undo: [`ALTER ACCOUNT SET ${parameter} = TRUE`],
  red: `parameters.${parameter}`,
});
const rule = (addresses: string) => `ALTER NETWORK RULE SOPHIA.SECURITY.OFFICE SET VALUE_LIST = (${addresses})`;
const mask = (body: string) => `ALTER MASKING POLICY SOPHIA.SECURITY.HIDE SET BODY -> ${body}`;
const goodMask = mask("CASE WHEN CURRENT_ROLE() = 'ANALYST' THEN '***' ELSE V END");
const noteOf = (table: string, value: string) => ({
  plant: [`ALTER TABLE ${table} ADD COLUMN NOTE VARCHAR DEFAULT '${value}'`],
  undo: [`ALTER TABLE ${table} DROP COLUMN NOTE`],
});
const monitor = (options: string) => `ALTER RESOURCE MONITOR BUDGET SET ${options}`;
const group = (options: string) => `ALTER FAILOVER GROUP STANDBY SET ${options}`;

const misconfigurations: readonly Planted[] = [
  {
    what: 'the account has no network policy',
    plant: ['ALTER ACCOUNT UNSET NETWORK_POLICY'],
    undo: ['ALTER ACCOUNT SET NETWORK_POLICY = OFFICE'],
    red: 'network-policy.account',
  },
  {
    what: 'another policy is in force for the account',
    plant: ["CREATE NETWORK POLICY LAX ALLOWED_IP_LIST = ('127.0.0.1')", 'ALTER ACCOUNT SET NETWORK_POLICY = LAX'],
    undo: ['ALTER ACCOUNT SET NETWORK_POLICY = OFFICE', 'DROP NETWORK POLICY LAX'],
    red: 'network-policy.account',
  },
  {
    what: 'a user lost its own policy',
    plant: ['ALTER USER TESTER_USER UNSET NETWORK_POLICY'],
    undo: ['ALTER USER TESTER_USER SET NETWORK_POLICY = RUNNERS'],
    red: 'network-policy.user.TESTER_USER',
  },
  {
    what: 'a rule lets the whole internet in',
    plant: [rule("'203.0.113.0/24', '127.0.0.1', '0.0.0.0/0'")],
    undo: [rule("'203.0.113.0/24', '127.0.0.1'")],
    red: 'network-policy.policy.OFFICE',
  },
  {
    what: 'an address is not blocked any more',
    plant: ['ALTER NETWORK POLICY OFFICE UNSET BLOCKED_IP_LIST'],
    undo: ["ALTER NETWORK POLICY OFFICE SET BLOCKED_IP_LIST = ('203.0.113.99')"],
    red: 'network-policy.policy.OFFICE',
  },
  { what: 'stages may hold credentials of their own', ...off('REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION') },
  { what: 'stages with credentials may be used', ...off('REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION') },
  { what: 'data may be unloaded to any URL', ...off('PREVENT_UNLOAD_TO_INLINE_URL') },
  {
    what: 'syntax errors show whole statements',
    plant: ['ALTER ACCOUNT SET ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR = TRUE'],
    undo: ['ALTER ACCOUNT UNSET ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR'],
    red: 'parameters.ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR',
  },
  {
    what: 'tables may have no retention',
    plant: ['ALTER ACCOUNT SET MIN_DATA_RETENTION_TIME_IN_DAYS = 0'],
    undo: ['ALTER ACCOUNT SET MIN_DATA_RETENTION_TIME_IN_DAYS = 1'],
    red: 'parameters.MIN_DATA_RETENTION_TIME_IN_DAYS',
  },
  {
    what: 'a column lost its mask',
    plant: ['ALTER TABLE SOPHIA.CORE.CALLS MODIFY COLUMN OWNER_EMAIL UNSET MASKING POLICY'],
    undo: ['ALTER TABLE SOPHIA.CORE.CALLS MODIFY COLUMN OWNER_EMAIL SET MASKING POLICY SOPHIA.SECURITY.HIDE'],
    red: 'masking.CORE.CALLS.OWNER_EMAIL.hidden-from-ANALYST',
  },
  {
    what: 'a mask lets some values through',
    plant: [mask("CASE WHEN CURRENT_ROLE() = 'ANALYST' AND V NOT LIKE 'a%' THEN '***' ELSE V END")],
    undo: [goodMask],
    red: 'masking.CORE.CALLS.OWNER_EMAIL.hidden-from-ANALYST',
  },
  {
    what: 'a mask hides values from those who need them',
    plant: [mask("CASE WHEN CURRENT_ROLE() IN ('ANALYST', 'TESTER') THEN '***' ELSE V END")],
    undo: [goodMask],
    red: 'masking.CORE.CALLS.OWNER_EMAIL.shown-to-TESTER',
  },
  {
    what: 'a table lost its row access policy',
    plant: ['ALTER TABLE SOPHIA.CORE.CALLS DROP ROW ACCESS POLICY SOPHIA.SECURITY.HAPPY'],
    undo: ['ALTER TABLE SOPHIA.CORE.CALLS ADD ROW ACCESS POLICY SOPHIA.SECURITY.HAPPY ON (SENTIMENT)'],
    red: 'row-access.CORE.CALLS.ANALYST',
  },
  { what: 'card numbers in a table', ...noteOf('SOPHIA.CORE.ACCOUNTS', '4111 1111 1111 1111'), red: 'pii.CORE.ACCOUNTS.ANALYST' },
  { what: 'phone numbers in a table', ...noteOf('SOPHIA.CORE.CALLS', 'call +49 30 1234567'), red: 'pii.CORE.CALLS.ANALYST' },
  {
    what: 'a warehouse never suspends itself',
    plant: ['ALTER WAREHOUSE LOADING SET AUTO_SUSPEND = 0'],
    undo: ['ALTER WAREHOUSE LOADING SET AUTO_SUSPEND = 60'],
    red: 'warehouses.auto-suspend',
  },
  {
    what: 'a warehouse suspends itself after an hour',
    plant: ['ALTER WAREHOUSE LOADING SET AUTO_SUSPEND = 3600'],
    undo: ['ALTER WAREHOUSE LOADING SET AUTO_SUSPEND = 60'],
    red: 'warehouses.auto-suspend',
  },
  {
    what: 'a warehouse does not resume itself',
    plant: ['ALTER WAREHOUSE LOADING SET AUTO_RESUME = FALSE'],
    undo: ['ALTER WAREHOUSE LOADING SET AUTO_RESUME = TRUE'],
    red: 'warehouses.auto-resume',
  },
  {
    what: 'a warehouse has no resource monitor',
    plant: ['ALTER WAREHOUSE LOADING UNSET RESOURCE_MONITOR'],
    undo: ['ALTER WAREHOUSE LOADING SET RESOURCE_MONITOR = BUDGET'],
    red: 'warehouses.monitor',
  },
  {
    what: 'a warehouse is too large',
    plant: ["ALTER WAREHOUSE LOADING SET WAREHOUSE_SIZE = 'X-LARGE'"],
    undo: ['ALTER WAREHOUSE LOADING SET WAREHOUSE_SIZE = SMALL'],
    red: 'warehouses.size',
  },
  {
    what: 'a resource monitor only tells',
    plant: [monitor('TRIGGERS ON 80 PERCENT DO NOTIFY')],
    undo: [monitor('TRIGGERS ON 80 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND')],
    red: 'resource-monitors.limit',
  },
  {
    what: 'a failover group is not refreshed by itself',
    plant: ['ALTER FAILOVER GROUP STANDBY UNSET REPLICATION_SCHEDULE'],
    undo: [group("REPLICATION_SCHEDULE = '10 MINUTE'")],
    red: 'replication.STANDBY',
  },
  {
    what: 'a failover group goes to another account',
    plant: [group('ALLOWED_ACCOUNTS = (SOPHIA.OTHER)')],
    undo: [group('ALLOWED_ACCOUNTS = (SOPHIA.SECOND)')],
    red: 'replication.STANDBY',
  },
  {
    what: 'a role may delete',
    plant: ['GRANT DELETE ON TABLE SOPHIA.CORE.CALLS TO ROLE ANALYST'],
    undo: ['REVOKE DELETE ON TABLE SOPHIA.CORE.CALLS FROM ROLE ANALYST'],
    red: 'roles.ANALYST.cannot-delete-CORE.CALLS',
  },
  {
    what: 'a key occurs twice',
    plant: ['INSERT INTO SOPHIA.CORE.ACCOUNTS SELECT * FROM SOPHIA.CORE.ACCOUNTS WHERE ACCOUNT_ID = 1'],
    undo: [
      'CREATE TABLE SOPHIA.CORE.ONE_ACCOUNT AS SELECT DISTINCT * FROM SOPHIA.CORE.ACCOUNTS WHERE ACCOUNT_ID = 1',
      'DELETE FROM SOPHIA.CORE.ACCOUNTS WHERE ACCOUNT_ID = 1',
      'INSERT INTO SOPHIA.CORE.ACCOUNTS SELECT * FROM SOPHIA.CORE.ONE_ACCOUNT',
      'DROP TABLE SOPHIA.CORE.ONE_ACCOUNT',
    ],
    red: 'unique.CORE.ACCOUNTS.ACCOUNT_ID',
  },
  {
    what: 'a column may be empty',
    plant: ['ALTER TABLE SOPHIA.CORE.CALLS ALTER COLUMN TITLE DROP NOT NULL'],
    undo: ['ALTER TABLE SOPHIA.CORE.CALLS ALTER COLUMN TITLE SET NOT NULL'],
    red: 'structure.CORE.CALLS',
  },
  {
    what: 'a user became administrator',
    plant: ['GRANT ROLE ACCOUNTADMIN TO USER TESTER_USER'],
    undo: ['REVOKE ROLE ACCOUNTADMIN FROM USER TESTER_USER'],
    red: 'audit.admin-grants',
  },
  {
    what: 'a role inherits from an administrator role',
    plant: ['GRANT ROLE SECURITYADMIN TO ROLE ANALYST'],
    undo: ['REVOKE ROLE SECURITYADMIN FROM ROLE ANALYST'],
    red: 'audit.admin-grants',
  },
  {
    what: 'a role hands out rights on its own',
    plant: [
      'GRANT SELECT ON TABLE SOPHIA.CORE.TRANSCRIPTS TO ROLE TESTER WITH GRANT OPTION',
      'GRANT ROLE TESTER TO USER ADMIN_USER',
      'USE ROLE TESTER',
      'GRANT SELECT ON TABLE SOPHIA.CORE.TRANSCRIPTS TO ROLE AUDITOR',
      'USE ROLE ACCOUNTADMIN',
    ],
    undo: ['REVOKE SELECT ON TABLE SOPHIA.CORE.TRANSCRIPTS FROM ROLE AUDITOR'],
    red: 'audit.grants',
  },
];

describe('planted misconfigurations', () => {
  let account: Account;

  beforeAll(async () => {
    account = await openGoodAccount();
  });

  afterAll(async () => {
    await account[Symbol.asyncDispose]();
  });

  test('without one nothing is red and nothing is skipped', async () => {
    expect(await account.answers()).toEqual({ red: [], skipped: [] });
  });

  test.each(misconfigurations)('$what: $red', async ({ plant, undo, red }) => {
    await account.administrator.run(...plant);
    const answers = await account.answers();
    await account.administrator.run(...undo);
    expect(answers).toEqual({ red: [red], skipped: [] });
  });

  test('at the end all is as it was', async () => {
    expect(await account.answers()).toEqual({ red: [], skipped: [] });
  });
});

/** What happened cannot be undone: an account of its own for each. */
describe('planted events', () => {
  async function failLogins(account: Account, username: string): Promise<void> {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const login = connectComponent(doors, { ...declaredAuditor(account.endpoint), username, password: 'wrong' });
      await expect(login).rejects.toMatchObject({ name: 'Refusal', code: '390100' });
    }
  }

  test.each([
    ['BATCH', 'failed-logins'],
    ['INTERN', 'audit.failed-logins'],
  ])('somebody tries passwords of %s: %s', async (user, red) => {
    await using account = await openGoodAccount();
    await account.administrator.run(`CREATE USER ${user} PASSWORD = 'Only-for-this-test-1'`);
    await failLogins(account, user);
    expect(await account.answers()).toEqual({ red: [red], skipped: [] });
  });

  test('a warehouse used too many credits: metering.warehouse.LOADING', async () => {
    await using account = await openGoodAccount();
    const resize = (size: string) => `ALTER WAREHOUSE LOADING SET WAREHOUSE_SIZE = '${size}'`;
    await account.administrator.run(
      resize('6X-LARGE'),
      'ALTER WAREHOUSE LOADING RESUME',
      'ALTER WAREHOUSE LOADING SUSPEND',
      resize('SMALL'),
    );
    expect(await account.answers()).toEqual({ red: ['metering.warehouse.LOADING'], skipped: [] });
  });

  test('a resource monitor is nearly used up: resource-monitors.used', async () => {
    await using account = await openGoodAccount();
    await account.administrator.run(monitor('CREDIT_QUOTA = 0.01'));
    expect(await account.answers()).toEqual({ red: ['resource-monitors.used'], skipped: [] });
  });
});
