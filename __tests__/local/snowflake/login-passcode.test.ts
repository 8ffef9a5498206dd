import { describe, expect, it } from 'vitest';
import { isOneTimePassword, oneTimePassword } from '../../../src/local/snowflake/authentication/one-time-password.ts';
import { Client, startEndpoint } from './client.ts';

const secret = Buffer.from('12345678901234567890');

describe('one-time passwords', () => {
  // The last six digits of the eight in RFC 6238, appendix B.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s', (seconds, expected) => {
    expect(oneTimePassword(secret, seconds * 1000)).toBe(expected);
  });

  it('hold for one step more in both directions', () => {
    const at = 1_111_111_111_000;
    const code = oneTimePassword(secret, at);
    expect([-60, -30, 0, 30, 60].map((seconds) => isOneTimePassword(code, secret, at + seconds * 1000))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isOneTimePassword('', secret, at)).toBe(false);
  });
});

describe('login with a passcode', () => {
  it('needs the passcode of an enrolled user, beside the password or within it', async () => {
    await using endpoint = await startEndpoint();
    const { password } = endpoint.settings;
    await expect(Client.connect(endpoint, { authenticator: 'USERNAME_PASSWORD_MFA', passcode: '123456' })).rejects.toMatchObject({
      message: expect.stringMatching(/^LOCAL-006.*no authenticator app/),
    });
    endpoint.enrollAuthenticator('TESTER_USER', secret);
    await expect(Client.connect(endpoint)).rejects.toMatchObject({
      code: '394508',
      message: expect.stringMatching(/MFA with TOTP is required/),
    });
    await expect(Client.connect(endpoint, { authenticator: 'USERNAME_PASSWORD_MFA', passcode: 'nope' })).rejects.toMatchObject({
      code: '394507',
    });
    const passcode = oneTimePassword(secret, Date.now());
    await using beside = await Client.connect(endpoint, { authenticator: 'USERNAME_PASSWORD_MFA', passcode });
    expect(await beside.query('select 1 x')).toEqual([{ X: 1 }]);
    const within = { authenticator: 'USERNAME_PASSWORD_MFA', password: `${password}${passcode}`, passcodeInPassword: true };
    await using inside = await Client.connect(endpoint, within);
    expect(await inside.query('select 1 x')).toEqual([{ X: 1 }]);
    await expect(Client.connect(endpoint, { ...within, password: `wrong${passcode}` })).rejects.toMatchObject({ code: '390100' });
  });
});
