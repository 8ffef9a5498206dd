import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent, expand } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';

let endpoint: SnowflakeEndpoint;
let administrator: Administrator;
let tester: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  administrator = await administer(endpoint);
  tester = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await tester[Symbol.asyncDispose]();
  await administrator[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

const declared = { account: 'local', username: 'U', password: 'p', database: 'SOPHIA', schema: 'CORE' };
const namesOf = (kind: string, options: unknown): readonly string[] => expand(doors, kind, options, declared).map(({ name }) => name);

describe('what a config declares', () => {
  test.each([
    ['network-policy', { account: 'A', users: { U: 'B' }, policies: { A: {} } }, ['account', 'user.U', 'policy.A']],
    ['parameters', { parameters: { client_encryption_key_size: 256 } }, ['CLIENT_ENCRYPTION_KEY_SIZE']],
    [
      'masking',
      { table: 'CALLS', columns: { TITLE: { hidden_from: ['A'], shown_to: ['B'] } } },
      ['CALLS.TITLE.hidden-from-A', 'CALLS.TITLE.shown-to-B'],
    ],
    ['row-access', { table: 'CALLS', roles: { A: { sees: 'none' } } }, ['CALLS.A']],
    ['pii', { tables: ['CALLS', 'RAW.GONG_CALLS'] }, ['CALLS', 'RAW.GONG_CALLS']],
    ['audit', { granted_by: ['SYSADMIN'] }, ['failed-logins', 'admin-grants', 'grants']],
  ])('%s', (kind, options, names) => {
    expect(namesOf(kind, options)).toEqual(names.map((name) => `${kind}.${name}`));
  });

  test.each([
    ['network-policy', {}, /nothing to look at/],
    ['parameters', { parameters: {} }, /nothing to look at/],
    ['parameters', { parameters: { "X' IN ACCOUNT --": 1 } }, /name of a parameter/],
    ['masking', { table: 'CALLS', columns: { TITLE: {} } }, /nothing to try/],
    ['row-access', { table: 'CALLS', roles: { A: {} } }, /expects nothing/],
    ['failed-logins', { window: '8d' }, /7d at most/],
    ['audit', { window: 'a day' }, /expected a duration/],
  ])('%s refuses %j', (kind, options, message) => {
    expect(() => namesOf(kind, options)).toThrow(message);
  });

  test('what reads ACCOUNT_USAGE runs daily alone', () => {
    for (const kind of ['audit', 'spend-daily', 'spend-idle']) expect(doors.settings.checks[kind]?.stages, kind).toEqual(['monitoring']);
  });
});

describe('what this role may not see is skipped', () => {
  test.each([
    ['network-policy', { policies: { HIDDEN: {} } }, /not permitted to look at network policy HIDDEN.*needs OWNERSHIP/],
    ['network-policy', { users: { ADMIN_USER: 'HIDDEN' } }, /not permitted to look at the network policy of user ADMIN_USER/],
    ['parameters', { parameters: { NO_SUCH_PARAMETER: true } }, /not permitted to look at parameter NO_SUCH_PARAMETER.*edition/],
    ['masking', { table: 'CORE.HIDDEN', columns: { A: { hidden_from: ['ANALYST'] } } }, /not permitted to look at CORE\.HIDDEN\.A.*SELECT/],
    ['pii', { tables: ['CORE.HIDDEN'] }, /not permitted to look at CORE\.HIDDEN/],
    ['failed-logins', {}, /only our own logins are shown/],
    ['audit', {}, /not permitted to look at ACCOUNT_USAGE.*SECURITY_VIEWER/],
  ])('%s %j', async (kind, options, message) => {
    await administrator.run("CREATE NETWORK POLICY IF NOT EXISTS HIDDEN ALLOWED_IP_LIST = ('127.0.0.1')");
    const { error, unmet } = await tester.run(kind, options);
    expect(error).toBeInstanceOf(Skip);
    expect(String(error)).toMatch(message);
    expect(unmet).toEqual([]);
  });
});

test.each([
  ["ALLOWED_IP_LIST = ('127.0.0.1', '0.0.0.0/1')", '0.0.0.0/1'],
  ["BLOCKED_IP_LIST = ('203.0.113.99')", 'it allows nothing by name, so whatever it does not block gets in'],
])('a policy with %s lets too much in', async (lists, actual) => {
  await administrator.run(`CREATE OR REPLACE NETWORK POLICY WIDE ${lists}`);
  const { unmet } = await administrator.connected.run('network-policy', { policies: { WIDE: {} } });
  expect(unmet).toMatchObject([{ subject: 'ranges that WIDE allows', expected: 'none wider than /8', actual }]);
});

describe('masking', () => {
  const of = (options: object) => ({ table: 'CORE.CALLS', columns: { OWNER_EMAIL: options } });

  test('an unmasked column is found, and no value is told', async () => {
    const { unmet, findings, notes } = await tester.run('masking', of({ hidden_from: ['ANALYST'] }));
    expect(unmet).toMatchObject([
      { subject: 'values of CORE.CALLS.OWNER_EMAIL as ANALYST', expected: expect.stringMatching(/^none of \d+/) as string },
    ]);
    expect(JSON.stringify([findings, notes])).not.toMatch(/@/);
  });

  test('a column that all roles see masked proves nothing', async () => {
    await administrator.run(
      "CREATE MASKING POLICY SOPHIA.CORE.ALWAYS AS (V VARCHAR) RETURNS VARCHAR -> '***'",
      'ALTER TABLE SOPHIA.CORE.CALLS MODIFY COLUMN OWNER_EMAIL SET MASKING POLICY SOPHIA.CORE.ALWAYS',
    );
    const { error } = await tester.run('masking', of({ hidden_from: ['ANALYST'] }));
    await administrator.run('ALTER TABLE SOPHIA.CORE.CALLS MODIFY COLUMN OWNER_EMAIL UNSET MASKING POLICY');
    expect(String(error)).toMatch(/^Skip: .*may be masked itself/);
  });

  test('a role that may not read the table sees no value of it', async () => {
    await administrator.run('REVOKE SELECT ON TABLE SOPHIA.CORE.CALLS FROM ROLE ANALYST');
    const hidden = await tester.run('masking', of({ hidden_from: ['ANALYST'] }));
    const shown = await tester.run('masking', of({ shown_to: ['ANALYST'] }));
    await administrator.run('GRANT SELECT ON TABLE SOPHIA.CORE.CALLS TO ROLE ANALYST');
    expect(hidden.findings).toMatchObject([{ actual: 'not allowed to read it: 002003', met: true }]);
    expect(shown.unmet).toMatchObject([{ actual: 'not allowed to read it: 002003' }]);
  });

  test('a table without values is no answer', async () => {
    await administrator.run('CREATE TABLE SOPHIA.CORE.EMPTY (A VARCHAR)', 'GRANT SELECT ON TABLE SOPHIA.CORE.EMPTY TO ROLE TESTER');
    const { error } = await tester.run('masking', { table: 'CORE.EMPTY', columns: { A: { hidden_from: ['ANALYST'] } } });
    expect(error).not.toBeInstanceOf(Skip);
    expect(String(error)).toMatch(/has no values/);
  });
});

test('row-access tells all, some and none apart', async () => {
  const run = async (sees: string) => (await tester.run('row-access', { table: 'CORE.CALLS', roles: { ANALYST: { sees } } })).unmet.length;
  expect([await run('all'), await run('some'), await run('none')]).toEqual([0, 1, 1]);
  await administrator.run(
    "CREATE ROW ACCESS POLICY SOPHIA.CORE.NOBODY AS (S FLOAT) RETURNS BOOLEAN -> CURRENT_ROLE() <> 'ANALYST'",
    'ALTER TABLE SOPHIA.CORE.CALLS ADD ROW ACCESS POLICY SOPHIA.CORE.NOBODY ON (SENTIMENT)',
  );
  const policed = [await run('all'), await run('some'), await run('none')];
  await administrator.run('ALTER TABLE SOPHIA.CORE.CALLS DROP ROW ACCESS POLICY SOPHIA.CORE.NOBODY');
  expect(policed).toEqual([1, 1, 0]);
});

describe('pii', () => {
  test('an unmasked address is found in a column and inside of JSON, and is not told', async () => {
    const calls = await tester.run('pii', { tables: ['CORE.CALLS'], sample: 100 });
    expect(calls.unmet).toMatchObject([{ subject: 'column CORE.CALLS.OWNER_EMAIL', actual: 'email in 100 of 100 values' }]);
    const raw = await tester.run('pii', { tables: ['RAW.GONG_CALLS'], sample: 50 });
    expect(raw.unmet).toMatchObject([{ subject: 'column RAW.GONG_CALLS.RAW_DATA' }]);
    expect(JSON.stringify([calls.findings, calls.notes, calls.values, raw.findings])).not.toMatch(/@/);
  });

  test('columns may be ignored, by name or with their table', async () => {
    for (const ignore of ['OWNER_EMAIL', 'CALLS.OWNER_EMAIL', 'SOPHIA.CORE.CALLS.OWNER_EMAIL']) {
      const { unmet, findings } = await tester.run('pii', { tables: ['CORE.CALLS'], sample: 10, ignore: [ignore] });
      expect([unmet, findings.length > 0]).toEqual([[], true]);
    }
    expect((await tester.run('pii', { tables: ['CORE.CALLS'], sample: 10, ignore: ['RAW.CALLS.OWNER_EMAIL'] })).unmet).toHaveLength(1);
  });

  test('a share below the threshold is no finding', async () => {
    await administrator.run(
      "CREATE TABLE SOPHIA.CORE.NOTES AS SELECT IFF(ACCOUNT_ID = 1, 'a@example.com', 'nothing') AS NOTE FROM SOPHIA.CORE.ACCOUNTS",
      'GRANT SELECT ON TABLE SOPHIA.CORE.NOTES TO ROLE TESTER',
    );
    const run = async (threshold: number) => (await tester.run('pii', { tables: ['CORE.NOTES'], threshold })).unmet.length;
    expect([await run(0.004), await run(0.006)]).toEqual([1, 0]);
  });
});
