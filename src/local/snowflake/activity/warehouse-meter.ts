import type { Catalog, Warehouse } from '../catalog/catalog.ts';
import { warehouseSizes } from '../catalog/option-rules.ts';
import { optionFlag } from '../catalog/objects.ts';
import { SnowflakeFailure } from '../failure.ts';

/** A time in which a warehouse ran with one size. Moments are milliseconds since 1970. */
export interface WarehouseRun {
  readonly warehouse: string;
  readonly size: string;
  readonly startedAt: number;
  endedAt: number | undefined;
  /** Begun by a start of the warehouse, which costs a minute at least; a change of the size goes on. */
  readonly resumed: boolean;
}

interface Meter {
  run: WarehouseRun | undefined;
  lastUse: number;
  busy: number;
}

const leastBilledMilliseconds = 60_000;
const hourMilliseconds = 3_600_000;
const capacity = 10_000;

/** Credits per hour: 1 for X-Small, twice as much for each size above. */
export function creditsPerHour(size: string): number {
  return 2 ** Math.max(0, (warehouseSizes as readonly string[]).indexOf(size));
}

/** When each warehouse ran, by which credits are counted. */
export class WarehouseMeter {
  readonly #catalog: Catalog;
  readonly #meters = new Map<Warehouse, Meter>();
  readonly #runs: WarehouseRun[] = [];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Suspends what was idle for too long and takes over what statements did to warehouses. */
  settle(now: number): void {
    for (const warehouse of this.#catalog.warehouses.values()) this.#settle(warehouse, now);
    for (const [warehouse, meter] of this.#meters) {
      if (this.#catalog.warehouses.get(warehouse.name) === warehouse) continue;
      this.#end(meter, now);
      this.#meters.delete(warehouse);
    }
  }

  /** A statement needs the warehouse: a suspended one starts. Dispose when the statement has ended. @throws SnowflakeFailure 000606 */
  use(warehouse: Warehouse, clock: () => number): Disposable {
    this.settle(clock());
    if (warehouse.state === 'SUSPENDED') {
      if (warehouse.options?.['AUTO_RESUME'] !== undefined && !optionFlag(warehouse.options, 'AUTO_RESUME')) throw noActiveWarehouse();
      warehouse.state = 'STARTED';
      this.#settle(warehouse, clock());
    }
    const meter = this.#meterOf(warehouse, clock());
    meter.busy += 1;
    return {
      [Symbol.dispose]: () => {
        meter.busy -= 1;
        meter.lastUse = clock();
      },
    };
  }

  get runs(): readonly WarehouseRun[] {
    return this.#runs;
  }

  #settle(warehouse: Warehouse, now: number): void {
    const meter = this.#meterOf(warehouse, now);
    const idleSince = meter.lastUse + warehouse.autoSuspendSeconds * 1000;
    if (warehouse.state === 'STARTED' && meter.run && warehouse.autoSuspendSeconds > 0 && meter.busy === 0 && now >= idleSince) {
      warehouse.state = 'SUSPENDED';
      this.#end(meter, idleSince);
    }
    if (warehouse.state === 'SUSPENDED') this.#end(meter, now);
    else if (!meter.run) this.#begin(warehouse, meter, now, true);
    else if (meter.run.size !== warehouse.size) {
      this.#end(meter, now);
      this.#begin(warehouse, meter, now, false);
    }
  }

  #meterOf(warehouse: Warehouse, now: number): Meter {
    const known = this.#meters.get(warehouse);
    if (known) return known;
    const meter: Meter = { run: undefined, lastUse: now, busy: 0 };
    this.#meters.set(warehouse, meter);
    return meter;
  }

  #begin(warehouse: Warehouse, meter: Meter, now: number, resumed: boolean): void {
    meter.run = { warehouse: warehouse.name, size: warehouse.size, startedAt: now, endedAt: undefined, resumed };
    meter.lastUse = now;
    if (this.#runs.length >= capacity) this.#runs.shift();
    this.#runs.push(meter.run);
  }

  #end(meter: Meter, at: number): void {
    if (meter.run) meter.run.endedAt = Math.max(meter.run.startedAt, at);
    meter.run = undefined;
  }
}

function noActiveWarehouse(): SnowflakeFailure {
  const text = "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.";
  return new SnowflakeFailure('000606', '57P03', text);
}

/** Credits of one hour, which starts at this moment. */
export interface HourOfCredits {
  readonly warehouse: string;
  readonly hour: number;
  readonly credits: number;
}

/** Seconds of each run, a minute at least per start, by the hour. What still runs is counted up to now. */
export function creditsByHour(runs: readonly WarehouseRun[], now: number): readonly HourOfCredits[] {
  const hours = new Map<string, HourOfCredits>();
  for (const run of runs) {
    const end = Math.max(run.endedAt ?? now, run.resumed ? run.startedAt + leastBilledMilliseconds : 0);
    for (let hour = startOfHour(run.startedAt); hour < end; hour += hourMilliseconds) {
      const milliseconds = Math.min(end, hour + hourMilliseconds) - Math.max(run.startedAt, hour);
      const key = `${hour} ${run.warehouse}`;
      const credits = (hours.get(key)?.credits ?? 0) + (milliseconds / hourMilliseconds) * creditsPerHour(run.size);
      hours.set(key, { warehouse: run.warehouse, hour, credits });
    }
  }
  return [...hours.values()].sort((one, other) => other.hour - one.hour || (one.warehouse < other.warehouse ? -1 : 1));
}

export function startOfHour(moment: number): number {
  return Math.floor(moment / hourMilliseconds) * hourMilliseconds;
}
