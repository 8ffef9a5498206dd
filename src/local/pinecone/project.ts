import type { IndexConfig } from './index-model.ts';
import { PineconeRefusal } from './refusal.ts';
import { VectorIndex } from './vector-index.ts';
import { VectorMemory } from './vector-memory.ts';

/** All indexes of the endpoint; in the service's words, one project. */
export class Project {
  readonly #memory = new VectorMemory();
  readonly #indexes = new Map<string, VectorIndex>();

  get indexes(): readonly VectorIndex[] {
    return [...this.#indexes.values()];
  }

  create(config: IndexConfig): VectorIndex {
    if (this.#indexes.has(config.name)) throw new PineconeRefusal('exists', 'Resource already exists');
    const index = new VectorIndex(this.#memory, config);
    this.#indexes.set(config.name, index);
    return index;
  }

  find(name: string): VectorIndex {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new PineconeRefusal('missing', `Resource ${name} not found`);
    return index;
  }

  delete(name: string): void {
    const index = this.find(name);
    if (index.config.deletionProtection === 'enabled') {
      throw new PineconeRefusal('forbidden', 'Deletion protection is enabled for this index. Disable deletion protection before retrying.');
    }
    index.release();
    this.#indexes.delete(name);
  }
}
