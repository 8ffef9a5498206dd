import { randomUUID } from 'node:crypto';
import { SnowflakeFailure } from '../failure.ts';

/** A login that is refused. The client sees code and message; the history of logins also keeps the reason. */
export class LoginFailure extends SnowflakeFailure {
  /** As LOGIN_HISTORY and SYSTEM$GET_LOGIN_FAILURE_DETAILS name it. */
  readonly reason: string;
  /** In the message of those failures whose reason only an administrator may learn. */
  readonly id: string | undefined;

  constructor(code: string, message: string, reason: string, options: { readonly id?: string; readonly cause?: unknown } = {}) {
    super(code, '08001', message, { cause: options.cause });
    this.reason = reason;
    this.id = options.id;
  }
}

export function wrongPassword(): LoginFailure {
  return new LoginFailure('390100', 'Incorrect username or password was specified.', 'INCORRECT_USERNAME_PASSWORD');
}

/** The message hides the reason behind an id, so that nobody learns from outside what was nearly right. */
export function invalidKeyToken(reason: string, cause?: unknown): LoginFailure {
  const id = randomUUID();
  return new LoginFailure('390144', `JWT token is invalid. [${id}]`, reason, { id, cause });
}

export function invalidOauthToken(reason: string, cause?: unknown): LoginFailure {
  const id = randomUUID();
  if (reason === 'EXTERNAL_OAUTH_ACCESS_TOKEN_EXPIRED')
    return new LoginFailure('390318', `OAuth access token expired. [${id}]`, reason, { id });
  return new LoginFailure('390303', `Invalid OAuth access token. [${id}]`, reason, { id, cause });
}

export function invalidAccessToken(reason: string): LoginFailure {
  return new LoginFailure('394400', 'Programmatic access token is invalid.', reason);
}
