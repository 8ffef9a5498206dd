import { BackupStore } from './backup-store.ts';
import { derivedId } from './derived-id.ts';
import type { IndexConfig } from './index-model.ts';
import { currentTime, newId } from './moment.ts';
import { isReady } from './print-index.ts';
import { checkQuota, quotasOfPlan } from './quotas.ts';
import type { Quotas } from './quotas.ts';
import { PineconeRefusal } from './refusal.ts';
import { VectorIndex } from './vector-index.ts';
import { VectorMemory } from './vector-memory.ts';

/** All indexes and backups that the keys of one project see. */
export class Project {
  /** Empty for the first project: the addresses of its indexes are their names. */
  readonly name: string;
  readonly id: string;
  readonly quotas: Quotas;
  readonly backups = new BackupStore(this);
  readonly #memory = new VectorMemory();
  readonly #indexes = new Map<string, VectorIndex>();

  constructor(name = '', quotas: Quotas = quotasOfPlan.enterprise) {
    this.name = name;
    this.quotas = quotas;
    this.id = derivedId(`project ${name}`);
  }

  get indexes(): readonly VectorIndex[] {
    return [...this.#indexes.values()];
  }

  create(config: IndexConfig): VectorIndex {
    if (this.#indexes.has(config.name)) throw new PineconeRefusal('exists', 'Resource already exists');
    checkQuota('serverless indexes', this.#indexes.size, this.quotas.indexes);
    return this.put({ ...config, id: newId() });
  }

  /** An index with no records yet, as it was before. */
  put(config: IndexConfig): VectorIndex {
    const index = new VectorIndex(this.#memory, config);
    index.namespaceLimit = this.quotas.namespaces;
    this.#indexes.set(config.name, index);
    return index;
  }

  find(name: string): VectorIndex {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new PineconeRefusal('missing', `Resource ${name} not found`);
    return index;
  }

  /** What stands in the address of an index: a name is taken once in a project, an address once for all. */
  addressOf(name: string): string {
    return this.name === '' ? name : `${name}.${this.name}`;
  }

  /** @throws PineconeRefusal when the address is of another project, or the index cannot be used yet */
  findByAddress(address: string): VectorIndex {
    const [name = '', project = ''] = address.split('.');
    if (project !== this.name) throw new PineconeRefusal('unauthenticated', 'Unauthorized');
    const index = this.find(name);
    if (!isReady(index.config, currentTime().getTime())) throw new PineconeRefusal('unavailable', 'The index is initializing');
    return index;
  }

  delete(name: string): void {
    const index = this.find(name);
    if (index.config.deletionProtection === 'enabled') {
      throw new PineconeRefusal('forbidden', 'Deletion protection is enabled for this index. Disable deletion protection before retrying.');
    }
    this.backups.forgetIndex(index);
    index.release();
    this.#indexes.delete(name);
  }
}
