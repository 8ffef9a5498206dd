import { randomBytes } from 'node:crypto';
import type { World } from '../data/world.ts';
import { Account } from './account.ts';
import { QueryLog } from './query-log.ts';
import { executeStatement } from './run/execute-statement.ts';
import { seedDatabase } from './seed.ts';
import { SnowflakeServer } from './server.ts';
import type { Session } from './session.ts';

export interface SnowflakeOptions {
  readonly seed: number;
  /** Names of local/faults.ts; those of other endpoints are not looked at. */
  readonly faults: readonly string[];
  readonly port?: number;
  readonly world: World;
}

/** A Snowflake account on 127.0.0.1 that the vendor's own driver talks to. */
export interface SnowflakeEndpoint extends AsyncDisposable {
  readonly url: string;
  /** Laid over the settings of a component. */
  readonly settings: Readonly<Record<'account' | 'access_url' | 'username' | 'password' | 'auth', string>>;
  /** A user with ACCOUNTADMIN; not part of the settings, so that checks run with the rights of a tester. */
  readonly administrator: { readonly username: string; readonly password: string };
  /** From now on every session token is expired: the next request of each driver has to renew it. */
  expireTokens(): void;
}

/** @throws EngineMissing when DuckDB or the SQL parser is not installed */
export async function startSnowflake(options: SnowflakeOptions): Promise<SnowflakeEndpoint> {
  const account = await Account.open();
  const passwords = { tester: randomBytes(18).toString('base64url'), administrator: randomBytes(18).toString('base64url') };
  await createAccount(account, passwords, options);
  const server = new SnowflakeServer(account);
  const port = await server.listen(options.port);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    settings: { account: 'local', access_url: url, username: 'TESTER_USER', password: passwords.tester, auth: 'password' },
    administrator: { username: 'ADMIN_USER', password: passwords.administrator },
    expireTokens: () => {
      for (const session of account.sessions) session.tokenExpired = true;
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      account[Symbol.dispose]();
    },
  };
}

async function createAccount(
  account: Account,
  passwords: { readonly tester: string; readonly administrator: string },
  options: SnowflakeOptions,
): Promise<void> {
  const { access, catalog } = account;
  for (const role of ['ACCOUNTADMIN', 'SECURITYADMIN', 'USERADMIN', 'SYSADMIN', 'PUBLIC']) access.createRole(role, 'ACCOUNTADMIN');
  for (const role of ['TESTER', 'ANALYST']) access.createRole(role, 'USERADMIN');
  const below: readonly (readonly [string, string])[] = [
    ['SECURITYADMIN', 'ACCOUNTADMIN'],
    ['SYSADMIN', 'ACCOUNTADMIN'],
    ['USERADMIN', 'SECURITYADMIN'],
  ];
  for (const [role, parent] of below) access.grantRole(role, { kind: 'ROLE', name: parent }, 'ACCOUNTADMIN');
  access.grant('MANAGE GRANTS', 'ACCOUNT', 'SECURITYADMIN', 'ACCOUNTADMIN');
  access.grant('CREATE ROLE', 'ACCOUNT', 'USERADMIN', 'ACCOUNTADMIN');
  access.grant('CREATE DATABASE', 'ACCOUNT', 'SYSADMIN', 'ACCOUNTADMIN');
  const administrator = { name: 'ADMIN_USER', password: passwords.administrator, defaultRole: 'ACCOUNTADMIN' };
  access.users.set(administrator.name, administrator);
  access.users.set('TESTER_USER', { name: 'TESTER_USER', password: passwords.tester, defaultRole: 'TESTER' });
  access.grantRole('ACCOUNTADMIN', { kind: 'USER', name: administrator.name }, 'ACCOUNTADMIN');
  for (const role of ['TESTER', 'ANALYST']) access.grantRole(role, { kind: 'USER', name: 'TESTER_USER' }, 'USERADMIN');
  const warehouse = { name: 'TEST_XS', owner: 'SYSADMIN', comment: '', createdOn: new Date(), size: 'X-Small', autoSuspendSeconds: 60 };
  catalog.warehouses.set(warehouse.name, { kind: 'WAREHOUSE', ...warehouse, state: 'STARTED' });
  const session = await account.openSession(administrator, 'SYSADMIN');
  session.role = 'ACCOUNTADMIN';
  await seedDatabase(options, account, session);
  await warmUp(account, session);
  account.closeSession(session);
}

const warmUps = [
  'SELECT 1',
  `SELECT a.NAME, COUNT(*) AS n, AVG(c.SENTIMENT) FROM SOPHIA.CORE.CALLS c JOIN SOPHIA.CORE.ACCOUNTS a ON a.ACCOUNT_ID = c.ACCOUNT_ID
     WHERE c.TITLE LIKE 'A%' AND c.STARTED_AT > '2026-01-01' GROUP BY a.NAME HAVING COUNT(*) > 1 ORDER BY n DESC LIMIT 5`,
];

/** The parser and the engine compile themselves on first use, which would be measured as the first query's latency. */
async function warmUp(account: Account, session: Session): Promise<void> {
  const log = new QueryLog();
  for (const sql of warmUps) await executeStatement({ sql, binds: {}, describeOnly: false }, { account, session, log, queryId: 'warm-up' });
}
