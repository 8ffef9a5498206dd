import { randomUUID } from 'node:crypto';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import { startSnowflake } from '../../../src/local/snowflake/start-snowflake.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';

// Before the driver is loaded: it looks around for cloud machines when it is imported.
process.env['SNOWFLAKE_DISABLE_PLATFORM_DETECTION'] = 'true';
process.env['SNOWFLAKE_DISABLE_MINICORE'] = '1';
process.env['SF_TELEMETRY_DISABLE_CONNECTION_SHAPE'] = '1';
const { default: snowflake } = await import('snowflake-sdk');
snowflake.configure({ logLevel: 'OFF', useEnvProxy: false });

type Connection = ReturnType<typeof snowflake.createConnection>;
type Options = Parameters<typeof snowflake.createConnection>[0];
type Statement = ReturnType<Connection['execute']>;
export type Row = Readonly<Record<string, unknown>>;

/** What the driver says when the service says no. */
export interface Refusal {
  readonly code: string;
  readonly sqlState: string | undefined;
  readonly message: string;
}

export function startEndpoint(...faults: readonly Fault[]): Promise<SnowflakeEndpoint> {
  return startSnowflake({ seed: 7, world: generateWorld(7), faults });
}

/** One connection of the real driver. */
export class Client implements AsyncDisposable {
  readonly connection: Connection;

  private constructor(connection: Connection) {
    this.connection = connection;
  }

  static async connect(endpoint: Pick<SnowflakeEndpoint, 'url' | 'settings'>, options: Partial<Options> = {}): Promise<Client> {
    const { username, password } = endpoint.settings;
    const names = { database: 'SOPHIA', schema: 'CORE', warehouse: 'TEST_XS' };
    const local = { account: 'local', accessUrl: endpoint.url, username, password, ...names, sfRetryMaxLoginRetries: 0, timeout: 20_000 };
    const connection = snowflake.createConnection({ ...local, ...options });
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error ? reject(refusalOf(error)) : resolve()));
    });
    return new Client(connection);
  }

  /** Rows of a statement; rejects with a `Refusal`. */
  query(sqlText: string, binds?: readonly unknown[], options: object = {}): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.connection.execute({
        sqlText,
        ...(binds && { binds: binds as never }),
        ...options,
        complete: (error, _statement, rows) => (error ? reject(refusalOf(error)) : resolve((rows ?? []) as readonly Row[])),
      });
    });
  }

  /** Starts a statement and gives the driver's handle, to cancel it. */
  start(sqlText: string): { readonly statement: Statement; readonly outcome: Promise<readonly Row[] | Refusal> } {
    let settle: (outcome: readonly Row[] | Refusal) => void = () => undefined;
    const outcome = new Promise<readonly Row[] | Refusal>((resolve) => {
      settle = resolve;
    });
    const statement = this.connection.execute({
      sqlText,
      complete: (error, _statement, rows) => settle(error ? refusalOf(error) : ((rows ?? []) as readonly Row[])),
    });
    return { statement, outcome };
  }

  /** What the statement is refused with; a success is an error of the test. */
  async refusal(sqlText: string, binds?: readonly unknown[]): Promise<Refusal> {
    return this.query(sqlText, binds).then(
      (rows) => {
        throw new Error(`Expected a refusal of "${sqlText}", got ${JSON.stringify(rows)}.`);
      },
      (error: unknown) => {
        if (isRefusal(error)) return error;
        throw error;
      },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.connection.destroy(() => resolve());
    });
  }
}

function refusalOf(error: { readonly message: string; readonly code?: unknown; readonly sqlState?: unknown }): Refusal {
  const sqlState = typeof error.sqlState === 'string' ? error.sqlState : undefined;
  return { code: String(error.code), sqlState, message: error.message };
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'code' in error && 'sqlState' in error;
}

/** The protocol without the driver: a login and requests as plain JSON. */
export class PlainClient {
  readonly url: string;
  readonly token: string;
  readonly masterToken: string;

  private constructor(url: string, token: string, masterToken: string) {
    this.url = url;
    this.token = token;
    this.masterToken = masterToken;
  }

  static async connect({ url, settings }: SnowflakeEndpoint, login: object = {}): Promise<PlainClient> {
    const data = { ACCOUNT_NAME: 'local', LOGIN_NAME: settings.username, PASSWORD: settings.password, ...login };
    const path = '/session/v1/login-request?databaseName=SOPHIA&schemaName=CORE';
    const reply = (await (await post(`${url}${path}`, { data }, undefined)).json()) as {
      readonly data: { token: string; masterToken: string };
    };
    return new PlainClient(url, reply.data.token, reply.data.masterToken);
  }

  post(path: string, body: unknown, token = this.token): Promise<Response> {
    return post(`${this.url}${path}`, body, token);
  }

  async get(path: string): Promise<Reply> {
    const headers = { authorization: `Snowflake Token="${this.token}"` };
    const response = await fetch(new URL(path, this.url), { headers });
    return { ...((await response.json()) as Omit<Reply, 'status'>), status: response.status };
  }

  async query(sqlText: string, requestId: string = randomUUID(), rest: object = {}): Promise<Reply> {
    const response = await this.post(`/queries/v1/query-request?requestId=${requestId}`, { sqlText, ...rest });
    return { ...((await response.json()) as Omit<Reply, 'status'>), status: response.status };
  }
}

export interface Reply {
  readonly status: number;
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly data: {
    readonly rowset: readonly (readonly (string | null)[])[];
    readonly rowtype: readonly {
      readonly name: string;
      readonly type: string;
      readonly precision: number | null;
      readonly scale: number | null;
    }[];
    readonly queryId: string;
    readonly sqlState: string;
    readonly getResultUrl?: string;
    readonly statementTypeId: number;
    readonly returned: number;
    /** Of several statements in one request. */
    readonly resultIds?: string;
    readonly resultTypes?: string;
    readonly chunks?: readonly { readonly url: string; readonly rowCount: number }[];
    /** Of PUT. */
    readonly command?: string;
    readonly stageInfo?: { readonly location: string };
  };
}

function post(url: string, body: unknown, token: string | undefined): Promise<Response> {
  const authorization = token === undefined ? {} : { authorization: `Snowflake Token="${token}"` };
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...authorization }, body: JSON.stringify(body) });
}
