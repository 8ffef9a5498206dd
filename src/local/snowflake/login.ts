import { createPublicKey, verify } from 'node:crypto';
import type { Account } from './account.ts';
import type { User } from './catalog/access-control.ts';
import { SnowflakeFailure, refused } from './failure.ts';
import type { Session } from './session.ts';
import { authenticateWithIdentity } from './workload-identity.ts';

/** The part of a login request that matters here. */
export interface LoginRequest {
  readonly accountName: string | undefined;
  readonly userName: string | undefined;
  readonly password: string | undefined;
  readonly authenticator: string | undefined;
  readonly token: string | undefined;
  /** Of workload identities: `OIDC`, `AWS`, ... */
  readonly provider: string | undefined;
  readonly role: string | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly warehouse: string | undefined;
}

/** Checks who it is and opens a session. @throws SnowflakeFailure 390100, 390144, 390189 */
export async function logIn(request: LoginRequest, account: Account): Promise<Session> {
  const user = await authenticate(request, account);
  const role = fold(request.role) ?? user.defaultRole;
  if (!account.access.rolesOfUser(user.name).includes(role)) {
    const text = `Role '${role}' specified in the connect string is not granted to this user. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.`;
    throw new SnowflakeFailure('390189', '08001', text);
  }
  const session = await account.openSession(user, role);
  useDefaults(session, request, account);
  return session;
}

function fold(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name.toUpperCase();
}

async function authenticate(request: LoginRequest, account: Account): Promise<User> {
  const user = account.access.users.get(request.userName?.toUpperCase() ?? '');
  const authenticator = request.authenticator?.toUpperCase() ?? 'SNOWFLAKE';
  if (authenticator === 'SNOWFLAKE_JWT') return authenticateWithKey(user, request.token ?? '', account);
  if (authenticator === 'WORKLOAD_IDENTITY') {
    if (request.provider?.toUpperCase() !== 'OIDC')
      throw refused('LOCAL-006', `a workload identity of ${request.provider ?? 'no provider'}`);
    return await authenticateWithIdentity(request.token ?? '', account.access);
  }
  if (authenticator !== 'SNOWFLAKE') throw refused('LOCAL-006', `a login with the authenticator ${authenticator}`);
  if (!user || user.password === undefined || user.password !== request.password) {
    throw new SnowflakeFailure('390100', '08001', 'Incorrect username or password was specified.');
  }
  return user;
}

/** A token signed by the user's private key; its issuer names account, user and the fingerprint of the public key. */
function authenticateWithKey(user: User | undefined, token: string, account: Account): User {
  const invalid = (cause?: unknown): SnowflakeFailure => new SnowflakeFailure('390144', '08001', 'JWT token is invalid.', { cause });
  if (!user?.publicKey || user.keyFingerprint === undefined) throw invalid();
  try {
    const [head = '', body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
      readonly iss?: unknown;
      readonly sub?: unknown;
      readonly exp?: unknown;
    };
    const signed = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${body}`),
      createPublicKey(user.publicKey),
      Buffer.from(signature, 'base64url'),
    );
    const named = claims.iss === `${account.name}.${user.name}.${user.keyFingerprint}` && claims.sub === `${account.name}.${user.name}`;
    // The Node driver writes milliseconds where the standard has seconds.
    const expires = Number(claims.exp) > 1e11 ? Number(claims.exp) : Number(claims.exp) * 1000;
    if (signed && named && expires > Date.now()) return user;
  } catch (cause) {
    throw invalid(cause);
  }
  throw invalid();
}

/** What the connection asks for and the role may not use is left unset, as in Snowflake; the first statement tells. */
function useDefaults(session: Session, request: LoginRequest, { access, catalog }: Account): void {
  const database = catalog.databases.get(fold(request.database) ?? '');
  if (database && access.has(session.role, 'USAGE', database)) {
    session.database = database.name;
    const schema = database.schemas.get(fold(request.schema) ?? 'PUBLIC');
    if (schema && access.has(session.role, 'USAGE', schema)) session.schema = schema.name;
  }
  const warehouse = catalog.warehouses.get(fold(request.warehouse) ?? '');
  if (warehouse && access.has(session.role, 'USAGE', warehouse)) session.warehouse = warehouse.name;
}
