import { LoginFailure } from './login-failure.ts';

const attempts = 5;
const lockMilliseconds = 15 * 60_000;

interface Record {
  failures: number;
  lockedUntil: number | undefined;
}

/** Five wrong passwords in a row lock a user for a quarter of an hour, which also a right password does not end. */
export class LoginGuard {
  readonly #records = new Map<string, Record>();

  /** Milliseconds since 1970, or undefined when the user is not locked. */
  lockedUntil(user: string, now: number): number | undefined {
    const until = this.#records.get(user)?.lockedUntil;
    return until !== undefined && until > now ? until : undefined;
  }

  /** @throws LoginFailure 390102 */
  requireUnlocked(user: string, now: number): void {
    if (this.lockedUntil(user, now) === undefined) return;
    const text = 'Your user account has been temporarily locked. Try again later or contact your account administrator for assistance.';
    throw new LoginFailure('390102', text, 'USER_LOCKED_TEMP');
  }

  failed(user: string, now: number): void {
    const record = this.#records.get(user) ?? { failures: 0, lockedUntil: undefined };
    record.failures += 1;
    if (record.failures >= attempts) {
      record.failures = 0;
      record.lockedUntil = now + lockMilliseconds;
    }
    this.#records.set(user, record);
  }

  /** After a login, or ALTER USER .. SET MINS_TO_UNLOCK = 0. */
  reset(user: string): void {
    this.#records.delete(user);
  }
}
