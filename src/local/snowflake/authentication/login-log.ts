import { randomInt } from 'node:crypto';
import type { Client } from './login-request.ts';

/** One attempt to log in, as LOGIN_HISTORY shows it. */
export interface LoginEvent {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As the client wrote it, folded; a user of this name need not exist. */
  readonly userName: string;
  readonly client: Client;
  /** PASSWORD, RSA_KEYPAIR, PROGRAMMATIC_ACCESS_TOKEN, OAUTH_ACCESS_TOKEN or WORKLOAD_IDENTITY. */
  readonly firstFactor: string;
  readonly secondFactor: string | undefined;
  readonly sessionId: number | undefined;
  /** Unset when the login succeeded. */
  readonly errorCode?: string;
  /** Such as INCORRECT_USERNAME_PASSWORD. */
  readonly errorMessage?: string;
  /** By which SYSTEM$GET_LOGIN_FAILURE_DETAILS finds a failure. */
  readonly failureId?: string;
}

const capacity = 10_000;

/** The attempts to log in to the account, oldest first. */
export class LoginLog {
  readonly #events: LoginEvent[] = [];
  #next = randomInt(1_000_000, 9_000_000);

  get events(): readonly LoginEvent[] {
    return this.#events;
  }

  add(event: Omit<LoginEvent, 'id'>): void {
    if (this.#events.length >= capacity) this.#events.shift();
    this.#next += 1;
    this.#events.push({ id: this.#next, ...event });
  }

  failure(id: string): LoginEvent | undefined {
    return this.#events.find((event) => event.failureId === id.toLowerCase());
  }
}
