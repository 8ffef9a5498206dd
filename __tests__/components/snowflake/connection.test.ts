import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountFault } from '../../../src/components/snowflake/login/account-name.ts';
import { meetsVersion, parseDeclaredVersion } from '../../../src/components/snowflake/structure/declared-version.ts';
import { passwordWarning } from '../../../src/components/snowflake/login/password-warning.ts';
import type { SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import { settingsSchema } from '../../../src/components/snowflake/settings-schema.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { connectComponent, expand } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { jsonBody, loggedIn, open, reply, startService } from './service.ts';

const passphrase = 'correct horse battery staple';
const keyPair = (modulusLength = 2_048) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
  });

describe('account', () => {
  test.each([
    'myorg-account1',
    'MYORG-my_account',
    'xy12345',
    'xy12345.eu-central-1',
    'xy12345.west-europe.azure',
    'org-acc.privatelink',
    'local',
  ])('%s is one', (text) => {
    expect(accountFault(text)).toBeUndefined();
  });

  test.each([
    ['https://myorg-account1.snowflakecomputing.com', /expected the account alone, myorg-account1, not its URL/],
    ['myorg-account1.snowflakecomputing.com', /expected the account alone, myorg-account1,/],
    ['https://xy12345.eu-central-1.snowflakecomputing.com/console?x=1', /the account alone, xy12345\.eu-central-1,/],
    ['my org', /organization-account/],
    ['-a', /organization-account/],
    ['a..b', /organization-account/],
    ['a.b.c.d.e', /organization-account/],
  ])('%s is told what it should be', (text, sentence) => {
    expect(accountFault(text)).toMatch(sentence);
    const { issues = [] } = v.safeParse(settingsSchema, { account: text, username: 'u', password: 'p' });
    expect(issues.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('settings', () => {
  const faults = (fields: object) =>
    v.safeParse(settingsSchema, { account: 'a', username: 'u', password: 'p', ...fields }).issues?.map(({ message }) => message) ?? [];

  test.each([
    [{ auth: 'oauth' }, /auth: oauth needs a token/],
    [{ statement_timeout: 'soon' }, /expected a duration/],
    [{ statement_timeout: '0s' }, /expected a duration/],
    [{ pool: { max: 0 } }, />=1/],
    [{ pool: { idle: '5' } }, /expected a duration/],
    [{ max_credits: 0 }, /more than 0 credits/],
  ])('%j is refused', (fields, sentence) => {
    expect(faults(fields)).toEqual([expect.stringMatching(sentence)]);
  });

  test('the whole set is taken', () => {
    const fields = { auth: 'oauth', token: 't', pool: { max: 2, idle: '5s', wait: '1s' }, statement_timeout: '1m', max_credits: 0.5 };
    expect(faults(fields)).toEqual([]);
  });

  test('a password deserves a word, unless nobody but this machine is asked', () => {
    expect(passwordWarning({ auth: 'password', access_url: undefined })).toMatch(/refuses to service users: use github-oidc/);
    expect(passwordWarning({ auth: 'password', access_url: 'https://snowflake.example.com' })).toMatch(/password/);
    expect(passwordWarning({ auth: 'password', access_url: 'http://127.0.0.1:8080' })).toBeUndefined();
    expect(passwordWarning({ auth: 'key-pair', access_url: undefined })).toBeUndefined();
  });
});

describe('credentials', () => {
  /** The login request of some settings. */
  async function loginOf(declared: object): Promise<Readonly<Record<string, unknown>>> {
    const bodies: unknown[] = [];
    await using service = await startService((request, response) => {
      void jsonBody(request).then(
        (body) => bodies.push(body),
        () => undefined,
      );
      reply(response, request.url?.includes('login-request') === true ? loggedIn : { success: true, data: {} });
    });
    const { password: _password, ...others } = { password: undefined, ...declared };
    await (await open(service.url, AbortSignal.timeout(20_000), { password: undefined, ...others }))[Symbol.asyncDispose]();
    return (bodies[0] as { readonly data: Readonly<Record<string, unknown>> }).data;
  }

  test('an access token of OAuth', async () => {
    expect(await loginOf({ auth: 'oauth', token: 'oauth-token' })).toMatchObject({ AUTHENTICATOR: 'OAUTH', TOKEN: 'oauth-token' });
  });

  test('a programmatic access token', async () => {
    const login = await loginOf({ auth: 'token', token: 'pat' });
    expect(login).toMatchObject({ AUTHENTICATOR: 'PROGRAMMATIC_ACCESS_TOKEN', TOKEN: 'pat' });
    expect(login).not.toHaveProperty('PASSWORD');
  });

  test('an encrypted key signs the login token', async () => {
    const { privateKey, publicKey } = keyPair();
    const login = await loginOf({ auth: 'key-pair', private_key: `\n${privateKey}`, private_key_passphrase: passphrase });
    const [head = '', body = '', signature = ''] = String(login['TOKEN']).split('.');
    expect(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
    const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Readonly<Record<string, unknown>>;
    expect(claims['iss']).toBe(`LOCAL.U.SHA256:${createHash('sha256').update(der).digest('base64')}`);
  });

  const ecKey = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

  test.each([
    ['a wrong passphrase', { private_key: keyPair().privateKey, private_key_passphrase: 'wrong' }, /private_key_passphrase does not open/],
    ['no passphrase', { private_key: keyPair().privateKey }, /is encrypted: give its private_key_passphrase/],
    ['a short key', { private_key: keyPair(1_024).privateKey, private_key_passphrase: passphrase }, /has 1024 bits/],
    ['an EC key', { private_key: ecKey }, /is an ec key: Snowflake takes RSA keys/],
    ['a key whose lines were lost', { private_key: ecKey.replaceAll('\n', ' ') }, /no private key in PEM form/],
  ])('%s is told before anything is sent', async (_what, fields, sentence) => {
    await using service = await startService((_request, response) => response.end());
    const opening = open(service.url, AbortSignal.timeout(20_000), { auth: 'key-pair', ...fields });
    await expect(opening).rejects.toThrow(sentence);
    await expect(opening).rejects.not.toThrow(/[A-Za-z0-9+/]{40}/);
    expect(service.paths).toEqual([]);
  });
});

describe('on a live account', () => {
  let endpoint: SnowflakeEndpoint;
  let connected: Connected;
  let administrator: Connected;

  beforeAll(async () => {
    endpoint = await startSeeded();
    connected = await connectComponent(doors, declaredFor(endpoint));
    administrator = await connectComponent(doors, { ...declaredFor(endpoint), ...endpoint.administrator, role: 'ACCOUNTADMIN' });
  });

  afterAll(async () => {
    await administrator[Symbol.asyncDispose]();
    await connected[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  const govern = (sql: string) =>
    (administrator.connection as SnowflakeConnection).session.query(sql, { signal: AbortSignal.timeout(20_000), tag: 'test' });

  test('an encrypted key pair logs in', async () => {
    const { privateKey, publicKey } = keyPair();
    const bare = publicKey.replaceAll(/-----[^-]+-----|\s/g, '');
    await govern(`ALTER USER TESTER_USER SET RSA_PUBLIC_KEY = '${bare}'`);
    const { password: _password, ...others } = declaredFor(endpoint);
    const declared = { ...others, auth: 'key-pair', private_key: privateKey, private_key_passphrase: passphrase };
    await using component = await connectComponent(doors, declared);
    expect(component.findings.filter(({ met }) => !met)).toEqual([]);
  });

  test('a warehouse larger than these checks need is a note', async () => {
    await govern("CREATE WAREHOUSE BIG_WH WAREHOUSE_SIZE = 'LARGE'");
    await govern('GRANT USAGE ON WAREHOUSE BIG_WH TO ROLE TESTER');
    await using component = await connectComponent(doors, { ...declaredFor(endpoint), warehouse: 'BIG_WH' });
    expect(component.notes).toContainEqual(expect.stringMatching(/^warehouse BIG_WH is Large, 8 credits an hour: X-Small/));
    expect(connected.notes.join('\n')).not.toMatch(/credits an hour/);
  });

  const identity = {
    account: 'local',
    user: 'tester_user',
    role: 'TESTER',
    warehouse: 'test_xs',
    warehouse_size: 'XSMALL',
    database: 'SOPHIA',
    schema: '"CORE"',
    version: '>= 9.30',
  };

  test('the session is who and where it is declared to be', async () => {
    const { findings, unmet, error } = await connected.run('connection', identity);
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject).toSorted()).toEqual(
      ['account', 'database', 'role', 'schema', 'user', 'version', 'warehouse', 'warehouse size'].map((name) => `current ${name}`),
    );
  });

  test.each([
    [{ account: 'other' }, 'current account', 'LOCAL'],
    [{ region: 'AWS_NOWHERE' }, 'current region', 'LOCAL'],
    [{ user: 'SOMEONE' }, 'current user', 'TESTER_USER'],
    [{ role: 'ANALYST' }, 'current role', 'TESTER'],
    [{ role: '"tester"' }, 'current role', 'TESTER'],
    [{ warehouse: 'OTHER_WH' }, 'current warehouse', 'TEST_XS'],
    [{ warehouse_size: 'Large' }, 'current warehouse size', 'X-Small'],
    [{ database: 'OTHER' }, 'current database', 'SOPHIA'],
    [{ schema: 'RAW' }, 'current schema', 'CORE'],
    [{ version: '< 1.0' }, 'current version', expect.stringMatching(/^\d+\.\d+\.\d+/)],
  ])('%j is found to be wrong', async (declared, subject, actual) => {
    const { unmet, error } = await connected.run('connection', declared);
    expect(error).toBeUndefined();
    expect(unmet).toMatchObject([{ subject, actual }]);
  });

  test('the region is met as Snowflake writes it', async () => {
    const { unmet } = await connected.run('connection', { region: 'local' });
    expect(unmet).toEqual([]);
  });

  test('session parameters are compared, and a misspelt one is not taken for met', async () => {
    const parameters = { timezone: 'America/Los_Angeles', USE_CACHED_RESULT: true, WEEK_START: 1, TIMEZON: 'UTC' };
    const { findings, unmet } = await connected.run('connection', { parameters });
    expect(findings).toHaveLength(4);
    expect(unmet).toEqual([
      { subject: 'session parameter WEEK_START', expected: '1', actual: '0', met: false },
      { subject: 'session parameter TIMEZON', expected: 'UTC', actual: 'no such parameter (did you mean TIMEZONE?)', met: false },
    ]);
  });

  test('nothing declared is a config error; each half is its own check', () => {
    expect(() => expand(doors, 'connection', {}, declaredFor(endpoint))).toThrow(/nothing to compare/);
    const names = expand(doors, 'connection', { role: 'R', parameters: { TIMEZONE: 'UTC' } }, declaredFor(endpoint)).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['connection.identity', 'connection.parameters']);
  });
});

describe('versions', () => {
  const meets = (found: string, declared: string): boolean | undefined => {
    const wanted = parseDeclaredVersion(declared);
    return wanted === undefined ? undefined : meetsVersion(found, wanted);
  };

  test.each([
    ['9.34.0', '9.34', true],
    ['9.34.0', '>= 9.30', true],
    ['9.34.0', '>= 9.34', true],
    ['9.34.0', '<= 9.34', true],
    ['9.34.0', '>= 10', false],
    ['10.1.0', '>= 9.30', true],
    ['9.34.0', '> 9.34', false],
    ['9.34.1', '> 9.34.0', true],
    ['9.34.0', '<9.35', true],
    ['9.34.0', '== 9.34.1', false],
    ['unknown', '>= 0', false],
    ['9.34.0', 'newest', undefined],
    ['9.34.0', '=> 9', undefined],
  ])('%s against %j: %s', (found, declared, met) => {
    expect(meets(found, declared)).toBe(met);
  });

  test('>= and < decide each pair, and one of them always', () => {
    const part = fc.nat(20);
    const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));
    const isDecided = (left: string, right: string): boolean => meets(left, `>= ${right}`) !== meets(left, `< ${right}`);
    expect(() => fc.assert(fc.property(version, version, isDecided))).not.toThrow();
  });
});
