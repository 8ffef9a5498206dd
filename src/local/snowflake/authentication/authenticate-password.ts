import type { Account } from '../account.ts';
import type { User } from '../catalog/user.ts';
import { refused } from '../failure.ts';
import { findAccessToken } from './authenticate-access-token.ts';
import type { Identity } from './identity.ts';
import { LoginFailure, wrongPassword } from './login-failure.ts';
import type { LoginRequest } from './login-request.ts';
import { isOneTimePassword } from './one-time-password.ts';

const passcodeLength = 6;

/**
 * The password and, for a user with an authenticator app, its passcode. An access token may stand in the password's place.
 * @throws LoginFailure 390100, 394507, 394508
 */
export function authenticateWithPassword(user: User | undefined, request: LoginRequest, account: Account): Identity {
  const token = user && findAccessToken(user, request.password ?? '', account);
  if (token) return token;
  const { password, passcode } = splitPassword(request);
  // A service user cannot have a password, and one from before it became one is void.
  if (!user || user.type === 'SERVICE' || user.password === undefined || user.password !== password) throw wrongPassword();
  const secret = account.authentication.passcodeSecrets.get(user.name);
  if (secret !== undefined) {
    requirePasscode(passcode, secret, account.now());
    return { user, firstFactor: 'PASSWORD', secondFactor: 'TOTP' };
  }
  if (passcode !== undefined) throw refused('LOCAL-006', 'a passcode of a user who has no authenticator app enrolled here');
  if (user.hasMfa === true) throw passcodeRequired();
  return { user, firstFactor: 'PASSWORD' };
}

function splitPassword({ password = '', passcode, passcodeInPassword }: LoginRequest): {
  readonly password: string;
  readonly passcode: string | undefined;
} {
  if (!passcodeInPassword) return { password, passcode: passcode === '' ? undefined : passcode };
  return { password: password.slice(0, -passcodeLength), passcode: password.slice(-passcodeLength) };
}

function requirePasscode(passcode: string | undefined, secret: Buffer, now: number): void {
  if (passcode === undefined) throw passcodeRequired();
  if (isOneTimePassword(passcode, secret, now)) return;
  throw new LoginFailure('394507', 'Failed to authenticate: TOTP Invalid', 'MFA_TOTP_INVALID');
}

function passcodeRequired(): LoginFailure {
  const text =
    'Failed to authenticate: MFA with TOTP is required. To authenticate, provide both your password and a current TOTP passcode.';
  return new LoginFailure('394508', text, 'MFA_TOTP_REQUIRED');
}
