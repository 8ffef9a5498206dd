import { randomBytes } from 'node:crypto';
import { Account } from './account.ts';
import { adminPath } from '../admin/refuse-stranger.ts';
import { administratorName, createAccount, testerName, warmUp } from './create-account.ts';
import type { FillOptions } from './create-account.ts';
import type { UsageLag } from './activity/account-usage.ts';
import { DataDirectory } from './persistence/data-directory.ts';
import { Persistence } from './persistence/persistence.ts';
import { SnowflakeServer } from './server.ts';

export interface SnowflakeOptions extends FillOptions {
  readonly seed: number;
  readonly port?: number;
  /** Where the account is kept; it is filled when the folder is new, and comes back from it later. */
  readonly dataDirectory?: string;
  /** Whether faults can be set over HTTP. */
  readonly admin?: boolean;
}

/** A Snowflake account on 127.0.0.1 that the vendor's own driver talks to. */
export interface SnowflakeEndpoint extends AsyncDisposable {
  readonly url: string;
  /** Laid over the settings of a component. */
  readonly settings: Readonly<Record<'account' | 'access_url' | 'username' | 'password' | 'auth', string>>;
  /** A user with ACCOUNTADMIN; not part of the settings, so that checks run with the rights of a tester. */
  readonly administrator: { readonly username: string; readonly password: string };
  /** Base URL of the route to faults and the clock, when it was asked for. */
  readonly admin: { readonly url: string; readonly token: string } | undefined;
  /** What a folder could not give back; undefined when the account is new. */
  readonly lost: readonly string[] | undefined;
  /** From now on every session token is expired: the next request of each driver has to renew it. */
  expireTokens(): void;
  /** The account's clock goes forward: tokens, locks, sessions and retention age at once. */
  advanceClock(milliseconds: number): void;
  /** How late the views of ACCOUNT_USAGE are from now on; at first not at all. */
  delayUsage(lag: UsageLag): void;
  /** Enrolls an authenticator app, which a real user does in a browser: from now on a password needs a passcode. */
  enrollAuthenticator(user: string, secret: Buffer): void;
}

/** @throws EngineMissing when DuckDB or the SQL parser is not installed, StackInputError for a folder or SQL file that cannot be used */
export async function startSnowflake(options: SnowflakeOptions): Promise<SnowflakeEndpoint> {
  await using cleanup = new AsyncDisposableStack();
  const { account, lost } = await openAccount(options, cleanup);
  await warmUp(account);
  const token = options.admin === true ? randomBytes(24).toString('base64url') : undefined;
  const server = cleanup.use(new SnowflakeServer(account, token));
  const url = `http://127.0.0.1:${await server.listen(options.port)}`;
  const passwordOf = (name: string): string => account.access.users.get(name)?.password ?? '';
  const resources = cleanup.move();
  return {
    url,
    settings: { account: 'local', access_url: url, username: testerName, password: passwordOf(testerName), auth: 'password' },
    administrator: { username: administratorName, password: passwordOf(administratorName) },
    admin: token === undefined ? undefined : { url: `${url}${adminPath}`, token },
    lost,
    expireTokens: () => {
      for (const session of account.sessions) session.tokenExpiresAt = 0;
    },
    advanceClock: (milliseconds) => account.clock.advance(milliseconds),
    delayUsage: (lag) => {
      account.usageLag = lag;
    },
    enrollAuthenticator: (user, secret) => {
      account.authentication.passcodeSecrets.set(user, secret);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** An account that is kept is settled when it closes, too: logins change users without a statement. */
async function openAccount(
  options: SnowflakeOptions,
  cleanup: AsyncDisposableStack,
): Promise<{ readonly account: Account; readonly lost: readonly string[] | undefined }> {
  if (options.dataDirectory === undefined) {
    const account = cleanup.use(await Account.open());
    cleanup.defer(() => account.settled());
    await createAccount(account, options);
    return { account, lost: undefined };
  }
  const directory = await DataDirectory.open(options.dataDirectory);
  const account = cleanup.use(await Account.open(directory));
  cleanup.defer(() => account.settled());
  const { persistence, lost } = await Persistence.open(account, directory);
  if (lost === undefined) await createAccount(account, options);
  await persistence.settle();
  account.persistence = persistence;
  cleanup.defer(() => persistence.settle());
  return { account, lost };
}
