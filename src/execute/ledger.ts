import type { Resource } from '../model/outcome.ts';
import type { JournalEntry } from '../model/run.ts';

/** What a run created and must remove. Each change is in the journal before it is true here. */
export class Ledger {
  readonly #runId: string;
  readonly #append: (entry: JournalEntry) => void;
  readonly #open = new Map<string, Resource>();

  constructor(runId: string, append: (entry: JournalEntry) => void) {
    this.#runId = runId;
    this.#append = append;
  }

  /** Before the creation. Throws when the journal cannot be written: then nothing may be created. */
  announce(resource: Resource): void {
    this.#append({ type: 'resource-creating', run: this.#runId, resource });
    this.#open.set(resourceKey(resource), resource);
  }

  removed(resource: Resource): void {
    this.#append({ type: 'resource-removed', run: this.#runId, resource });
    this.#open.delete(resourceKey(resource));
  }

  /** In the order of creation. */
  get leftovers(): readonly Resource[] {
    return [...this.#open.values()];
  }
}

/** Equal for equal resources, whatever characters their names hold. */
export function resourceKey({ component, kind, name }: Resource): string {
  return JSON.stringify([component, kind, name]);
}
