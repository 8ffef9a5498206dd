import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectiveGrants, walkGrants } from '../../../src/components/snowflake/access/role-grants.ts';
import type { Session, SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Refusal, Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand } from '../run-check.ts';
import type { Connected, Doors, Recorded } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: SnowflakeEndpoint;
let administrator: Administrator;
let admin: Connected;
let tester: Connected;

const plan = [
  'CREATE ROLE READER',
  'CREATE ROLE LOADER',
  'CREATE ROLE HIDDEN',
  'CREATE DATABASE ROLE SOPHIA.BROWSER',
  'GRANT USAGE ON SCHEMA SOPHIA.RAW TO DATABASE ROLE SOPHIA.BROWSER',
  'GRANT DATABASE ROLE SOPHIA.BROWSER TO ROLE READER',
  'GRANT USAGE ON DATABASE SOPHIA TO ROLE READER',
  'GRANT USAGE ON SCHEMA SOPHIA.CORE TO ROLE READER',
  'GRANT SELECT ON ALL TABLES IN SCHEMA SOPHIA.CORE TO ROLE READER',
  'GRANT SELECT ON ALL VIEWS IN SCHEMA SOPHIA.CORE TO ROLE READER',
  'GRANT SELECT ON FUTURE TABLES IN SCHEMA SOPHIA.CORE TO ROLE READER',
  'GRANT ROLE READER TO ROLE LOADER',
  'GRANT INSERT ON TABLE SOPHIA.RAW.GONG_CALLS TO ROLE LOADER WITH GRANT OPTION',
  'GRANT MONITOR USAGE ON ACCOUNT TO ROLE LOADER',
  'GRANT ROLE LOADER TO ROLE SYSADMIN',
  'GRANT ROLE LOADER TO USER TESTER_USER',
];

beforeAll(async () => {
  endpoint = await startSeeded();
  administrator = await administer(endpoint);
  admin = administrator.connected;
  await administrator.run(...plan);
  tester = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await tester?.[Symbol.asyncDispose]();
  await administrator?.[Symbol.asyncDispose]();
  await endpoint?.[Symbol.asyncDispose]();
});

const grantsOf = async (role: string, declared: object, connected = admin): Promise<Recorded> =>
  await connected.run('grants', { roles: { [role]: declared } });

const differences = ({ unmet, error }: Recorded): readonly (readonly string[])[] => {
  expect(error).toBeUndefined();
  return unmet.map(({ subject, expected, actual }) => [subject, expected, actual]);
};

const readerPrivileges = ['USAGE on DATABASE SOPHIA', 'USAGE on SCHEMA CORE', 'USAGE on SCHEMA RAW', 'SELECT on CORE.*'];

describe('privileges of a role', () => {
  test('are as declared, and nothing else', async () => {
    const recorded = await grantsOf('READER', { privileges: readerPrivileges, exact: true });
    expect(differences(recorded)).toEqual([]);
    expect(recorded.findings).toHaveLength(4);
    expect(recorded.values).toMatchObject({ value: 7 });
  });

  test('of roles below count as its own, unless that is not wanted', async () => {
    const declared = { privileges: ['SELECT on CORE.CALLS', 'INSERT on RAW.GONG_CALLS', 'MONITOR USAGE on ACCOUNT'] };
    const inherited = await grantsOf('LOADER', declared);
    expect(differences(inherited)).toEqual([]);
    expect(inherited.findings[0]?.actual).toBe('granted through READER');
    expect(differences(await grantsOf('LOADER', { ...declared, inherited: false }))).toEqual([
      ['SELECT on CORE.CALLS', 'granted', 'not granted'],
    ]);
  });

  test('that are missing are named, on a schema by its tables', async () => {
    await administrator.run(
      'REVOKE SELECT ON TABLE SOPHIA.CORE.CALLS FROM ROLE READER',
      'CREATE VIEW SOPHIA.CORE."new view" AS SELECT 1 AS A',
    );
    const recorded = await grantsOf('READER', { privileges: [...readerPrivileges, 'DELETE on CORE.CALLS'] });
    await administrator.run('GRANT SELECT ON TABLE SOPHIA.CORE.CALLS TO ROLE READER', 'DROP VIEW SOPHIA.CORE."new view"');
    expect(differences(recorded)).toEqual([
      ['SELECT on CORE.*', 'granted', 'not granted on CALLS, "new view"'],
      ['DELETE on CORE.CALLS', 'granted', 'not granted'],
    ]);
  });

  test('that nobody declared are found where the list is exact', async () => {
    const declared = {
      privileges: ['SELECT on CORE.*', 'USAGE on SCHEMA CORE', 'USAGE on SCHEMA RAW', 'USAGE on DATABASE SOPHIA'],
      exact: true,
    };
    expect(differences(await grantsOf('LOADER', declared))).toEqual([
      ['INSERT on TABLE SOPHIA.RAW.GONG_CALLS', 'not granted', 'granted to LOADER, with grant option'],
      ['MONITOR USAGE on ACCOUNT', 'not granted', 'granted to LOADER'],
    ]);
  });

  test('that it must never have are found, ownership among them', async () => {
    for (const table of ['SOPHIA.RAW.OWNED', 'SOPHIA.RAW.INFRA_TEST_OF_A_DRILL']) {
      await administrator.run(`CREATE TABLE ${table} (A NUMBER)`, `GRANT OWNERSHIP ON TABLE ${table} TO ROLE LOADER`);
    }
    const recorded = await grantsOf('LOADER', { never: ['OWNERSHIP on *', 'DELETE on RAW.*', 'DELETE on CORE.*'] });
    await administrator.run('DROP TABLE SOPHIA.RAW.OWNED');
    expect(differences(recorded)).toEqual([['OWNERSHIP on TABLE SOPHIA.RAW.OWNED', 'not granted', 'granted to LOADER']]);
    expect(recorded.findings[0]).toMatchObject({ subject: 'DELETE on CORE.*', met: true });
  });

  test('who owns a table was not declared to select from it alone', async () => {
    await administrator.run('CREATE TABLE SOPHIA.RAW.OWNED (A NUMBER)', 'GRANT OWNERSHIP ON TABLE SOPHIA.RAW.OWNED TO ROLE HIDDEN');
    const recorded = await grantsOf('HIDDEN', { privileges: ['SELECT on RAW.OWNED'], exact: true });
    await administrator.run('GRANT OWNERSHIP ON TABLE SOPHIA.RAW.OWNED TO ROLE ACCOUNTADMIN', 'DROP TABLE SOPHIA.RAW.OWNED');
    expect(differences(recorded)).toEqual([['OWNERSHIP on TABLE SOPHIA.RAW.OWNED', 'not granted', 'granted to HIDDEN']]);
  });

  test('PUBLIC is a role like others', async () => {
    expect(differences(await grantsOf('PUBLIC', { privileges: [], exact: true }))).toEqual([]);
    await administrator.run('GRANT USAGE ON DATABASE SOPHIA TO ROLE PUBLIC');
    const recorded = await grantsOf('PUBLIC', { privileges: [], exact: true });
    await administrator.run('REVOKE USAGE ON DATABASE SOPHIA FROM ROLE PUBLIC');
    expect(differences(recorded)).toEqual([['USAGE on DATABASE SOPHIA', 'not granted', 'granted to PUBLIC']]);
  });

  test('walking from role to role finds what the hierarchy tells', async () => {
    const { session } = admin.connection as SnowflakeConnection;
    const ask = { signal: AbortSignal.timeout(20_000), tag: 'test' };
    const text = (grants: Awaited<ReturnType<typeof walkGrants>>) =>
      grants.map(({ privilege, kind, name, grantee }) => [privilege, kind, ...name, grantee].join(' ')).toSorted();
    const walked = text(await walkGrants(session, ['SYSADMIN'], ask));
    expect(walked).toEqual(text(await effectiveGrants(session, ['SYSADMIN'], ask)));
    expect(walked).toContain('USAGE SCHEMA SOPHIA RAW BROWSER');
    // An account that does not know the clause answers with a syntax error.
    const older: Session = {
      query: async (sql, how) => await session.query(sql.includes('INCLUDE HIERARCHY') ? 'SELECT (' : sql, how),
      [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
    };
    expect(text(await effectiveGrants(older, ['SYSADMIN'], ask))).toEqual(walked);
  });
});

describe('roles, members, future grants and owners', () => {
  const reader = {
    roles: ['SOPHIA.BROWSER'],
    granted_to: ['role LOADER'],
    future: ['SELECT on TABLES in CORE'],
    owner: 'ACCOUNTADMIN',
    exact: true,
  };
  const look = async (role: string, name: string, declared: object): Promise<Recorded> =>
    await admin.run('grants', { roles: { [role]: declared } }, { draft: `grants.${role}.${name}` });

  test.each(['roles', 'members', 'future', 'owner'])('%s are as declared', async (name) => {
    const recorded = await look('READER', name, reader);
    expect(differences(recorded)).toEqual([]);
    expect(recorded.findings.length).toBeGreaterThan(0);
  });

  test('what is missing and what is too much is found', async () => {
    expect(differences(await look('READER', 'roles', { roles: ['HIDDEN'], exact: true }))).toEqual([
      ['role HIDDEN', 'granted', 'not granted'],
      ['role SOPHIA.BROWSER', 'not granted', 'granted'],
    ]);
    expect(differences(await look('LOADER', 'members', { granted_to: ['user ADMIN_USER', 'role SYSADMIN'], exact: true }))).toEqual([
      ['granted to user ADMIN_USER', 'granted', 'not granted'],
      ['granted to user TESTER_USER', 'not granted', 'granted'],
    ]);
    expect(differences(await look('READER', 'future', { future: ['SELECT on VIEWS in CORE'], exact: true }))).toEqual([
      ['SELECT on future VIEW in SOPHIA.CORE', 'granted', 'not granted'],
      ['SELECT on future TABLE in SOPHIA.CORE', 'not granted', 'granted'],
    ]);
    expect(differences(await look('READER', 'owner', { owner: 'SYSADMIN' }))).toEqual([
      ['owner of role READER', 'SYSADMIN', 'ACCOUNTADMIN'],
    ]);
  });

  test('none where none is declared', async () => {
    const recorded = await look('HIDDEN', 'roles', { roles: [], exact: true });
    expect(differences(recorded)).toEqual([]);
    expect(recorded.findings).toHaveLength(1);
  });

  test('a database role has its own', async () => {
    const recorded = await grantsOf('SOPHIA.BROWSER', { privileges: ['USAGE on SCHEMA RAW'], exact: true });
    expect(differences(recorded)).toEqual([]);
  });

  test('a role that does not exist is found', async () => {
    expect(differences(await grantsOf('NO_SUCH_ROLE', { privileges: [], exact: true }))).toEqual([
      ['role NO_SUCH_ROLE', 'exists', 'no such role'],
    ]);
  });

  test.each([{ privileges: [] }, { privileges: [], inherited: false }, { roles: [] }])(
    'a role that this one may not look at is neither right nor wrong: %j',
    async (declared) => {
      const { error, findings } = await grantsOf('HIDDEN', declared, tester);
      expect(error).toBeInstanceOf(Skip);
      expect(String(error)).toMatch(/not permitted to look at .*role HIDDEN.*MANAGE GRANTS ON ACCOUNT/);
      expect(findings).toEqual([]);
    },
  );

  test('what cannot be read is refused when the config loads', () => {
    const refused = (roles: object) => () => expand(doors, 'grants', { roles }, declaredFor(endpoint));
    expect(refused({})).toThrow(/nothing to compare/);
    expect(refused({ A: {} })).toThrow(/nothing to compare/);
    expect(refused({ A: { granted_to: ['LOADER'] } })).toThrow(/role NAME or user NAME/);
    expect(refused({ A: { privileges: ['SELECT'] } })).toThrow(/is not understood/);
  });
});

describe('effective access', () => {
  const tried = (role: string) => ({ roles: { [role]: { cannot: ['DELETE on CORE.CALLS'] } } });

  test('as a role that the user does not have is neither right nor wrong', async () => {
    const { error, findings } = await tester.run('roles', tried('HIDDEN'));
    expect(error).toBeInstanceOf(Skip);
    expect(String(error)).toMatch(/GRANT ROLE HIDDEN TO the user/);
    expect(findings).toEqual([]);
  });

  test('as a role that does not exist is refused', async () => {
    expect((await tester.run('roles', tried('NO_SUCH_ROLE'))).error).toBeInstanceOf(Refusal);
  });
});

describe('users', () => {
  const rule = async (name: string, options: object = {}, connected = admin): Promise<Recorded> =>
    await connected.run('users', options, { draft: `users.${name}` });
  const hygiene = [
    "CREATE USER ALICE PASSWORD = 'Abcdefgh1234!' DEFAULT_ROLE = READER TYPE = PERSON",
    "CREATE USER BATCH PASSWORD = 'Abcdefgh1234!' TYPE = LEGACY_SERVICE",
    'CREATE USER ROBOT TYPE = SERVICE',
    "CREATE USER GONE PASSWORD = 'Abcdefgh1234!' DISABLED = TRUE",
    'GRANT ROLE READER TO USER GONE',
  ];

  beforeAll(async () => {
    await administrator.run(...hygiene);
  });

  test('each rule is a check, and can be left out', () => {
    const names = expand(doors, 'users', {}, declaredFor(endpoint)).map(({ name }) => name);
    expect(names).toHaveLength(8);
    const fewer = expand(doors, 'users', { mfa: false, stale_logins: false, account_admins: false }, declaredFor(endpoint));
    expect(names.filter((name) => !fewer.some((draft) => draft.name === name))).toEqual([
      'users.mfa',
      'users.stale-logins',
      'users.account-admins',
    ]);
  });

  test('people with a password need a second factor', async () => {
    const recorded = await rule('mfa', { ignore: ['TESTER_USER'] });
    expect(differences(recorded)).toEqual(
      ['ADMIN_USER', 'ALICE'].map((name) => [`user ${name}`, 'a second factor', 'a password and no second factor']),
    );
    const calm = await rule('mfa', { ignore: ['TESTER_USER', 'ADMIN_USER', 'ALICE'] });
    expect(differences(calm)).toEqual([]);
    expect(calm.findings).toMatchObject([{ subject: 'users', met: true }]);
  });

  test('service users need no password', async () => {
    expect(differences(await rule('service-passwords'))).toEqual([['user BATCH', 'no password', 'a password on a service user']]);
    await administrator.run('ALTER USER BATCH UNSET PASSWORD');
    expect(differences(await rule('service-passwords'))).toEqual([
      ['user BATCH', 'no password', 'the type LEGACY_SERVICE, which allows a password'],
    ]);
  });

  test('users that just came are not stale', async () => {
    expect(differences(await rule('stale-logins', { stale_logins: '1d' }))).toEqual([]);
  });

  test('a disabled user keeps no roles', async () => {
    expect(differences(await rule('disabled-with-roles'))).toEqual([['user GONE', 'no roles', 'disabled, and has READER']]);
  });

  test('a default role is granted', async () => {
    expect(differences(await rule('default-roles'))).toEqual([['user ALICE', 'its default role', 'READER, which it does not have']]);
    await administrator.run('GRANT ROLE READER TO USER ALICE');
    expect(differences(await rule('default-roles'))).toEqual([]);
  });

  test('no user has privileges without a role', async () => {
    expect(differences(await rule('direct-privileges'))).toEqual([]);
  });

  test('a privilege without a role is found', async () => {
    // The embedded account grants nothing to users, so the grants of a role stand in for those of one user.
    const meddled: Doors = {
      settings: doors.settings,
      component: {
        ...doors.component,
        async connect(settings, context) {
          const connection = (await doors.component.connect(settings, context)) as SnowflakeConnection;
          const { session } = connection;
          const query: Session['query'] = async (sql, ask) => await session.query(sql.replace('TO USER "ROBOT"', 'TO ROLE HIDDEN'), ask);
          return { ...connection, session: { query, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() } };
        },
      },
    };
    await administrator.run('GRANT USAGE ON DATABASE SOPHIA TO ROLE HIDDEN');
    await using connected = await connectComponent(meddled, { ...declaredFor(endpoint), ...endpoint.administrator, role: 'ACCOUNTADMIN' });
    expect(differences(await rule('direct-privileges', {}, connected))).toEqual([
      ['user ROBOT', 'privileges through roles alone', 'USAGE on DATABASE SOPHIA'],
    ]);
  });

  test('administrators are counted, the disabled ones left out', async () => {
    expect(differences(await rule('account-admins'))).toEqual([['users with ACCOUNTADMIN', '2 to 5', '1: ADMIN_USER']]);
    await administrator.run('GRANT ROLE ACCOUNTADMIN TO USER ALICE', 'GRANT ROLE ACCOUNTADMIN TO USER GONE');
    expect(differences(await rule('account-admins'))).toEqual([]);
    expect(differences(await rule('account-admins', { account_admins: { min: 1, max: 1 } }))).toEqual([
      ['users with ACCOUNTADMIN', '1 to 1', '2: ADMIN_USER, ALICE'],
    ]);
    await administrator.run('GRANT ROLE ACCOUNTADMIN TO ROLE HIDDEN');
    const above = await rule('account-admins');
    await administrator.run('REVOKE ROLE ACCOUNTADMIN FROM ROLE HIDDEN');
    expect(differences(above)).toEqual([['role HIDDEN', 'not above ACCOUNTADMIN', 'has it']]);
  });

  test('service users log in through a network policy', async () => {
    expect(differences(await rule('service-network-policies')).map(([subject]) => subject)).toEqual(['user BATCH', 'user ROBOT']);
    await administrator.run(
      "CREATE NETWORK POLICY ROBOTS ALLOWED_IP_LIST = ('192.0.2.0/24')",
      'ALTER USER ROBOT SET NETWORK_POLICY = ROBOTS',
      'ALTER USER BATCH SET NETWORK_POLICY = ROBOTS',
    );
    expect(differences(await rule('service-network-policies'))).toEqual([]);
  });

  test('a role that sees no users, or not all, cannot call them clean', async () => {
    const { error, findings } = await rule('mfa', {}, tester);
    expect(error).toBeInstanceOf(Skip);
    expect(String(error)).toMatch(/not permitted to look at users.*MANAGE GRANTS ON ACCOUNT/);
    expect(findings).toEqual([]);
    await administrator.run('GRANT OWNERSHIP ON USER ROBOT TO ROLE TESTER');
    expect(String((await rule('mfa', {}, tester)).error)).toMatch(/all users, only 1 are shown/);
    const found = await rule('direct-privileges', {}, tester);
    await administrator.run('GRANT MANAGE GRANTS ON ACCOUNT TO ROLE TESTER');
    const whole = await rule('direct-privileges', {}, tester);
    await administrator.run('REVOKE MANAGE GRANTS ON ACCOUNT FROM ROLE TESTER');
    expect(found.error).toBeInstanceOf(Skip);
    expect(differences(whole)).toEqual([]);
  });
});
