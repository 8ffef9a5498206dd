// Before the SDK: it reads these switches while it loads.
import './login/sdk-environment.ts';
import snowflake from 'snowflake-sdk';
import type { Connection, ConnectionOptions } from 'snowflake-sdk';
import { parseDurationMilliseconds } from '../../std/duration.ts';
import { isLoopbackHost } from '../guarded-agent.ts';
import { checkPrivateKey } from './login/check-private-key.ts';
import { fetchIdentityToken, identityOf } from './login/github-oidc.ts';
import { withIdentityHelp } from './login/identity-help.ts';
import { normalError } from './statement/normal-error.ts';
import { SessionPool } from './pool/pool.ts';
import type { Session, SessionOverride, SnowflakeConnection } from './session.ts';
import type { SnowflakeSettings } from './settings-schema.ts';
import { SpendMeter } from './spend/spend-meter.ts';
import { runStatement } from './statement/statement.ts';
import { untilSettled } from './until-settled.ts';

/** One HTTP request of the driver. Snowflake itself holds a request for up to 45 s before it answers "still running". */
const requestTimeoutMilliseconds = 60_000;
/** Upper limit of a login whatever the caller's deadline says: the driver alone would try for minutes. */
const loginTimeoutMilliseconds = 30_000;
const closeTimeoutMilliseconds = 2_000;

/**
 * Logs in once; the session is shared by the checks. Throws `Refusal` when Snowflake says no (390100 for a wrong password) and
 * `TransportError` when it cannot be reached.
 */
export async function openConnection(settings: SnowflakeSettings, signal: AbortSignal): Promise<SnowflakeConnection> {
  checkPrivateKey(settings);
  await using cleanup = new AsyncDisposableStack();
  const spend = new SpendMeter(settings.max_credits === undefined ? {} : { maxCredits: settings.max_credits });
  const open = (override: SessionOverride, openSignal: AbortSignal) => openSession(settings, override, openSignal, spend);
  const session = cleanup.use(await open({}, signal));
  const pool = cleanup.use(new SessionPool((openSignal) => open({}, openSignal), poolRules(settings)));
  const byRole = new Map<string, Promise<Session>>();
  const sessionAs = (role: string, roleSignal: AbortSignal): Promise<Session> => {
    const known = byRole.get(role);
    if (known !== undefined) return known;
    const opening = open({ role }, roleSignal);
    byRole.set(role, opening);
    opening.catch(() => byRole.delete(role));
    return opening;
  };
  const resources = cleanup.move();
  return {
    session,
    pool,
    spend,
    open,
    sessionAs,
    async [Symbol.asyncDispose]() {
      const opened = await Promise.allSettled(byRole.values());
      for (const result of opened) if (result.status === 'fulfilled') resources.use(result.value);
      await resources.disposeAsync();
    },
  };
}

/** Absent settings mean what their descriptions say. */
function poolRules({ pool }: SnowflakeSettings) {
  return {
    max: pool?.max ?? 8,
    idleMilliseconds: parseDurationMilliseconds(pool?.idle ?? '60s'),
    waitMilliseconds: parseDurationMilliseconds(pool?.wait ?? '10s'),
  };
}

async function openSession(
  settings: SnowflakeSettings,
  override: SessionOverride,
  signal: AbortSignal,
  spend: SpendMeter,
): Promise<Session> {
  prepareDriver(settings);
  const isKeyless = settings.auth === 'github-oidc' && override.password === undefined;
  const connection = await (isKeyless ? logInKeyless : logIn)(settings, override, signal);
  const rules = { limitMilliseconds: parseDurationMilliseconds(settings.statement_timeout ?? '10m'), spend };
  return {
    query: (sql, ask) => runStatement(connection, sql, ask, rules),
    [Symbol.asyncDispose]: () => closeConnection(connection),
  };
}

/** With the identity of the GitHub Actions job: a fresh token for each login, because it lives for minutes. */
async function logInKeyless(settings: SnowflakeSettings, override: SessionOverride, signal: AbortSignal): Promise<Connection> {
  const token = await fetchIdentityToken(signal);
  try {
    return await logIn(settings, override, signal, token);
  } catch (error) {
    throw withIdentityHelp(error, identityOf(token), { username: settings.username, role: override.role ?? settings.role });
  }
}

/** Process-wide, as the driver knows no other way: so all Snowflake components of a process share the proxy decision. */
function prepareDriver({ access_url, auth }: SnowflakeSettings): void {
  const host = access_url === undefined ? '' : new URL(access_url).hostname;
  const isLocal = isLoopbackHost(host);
  snowflake.configure({ logLevel: 'OFF', additionalLogToConsole: false, useEnvProxy: !isLocal });
  if (isLocal && auth === 'github-oidc') allowTokensFor(host);
}

/** The driver sends identity tokens to hosts of Snowflake alone, and to those that the environment adds; loopback is an endpoint of ours. */
function allowTokensFor(host: string): void {
  const name = 'SNOWFLAKE_WIF_ALLOWED_HOST_SUFFIXES';
  const allowed = (process.env[name] ?? '').split(',').filter((suffix) => suffix !== '');
  if (!allowed.includes(host)) process.env[name] = [...allowed, host].join(',');
}

/** Every option by name: nothing of a config reaches the driver that is not listed here. */
function connectionOptions(settings: SnowflakeSettings, override: SessionOverride, identityToken: string | undefined): ConnectionOptions {
  const username = override.username ?? settings.username;
  return {
    account: settings.account,
    ...(settings.access_url === undefined ? {} : { accessUrl: settings.access_url }),
    ...(username === undefined ? {} : { username }),
    ...credentials(settings, override, identityToken),
    ...(settings.database === undefined ? {} : { database: settings.database }),
    ...(settings.schema === undefined ? {} : { schema: settings.schema }),
    ...(settings.warehouse === undefined ? {} : { warehouse: settings.warehouse }),
    ...(override.role === undefined ? (settings.role === undefined ? {} : { role: settings.role }) : { role: override.role }),
    application: 'infra_test',
    timeout: requestTimeoutMilliseconds,
    sfRetryMaxLoginRetries: 0,
    // A column name that comes twice would overwrite the first.
    rowMode: 'object_with_renamed_duplicated_columns',
    clientSessionKeepAlive: false,
    clientStoreTemporaryCredential: false,
    disableConsoleLogin: true,
  };
}

function credentials(settings: SnowflakeSettings, override: SessionOverride, identityToken: string | undefined): ConnectionOptions {
  if (override.password !== undefined) return { authenticator: 'SNOWFLAKE', password: override.password };
  if (identityToken !== undefined) return { authenticator: 'WORKLOAD_IDENTITY', workloadIdentityProvider: 'OIDC', token: identityToken };
  if (settings.auth === 'key-pair') return { authenticator: 'SNOWFLAKE_JWT', ...keyOf(settings) };
  if (settings.auth === 'oauth') return { authenticator: 'OAUTH', token: settings.token ?? '' };
  if (settings.auth === 'token') return { authenticator: 'PROGRAMMATIC_ACCESS_TOKEN', token: settings.token ?? '' };
  return { authenticator: 'SNOWFLAKE', password: settings.password ?? '' };
}

function keyOf({ private_key, private_key_passphrase }: SnowflakeSettings): ConnectionOptions {
  const passphrase = private_key_passphrase === undefined ? {} : { privateKeyPass: private_key_passphrase };
  return { privateKey: private_key?.trim() ?? '', ...passphrase };
}

function logIn(settings: SnowflakeSettings, override: SessionOverride, signal: AbortSignal, identityToken?: string): Promise<Connection> {
  const options = connectionOptions(settings, override, identityToken);
  const who = options.username ?? 'the GitHub Actions job';
  const doing = `logging in as ${who}${override.role === undefined ? '' : ` with role ${override.role}`}`;
  return untilSettled<Connection>({ signal, limitMilliseconds: loginTimeoutMilliseconds, doing: () => doing }, (settle) => {
    const connection = snowflake.createConnection(options);
    let abandoned = false;
    connection.connect((error) => {
      if (error !== undefined && error !== null) settle.reject(normalError(error, doing));
      else if (abandoned) void closeConnection(connection);
      else settle.resolve(connection);
    });
    return () => {
      abandoned = true;
    };
  });
}

async function closeConnection(connection: Connection): Promise<void> {
  const wait = { signal: new AbortController().signal, limitMilliseconds: closeTimeoutMilliseconds, doing: () => 'logging out' };
  const closing = untilSettled<void>(wait, (settle) => {
    connection.destroy(() => settle.resolve());
    return () => undefined;
  });
  // A session that cannot be closed ends by itself on the server; nobody can act on the error.
  await closing.catch(() => undefined);
}
