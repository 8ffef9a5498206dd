import { randomBytes } from 'node:crypto';
import type { Account } from './account.ts';
import { createStandardRoles } from './catalog/standard-roles.ts';
import { addSnowflakeDatabase } from './activity/snowflake-database.ts';
import { QueryLog } from './query-log.ts';
import { executeStatement } from './run/execute-statement.ts';
import { runSqlFile } from './run-sql-file.ts';
import { seedDatabase } from './seed.ts';
import type { SeedOptions } from './seed.ts';
import type { Session } from './session.ts';

export interface FillOptions extends SeedOptions {
  /** SQL that fills the account instead of the generated data. */
  readonly sqlFile?: string;
}

/** Names of the two users of a new account. */
export const administratorName = 'ADMIN_USER';
export const testerName = 'TESTER_USER';

/** Roles, users, a warehouse and data for an account that has nothing yet. @throws StackInputError for an SQL file that fails */
export async function createAccount(account: Account, options: FillOptions): Promise<void> {
  const { access, catalog } = account;
  createStandardRoles(access);
  addSnowflakeDatabase({ access, catalog, now: new Date(account.now()) });
  for (const role of ['TESTER', 'ANALYST']) access.createRole(role, 'USERADMIN');
  const administrator = { name: administratorName, password: newPassword(), defaultRole: 'ACCOUNTADMIN' };
  access.users.set(administrator.name, administrator);
  access.users.set(testerName, { name: testerName, password: newPassword(), defaultRole: 'TESTER' });
  access.grantRole('ACCOUNTADMIN', { kind: 'USER', name: administrator.name }, 'ACCOUNTADMIN');
  for (const role of ['TESTER', 'ANALYST']) access.grantRole(role, { kind: 'USER', name: testerName }, 'USERADMIN');
  const warehouse = { name: 'TEST_XS', owner: 'SYSADMIN', comment: '', createdOn: new Date(), size: 'X-Small', autoSuspendSeconds: 60 };
  catalog.warehouses.set(warehouse.name, { kind: 'WAREHOUSE', ...warehouse, state: 'STARTED' });
  await asAdministrator(account, async (session) => {
    if (options.sqlFile === undefined) return seedDatabase(options, account, session);
    session.warehouse = warehouse.name;
    return runSqlFile(options.sqlFile, account, session);
  });
}

const warmUps = [
  'SELECT 1',
  `SELECT a.NAME, COUNT(*) AS n, AVG(c.SENTIMENT) FROM (SELECT 1 AS ID, 'A' AS NAME) a
     JOIN (SELECT 1 AS ID, 'A call' AS TITLE, 0.5::FLOAT AS SENTIMENT, '2026-01-02'::TIMESTAMP_NTZ AS STARTED_AT) c ON a.ID = c.ID
     WHERE c.TITLE LIKE 'A%' AND c.STARTED_AT > '2026-01-01' GROUP BY a.NAME HAVING COUNT(*) > 1 ORDER BY n DESC LIMIT 5`,
];

/** The parser and the engine compile themselves on first use, which would be measured as the first query's latency. */
export async function warmUp(account: Account): Promise<void> {
  const log = new QueryLog();
  await asAdministrator(account, async (session) => {
    for (const sql of warmUps)
      await executeStatement({ sql, binds: {}, describeOnly: false }, { account, session, log, queryId: 'warm-up' });
  });
}

async function asAdministrator(account: Account, work: (session: Session) => Promise<void>): Promise<void> {
  const session = await account.openSession({ name: administratorName, defaultRole: 'ACCOUNTADMIN' }, 'ACCOUNTADMIN');
  try {
    await work(session);
  } finally {
    account.closeSession(session);
  }
}

function newPassword(): string {
  return randomBytes(18).toString('base64url');
}
