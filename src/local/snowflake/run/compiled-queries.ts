import type { ResultColumn } from '../engine/engine.ts';
import type { Translated } from '../translate/translate.ts';

export interface CompiledQuery {
  readonly translated: Translated;
  /** Columns of a SELECT by the types of its binds, which may change them. */
  readonly columnsByBindTypes: Map<string, readonly ResultColumn[]>;
}

const capacity = 500;

/** Translations that may be used again: same text, same names in force, same role, unchanged catalog and grants. */
export class CompiledQueries {
  readonly #entries = new Map<string, CompiledQuery>();

  get(key: string): CompiledQuery | undefined {
    return this.#entries.get(key);
  }

  add(key: string, translated: Translated): CompiledQuery {
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size >= capacity && oldest !== undefined) this.#entries.delete(oldest);
    const compiled: CompiledQuery = { translated, columnsByBindTypes: new Map() };
    this.#entries.set(key, compiled);
    return compiled;
  }
}
