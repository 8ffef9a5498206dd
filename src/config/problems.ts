import { ConfigError } from './config-error.ts';
import type { Redact } from '../std/redact.ts';
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
  throwIfAny(clean: Redact = (text) => text): void {
    if (this.#found.size === 0) return;
    const sorted = [...this.#found.values()].sort((left, right) => left.offset - right.offset);
    throw new ConfigError(sorted.map((problem, index) => this.#shown(problem, clean, index < maxProblemsShown)));
  }

  #shown({ offset, message }: Found, clean: Redact, hasExcerpt: boolean): ConfigProblem {
    const problem = { source: this.source.positionAt(offset), message: clean(message) };
    if (!hasExcerpt) return problem;
    const { text, caret } = this.source.excerptAt(offset);
    const shown = clean(text);
    // A mask in front of the caret moves what it points at; then at least it stays below the line.
    return { ...problem, excerpt: { text: shown, caret: Math.min(caret, shown.length) } };
  }
}
