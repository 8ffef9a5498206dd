import type { Account } from '../account.ts';
import { optionFlag, optionList, optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { readPublicKey } from '../catalog/public-key.ts';
import type { User } from '../catalog/user.ts';
import type { Identity } from './identity.ts';
import { claimedTime, readJsonWebToken } from './json-web-token.ts';
import type { JsonWebToken } from './json-web-token.ts';
import { invalidOauthToken } from './login-failure.ts';

/**
 * A token of an authorization server that a security integration of the account trusts: found by its issuer, verified with
 * the integration's public keys, and naming the user and the roles it allows. @throws LoginFailure 390303, 390318
 */
export function authenticateWithOauth(text: string, account: Account): Identity {
  const token = readJsonWebToken(text);
  if (!token) throw invalidOauthToken('EXTERNAL_OAUTH_JWS_INVALID_FORMAT');
  const options = requireIntegration(token, account);
  requireSignature(token, options);
  requireTimely(token, account.now());
  requireAudience(token, options, account);
  const user = userOf(token, options, account);
  const roles = rolesOf(token, options);
  return { user, firstFactor: 'OAUTH_ACCESS_TOKEN', ...(roles && { roles }) };
}

function requireIntegration({ claims }: JsonWebToken, { catalog }: Account): Options {
  const issuer = claims['iss'];
  if (typeof issuer !== 'string') throw invalidOauthToken('EXTERNAL_OAUTH_MISSING_ISSUER');
  const found = [...catalog.accountObjects.values()].find(
    (object) => object.kind === 'INTEGRATION' && optionText(object.options, 'EXTERNAL_OAUTH_ISSUER') === issuer,
  );
  if (!found) throw invalidOauthToken('EXTERNAL_OAUTH_ACCESS_TOKEN_ISSUER_NOT_FOUND');
  if (!optionFlag(found.options, 'ENABLED')) throw invalidOauthToken('EXTERNAL_OAUTH_ACCESS_TOKEN_ISSUER_NOT_ENABLED');
  return found.options;
}

function requireSignature(token: JsonWebToken, options: Options): void {
  const keys = ['EXTERNAL_OAUTH_RSA_PUBLIC_KEY', 'EXTERNAL_OAUTH_RSA_PUBLIC_KEY_2'].flatMap((name) => optionText(options, name) ?? []);
  const signed = token.algorithm === 'RS256' && keys.some((key) => token.isSignedBy(readPublicKey(key).pem));
  if (!signed) throw invalidOauthToken('EXTERNAL_OAUTH_INVALID_SIGNATURE');
}

function requireTimely({ claims }: JsonWebToken, now: number): void {
  const expiresAt = claimedTime(claims, 'exp');
  if (expiresAt === undefined || expiresAt <= now) throw invalidOauthToken('EXTERNAL_OAUTH_ACCESS_TOKEN_EXPIRED');
  const validFrom = Math.max(claimedTime(claims, 'nbf') ?? 0, claimedTime(claims, 'iat') ?? 0);
  if (validFrom > now + 60_000) throw invalidOauthToken('EXTERNAL_OAUTH_ACCESS_TOKEN_NOT_YET_VALID');
}

/** Without a list in the integration the account's own name is the audience. */
function requireAudience({ claims }: JsonWebToken, options: Options, account: Account): void {
  const claimed = textsOf(claims['aud']);
  if (claimed.length === 0) throw invalidOauthToken('EXTERNAL_OAUTH_MISSING_AUDIENCE');
  const listed = optionList(options, 'EXTERNAL_OAUTH_AUDIENCE_LIST');
  const wanted = listed.length > 0 ? listed : [account.name, account.name.toLowerCase()];
  if (!claimed.some((audience) => wanted.includes(audience))) throw invalidOauthToken('EXTERNAL_OAUTH_AUDIENCE_VALIDATION_FAILED');
}

function userOf({ claims }: JsonWebToken, options: Options, account: Account): User {
  const names = optionList(options, 'EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM');
  const claimed = (names.length > 0 ? names : ['sub']).map((name) => claims[name]).find((value) => typeof value === 'string');
  if (claimed === undefined) throw invalidOauthToken('EXTERNAL_OAUTH_USER_CLAIM_MISSING');
  const wanted = claimed.toUpperCase();
  const byEmail = optionText(options, 'EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE')?.toUpperCase() === 'EMAIL_ADDRESS';
  const nameOf = (user: User): string | undefined => (byEmail ? user.email : (user.loginName ?? user.name));
  const found = [...account.access.users.values()].find((user) => nameOf(user)?.toUpperCase() === wanted);
  if (!found) throw invalidOauthToken('EXTERNAL_OAUTH_USER_NOT_FOUND');
  return found;
}

/** Undefined allows any role: `session:role-any`, where the integration permits it. */
function rolesOf({ claims }: JsonWebToken, options: Options): readonly string[] | undefined {
  const name = optionText(options, 'EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE') ?? 'scp';
  const value = claims[name];
  const scopes = typeof value === 'string' ? value.split(/[\s,]+/) : textsOf(value);
  const any = optionText(options, 'EXTERNAL_OAUTH_ANY_ROLE_MODE') ?? 'DISABLE';
  if (any !== 'DISABLE' && scopes.some((scope) => scope.toLowerCase() === 'session:role-any')) return undefined;
  return scopes.flatMap((scope) => /^session:role:(.+)$/i.exec(scope)?.[1]?.toUpperCase() ?? []);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
