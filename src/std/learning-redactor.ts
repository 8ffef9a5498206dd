import { createRedactor } from './redact.ts';
import type { Redact } from './redact.ts';

/** A redactor that is told of more secrets while it is in use. */
export class LearningRedactor {
  readonly #secrets: Set<string>;
  #redact: Redact | undefined;

  constructor(secrets: readonly string[]) {
    this.#secrets = new Set(secrets);
  }

  /** Bound, so that it can be handed out; it takes out whatever is known when it is called. */
  readonly redact: Redact = (text) => (this.#redact ??= createRedactor([...this.#secrets]))(text);

  add(secret: string): void {
    if (this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    this.#redact = undefined;
  }
}
