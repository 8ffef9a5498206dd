import type { Account } from '../account.ts';
import type { User } from '../catalog/user.ts';
import type { AccessToken } from './access-tokens.ts';
import type { Identity } from './identity.ts';
import { invalidAccessToken } from './login-failure.ts';

const minuteMilliseconds = 60_000;

/** @throws LoginFailure 394400 */
export function authenticateWithAccessToken(user: User | undefined, secret: string, account: Account): Identity {
  const found = user && findAccessToken(user, secret, account);
  if (!found) throw invalidAccessToken('PROGRAMMATIC_ACCESS_TOKEN_INVALID');
  return found;
}

/** Undefined when the text is no token of the user. @throws LoginFailure 394400 for a token that may not be used any more */
export function findAccessToken(user: User, secret: string, account: Account): Identity | undefined {
  const token = account.authentication.accessTokens.find(user.name, secret);
  if (!token) return undefined;
  requireUsable(token, account);
  return {
    user,
    firstFactor: 'PROGRAMMATIC_ACCESS_TOKEN',
    ...(token.roleRestriction !== undefined && { roles: [token.roleRestriction] }),
    withoutNetworkPolicy: token.createdAt + token.bypassMinutes * minuteMilliseconds > account.now(),
  };
}

/** A restriction to a role that the user has lost voids the token. */
function requireUsable(token: AccessToken, account: Account): void {
  if (token.expiresAt <= account.now()) throw invalidAccessToken('PROGRAMMATIC_ACCESS_TOKEN_EXPIRED');
  if (token.disabled) throw invalidAccessToken('PROGRAMMATIC_ACCESS_TOKEN_DISABLED');
  const role = token.roleRestriction;
  if (role !== undefined && !account.access.rolesOfUser(token.user).includes(role)) {
    throw invalidAccessToken('PROGRAMMATIC_ACCESS_TOKEN_ROLE_NOT_GRANTED');
  }
}
