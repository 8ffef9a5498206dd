import { ConfigError } from './config-error.ts';
import type { ConfigProblem } from './config-error.ts';
import { maxProblemsShown } from './limits.ts';
import type { SourceText } from './source-text.ts';

interface Found {
  readonly offset: number;
  readonly message: string;
}

/** Collects what is wrong with one file, so that a user sees everything at once. */
export class Problems {
  readonly source: SourceText;
  readonly #found = new Map<string, Found>();

  constructor(source: SourceText) {
    this.source = source;
  }

  /** The same sentence at the same place is kept once. */
  add(offset: number, message: string): void {
    this.#found.set(`${offset}:${message}`, { offset, message });
  }

  get count(): number {
    return this.#found.size;
  }

  /** Throws when anything was found. `clean` is applied to what people will read. */
  throwIfAny(clean: (text: string) => string = (text) => text): void {
    if (this.#found.size === 0) return;
    const sorted = [...this.#found.values()].sort((left, right) => left.offset - right.offset);
    throw new ConfigError(sorted.map(({ offset, message }, index) => this.#problem(offset, clean(message), index < maxProblemsShown)));
  }

  #problem(offset: number, message: string, isShown: boolean): ConfigProblem {
    const source = this.source.positionAt(offset);
    return isShown ? { source, message, excerpt: this.source.excerptAt(offset) } : { source, message };
  }
}
