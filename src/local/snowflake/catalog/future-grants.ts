import type { Database, Schema } from './catalog.ts';

/** A privilege for objects that do not exist yet. */
export interface FutureGrant {
  readonly privilege: string;
  /** Kind of the objects, as Snowflake calls it: TABLE, DATABASE ROLE. */
  readonly of: string;
  readonly in: Database | Schema;
  readonly role: string;
  readonly grantedBy: string;
  readonly withGrantOption: boolean;
  readonly createdOn: Date;
}

export class FutureGrants {
  #promises: readonly FutureGrant[] = [];

  get all(): readonly FutureGrant[] {
    return this.#promises;
  }

  add(promise: FutureGrant): void {
    // Only one role can be promised the ownership of what comes.
    const same = (known: FutureGrant): boolean =>
      known.privilege === promise.privilege &&
      known.of === promise.of &&
      known.in === promise.in &&
      (known.role === promise.role || promise.privilege === 'OWNERSHIP');
    this.#promises = [...this.#promises.filter((known) => !same(known)), promise];
  }

  remove(privilege: string, of: string, container: Database | Schema, role: string): void {
    this.#promises = this.#promises.filter(
      (known) => !(known.privilege === privilege && known.of === of && known.in === container && known.role === role),
    );
  }

  /** Promises of the schema for this kind hide all those of its database for it, as in Snowflake. */
  applying(of: string, container: Schema | Database): readonly FutureGrant[] {
    const own = this.#promises.filter((known) => known.of === of && known.in === container);
    if (own.length > 0 || container.kind === 'DATABASE') return own;
    return this.applying(of, container.database);
  }

  renameRole(from: string, to: string): void {
    const rename = (id: string): string => (id === from ? to : id);
    this.#promises = this.#promises.map((known) => ({ ...known, role: rename(known.role), grantedBy: rename(known.grantedBy) }));
  }

  forgetRole(role: string): void {
    this.#promises = this.#promises.filter((known) => known.role !== role);
  }

  forgetContainer(container: Database | Schema): void {
    this.#promises = this.#promises.filter((known) => known.in !== container);
  }
}
