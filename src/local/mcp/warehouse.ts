import { randomUUID } from 'node:crypto';

export interface WarehouseAddress {
  readonly url: string;
  readonly account: string;
  readonly username: string;
  readonly password: string;
  readonly role: string;
  readonly warehouse: string;
}

/** Cells are texts, as Snowflake sends them. */
export type Row = readonly (string | null)[];

export type Query = (sql: string, ...binds: readonly (string | number | null)[]) => Promise<readonly Row[]>;

interface Answer {
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly data: { readonly token?: string; readonly rowset?: readonly Row[]; readonly getResultUrl?: string } | null;
}

const timeoutMilliseconds = 10_000;
/** The session is gone, or its token is too old: a new login helps. */
const loginCodes = new Set(['390104', '390111', '390112', '390114']);

class LoginNeeded extends Error {}

/**
 * A Snowflake account over HTTP, without its SDK: the SDK keeps parameters per process and takes longer to load than all of this
 * process. Only results that fit into one answer are read. Each call throws an Error with Snowflake's code and words.
 */
export class Warehouse implements AsyncDisposable {
  readonly #address: WarehouseAddress;
  #token: Promise<string> | undefined;

  constructor(address: WarehouseAddress) {
    this.#address = address;
  }

  /** One statement in the session that all calls share; logs in again when the session is lost. */
  readonly query: Query = async (sql, ...binds) => {
    try {
      return await this.#run(await this.#sharedToken(), sql, binds);
    } catch (error) {
      if (!(error instanceof LoginNeeded)) throw error;
      this.#token = undefined;
      return await this.#run(await this.#sharedToken(), sql, binds);
    }
  };

  /** All of the statements take effect or none, in a session of their own. */
  async transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const token = await this.#logIn();
    const query: Query = (sql, ...binds) => this.#run(token, sql, binds);
    try {
      await query('BEGIN');
      const result = await work(query);
      await query('COMMIT');
      return result;
    } catch (error) {
      await query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await this.#logOut(token);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const token = await this.#token?.catch(() => undefined);
    if (token !== undefined) await this.#logOut(token);
  }

  /** Two first calls at the same time log in once; a login that failed is tried again by the next call. */
  #sharedToken(): Promise<string> {
    if (this.#token !== undefined) return this.#token;
    const token = this.#logIn();
    this.#token = token;
    token.catch(() => (this.#token = undefined));
    return token;
  }

  async #logIn(): Promise<string> {
    const { account, username, password, role, warehouse } = this.#address;
    const names = new URLSearchParams({ roleName: role, warehouse });
    const data = {
      CLIENT_APP_ID: 'infra-test-mcp',
      CLIENT_APP_VERSION: '1.0.0',
      ACCOUNT_NAME: account,
      LOGIN_NAME: username,
      PASSWORD: password,
    };
    const { token } = (await this.#ask(`/session/v1/login-request?${names.toString()}`, { data })).data ?? {};
    if (token === undefined) throw new Error('Snowflake let us in and gave no token.');
    return token;
  }

  async #logOut(token: string): Promise<void> {
    await this.#ask('/session?delete=true', {}, token).catch(() => undefined);
  }

  async #run(token: string, sqlText: string, binds: readonly (string | number | null)[]): Promise<readonly Row[]> {
    const bindings = Object.fromEntries(binds.map((value, index) => [index + 1, bindingOf(value)]));
    const { data } = await this.#ask(`/queries/v1/query-request?requestId=${randomUUID()}`, { sqlText, asyncExec: false, bindings }, token);
    if (data?.rowset === undefined) throw new Error('Snowflake had no result yet when it answered.');
    return data.rowset;
  }

  async #ask(path: string, body: object, token?: string): Promise<Answer> {
    const response = await fetch(`${this.#address.url}${path}`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Snowflake Token="${token}"` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const text = await response.text();
    const answer = (text.startsWith('{') ? JSON.parse(text) : {}) as Partial<Answer>;
    if (answer.success === true) return answer as Answer;
    if (loginCodes.has(answer.code ?? '')) throw new LoginNeeded(`The session is lost (${answer.code}).`);
    throw new Error(`Snowflake answered ${answer.code ?? `HTTP ${response.status}`}: ${answer.message ?? text.slice(0, 300)}`);
  }
}

function bindingOf(value: string | number | null): object {
  if (value === null || typeof value === 'string') return { type: 'TEXT', value };
  return { type: Number.isInteger(value) ? 'FIXED' : 'REAL', value: String(value) };
}
