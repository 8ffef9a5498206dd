// Before the SDK: it reads these switches while it loads.
import './sdk-environment.ts';
import snowflake from 'snowflake-sdk';
import type { Connection, ConnectionOptions, RowStatement } from 'snowflake-sdk';
import type { Row } from '../../model/capability.ts';
import { TransportError } from '../../std/errors.ts';
import { isLoopbackHost } from '../guarded-agent.ts';
import { fetchIdentityToken, identityOf } from './github-oidc.ts';
import { withIdentityHelp } from './identity-help.ts';
import { plainRow } from './plain-row.ts';
import { normalError } from './normal-error.ts';
import type { Ask, Session, SessionOverride, SnowflakeConnection } from './session.ts';
import type { SnowflakeSettings } from './settings-schema.ts';

/** One HTTP request of the driver. Snowflake itself holds a request for up to 45 s before it answers "still running". */
const requestTimeoutMilliseconds = 60_000;
/** Upper limit of a login whatever the caller's deadline says: the driver alone would try for minutes. */
const loginTimeoutMilliseconds = 30_000;
/** Upper limit of a statement whatever the caller's deadline says. */
const statementTimeoutMilliseconds = 600_000;
const closeTimeoutMilliseconds = 2_000;

/**
 * Logs in once; the session is shared by the checks. Throws `Refusal` when Snowflake says no (390100 for a wrong password) and
 * `TransportError` when it cannot be reached.
 */
export async function openConnection(settings: SnowflakeSettings, signal: AbortSignal): Promise<SnowflakeConnection> {
  await using cleanup = new AsyncDisposableStack();
  const open = (override: SessionOverride, openSignal: AbortSignal) => openSession(settings, override, openSignal);
  const session = cleanup.use(await open({}, signal));
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
    open,
    sessionAs,
    async [Symbol.asyncDispose]() {
      const opened = await Promise.allSettled(byRole.values());
      for (const result of opened) if (result.status === 'fulfilled') resources.use(result.value);
      await resources.disposeAsync();
    },
  };
}

async function openSession(settings: SnowflakeSettings, override: SessionOverride, signal: AbortSignal): Promise<Session> {
  prepareDriver(settings);
  const isKeyless = settings.auth === 'github-oidc' && override.password === undefined;
  const connection = await (isKeyless ? logInKeyless : logIn)(settings, override, signal);
  return {
    query: (sql, ask) => runStatement(connection, sql, ask),
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
  if (settings.auth === 'key-pair') return { authenticator: 'SNOWFLAKE_JWT', privateKey: settings.private_key ?? '' };
  if (settings.auth === 'token') return { authenticator: 'PROGRAMMATIC_ACCESS_TOKEN', token: settings.token ?? '' };
  return { authenticator: 'SNOWFLAKE', password: settings.password ?? '' };
}

function logIn(settings: SnowflakeSettings, override: SessionOverride, signal: AbortSignal, identityToken?: string): Promise<Connection> {
  const options = connectionOptions(settings, override, identityToken);
  const who = options.username ?? 'the GitHub Actions job';
  const doing = `logging in as ${who}${override.role === undefined ? '' : ` with role ${override.role}`}`;
  return untilAborted<Connection>(signal, loginTimeoutMilliseconds, doing, (settle) => {
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

function runStatement(connection: Connection, sql: string, ask: Ask): Promise<readonly Row[]> {
  const doing = `running ${JSON.stringify(sql.length > 100 ? `${sql.slice(0, 100)}...` : sql)}`;
  return untilAborted<readonly Row[]>(ask.signal, statementTimeoutMilliseconds, doing, (settle) => {
    const statement: RowStatement = connection.execute({
      sqlText: sql,
      binds: ask.binds ?? [],
      // For this statement alone: ALTER SESSION would reach the statements that run beside it.
      parameters: { QUERY_TAG: ask.tag, ...(ask.useResultCache === false ? { USE_CACHED_RESULT: false } : {}) },
      complete: (error, _statement, rows) => {
        if (error !== undefined && error !== null) settle.reject(normalError(error, doing));
        else settle.resolve((rows ?? []).map(plainRow));
      },
    });
    return () => statement.cancel(() => undefined);
  });
}

async function closeConnection(connection: Connection): Promise<void> {
  const signal = AbortSignal.timeout(closeTimeoutMilliseconds);
  const closing = untilAborted<void>(signal, closeTimeoutMilliseconds, 'logging out', (settle) => {
    connection.destroy(() => settle.resolve());
    return () => undefined;
  });
  // A session that cannot be closed ends by itself on the server; nobody can act on the error.
  await closing.catch(() => undefined);
}

/**
 * A callback of the driver as a promise with our own deadline. `start` begins the work and returns how to give it up, which
 * happens at the signal or the deadline; the promise is rejected at once and does not wait for the driver.
 */
function untilAborted<T>(
  signal: AbortSignal,
  limitMilliseconds: number,
  doing: string,
  start: (settle: { resolve(value: T): void; reject(error: unknown): void }) => () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let giveUp: () => void = () => undefined;
    const timer = setTimeout(() => abandon(`no answer within ${limitMilliseconds / 1_000}s`), limitMilliseconds);
    const onAbort = (): void => abandon('stopped before an answer came');
    const settled = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const abandon = (what: string): void => {
      settled();
      giveUp();
      reject(new TransportError('timeout', `${what}, while ${doing}`, { cause: signal.reason }));
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      giveUp = start({
        resolve: (value) => (settled(), resolve(value)),
        reject: (error) => (settled(), reject(error)),
      });
    } catch (error) {
      settled();
      reject(normalError(error, doing));
    }
  });
}
