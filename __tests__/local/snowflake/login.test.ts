import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

describe('login', () => {
  let endpoint: SnowflakeEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it('takes the password and starts in what the connection names', async () => {
    await using client = await Client.connect(endpoint, { role: 'analyst' });
    const [row] = await client.query(
      'select current_user() u, current_role() r, current_database() d, current_schema() s, current_warehouse() w',
    );
    expect(row).toEqual({ U: 'TESTER_USER', R: 'ANALYST', D: 'SOPHIA', S: 'CORE', W: 'TEST_XS' });
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, '390100'],
    ['an unknown user', { username: 'NOBODY' }, '390100'],
    ['an empty password', { password: ' ' }, '390100'],
    ['a role that the user does not have', { role: 'ACCOUNTADMIN' }, '390189'],
  ])('refuses %s', async (_name, options, code) => {
    await expect(Client.connect(endpoint, options)).rejects.toMatchObject({ code });
  });

  it('leaves a database unset that the role may not use', async () => {
    await using client = await Client.connect(endpoint, { database: 'NOPE', warehouse: 'NOPE' });
    expect(await client.query('select current_database() d, current_warehouse() w')).toEqual([{ D: null, W: null }]);
    expect((await client.refusal('select * from accounts')).code).toBe('090105');
  });

  it('starts with the defaults of the user where the connection names nothing', async () => {
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query(
      "create user defaulted password = 'Pass-word1' default_role = analyst default_namespace = 'SOPHIA.CORE' default_warehouse = test_xs",
    );
    await administrator.query('grant role analyst to user defaulted');
    const data = { LOGIN_NAME: 'defaulted', PASSWORD: 'Pass-word1' };
    const reply = await fetch(`${endpoint.url}/session/v1/login-request`, { method: 'POST', body: JSON.stringify({ data }) });
    const names = { databaseName: 'SOPHIA', schemaName: 'CORE', warehouseName: 'TEST_XS', roleName: 'ANALYST' };
    expect(await reply.json()).toMatchObject({ success: true, data: { sessionInfo: names } });
  });

  it('knows a user by the login name, where it differs from the name', async () => {
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query("create user inside login_name = 'outside' password = 'Pass-word1'");
    await using client = await Client.connect(endpoint, { username: 'Outside', password: 'Pass-word1' });
    expect(await client.query('select current_user() u')).toEqual([{ U: 'INSIDE' }]);
    await expect(Client.connect(endpoint, { username: 'INSIDE', password: 'Pass-word1' })).rejects.toMatchObject({ code: '390100' });
  });

  it('tells a disabled user so only after the right password', async () => {
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query("create user retired password = 'Pass-word1' disabled = true");
    await expect(Client.connect(endpoint, { username: 'retired', password: 'Pass-word1' })).rejects.toMatchObject({ code: '390101' });
    await expect(Client.connect(endpoint, { username: 'retired', password: 'wrong' })).rejects.toMatchObject({ code: '390100' });
  });

  it('takes no password of a service user', async () => {
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query("create user robot password = 'Pass-word1'");
    await administrator.query('alter user robot set type = service');
    await expect(Client.connect(endpoint, { username: 'robot', password: 'Pass-word1' })).rejects.toMatchObject({ code: '390100' });
  });

  it('refuses another account the way a missing host does', async () => {
    const response = await fetch(`${endpoint.url}/session/v1/login-request`, {
      method: 'POST',
      body: JSON.stringify({ data: { ACCOUNT_NAME: 'other' } }),
    });
    expect(response.status).toBe(403);
  });

  it('refuses an authenticator that it does not have', async () => {
    const data = { LOGIN_NAME: 'TESTER_USER', AUTHENTICATOR: 'EXTERNALBROWSER' };
    const reply = await fetch(`${endpoint.url}/session/v1/login-request`, { method: 'POST', body: JSON.stringify({ data }) });
    expect(await reply.json()).toMatchObject({ success: false, code: '000002', message: expect.stringMatching(/^LOCAL-006/) });
  });

  it('keeps a history of all attempts', async () => {
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await expect(Client.connect(endpoint, { username: 'GHOST' })).rejects.toMatchObject({ code: '390100' });
    const rows = await administrator.query(
      `select user_name, is_success, error_code, error_message, first_authentication_factor, client_ip, reported_client_type
         from table(sophia.information_schema.login_history()) where user_name in ('GHOST', 'ADMIN_USER') order by event_timestamp desc limit 2`,
    );
    expect(rows).toMatchObject([
      { USER_NAME: 'GHOST', IS_SUCCESS: 'NO', ERROR_CODE: 390_100, ERROR_MESSAGE: 'INCORRECT_USERNAME_PASSWORD', CLIENT_IP: '127.0.0.1' },
      {
        USER_NAME: 'ADMIN_USER',
        IS_SUCCESS: 'YES',
        ERROR_CODE: null,
        FIRST_AUTHENTICATION_FACTOR: 'PASSWORD',
        REPORTED_CLIENT_TYPE: 'JavaScript',
      },
    ]);
  });
});

describe('lock-out', () => {
  it('locks a user after five wrong passwords for a quarter of an hour, whatever the next password is', async () => {
    await using endpoint = await startEndpoint();
    const attempt = (password: string) => Client.connect(endpoint, { password });
    for (let count = 0; count < 5; count += 1) await expect(attempt('wrong')).rejects.toMatchObject({ code: '390100' });
    const { password } = endpoint.settings;
    await expect(attempt(password)).rejects.toMatchObject({ code: '390102', message: expect.stringMatching(/temporarily locked/) });
    endpoint.advanceClock(14 * 60_000);
    await expect(attempt(password)).rejects.toMatchObject({ code: '390102' });
    endpoint.advanceClock(61_000);
    await using client = await attempt(password);
    expect(await client.query('select 1 x')).toEqual([{ X: 1 }]);
  });

  it('ends when an administrator unlocks the user', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    for (let count = 0; count < 5; count += 1)
      await expect(Client.connect(endpoint, { password: 'wrong' })).rejects.toMatchObject({ code: '390100' });
    await expect(Client.connect(endpoint)).rejects.toMatchObject({ code: '390102' });
    await administrator.query('alter user tester_user set mins_to_unlock = 0');
    await using client = await Client.connect(endpoint);
    expect(await client.query('select 1 x')).toEqual([{ X: 1 }]);
  });

  it('counts only wrong passwords in a row', async () => {
    await using endpoint = await startEndpoint();
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) {
        await expect(Client.connect(endpoint, { password: 'wrong' })).rejects.toMatchObject({ code: '390100' });
      }
      await using client = await Client.connect(endpoint);
      await client.query('select 1');
    }
  });
});

describe('network policy', () => {
  it('of the user comes before that of the account, and blocked comes before allowed', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    const run = (sql: string) => administrator.query(sql);
    await run("create network policy elsewhere allowed_ip_list = ('10.0.0.0/8')");
    await run("create network policy here allowed_ip_list = ('10.0.0.0/8', '127.0.0.0/8')");
    await run("create network policy blocked_here allowed_ip_list = ('127.0.0.0/8') blocked_ip_list = ('127.0.0.1')");
    const attempt = async (): Promise<void> => {
      await using client = await Client.connect(endpoint);
      await client.query('select 1');
    };
    await run('alter user tester_user set network_policy = elsewhere');
    const refusal = { code: '390422', message: expect.stringContaining('IP/Token 127.0.0.1 is not allowed to access Snowflake') };
    await expect(attempt()).rejects.toMatchObject(refusal);
    await run('alter user tester_user set network_policy = blocked_here');
    await expect(attempt()).rejects.toMatchObject({ code: '390422' });
    await run('alter user tester_user set network_policy = here');
    await attempt();
    await run('alter account set network_policy = elsewhere');
    await attempt();
    await run('alter user tester_user unset network_policy');
    await expect(attempt()).rejects.toMatchObject({ code: '390422' });
  });

  it('takes addresses from network rules', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, { ...endpoint.administrator, database: 'SOPHIA', schema: 'CORE' });
    await administrator.query("create network rule office mode = ingress type = ipv4 value_list = ('192.168.0.0/16')");
    await administrator.query("create network rule loopback mode = ingress type = ipv4 value_list = ('127.0.0.1')");
    await administrator.query("create network policy by_rule allowed_network_rule_list = ('SOPHIA.CORE.OFFICE')");
    await administrator.query('alter user tester_user set network_policy = by_rule');
    await expect(Client.connect(endpoint)).rejects.toMatchObject({ code: '390422' });
    await administrator.query(
      "alter network policy by_rule set allowed_network_rule_list = ('SOPHIA.CORE.OFFICE', 'SOPHIA.CORE.LOOPBACK')",
    );
    await using client = await Client.connect(endpoint);
    expect(await client.query('select 1 x')).toEqual([{ X: 1 }]);
  });
});
