import { randomBytes } from 'node:crypto';
import type { NameContext, Schema, Table } from './catalog/catalog.ts';
import type { User } from './catalog/access-control.ts';
import type { EngineConnection } from './engine/engine.ts';
import type { TemporaryStage } from './stage/stages.ts';
import { parameters } from './wire/parameters.ts';
import type { ParameterValue } from './wire/parameters.ts';

/** A session token lives for an hour, a session for four hours after its last request. */
export const tokenLifeSeconds = 3600;
export const sessionLifeSeconds = 14_400;

/** A statement of the session that has not ended. */
export interface RunningStatement {
  readonly queryId: string;
  cancel(): void;
}

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
  /** Milliseconds since 1970; from then on the client has to renew its token before the next request. */
  tokenExpiresAt: number;
  /** Milliseconds since 1970; from then on the client has to log in again. Every request moves it. */
  expiresAt: number;
  readonly running = new Set<RunningStatement>();
  role: string;
  /** Roles that are active besides the primary one. They give privileges on objects, but never that to create. */
  secondaryRoles: readonly string[] = [];
  readonly temporaryTables = new Map<Schema, Map<string, Table>>();
  /** By name as written, folded. */
  readonly temporaryStages = new Map<string, TemporaryStage>();
  database: string | undefined;
  schema: string | undefined;
  warehouse: string | undefined;
  inTransaction = false;
  /** A statement of the open transaction failed in DuckDB, which then gives up the whole transaction; Snowflake would not. */
  transactionLost = false;
  lastQueryId: string | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(id: number, user: User, role: string, connection: EngineConnection, now: number) {
    this.id = id;
    this.user = user;
    this.role = role;
    this.connection = connection;
    this.tokenExpiresAt = now + tokenLifeSeconds * 1000;
    this.expiresAt = now + sessionLifeSeconds * 1000;
  }

  /** All roles the session acts with, the primary one first. */
  get authority(): readonly string[] {
    return [this.role, ...this.secondaryRoles];
  }

  /** A new token; the old one is void from then on. */
  renewToken(now: number): void {
    this.token = newToken();
    this.tokenExpiresAt = now + tokenLifeSeconds * 1000;
  }

  keepAlive(now: number): void {
    this.expiresAt = now + sessionLifeSeconds * 1000;
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
