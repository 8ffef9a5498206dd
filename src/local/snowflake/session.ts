import { randomBytes } from 'node:crypto';
import type { NameContext } from './catalog/catalog.ts';
import type { User } from './catalog/access-control.ts';
import type { EngineConnection } from './engine/engine.ts';
import { parameters } from './wire/parameters.ts';
import type { ParameterValue } from './wire/parameters.ts';

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What one login knows until it logs out. */
export class Session implements NameContext, Disposable {
  readonly id: number;
  readonly user: User;
  readonly connection: EngineConnection;
  readonly parameters = new Map<string, ParameterValue>(parameters.map((parameter) => [parameter.name, parameter.initial]));
  token = newToken();
  readonly masterToken = newToken();
  /** The client must renew its token before the next request. */
  tokenExpired = false;
  role: string;
  database: string | undefined;
  schema: string | undefined;
  warehouse: string | undefined;
  inTransaction = false;
  /** A statement of the open transaction failed in DuckDB, which then gives up the whole transaction; Snowflake would not. */
  transactionLost = false;
  lastQueryId: string | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(id: number, user: User, role: string, connection: EngineConnection) {
    this.id = id;
    this.user = user;
    this.role = role;
    this.connection = connection;
  }

  /** Statements of one session run one after another, in the order they came. */
  enqueue<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  [Symbol.dispose](): void {
    this.connection.interrupt();
    void this.enqueue(async () => this.connection[Symbol.dispose]());
  }
}
