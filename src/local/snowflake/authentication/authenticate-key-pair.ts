import type { Account } from '../account.ts';
import type { User } from '../catalog/user.ts';
import { textOf } from '../request.ts';
import type { Identity } from './identity.ts';
import { claimedTime, readJsonWebToken } from './json-web-token.ts';
import type { JsonWebToken } from './json-web-token.ts';
import { invalidKeyToken } from './login-failure.ts';

/** The token has to arrive this soon after it was made; clocks may differ by as much. */
const arrivalMilliseconds = 60_000;
const longestLifeMilliseconds = 3_600_000;

/**
 * A token signed by the user's private key; its issuer names account, user and the fingerprint of one of the user's two keys.
 * @throws LoginFailure 390144
 */
export function authenticateWithKeyPair(user: User | undefined, text: string, account: Account): Identity {
  const token = readJsonWebToken(text);
  if (!token) throw invalidKeyToken('JWT_TOKEN_INVALID');
  if (token.algorithm !== 'RS256') throw invalidKeyToken('JWT_TOKEN_INVALID_ALGORITHM');
  const known = requireIssuer(token, user, account);
  requireTimely(token, account.now());
  const key = keyWithFingerprint(known, token);
  if (key === undefined) throw invalidKeyToken('JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH');
  if (!token.isSignedBy(key)) throw invalidKeyToken('JWT_TOKEN_INVALID_SIGNATURE');
  return { user: known, firstFactor: 'RSA_KEYPAIR' };
}

function requireIssuer({ claims }: JsonWebToken, user: User | undefined, account: Account): User {
  const [accountName, userName] = splitIssuer(textOf(claims, 'iss') ?? '');
  if (accountName !== account.name) throw invalidKeyToken('JWT_TOKEN_ACCOUNT_MISMATCH');
  if (!user || userName !== loginNameOf(user) || textOf(claims, 'sub') !== `${accountName}.${userName}`) {
    throw invalidKeyToken('JWT_TOKEN_INVALID_USER_IN_ISSUER');
  }
  return user;
}

/** `ACCOUNT.USER.SHA256:...`, where the user's name may have dots of its own. */
function splitIssuer(issuer: string): readonly [account: string, user: string, fingerprint: string] {
  const [, account = '', user = '', fingerprint = ''] = /^([^.]*)\.(.*)\.(SHA256:.*)$/.exec(issuer) ?? [];
  return [account, user, fingerprint];
}

/** Key pairs go by the login name, which is the name unless it was set apart. */
function loginNameOf(user: User): string {
  return user.loginName ?? user.name;
}

function requireTimely({ claims }: JsonWebToken, now: number): void {
  const [issuedAt, expiresAt] = [claimedTime(claims, 'iat'), claimedTime(claims, 'exp')];
  if (issuedAt === undefined || expiresAt === undefined) throw invalidKeyToken('JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME');
  if (Math.min(expiresAt, issuedAt + longestLifeMilliseconds) <= now) throw invalidKeyToken('JWT_TOKEN_INVALID_EXPIRATION_TIME');
  if (Math.abs(now - issuedAt) > arrivalMilliseconds) throw invalidKeyToken('JWT_TOKEN_INVALID_ISSUE_TIME');
}

function keyWithFingerprint(user: User, { claims }: JsonWebToken): string | undefined {
  const [, , fingerprint] = splitIssuer(textOf(claims, 'iss') ?? '');
  if (fingerprint === user.keyFingerprint) return user.publicKey;
  return fingerprint === user.secondKeyFingerprint ? user.secondPublicKey : undefined;
}
