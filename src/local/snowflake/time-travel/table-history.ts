import type { Column, Table } from '../catalog/catalog.ts';

/** A state of a table: the first rows of something that DuckDB stores. */
export interface StoredState {
  readonly storage: string;
  readonly columns: readonly Column[];
  /** Undefined is all rows. */
  readonly rows: number | undefined;
}

/** A state that is over. Both moments are milliseconds since 1970; `until` is the commit that ended it. */
export interface PastVersion {
  readonly from: number;
  readonly until: number;
  /** Undefined when the rows were given up to stay within the memory. */
  readonly state: StoredState | undefined;
}

/** A moment, or the instant just before it. */
export interface Point {
  readonly at: number;
  readonly before: boolean;
}

const mostVersions = 5000;

/**
 * The past of one table. DuckDB puts committed rows behind those that are there, so a state before an insert is the
 * first rows of today's storage and costs nothing; only changes of rows that exist need a copy.
 */
export class TableHistory {
  #versions: readonly PastVersion[] = [];
  #lastChange: number;

  constructor(table: Table) {
    this.#lastChange = table.createdOn.getTime();
  }

  get versions(): readonly PastVersion[] {
    return this.#versions;
  }

  /** When the present state began. */
  get lastChange(): number {
    return this.#lastChange;
  }

  /** `undefined` is a point of the present state. */
  find({ at, before }: Point): PastVersion | undefined {
    return this.#versions.find(({ until }) => (before ? at <= until : at < until));
  }

  /** Rows were added behind `rows` others. */
  appended(table: Table, rows: number, moment: number): void {
    this.#end({ storage: table.storage, columns: table.columns, rows }, moment);
  }

  /** Rows were changed; `copy` has those of before, undefined when they were given up. */
  rewritten(storage: string, columns: readonly Column[], copy: string | undefined, moment: number): void {
    this.#versions = this.#versions.map((version) => {
      if (version.state?.storage !== storage || copy === storage) return version;
      return { ...version, state: copy === undefined ? undefined : { ...version.state, storage: copy } };
    });
    this.#end(copy === undefined ? undefined : { storage: copy, columns, rows: undefined }, moment);
  }

  /** A change whose past nobody may ask for. */
  changed(moment: number): void {
    this.#versions = [];
    this.#lastChange = moment;
  }

  giveUp(storage: string): void {
    this.#versions = this.#versions.map((version) => (version.state?.storage === storage ? { ...version, state: undefined } : version));
  }

  /** Leaves out what ended before a moment and what is too much; gives the storages nobody needs any more. */
  expire(moment: number, present: string): readonly string[] {
    const kept = this.#versions.filter((version) => version.until > moment);
    const tooMany = kept.splice(0, Math.max(0, kept.length - mostVersions)).at(-1);
    if (kept.length === this.#versions.length) return [];
    const before = this.storages();
    // Whoever asks for a state that was too much learns that it was given up.
    this.#versions = tooMany ? [{ from: 0, until: tooMany.until, state: undefined }, ...kept] : kept;
    const needed = new Set([present, ...this.storages()]);
    return before.filter((storage) => !needed.has(storage));
  }

  storages(): readonly string[] {
    return [...new Set(this.#versions.flatMap((version) => version.state?.storage ?? []))];
  }

  #end(state: StoredState | undefined, moment: number): void {
    this.#versions = [...this.#versions, { from: this.#lastChange, until: moment, state }];
    this.#lastChange = moment;
  }
}
