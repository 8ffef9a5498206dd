import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import { keyPairClaims, newKeyPair, signToken } from './tokens.ts';

interface LoginReply {
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
}

describe('key-pair login', () => {
  const [own, second, foreign] = [newKeyPair(), newKeyPair(), newKeyPair()];
  let endpoint: SnowflakeEndpoint;
  let administrator: Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    administrator = await Client.connect(endpoint, endpoint.administrator);
  });
  afterAll(async () => {
    await administrator[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  const withKey = (privateKey: string) => ({ authenticator: 'SNOWFLAKE_JWT', privateKey, role: 'TESTER' });

  async function post(token: string): Promise<LoginReply> {
    const data = { ACCOUNT_NAME: 'local', LOGIN_NAME: 'TESTER_USER', AUTHENTICATOR: 'SNOWFLAKE_JWT', TOKEN: token };
    const response = await fetch(`${endpoint.url}/session/v1/login-request`, { method: 'POST', body: JSON.stringify({ data }) });
    return (await response.json()) as LoginReply;
  }

  it('takes the driver once the public key is set, and both keys while they are changed', async () => {
    await expect(Client.connect(endpoint, withKey(own.privateKey))).rejects.toMatchObject({ code: '390144' });
    await administrator.query(`alter user tester_user set rsa_public_key = '${own.publicKey}'`);
    await using client = await Client.connect(endpoint, withKey(own.privateKey));
    expect(await client.query('select current_user() u')).toEqual([{ U: 'TESTER_USER' }]);
    expect((await client.refusal(`alter user tester_user set rsa_public_key = 'x'`)).code).toBe('003001');
    await expect(Client.connect(endpoint, withKey(second.privateKey))).rejects.toMatchObject({ code: '390144' });
    await administrator.query(`alter user tester_user set rsa_public_key_2 = '${second.publicKey}'`);
    await using rotated = await Client.connect(endpoint, withKey(second.privateKey));
    expect(await rotated.query('select 1 x')).toEqual([{ X: 1 }]);
    await using still = await Client.connect(endpoint, withKey(own.privateKey));
    expect(await still.query('select 1 x')).toEqual([{ X: 1 }]);
  });

  const minute = 60;
  const cases: readonly (readonly [string, string, (seconds: number) => string])[] = [
    ['a signature of another key', 'JWT_TOKEN_INVALID_SIGNATURE', () => signToken(keyPairClaims('TESTER_USER', own.publicKey), foreign.privateKey)],
    ['the fingerprint of another key', 'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH', () => signToken(keyPairClaims('TESTER_USER', foreign.publicKey), foreign.privateKey)],
    ['another user in the issuer', 'JWT_TOKEN_INVALID_USER_IN_ISSUER', () => signToken(keyPairClaims('ADMIN_USER', own.publicKey), own.privateKey)],
    ['another algorithm', 'JWT_TOKEN_INVALID_ALGORITHM', () => signToken(keyPairClaims('TESTER_USER', own.publicKey), own.privateKey, 'none')],
    ['no issue time', 'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME', () => signToken({ ...keyPairClaims('TESTER_USER', own.publicKey), iat: undefined }, own.privateKey)],
    ['an end in the past', 'JWT_TOKEN_INVALID_EXPIRATION_TIME', (now) => signToken({ ...keyPairClaims('TESTER_USER', own.publicKey), iat: now - 50, exp: now - 1 }, own.privateKey)],
    ['a token that took too long', 'JWT_TOKEN_INVALID_ISSUE_TIME', (now) => signToken({ ...keyPairClaims('TESTER_USER', own.publicKey), iat: now - 2 * minute, exp: now + minute }, own.privateKey)],
    ['a token of the future', 'JWT_TOKEN_INVALID_ISSUE_TIME', (now) => signToken({ ...keyPairClaims('TESTER_USER', own.publicKey), iat: now + 2 * minute, exp: now + 3 * minute }, own.privateKey)],
    ['another account', 'JWT_TOKEN_ACCOUNT_MISMATCH', () => signToken({ ...keyPairClaims('TESTER_USER', own.publicKey), iss: 'OTHER.TESTER_USER.SHA256:x' }, own.privateKey)],
    ['no token at all', 'JWT_TOKEN_INVALID', () => 'not.a.token'],
  ]; // prettier-ignore

  it.each(cases)('hides why it refuses %s from the client and tells the administrator %s', async (_name, reason, makeToken) => {
    await administrator.query(`alter user tester_user set rsa_public_key = '${own.publicKey}'`);
    const { success, code, message } = await post(makeToken(Math.floor(Date.now() / 1000)));
    expect({ success, code }).toEqual({ success: false, code: '390144' });
    const [, id] = /^JWT token is invalid\. \[([\da-f-]{36})\]$/.exec(message ?? '') ?? [];
    const [row] = await administrator.query(`select system$get_login_failure_details('${id}') as details`);
    expect(JSON.parse(String(row?.['DETAILS']))).toMatchObject({ errorCode: reason, username: 'TESTER_USER', clientIP: '127.0.0.1' });
    await using tester = await Client.connect(endpoint);
    expect((await tester.refusal(`select system$get_login_failure_details('${id}')`)).code).toBe('003001');
  });

  it('takes seconds as other drivers write them', async () => {
    await administrator.query(`alter user tester_user set rsa_public_key = '${own.publicKey}'`);
    expect(await post(signToken(keyPairClaims('TESTER_USER', own.publicKey), own.privateKey))).toMatchObject({ success: true });
  });
});
