import { createRandom } from '../../../std/random.ts';
import type { PineconeRequest, Route } from '../route.ts';
import { VectorIndex } from '../vector-index.ts';
import { VectorMemory } from '../vector-memory.ts';
import type { Knobs } from './knobs.ts';

interface PendingWrite {
  readonly dueAt: number;
  readonly apply: (index: VectorIndex) => unknown;
}

interface LaggingIndex {
  readonly view: VectorIndex;
  readonly pending: PendingWrite[];
}

/**
 * What readers see while writes take time to become visible: a copy of the index from before the first write that is not, on
 * which each write is done again when its time has come. Its sequence numbers are therefore those of what is visible.
 */
export class LaggingIndexes {
  #memory: VectorMemory | undefined;
  readonly #lagging = new Map<VectorIndex, LaggingIndex>();
  #range: Knobs['freshness'];
  #random = createRandom('');

  set range(range: Knobs['freshness']) {
    if (range === this.#range) return;
    this.#range = range;
    this.#random = createRandom(String(range?.seed));
    if (range === undefined) for (const index of this.#lagging.keys()) this.forget(index);
  }

  /** To be called before the write takes effect; what it gives, after. */
  beforeWrite(index: VectorIndex, route: Route<VectorIndex>, request: PineconeRequest): () => void {
    const range = this.#range;
    if (range === undefined) return () => undefined;
    const lagging = this.#lagging.get(index) ?? { view: this.#copyOf(index), pending: [] };
    this.#lagging.set(index, lagging);
    return () => {
      const lag = range.leastMilliseconds + this.#random() * (range.mostMilliseconds - range.leastMilliseconds);
      const dueAt = Math.max(performance.now() + lag, lagging.pending.at(-1)?.dueAt ?? 0);
      lagging.pending.push({ dueAt, apply: (view) => route.handle(view, request) });
    };
  }

  /** The index as readers see it now. */
  visible(index: VectorIndex): VectorIndex {
    const lagging = this.#lagging.get(index);
    if (lagging === undefined) return index;
    const now = performance.now();
    while ((lagging.pending[0]?.dueAt ?? Infinity) <= now) lagging.pending.shift()?.apply(lagging.view);
    if (lagging.pending.length > 0) return lagging.view;
    this.forget(index);
    return index;
  }

  forget(index: VectorIndex): void {
    this.#lagging.get(index)?.view.release();
    this.#lagging.delete(index);
  }

  #copyOf(index: VectorIndex): VectorIndex {
    this.#memory ??= new VectorMemory();
    const copy = new VectorIndex(this.#memory, index.config);
    for (const name of index.namespaceNames) {
      const source = index.existing(name);
      const target = copy.writable(name);
      for (const { id, values, metadata, sparse } of source.records()) target.put(id, values, metadata, sparse);
      target.lsn = source.lsn;
      target.indexedFields = source.indexedFields;
    }
    return copy;
  }
}
