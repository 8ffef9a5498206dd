import { ConfigError } from './config-error.ts';
import type { ConfigProblem } from './config-error.ts';
import type { SourceText } from './source-text.ts';

/** Collects what is wrong with one file, so that a user sees everything at once. */
export class Problems {
  readonly source: SourceText;
  readonly #found = new Map<string, ConfigProblem>();

  constructor(source: SourceText) {
    this.source = source;
  }

  /** The same sentence at the same place is kept once. */
  add(offset: number, message: string): void {
    const position = this.source.positionAt(offset);
    const key = `${position.line}:${position.column}:${message}`;
    if (this.#found.has(key)) return;
    this.#found.set(key, { source: position, message, excerpt: this.source.excerptAt(offset) });
  }

  get count(): number {
    return this.#found.size;
  }

  /** Throws when anything was found. `clean` is applied to what people will read. */
  throwIfAny(clean: (text: string) => string = (text) => text): void {
    if (this.#found.size === 0) return;
    throw new ConfigError([...this.#found.values()].map((problem) => cleanProblem(problem, clean)));
  }
}

function cleanProblem(problem: ConfigProblem, clean: (text: string) => string): ConfigProblem {
  return { ...problem, message: clean(problem.message) };
}
