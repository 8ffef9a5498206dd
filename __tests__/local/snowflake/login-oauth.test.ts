import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import { keyBody, newKeyPair, signToken } from './tokens.ts';

const issuer = 'https://login.example.test/';

describe('external OAuth', () => {
  const [key, foreign] = [newKeyPair(), newKeyPair()];
  let endpoint: SnowflakeEndpoint;
  let administrator: Client;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    administrator = await Client.connect(endpoint, endpoint.administrator);
    await administrator.query(`create security integration idp type = external_oauth enabled = true external_oauth_type = custom
      external_oauth_issuer = '${issuer}' external_oauth_rsa_public_key = '${keyBody(key.publicKey)}' external_oauth_audience_list = ('snowflake')
      external_oauth_token_user_mapping_claim = 'upn' external_oauth_snowflake_user_mapping_attribute = 'LOGIN_NAME' external_oauth_any_role_mode = 'ENABLE'`);
  });
  afterAll(async () => {
    await administrator[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  function claims(changes: object = {}): object {
    const now = Math.floor(Date.now() / 1000);
    return { iss: issuer, aud: 'snowflake', upn: 'tester_user', scp: ['session:role:ANALYST'], iat: now, exp: now + 600, ...changes };
  }

  const connect = (token: string, options: object = {}) => Client.connect(endpoint, { authenticator: 'OAUTH', token, ...options });

  it('opens a session of the user whom the token names, in a role that it allows', async () => {
    await using client = await connect(signToken(claims(), key.privateKey), { role: 'ANALYST' });
    expect(await client.query('select current_user() u, current_role() r')).toEqual([{ U: 'TESTER_USER', R: 'ANALYST' }]);
    await expect(connect(signToken(claims(), key.privateKey), { role: 'TESTER' })).rejects.toMatchObject({ code: '390317' });
    await using any = await connect(signToken(claims({ scp: 'openid session:role-any' }), key.privateKey));
    expect(await any.query('select current_role() r')).toEqual([{ R: 'TESTER' }]);
  });

  const past = Math.floor(Date.now() / 1000) - 600;
  const cases: readonly (readonly [reason: string, code: string, makeToken: () => string])[] = [
    ['EXTERNAL_OAUTH_INVALID_SIGNATURE', '390303', () => signToken(claims(), foreign.privateKey)],
    ['EXTERNAL_OAUTH_ACCESS_TOKEN_EXPIRED', '390318', () => signToken(claims({ exp: past }), key.privateKey)],
    ['EXTERNAL_OAUTH_ACCESS_TOKEN_NOT_YET_VALID', '390303', () => signToken(claims({ nbf: past + 1200 }), key.privateKey)],
    ['EXTERNAL_OAUTH_ACCESS_TOKEN_ISSUER_NOT_FOUND', '390303', () => signToken(claims({ iss: 'https://other.example.test/' }), key.privateKey)],
    ['EXTERNAL_OAUTH_MISSING_ISSUER', '390303', () => signToken(claims({ iss: undefined }), key.privateKey)],
    ['EXTERNAL_OAUTH_AUDIENCE_VALIDATION_FAILED', '390303', () => signToken(claims({ aud: 'elsewhere' }), key.privateKey)],
    ['EXTERNAL_OAUTH_MISSING_AUDIENCE', '390303', () => signToken(claims({ aud: undefined }), key.privateKey)],
    ['EXTERNAL_OAUTH_USER_CLAIM_MISSING', '390303', () => signToken(claims({ upn: undefined }), key.privateKey)],
    ['EXTERNAL_OAUTH_JWS_INVALID_FORMAT', '390303', () => 'opaque'],
  ]; // prettier-ignore

  it.each(cases)('refuses with %s', async (reason, code, makeToken) => {
    const refusal: unknown = await connect(makeToken()).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    const [, id] = /\[([\da-f-]{36})\]$/.exec((refusal as { readonly message: string }).message) ?? [];
    const [row] = await administrator.query('select system$get_login_failure_details(?) as details', [id]);
    expect(JSON.parse(String(row?.['DETAILS']))).toMatchObject({ errorCode: reason });
  });

  it('takes no integration that would have to fetch its keys, and none from a role without the privilege', async () => {
    const fetched = `create security integration other type = external_oauth enabled = true external_oauth_type = okta external_oauth_issuer = 'x'
      external_oauth_jws_keys_url = 'https://x' external_oauth_token_user_mapping_claim = 'sub'`;
    expect((await administrator.refusal(fetched)).message).toMatch(/^LOCAL-002.*EXTERNAL_OAUTH_JWS_KEYS_URL/);
    await using tester = await Client.connect(endpoint);
    expect((await tester.refusal(fetched)).code).toBe('003001');
  });
});
