import { AsyncLocalStorage } from 'node:async_hooks';
import { Skip } from '../../../std/errors.ts';

/** Read units as the service told them, write units by the documented formula. */
export interface Units {
  readonly read: number;
  readonly write: number;
  /** Reads that were answered without their units. */
  readonly untold: number;
}

type Tally = { -readonly [name in keyof Units]: Units[name] };

interface Scope {
  readonly meter: UnitMeter;
  readonly tally: Tally;
  refusal: string | undefined;
}

/** Calls of the client know nothing of the check they belong to, so it travels beside them. */
const scopes = new AsyncLocalStorage<Scope>();

/** What a run costs in units of the service, and where it stops. */
export class UnitMeter {
  readonly #maxUnits: number;
  readonly #total = emptyTally();

  constructor(maxUnits = Number.POSITIVE_INFINITY) {
    this.#maxUnits = maxUnits;
  }

  /** Of the run so far. */
  get total(): Units {
    return { ...this.#total };
  }

  /** Counts what the work sends, here and in the whole run. Throws `Skip` after it when something was not sent. */
  async during(work: () => Promise<void>, tell: (units: Units) => void): Promise<void> {
    const scope: Scope = { meter: this, tally: emptyTally(), refusal: undefined };
    try {
      await scopes.run(scope, work);
    } finally {
      tell({ ...scope.tally });
    }
    // Whatever a check makes of single calls that were not sent: it did not see all that it was asked to see.
    if (scope.refusal !== undefined) throw new Skip(scope.refusal);
  }

  add(name: keyof Units, units: number): void {
    this.#total[name] += units;
  }

  /** Why nothing more is sent, or undefined while something may be. */
  get refusal(): string | undefined {
    const { read, write } = this.#total;
    if (read + write < this.#maxUnits) return undefined;
    const spent = `this run has used ${printUnits(read)} read units and about ${printUnits(write)} write units`;
    return `${spent}, and max_units is ${printUnits(this.#maxUnits)}: nothing more is sent that costs any`;
  }
}

/** Before each call that costs. Clean-up runs outside of any check and is always sent. */
export function refuseBeyondBudget(): void {
  const scope = scopes.getStore();
  const refusal = scope?.meter.refusal;
  if (scope === undefined || refusal === undefined) return;
  scope.refusal = refusal;
  throw new Skip(refusal);
}

export function countRead(units: number | undefined): void {
  if (units === undefined) count('untold', 1);
  else count('read', units);
}

export function countWrite(units: number): void {
  count('write', units);
}

function count(name: keyof Units, units: number): void {
  const scope = scopes.getStore();
  if (scope === undefined) return;
  scope.tally[name] += units;
  scope.meter.add(name, units);
}

/** What the check has used so far. */
export function unitsSoFar(): Units {
  return { ...(scopes.getStore()?.tally ?? emptyTally()) };
}

function emptyTally(): Tally {
  return { read: 0, write: 0, untold: 0 };
}

export function printUnits(units: number): string {
  return String(Math.round(units * 100) / 100);
}
