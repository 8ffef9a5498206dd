import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openConnection } from '../../../src/components/snowflake/client.ts';
import type { SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import { settingsSchema } from '../../../src/components/snowflake/settings-schema.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Refusal } from '../../../src/std/errors.ts';
import { createRedactor } from '../../../src/std/redact.ts';
import { setVariables } from '../http/servers.ts';
import { startSeeded } from './doors.ts';
import { startIssuer } from './issuer.ts';
import type { Issuer } from './issuer.ts';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);

let endpoint: SnowflakeEndpoint;
let issuer: Issuer;
beforeAll(async () => {
  endpoint = await startSeeded();
});
afterAll(async () => await endpoint[Symbol.asyncDispose]());

/** Logs in with the job's identity, as a config with `auth: github-oidc` does. */
async function connect(settings: Readonly<Record<string, unknown>> = {}): Promise<SnowflakeConnection> {
  const declared = {
    account: 'local',
    access_url: endpoint.url,
    auth: 'github-oidc',
    database: 'SOPHIA',
    warehouse: 'TEST_XS',
    ...settings,
  };
  return await openConnection(v.parse(settingsSchema, declared), signal());
}

async function asAdministrator(...statements: readonly string[]): Promise<void> {
  const { username, password } = endpoint.administrator;
  const settings = v.parse(settingsSchema, { account: 'local', access_url: endpoint.url, username, password });
  await using administrator = await openConnection(settings, signal());
  for (const sql of statements) await administrator.session.query(sql, { signal: signal(), tag: 'test' });
}

async function refusalOf(connecting: Promise<SnowflakeConnection>): Promise<Refusal> {
  const result = await connecting.catch((error: unknown) => error);
  if (result instanceof Refusal) return result;
  throw new Error('expected a refused login', { cause: result });
}

async function whoIs(connection: SnowflakeConnection, role?: string): Promise<unknown> {
  const session = role === undefined ? connection.session : await connection.sessionAs(role, signal());
  const [row] = await session.query('select current_user() "user", current_role() "role"', { signal: signal(), tag: 'test' });
  return row;
}

test('a username is asked for, but not with github-oidc', () => {
  expect(v.safeParse(settingsSchema, { account: 'a', auth: 'github-oidc' }).success).toBe(true);
  const { issues } = v.safeParse(settingsSchema, { account: 'a', password: 'p' });
  expect(issues?.map(({ message }) => message)).toEqual(['this auth needs a username']);
});

describe('a job that may ask for tokens', () => {
  let variables: Disposable;
  let number = 0;
  beforeEach(async () => {
    // Users outlive a test in the shared account, so each has an identity of its own.
    number += 1;
    issuer = await startIssuer(`repo:octo@1/repo@2:environment:staging-${number}`);
    variables = setVariables(issuer.variables);
    return async () => {
      variables[Symbol.dispose]();
      await issuer[Symbol.asyncDispose]();
    };
  });

  const register = (user: string, more = ''): Promise<void> =>
    asAdministrator(
      `create or replace user ${user} type = service default_role = analyst
         workload_identity = (type = oidc issuer = '${issuer.url}' subject = '${issuer.subject}' ${more})`,
      `grant role analyst to user ${user}`,
      `grant role tester to user ${user}`,
    );

  test('logs in without any secret, with a fresh token for each session', async () => {
    await register('keyless');
    await using connection = await connect();
    expect(await whoIs(connection)).toEqual({ user: 'KEYLESS', role: 'ANALYST' });
    expect(await whoIs(connection, 'TESTER')).toEqual({ user: 'KEYLESS', role: 'TESTER' });
    await using _second = await connection.open({}, signal());
    expect(issuer.minted).toHaveLength(3);
  });

  test('is refused as a stranger, and told the SQL that makes it known', async () => {
    const refusal = await refusalOf(connect({ username: 'NEWCOMER', role: 'ANALYST' }));
    expect(refusal.code).toBe('390144');
    expect(refusal.message).toContain(`issuer '${issuer.url}', subject '${issuer.subject}', audience 'snowflakecomputing.com'`);
    const sql = refusal.message.split('\n').flatMap((line) => /^ {2}(.*);$/.exec(line)?.[1] ?? []);
    expect(sql).toEqual([
      `CREATE USER NEWCOMER TYPE = SERVICE DEFAULT_ROLE = ANALYST WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = '${issuer.url}' SUBJECT = '${issuer.subject}')`,
      'GRANT ROLE ANALYST TO USER NEWCOMER',
      `ALTER USER NEWCOMER SET WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = '${issuer.url}' SUBJECT = '${issuer.subject}')`,
    ]);
    await asAdministrator(...sql);
    await using connection = await connect({ username: 'NEWCOMER', role: 'ANALYST' });
    expect(await whoIs(connection)).toEqual({ user: 'NEWCOMER', role: 'ANALYST' });
  });

  test('keeps its tokens out of what is told', async () => {
    const refusal = await refusalOf(connect());
    const [token = ''] = issuer.minted;
    expect(refusal.message).not.toContain(token);
    expect(createRedactor([])(`sent ${token}`)).toBe('sent ***');
    expect(createRedactor([])(refusal.message)).toBe(refusal.message);
  });

  test('quotes names and subjects that would end the SQL early', async () => {
    issuer.change({ sub: String.raw`repo:o'; drop user x; --\ ` });
    const refusal = await refusalOf(connect({ username: `a"; drop user x; --` }));
    expect(refusal.message).toContain(`CREATE USER "a""; drop user x; --" TYPE = SERVICE WORKLOAD_IDENTITY`);
    expect(refusal.message).toContain(String.raw`SUBJECT = 'repo:o''; drop user x; --\\ ')`);
  });

  test.each([
    ['for another audience', { aud: 'https://github.com/octo' }],
    ['that expired', { exp: Math.floor(Date.now() / 1000) - 3_600 }],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 3_600 }],
    ['of another subject', { sub: 'repo:octo@1/repo@2:ref:refs/heads/main' }],
    ['of another issuer', { iss: 'http://127.0.0.1:9' }],
  ])('is refused with a token %s', async (_name, claims) => {
    await register('strict');
    issuer.change(claims);
    expect((await refusalOf(connect())).code).toBe('390144');
  });

  test('is refused with a token that somebody else signed', async () => {
    await register('forged');
    issuer.forge();
    expect((await refusalOf(connect())).code).toBe('390144');
  });

  test('is let in for an audience that the user lists', async () => {
    await register('listed', `oidc_audience_list = ('one', 'https://github.com/octo')`);
    issuer.change({ aud: ['https://github.com/octo'] });
    await using connection = await connect();
    expect(await whoIs(connection)).toMatchObject({ user: 'LISTED' });
  });

  test('asks again when the token service stumbles, three times at most', async () => {
    await register('patient');
    issuer.fail(503, 500);
    await using _connection = await connect();
    issuer.fail(502, 429, 503, 200);
    await expect(connect()).rejects.toMatchObject({ name: 'TransportError', kind: '5xx', message: expect.stringContaining('HTTP 503') });
    expect(issuer.minted).toHaveLength(1);
  });

  test('is told what is missing when the token service says no', async () => {
    issuer.fail(403);
    const refusal = await refusalOf(connect());
    expect(refusal).toMatchObject({ code: '403', message: expect.stringContaining('permissions: id-token: write') });
    expect(refusal.message).not.toContain(issuer.variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
  });

  test('sends its request token to no plain http address', async () => {
    using _insecure = setVariables({ ACTIONS_ID_TOKEN_REQUEST_URL: 'http://example.com/token' });
    expect((await refusalOf(connect())).message).toContain('is no https address');
  });

  test('gives up when it is stopped', async () => {
    const stop = AbortSignal.abort();
    const settings = v.parse(settingsSchema, { account: 'local', access_url: endpoint.url, auth: 'github-oidc' });
    await expect(openConnection(settings, stop)).rejects.toMatchObject({ name: 'TransportError', kind: 'timeout' });
  });

  test('tries a wrong password without a token', async () => {
    await register('pass');
    await using connection = await connect();
    await expect(connection.open({ username: 'NOBODY', password: 'x' }, signal())).rejects.toMatchObject({ code: '390100' });
    expect(issuer.minted).toHaveLength(1);
  });
});

test('a job that may not ask for tokens is told which permission is missing', async () => {
  using _none = setVariables({ ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' });
  const refusal = await refusalOf(connect());
  expect(refusal.message).toContain('add `permissions: id-token: write` to the job');
});
