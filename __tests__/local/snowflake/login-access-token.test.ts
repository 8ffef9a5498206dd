import { describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';

const day = 86_400_000;

async function withToken(endpoint: SnowflakeEndpoint, username: string, token: unknown, options: object = {}): Promise<Client> {
  return Client.connect(endpoint, { username, authenticator: 'PROGRAMMATIC_ACCESS_TOKEN', token: String(token), ...options });
}

async function addToken(client: Client, sql: string): Promise<string> {
  const [row] = await client.query(sql);
  expect(Object.keys(row ?? {})).toEqual(['token_name', 'token_secret']);
  return String(row?.['token_secret']);
}

describe('programmatic access tokens', () => {
  it('open a session of a user whom a network policy covers, until they expire', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    const token = await addToken(
      administrator,
      "alter user tester_user add programmatic access token ci days_to_expiry = 2 comment = 'ci'",
    );
    await expect(withToken(endpoint, 'TESTER_USER', token)).rejects.toMatchObject({
      code: '390432',
      message: 'Network policy is required.',
    });
    await administrator.query("create network policy here allowed_ip_list = ('127.0.0.1')");
    await administrator.query('alter user tester_user set network_policy = here');
    {
      await using client = await withToken(endpoint, 'TESTER_USER', token);
      expect(await client.query('select current_role() r')).toEqual([{ R: 'TESTER' }]);
    }
    await using byPassword = await Client.connect(endpoint, { password: token });
    expect(await byPassword.query('select 1 x')).toEqual([{ X: 1 }]);
    await expect(withToken(endpoint, 'ADMIN_USER', token)).rejects.toMatchObject({ code: '394400' });
    await expect(withToken(endpoint, 'TESTER_USER', `${token}x`)).rejects.toMatchObject({ code: '394400' });
    endpoint.advanceClock(2 * day);
    await expect(withToken(endpoint, 'TESTER_USER', token)).rejects.toMatchObject({ code: '394400' });
  });

  it('of a service user need a role and a network policy, and allow that role alone', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query('create user robot type = service');
    for (const role of ['tester', 'analyst']) await administrator.query(`grant role ${role} to user robot`);
    const add = "alter user robot add pat nightly role_restriction = 'ANALYST'";
    expect((await administrator.refusal('alter user robot add pat nightly')).message).toMatch(/ROLE_RESTRICTION is required/);
    expect((await administrator.refusal(add)).message).toMatch(/network policy/);
    await administrator.query("create network policy here allowed_ip_list = ('127.0.0.1')");
    await administrator.query('alter user robot set network_policy = here');
    const token = await addToken(administrator, add);
    await using client = await withToken(endpoint, 'ROBOT', token);
    expect(await client.query('select current_role() r')).toEqual([{ R: 'ANALYST' }]);
    await expect(withToken(endpoint, 'ROBOT', token, { role: 'TESTER' })).rejects.toMatchObject({ code: '390317' });
    await administrator.query('revoke role analyst from user robot');
    await expect(withToken(endpoint, 'ROBOT', token)).rejects.toMatchObject({ code: '394400' });
  });

  it('are listed without their secrets, renamed, disabled, rotated and removed', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await using client = await Client.connect(endpoint);
    const first = await addToken(client, 'alter user add programmatic access token mine mins_to_bypass_network_policy_requirement = 60');
    const works = async (token: string): Promise<boolean> =>
      withToken(endpoint, 'TESTER_USER', token).then(
        async (connected) => {
          await connected[Symbol.asyncDispose]();
          return true;
        },
        () => false,
      );
    expect(await works(first)).toBe(true);
    expect(JSON.stringify(await client.query('show user pats'))).not.toContain(first);
    await client.query('alter user modify pat mine rename to ours');
    await client.query('alter user modify pat ours set disabled = true');
    expect(await client.query('show user programmatic access tokens')).toMatchObject([
      { name: 'OURS', user_name: 'TESTER_USER', status: 'DISABLED' },
    ]);
    expect(await works(first)).toBe(false);
    await client.query('alter user modify pat ours set disabled = false');
    const [rotated] = await client.query('alter user rotate pat ours expire_rotated_token_after_hours = 1');
    const second = String(rotated?.['token_secret']);
    expect([await works(first), await works(second)]).toEqual([true, true]);
    endpoint.advanceClock(3_600_000 - 1);
    expect(await works(first)).toBe(false);
    await client.query('alter user remove pat ours');
    expect(await works(second)).toBe(false);
    expect((await client.refusal('alter user remove pat ours')).code).toBe('002003');
    expect((await client.refusal('alter user admin_user add pat theirs')).code).toBe('003001');
    expect(await administrator.query('show user pats for user tester_user')).toMatchObject([{ status: 'EXPIRED', rotated_to: 'OURS' }]);
  });

  it('and files go with a user who is renamed, and never to a later user of the same name', async () => {
    await using endpoint = await startEndpoint();
    await using administrator = await Client.connect(endpoint, { ...endpoint.administrator, database: 'SOPHIA', schema: 'CORE' });
    await administrator.query('create user early');
    const token = await addToken(administrator, 'alter user early add pat kept mins_to_bypass_network_policy_requirement = 60');
    {
      await using client = await withToken(endpoint, 'EARLY', token, { role: 'PUBLIC' });
      await client.query('copy into @~/mine from (select 1)');
    }
    await administrator.query('alter user early rename to late');
    await administrator.query('create user early');
    await expect(withToken(endpoint, 'EARLY', token)).rejects.toMatchObject({ code: '394400' });
    {
      await using client = await withToken(endpoint, 'LATE', token, { role: 'PUBLIC' });
      expect(await client.query('list @~')).toMatchObject([{ name: 'mine_0_0_0.csv.gz' }]);
    }
    await administrator.query('drop user late');
    await administrator.query('create user late');
    await expect(withToken(endpoint, 'LATE', token)).rejects.toMatchObject({ code: '394400' });
  });
});
