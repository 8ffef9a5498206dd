import type { AccessControl, Grant } from '../catalog/access-control.ts';
import type { Catalog, Database, Relation, Schema, Securable, Table } from '../catalog/catalog.ts';
import type { Clock } from '../activity/clock.ts';
import { retentionMilliseconds } from './retention.ts';

export type Droppable = Table | Schema | Database;

/** Something that was dropped and can come back. Moments are milliseconds since 1970. */
export interface Dropped<Kind extends Droppable = Droppable> {
  readonly object: Kind;
  readonly droppedAt: number;
  readonly purgedAt: number;
  /** Of the object and everything in it; they come back with it. */
  readonly grants: ReadonlyMap<Securable, readonly Grant[]>;
}

/** What UNDROP can bring back, until its retention is over. */
export class DroppedObjects {
  readonly #catalog: Catalog;
  readonly #access: AccessControl;
  readonly #clock: Clock;
  #dropped: readonly Dropped[] = [];

  constructor(catalog: Catalog, access: AccessControl, clock: Clock) {
    this.#catalog = catalog;
    this.#access = access;
    this.#clock = clock;
  }

  /** The newest first. */
  get all(): readonly Dropped[] {
    const now = this.#clock.now();
    return this.#dropped.filter(({ purgedAt }) => purgedAt > now).toReversed();
  }

  /** Of an account that was kept; the newest first, as in `all`. */
  restore(dropped: readonly Dropped[]): void {
    this.#dropped = dropped.toReversed();
  }

  /** Keeps an object that leaves the catalog; false when its retention is 0 and it is gone for good. */
  keep(object: Droppable): boolean {
    const now = this.#clock.now();
    const retention = retentionMilliseconds(object, this.#catalog);
    if (retention === 0) return false;
    const grants = new Map(securablesIn(object).map((inner) => [inner, this.#access.grantsOn(inner)]));
    this.#dropped = [...this.#dropped, { object, droppedAt: now, purgedAt: now + retention, grants }];
    return true;
  }

  take(dropped: Dropped): void {
    this.#dropped = this.#dropped.filter((other) => other !== dropped);
    for (const [object, grants] of dropped.grants) this.#access.copyGrants(grants, object);
  }

  /** Takes out what nobody can bring back any more; gives the tables in it. */
  expire(): readonly Table[] {
    const now = this.#clock.now();
    const gone = this.#dropped.filter(({ purgedAt }) => purgedAt <= now);
    if (gone.length === 0) return [];
    this.#dropped = this.#dropped.filter((dropped) => !gone.includes(dropped));
    return gone.flatMap(({ object }) => tablesIn(object));
  }

  /** Dropped tables, and all relations of dropped containers. */
  relations(): readonly { readonly relation: Relation; readonly droppedAt: number }[] {
    return this.all.flatMap(({ object, droppedAt }) => relationsIn(object).map((relation) => ({ relation, droppedAt })));
  }
}

function relationsIn(object: Droppable): readonly Relation[] {
  if (object.kind === 'TABLE') return [object];
  const schemas = object.kind === 'SCHEMA' ? [object] : [...object.schemas.values()];
  return schemas.flatMap((schema) => [...schema.relations.values()]);
}

export function tablesIn(object: Droppable): readonly Table[] {
  return relationsIn(object).filter((relation) => relation.kind === 'TABLE');
}

function securablesIn(object: Droppable): readonly Securable[] {
  if (object.kind === 'TABLE') return [object];
  const schemas = object.kind === 'SCHEMA' ? [object] : [...object.schemas.values()];
  const inside = schemas.flatMap((schema) => [schema, ...schema.relations.values(), ...schema.objects.values()]);
  return object.kind === 'SCHEMA' ? inside : [object, ...inside];
}
