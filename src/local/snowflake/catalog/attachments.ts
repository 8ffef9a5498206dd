import type { Column, Relation, Securable } from './catalog.ts';
import { dataTypesMatch } from './data-type.ts';
import type { PlainObject, Policy } from './objects.ts';

/** A policy in force on a column, or (rows) on a table or view. */
export interface PolicyUse {
  readonly policy: Policy;
  readonly relation: Relation;
  /** The masked column; undefined for a row access policy. */
  readonly column: string | undefined;
  /** Columns that become the arguments, in order; the first of a masking policy is the masked one. */
  readonly using: readonly string[];
}

export interface TagUse {
  readonly tag: PlainObject;
  readonly value: string;
  readonly on: Securable;
  readonly column: string | undefined;
}

/** A masking policy set on a tag protects every column that carries the tag and has its data type. */
export interface TagPolicy {
  readonly tag: PlainObject;
  readonly policy: Policy;
}

/**
 * What is attached to objects from outside: policies and tags. It hangs on the object itself, so it follows a rename
 * and comes back with an object that is undropped.
 */
export class Attachments {
  #policies: readonly PolicyUse[] = [];
  #tags: readonly TagUse[] = [];
  #tagPolicies: readonly TagPolicy[] = [];

  get policies(): readonly PolicyUse[] {
    return this.#policies;
  }

  get tags(): readonly TagUse[] {
    return this.#tags;
  }

  get tagPolicies(): readonly TagPolicy[] {
    return this.#tagPolicies;
  }

  addPolicy(use: PolicyUse): void {
    this.#policies = [...this.#policies, use];
  }

  removePolicy(relation: Relation, column: string | undefined, policy?: Policy): boolean {
    const before = this.#policies.length;
    this.#policies = this.#policies.filter(
      (use) => !(use.relation === relation && use.column === column && (policy === undefined || use.policy === policy)),
    );
    return this.#policies.length < before;
  }

  rowPolicy(relation: Relation): PolicyUse | undefined {
    return this.#policies.find((use) => use.relation === relation && use.column === undefined);
  }

  /** The column's own policy, or that of a tag on the column, the relation, its schema or its database. */
  maskingPolicy(relation: Relation, column: Column): PolicyUse | undefined {
    const own = this.#policies.find((use) => use.relation === relation && use.column === column.name);
    if (own || this.#tagPolicies.length === 0) return own;
    const carried = new Set(this.tagsInForce(relation, column.name).map((use) => use.tag));
    const found = this.#tagPolicies.find(
      ({ tag, policy }) => carried.has(tag) && dataTypesMatch(policy.arguments[0]?.type ?? column.type, column.type),
    );
    return found && { policy: found.policy, relation, column: column.name, using: [column.name] };
  }

  setTag(use: TagUse): void {
    this.unsetTag(use.tag, use.on, use.column);
    this.#tags = [...this.#tags, use];
  }

  unsetTag(tag: PlainObject, on: Securable, column: string | undefined): void {
    this.#tags = this.#tags.filter((use) => !(use.tag === tag && use.on === on && use.column === column));
  }

  setTagPolicy(tag: PlainObject, policy: Policy): void {
    this.#tagPolicies = [...this.#tagPolicies.filter((use) => !(use.tag === tag && use.policy === policy)), { tag, policy }];
  }

  unsetTagPolicy(tag: PlainObject, policy: Policy): void {
    this.#tagPolicies = this.#tagPolicies.filter((use) => !(use.tag === tag && use.policy === policy));
  }

  /** Tags of the column and those it inherits; the nearest value of a tag counts. */
  tagsInForce(relation: Relation, column: string | undefined): readonly TagUse[] {
    const chain = [relation, relation.schema, relation.schema.database];
    const near = column === undefined ? [] : this.#tags.filter((use) => use.on === relation && use.column === column);
    const far = chain.flatMap((object) => this.#tags.filter((use) => use.on === object && use.column === undefined));
    const found: TagUse[] = [];
    for (const use of [...near, ...far]) if (!found.some((known) => known.tag === use.tag)) found.push(use);
    return found;
  }

  renameColumn(relation: Relation, from: string, to: string): void {
    const rename = (name: string): string => (name === from ? to : name);
    this.#policies = this.#policies.map((use) =>
      use.relation === relation ? { ...use, column: use.column && rename(use.column), using: use.using.map(rename) } : use,
    );
    this.#tags = this.#tags.map((use) => (use.on === relation && use.column === from ? { ...use, column: to } : use));
  }

  dropColumns(relation: Relation, columns: readonly string[]): void {
    const gone = (name: string | undefined): boolean => name !== undefined && columns.includes(name);
    this.#policies = this.#policies.filter((use) => !(use.relation === relation && gone(use.column)));
    this.#tags = this.#tags.filter((use) => !(use.on === relation && gone(use.column)));
  }

  /** A copy of a relation (CLONE, LIKE) has its policies and tags. */
  copy(from: Relation, to: Relation): void {
    this.#policies = [...this.#policies, ...this.#policies.filter((use) => use.relation === from).map((use) => ({ ...use, relation: to }))];
    this.#tags = [...this.#tags, ...this.#tags.filter((use) => use.on === from).map((use) => ({ ...use, on: to }))];
  }

  isInUse(object: Policy | PlainObject, alive: (relation: Relation) => boolean): boolean {
    return (
      this.#policies.some((use) => use.policy === object && alive(use.relation)) || this.#tagPolicies.some((use) => use.policy === object)
    );
  }

  forgetTag(tag: PlainObject): void {
    this.#tags = this.#tags.filter((use) => use.tag !== tag);
    this.#tagPolicies = this.#tagPolicies.filter((use) => use.tag !== tag);
  }
}
