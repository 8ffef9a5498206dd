import { Skip } from '../../../std/errors.ts';
import { printCredits } from './credits.ts';
import { usesWarehouse } from './uses-warehouse.ts';
import type { Warehouse } from './warehouse.ts';

/** Every resume bills a minute: https://docs.snowflake.com/en/user-guide/cost-understanding-compute */
const shortestBillSeconds = 60;

export interface SpendRules {
  /** Warehouse statements are refused from here on. Absent: no limit. */
  readonly maxCredits?: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** A time during which our statements kept the warehouse running. */
interface Uptime {
  readonly startMilliseconds: number;
  endMilliseconds: number;
}

/**
 * Estimates what a run costs, as if nobody else used the warehouse: it resumes for the first statement, bills at least a minute,
 * runs on until its auto-suspend and resumes again for a statement that comes later. One cluster of a standard warehouse; cloud
 * services are left out. The metering views know the truth hours later.
 */
export class SpendMeter {
  readonly #maxCredits: number;
  readonly #now: () => number;
  readonly #shares = new Map<string, number>();
  readonly #refused = new Set<string>();
  #warehouse: Warehouse | undefined;
  #endedSeconds = 0;
  #uptime: Uptime | undefined;
  #active = 0;
  #attributedCredits = 0;

  constructor({ maxCredits = Infinity, now = () => performance.now() }: SpendRules = {}) {
    this.#maxCredits = maxCredits;
    this.#now = now;
  }

  get warehouse(): Warehouse | undefined {
    return this.#warehouse;
  }

  /** Until it is known, an X-Small is counted that suspends itself at once. */
  set warehouse(warehouse: Warehouse | undefined) {
    this.#warehouse = warehouse;
  }

  /** Counts a statement until it is disposed. Throws `Skip` when the statement would cost and the limit is reached. */
  begin(sql: string, tag: string): Disposable {
    if (!usesWarehouse(sql)) return { [Symbol.dispose]: () => undefined };
    if (this.credits >= this.#maxCredits) {
      this.#refused.add(tag);
      throw new Skip(this.#limitReached());
    }
    this.#resume();
    this.#active += 1;
    return {
      [Symbol.dispose]: () => {
        const { credits } = this;
        this.#active -= 1;
        this.#shares.set(tag, this.creditsOf(tag) + credits - this.#attributedCredits);
        this.#attributedCredits = credits;
      },
    };
  }

  /** The warehouse was suspended by us: the next statement resumes it, which bills a minute again. */
  suspended(): void {
    this.#end(0);
  }

  /** Of the run so far. */
  get credits(): number {
    if (this.#uptime !== undefined && this.#active > 0) this.#uptime.endMilliseconds = this.#now();
    const seconds = this.#endedSeconds + this.#billedSeconds(this.#warehouse?.autoSuspendSeconds ?? 0);
    return (seconds / 3_600) * (this.#warehouse?.creditsPerHour ?? 1);
  }

  /** What the statements with this tag added. */
  creditsOf(tag: string): number {
    return this.#shares.get(tag) ?? 0;
  }

  /** Why statements with this tag were refused, if one was. */
  refusalOf(tag: string): string | undefined {
    return this.#refused.has(tag) ? this.#limitReached() : undefined;
  }

  #limitReached(): string {
    const spent = `this run has spent about ${printCredits(this.credits)} credits`;
    return `${spent} and max_credits is ${printCredits(this.#maxCredits)}: nothing more is sent that needs the warehouse`;
  }

  #resume(): void {
    const now = this.#now();
    const { autoSuspendSeconds = Infinity } = this.#warehouse ?? { autoSuspendSeconds: 0 };
    const isIdle = this.#active === 0;
    if (this.#uptime !== undefined && isIdle && now > this.#uptime.endMilliseconds + autoSuspendSeconds * 1_000) {
      this.#end(autoSuspendSeconds);
    }
    this.#uptime ??= { startMilliseconds: now, endMilliseconds: now };
    this.#uptime.endMilliseconds = now;
  }

  #end(idleSeconds: number): void {
    this.#endedSeconds += this.#billedSeconds(idleSeconds);
    this.#uptime = undefined;
  }

  #billedSeconds(idleSeconds: number): number {
    if (this.#uptime === undefined) return 0;
    const { startMilliseconds, endMilliseconds } = this.#uptime;
    return Math.max(shortestBillSeconds, (endMilliseconds - startMilliseconds) / 1_000 + idleSeconds);
  }
}
