import type { SecretKeeper } from '../model/component.ts';
import { createRedactor } from '../std/redact.ts';
import { findLeaks } from './find-leaks.ts';
import type { GivenCredential } from './find-leaks.ts';

/** A credential in what the server answered. */
export interface ShownLeak {
  /** Such as `tool get-env`. */
  readonly subject: string;
  /** Kind and place, never the value. */
  readonly words: string;
}

/** Outputs that wait to be looked into; more would only fill memory. */
const mostWaitingBytes = 16 * 1024 * 1024;
const longestPath = 120;

/**
 * Looks into every output of a server for credentials. Looking takes time that must not be counted as latency of a call, so
 * outputs wait until `leaks` is asked for, the same output once.
 */
export class OutputWatch {
  readonly #given: readonly GivenCredential[];
  readonly #secrets: SecretKeeper;
  readonly #waiting = new Map<string, { readonly subject: string; readonly output: unknown }>();
  readonly #found = new Map<string, ShownLeak>();
  #waitingBytes = 0;

  constructor(given: readonly GivenCredential[], secrets: SecretKeeper) {
    this.#given = given;
    this.#secrets = secrets;
    for (const { value } of given) secrets.keepSecret(value);
  }

  /** For connections that belong to no run: nobody is told. */
  static withoutRun(): OutputWatch {
    return new OutputWatch([], { redact: createRedactor([]), keepSecret: () => undefined });
  }

  /** One that saw nothing yet. */
  fresh(): OutputWatch {
    return new OutputWatch(this.#given, this.#secrets);
  }

  /** `json` is the output as text. */
  see(subject: string, output: unknown, json: string): void {
    const key = `${subject} ${json}`;
    if (this.#waiting.has(key)) return;
    this.#waiting.set(key, { subject, output });
    this.#waitingBytes += json.length;
    if (this.#waitingBytes > mostWaitingBytes) this.#look();
  }

  /** What was found so far, each kind and place once. The values are secrets of the run from now on. */
  leaks(): readonly ShownLeak[] {
    this.#look();
    return [...this.#found.values()];
  }

  /** A text of the server without what was found in it. */
  redact(text: string): string {
    this.#look();
    return this.#secrets.redact(text);
  }

  #look(): void {
    for (const { subject, output } of this.#waiting.values()) {
      for (const { kind, path, value } of findLeaks(output, { given: this.#given, redact: (text) => this.#secrets.redact(text) })) {
        if (value !== undefined) this.#secrets.keepSecret(value);
        // A name in it may be the credential, and a part of that must not stay behind at the cut.
        const clean = this.#secrets.redact(path);
        const shown = clean.length > longestPath ? `${clean.slice(0, longestPath)}...` : clean;
        this.#found.set(`${subject} ${kind} ${path}`, { subject, words: `${kind} at ${shown}` });
      }
    }
    this.#waiting.clear();
    this.#waitingBytes = 0;
  }
}
