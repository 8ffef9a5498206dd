import type { IndexConfig } from './index-model.ts';
import { Namespace } from './namespace.ts';
import { checkQuota } from './quotas.ts';
import { PineconeRefusal } from './refusal.ts';
import type { VectorMemory } from './vector-memory.ts';
import { vectorSpaceOf } from './vector-space.ts';

export const defaultNamespace = '__default__';

/** One index: its configuration and its namespaces. */
export class VectorIndex {
  config: IndexConfig;
  namespaceLimit = Infinity;
  readonly #memory: VectorMemory;
  readonly #namespaces = new Map<string, Namespace>();

  constructor(memory: VectorMemory, config: IndexConfig) {
    this.#memory = memory;
    this.config = config;
  }

  get namespaceNames(): readonly string[] {
    return [...this.#namespaces.keys()].toSorted();
  }

  get count(): number {
    return this.#namespaces.values().reduce((sum, namespace) => sum + namespace.count, 0);
  }

  namespace(name: string): Namespace | undefined {
    return this.#namespaces.get(name);
  }

  /** Writing to a namespace makes it. */
  writable(name: string): Namespace {
    const existing = this.#namespaces.get(name);
    if (existing !== undefined) return existing;
    checkQuota('namespaces', this.#namespaces.size, this.namespaceLimit);
    const created = new Namespace(this.#memory, vectorSpaceOf(this.config).dense?.dimension ?? 0);
    created.indexedFields = this.config.filterable;
    this.#namespaces.set(name, created);
    return created;
  }

  /** @throws PineconeRefusal when there is no such namespace, as the service does */
  existing(name: string): Namespace {
    const namespace = this.#namespaces.get(name);
    if (namespace === undefined) throw new PineconeRefusal('missing', 'Namespace not found');
    return namespace;
  }

  drop(name: string): void {
    this.existing(name).release();
    this.#namespaces.delete(name);
  }

  release(): void {
    for (const name of this.namespaceNames) this.drop(name);
  }
}
