import { textOf } from '../request.ts';
import type { Fields } from '../request.ts';

/** What a client says when it logs in, as far as it matters here. */
export interface LoginRequest {
  readonly userName: string | undefined;
  readonly password: string | undefined;
  /** Upper case; SNOWFLAKE is the password. */
  readonly authenticator: string;
  readonly token: string | undefined;
  /** Of workload identities: `OIDC`, `AWS`, ... */
  readonly provider: string | undefined;
  readonly passcode: string | undefined;
  /** The last six characters of the password are the passcode. */
  readonly passcodeInPassword: boolean;
  readonly role: string | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly warehouse: string | undefined;
  readonly client: Client;
}

export interface Client {
  readonly address: string;
  /** Not verified by anyone, such as JAVASCRIPT. */
  readonly type: string;
  readonly version: string | undefined;
}

export function readLoginRequest(query: URLSearchParams, data: Fields, address: string): LoginRequest {
  const asked = (name: string): string | undefined => query.get(name) ?? undefined;
  return {
    userName: textOf(data, 'LOGIN_NAME'),
    password: textOf(data, 'PASSWORD'),
    authenticator: textOf(data, 'AUTHENTICATOR')?.toUpperCase() ?? 'SNOWFLAKE',
    token: textOf(data, 'TOKEN'),
    provider: textOf(data, 'PROVIDER'),
    passcode: textOf(data, 'PASSCODE'),
    passcodeInPassword: data['passcodeInPassword'] === true,
    role: asked('roleName'),
    database: asked('databaseName'),
    schema: asked('schemaName'),
    warehouse: asked('warehouse'),
    client: { address, type: textOf(data, 'CLIENT_APP_ID') ?? 'OTHER', version: textOf(data, 'CLIENT_APP_VERSION') },
  };
}
