import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';

/** A login token that claims the fingerprint of one key and is signed by another. */
function forgeToken(publicKey: string, signingKey: string): string {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  const fingerprint = `SHA256:${createHash('sha256').update(der).digest('base64')}`;
  const claims = { iss: `LOCAL.TESTER_USER.${fingerprint}`, sub: 'LOCAL.TESTER_USER', exp: Date.now() + 60_000 };
  const body = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), signingKey).toString('base64url')}`;
}

async function postLogin(endpoint: SnowflakeEndpoint, data: object): Promise<unknown> {
  const response = await fetch(`${endpoint.url}/session/v1/login-request`, { method: 'POST', body: JSON.stringify({ data }) });
  return response.json();
}

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

  it('takes a key pair once the public key is set, and no other key', async () => {
    const pair = (): { publicKey: string; privateKey: string } =>
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
    const [own, foreign] = [pair(), pair()];
    const withKey = (privateKey: string) => ({ authenticator: 'SNOWFLAKE_JWT', privateKey, role: 'TESTER' });
    await expect(Client.connect(endpoint, withKey(own.privateKey))).rejects.toMatchObject({ code: '390144' });
    await using administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query(`alter user tester_user set rsa_public_key = '${own.publicKey}'`);
    await using client = await Client.connect(endpoint, withKey(own.privateKey));
    expect(await client.query('select current_user() u')).toEqual([{ U: 'TESTER_USER' }]);
    await expect(Client.connect(endpoint, withKey(foreign.privateKey))).rejects.toMatchObject({ code: '390144' });
    const forged = forgeToken(own.publicKey, foreign.privateKey);
    const data = { ACCOUNT_NAME: 'local', LOGIN_NAME: 'TESTER_USER', AUTHENTICATOR: 'SNOWFLAKE_JWT' };
    expect(await postLogin(endpoint, { ...data, TOKEN: forged })).toMatchObject({ success: false, code: '390144' });
    expect(await postLogin(endpoint, { ...data, TOKEN: forgeToken(own.publicKey, own.privateKey) })).toMatchObject({ success: true });
    expect((await client.refusal(`alter user tester_user set rsa_public_key = 'x'`)).code).toBe('003001');
  });

  it('renews an expired token without the caller noticing', async () => {
    await using client = await Client.connect(endpoint);
    await client.query("alter session set query_tag = 'kept'");
    endpoint.expireTokens();
    expect(await client.query("show parameters like 'QUERY_TAG'")).toMatchObject([{ value: 'kept' }]);
  });

  it('answers 390112 to an expired, 390104 with HTTP 401 to an unknown and 390114 to a void master token', async () => {
    const client = await PlainClient.connect(endpoint);
    expect((await client.post('/queries/v1/query-request', {}, 'made up')).status).toBe(401);
    endpoint.expireTokens();
    expect(await client.query('select 1')).toMatchObject({ status: 200, success: false, code: '390112' });
    const renewed = await (await client.post('/session/token-request', { requestType: 'RENEW' }, client.masterToken)).json();
    expect(renewed).toMatchObject({ success: true, data: { sessionToken: expect.any(String) } });
    const lost = await (await client.post('/session/token-request', { requestType: 'RENEW' }, 'made up')).json();
    expect(lost).toMatchObject({ success: false, code: '390114' });
  });

  it('forgets a session that logged out', async () => {
    const client = await PlainClient.connect(endpoint);
    expect((await client.query('select 1')).success).toBe(true);
    await client.post('/session?delete=true', {});
    expect((await client.query('select 1')).status).toBe(401);
  });

  it('refuses another account the way a missing host does', async () => {
    const response = await fetch(`${endpoint.url}/session/v1/login-request`, {
      method: 'POST',
      body: JSON.stringify({ data: { ACCOUNT_NAME: 'other' } }),
    });
    expect(response.status).toBe(403);
  });
});
