import type { Account } from './account.ts';
import { authenticateWithAccessToken } from './authentication/authenticate-access-token.ts';
import { authenticateWithIdentity } from './authentication/authenticate-identity.ts';
import { authenticateWithKeyPair } from './authentication/authenticate-key-pair.ts';
import { authenticateWithOauth } from './authentication/authenticate-oauth.ts';
import { authenticateWithPassword } from './authentication/authenticate-password.ts';
import type { Identity } from './authentication/identity.ts';
import { LoginFailure } from './authentication/login-failure.ts';
import type { LoginRequest } from './authentication/login-request.ts';
import { networkPolicyOf, requireAllowedAddress } from './authentication/network-policy.ts';
import type { User } from './catalog/user.ts';
import { inheritParameters } from './run/parameter-values.ts';
import { SnowflakeFailure, refused } from './failure.ts';
import type { Session } from './session.ts';

type Authenticate = (user: User | undefined, request: LoginRequest, account: Account) => Identity | Promise<Identity>;

interface Authenticator {
  readonly firstFactor: string;
  readonly authenticate: Authenticate;
}

const password: Authenticator = { firstFactor: 'PASSWORD', authenticate: authenticateWithPassword };

const authenticators: Readonly<Record<string, Authenticator>> = {
  SNOWFLAKE: password,
  USERNAME_PASSWORD_MFA: password,
  SNOWFLAKE_JWT: {
    firstFactor: 'RSA_KEYPAIR',
    authenticate: (user, { token = '' }, account) => authenticateWithKeyPair(user, token, account),
  },
  PROGRAMMATIC_ACCESS_TOKEN: {
    firstFactor: 'PROGRAMMATIC_ACCESS_TOKEN',
    authenticate: (user, { token = '' }, account) => authenticateWithAccessToken(user, token, account),
  },
  WORKLOAD_IDENTITY: {
    firstFactor: 'WORKLOAD_IDENTITY',
    authenticate: (_user, request, account) => authenticateWithIdentity(request, account),
  },
  OAUTH: { firstFactor: 'OAUTH_ACCESS_TOKEN', authenticate: (_user, { token = '' }, account) => authenticateWithOauth(token, account) },
};

/**
 * Checks who it is and opens a session; every attempt enters the history of logins.
 * @throws SnowflakeFailure 390100 390101 390102 390144 390189 390303 390317 390318 390422 390432 394400 394507 394508
 */
export async function logIn(request: LoginRequest, account: Account): Promise<Session> {
  const authenticator = authenticators[request.authenticator];
  if (!authenticator) throw refused('LOCAL-006', `a login with the authenticator ${request.authenticator}`);
  const event = {
    at: account.now(),
    userName: request.userName?.toUpperCase() ?? '',
    client: request.client,
    firstFactor: authenticator.firstFactor,
    secondFactor: undefined,
    sessionId: undefined,
  };
  const { log } = account.authentication;
  try {
    const identity = await admit(authenticator, request, account);
    const session = await openSession(identity, request, account);
    const { user, firstFactor, secondFactor } = identity;
    log.add({ ...event, userName: user.name, firstFactor, secondFactor, sessionId: session.id });
    return session;
  } catch (error) {
    if (error instanceof LoginFailure) {
      log.add({ ...event, errorCode: error.code, errorMessage: error.reason, ...(error.id !== undefined && { failureId: error.id }) });
    }
    throw error;
  }
}

/** Nothing is told about a user before the proof of who it is, but that the user is locked. */
async function admit({ authenticate }: Authenticator, request: LoginRequest, account: Account): Promise<Identity> {
  const { access, authentication, catalog } = account;
  const user = findUser(request.userName, account);
  if (user) authentication.guard.requireUnlocked(user.name, account.now());
  const identity = await authenticateGuarded(authenticate, user, request, account);
  if (identity.user.disabled === true) {
    throw new LoginFailure('390101', 'User access disabled. Contact your local system administrator.', 'USER_ACCESS_DISABLED');
  }
  requireAllowedAddress(identity.user, request.client.address, catalog);
  requireNetworkPolicy(identity, account);
  authentication.guard.reset(identity.user.name);
  access.users.set(identity.user.name, { ...identity.user, lastSuccessLogin: new Date(account.now()) });
  return identity;
}

async function authenticateGuarded(
  authenticate: Authenticate,
  user: User | undefined,
  request: LoginRequest,
  account: Account,
): Promise<Identity> {
  try {
    return await authenticate(user, request, account);
  } catch (error) {
    const guessed = error instanceof SnowflakeFailure && (error.code === '390100' || error.code === '394507');
    if (user && guessed) account.authentication.guard.failed(user.name, account.now());
    throw error;
  }
}

function findUser(name: string | undefined, { access }: Account): User | undefined {
  const wanted = name?.toUpperCase();
  return [...access.users.values()].find((user) => (user.loginName ?? user.name) === wanted);
}

/** An access token is of use only where a network policy covers the user. */
function requireNetworkPolicy({ user, firstFactor, withoutNetworkPolicy }: Identity, { catalog }: Account): void {
  if (firstFactor !== 'PROGRAMMATIC_ACCESS_TOKEN' || withoutNetworkPolicy === true || networkPolicyOf(user, catalog) !== undefined) return;
  throw new LoginFailure('390432', 'Network policy is required.', 'NETWORK_POLICY_REQUIRED');
}

async function openSession(identity: Identity, request: LoginRequest, account: Account): Promise<Session> {
  const { user } = identity;
  const session = await account.openSession(user, chooseRole(identity, fold(request.role), account));
  if (user.defaultSecondaryRoles === 'ALL' && identity.roles === undefined) {
    session.secondaryRoles = account.access.directRolesOfUser(user.name).filter((role) => role !== session.role);
  }
  await inheritParameters(session, account);
  useDefaults(session, request, account);
  return session;
}

/** @throws LoginFailure 390189, 390317 */
function chooseRole({ user, roles, firstFactor }: Identity, asked: string | undefined, { access }: Account): string {
  const role = asked ?? (firstFactor === 'PROGRAMMATIC_ACCESS_TOKEN' ? roles?.[0] : undefined) ?? user.defaultRole;
  if (roles && !roles.includes(role)) {
    const text = `The role requested in the connection, or the default role if none was requested in the connection ('${role}'), is not listed in the Access Token or was filtered.`;
    throw new LoginFailure('390317', text, 'OAUTH_ROLE_NOT_ALLOWED');
  }
  if (access.rolesOfUser(user.name).includes(role)) return role;
  const text = `Role '${role}' specified in the connect string is not granted to this user. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.`;
  throw new LoginFailure('390189', text, 'ROLE_NOT_GRANTED_TO_USER');
}

function fold(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name.toUpperCase();
}

/** What the connection asks for and the role may not use is left unset, as in Snowflake; the first statement tells. */
function useDefaults(session: Session, request: LoginRequest, { access, catalog }: Account): void {
  const [defaultDatabase, defaultSchema] = session.user.defaultNamespace?.split('.') ?? [];
  const databaseName = fold(request.database) ?? defaultDatabase;
  const schemaName = fold(request.schema) ?? (fold(request.database) === undefined ? defaultSchema : undefined) ?? 'PUBLIC';
  const database = catalog.databases.get(databaseName ?? '');
  if (database && access.has(session.authority, 'USAGE', database)) {
    session.database = database.name;
    const schema = database.schemas.get(schemaName);
    if (schema && access.has(session.authority, 'USAGE', schema)) session.schema = schema.name;
  }
  const warehouse = catalog.warehouses.get(fold(request.warehouse) ?? session.user.defaultWarehouse ?? '');
  if (warehouse && access.has(session.authority, 'USAGE', warehouse)) session.warehouse = warehouse.name;
}
