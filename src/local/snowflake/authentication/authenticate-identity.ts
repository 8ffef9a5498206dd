import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { Account } from '../account.ts';
import type { WorkloadIdentity } from '../catalog/user.ts';
import { refused } from '../failure.ts';
import type { Identity } from './identity.ts';
import { LoginFailure } from './login-failure.ts';
import type { LoginRequest } from './login-request.ts';

const issuerTimeoutMilliseconds = 5_000;
/** Clocks of an issuer and of ours may differ by so much. */
const clockToleranceSeconds = 60;

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  readonly exp: number;
  readonly nbf?: number;
}

/**
 * The user whose identity an OIDC token proves: signed by a key that its issuer publishes, for us, not expired, with
 * exactly the subject of a user. Keys are asked for anew at each login, so an issuer may change them.
 * @throws LoginFailure 390144 whatever is wrong, as nobody may learn which users exist
 */
export async function authenticateWithIdentity({ token = '', provider }: LoginRequest, account: Account): Promise<Identity> {
  if (provider?.toUpperCase() !== 'OIDC') throw refused('LOCAL-006', `a workload identity of ${provider ?? 'no provider'}`);
  const [head = '', body = '', signature = ''] = token.split('.');
  const { alg, kid } = decodePart(head) as { readonly alg?: unknown; readonly kid?: unknown };
  const claims = decodePart(body) as Partial<Claims>;
  const user = [...account.access.users.values()].find(
    ({ identity }) => identity?.issuer === claims.iss && identity?.subject === claims.sub,
  );
  if (user?.identity === undefined || alg !== 'RS256' || !isForUs(claims, user.identity, account.now())) throw invalidToken();
  const key = await publishedKey(user.identity.issuer, kid);
  if (!isSignedBy(key, `${head}.${body}`, signature)) throw invalidToken();
  return { user, firstFactor: 'WORKLOAD_IDENTITY' };
}

function decodePart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw invalidToken(cause);
  }
  throw invalidToken();
}

function isForUs({ aud, exp, nbf }: Partial<Claims>, { audiences }: WorkloadIdentity, nowMilliseconds: number): boolean {
  const named = typeof aud === 'string' ? [aud] : (aud ?? []);
  if (!audiences.some((audience) => named.includes(audience))) return false;
  const now = nowMilliseconds / 1000;
  const hasBegun = nbf === undefined || nbf <= now + clockToleranceSeconds;
  return hasBegun && Number(exp) > now - clockToleranceSeconds;
}

/** The key of that id among those that the issuer publishes (OpenID Connect Discovery 1.0, section 4). */
async function publishedKey(issuer: string, keyId: unknown): Promise<JsonWebKey> {
  try {
    const configuration = await getJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { keys } = await getJson(String(configuration['jwks_uri']));
    const found = Array.isArray(keys)
      ? (keys as readonly (JsonWebKey & { readonly kid?: string })[]).find(({ kid }) => kid === keyId)
      : undefined;
    if (found !== undefined) return found;
  } catch (cause) {
    throw invalidToken(cause);
  }
  throw invalidToken();
}

async function getJson(url: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(issuerTimeoutMilliseconds) });
  if (!response.ok) throw new Error(`${url} answered HTTP ${response.status}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

function isSignedBy(key: JsonWebKey, signed: string, signature: string): boolean {
  try {
    return verify('RSA-SHA256', Buffer.from(signed), createPublicKey({ key, format: 'jwk' }), Buffer.from(signature, 'base64url'));
  } catch (cause) {
    throw invalidToken(cause);
  }
}

function invalidToken(cause?: unknown): LoginFailure {
  return new LoginFailure('390144', 'JWT token is invalid.', 'WORKLOAD_IDENTITY_TOKEN_INVALID', { cause });
}
