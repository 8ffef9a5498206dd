import type { SecretForm } from './secret-forms.ts';
import { isWordlike } from './wordlike.ts';

/** Half-open range of UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Runs shorter than this may be ordinary words. */
const longestWordlikeRun = 11;
/** Shorter texts are compared with their letter case: without it they would meet ordinary words. */
const shortestFoldedLength = 8;
const seedLengths = [4, 8] as const;

/**
 * Finds many texts at once. Every wanted text is known by a hash of its first 4 or 8 units; one pass over a text with a
 * rolling hash finds the places where one can begin, and only those are compared. Letters of ASCII match in either case.
 */
export class FormIndex {
  readonly #short = new SeedTable(seedLengths[0]);
  readonly #long = new SeedTable(seedLengths[1]);

  constructor(forms: readonly SecretForm[]) {
    for (const { text, shortestRun } of new Map(forms.map((form) => [form.text, form])).values()) this.#add(text, shortestRun);
  }

  get isEmpty(): boolean {
    return this.#short.isEmpty && this.#long.isEmpty;
  }

  find(text: string): readonly Span[] {
    if (this.#short.isEmpty) return this.#long.find(text);
    return [...this.#short.find(text), ...this.#long.find(text)];
  }

  /** A text is in another from `run` units on when one of its windows of that length is. */
  #add(text: string, run: number): void {
    if (run >= text.length) return this.#tableFor(text).add(text, 0, text.length);
    const table = this.#tableFor(text.slice(0, run));
    for (let start = 0; start + run <= text.length; start += 1) {
      const isWord = run <= longestWordlikeRun && isWordlike(text.slice(start, start + run));
      if (!isWord) table.add(text, start, run);
    }
    table.add(text, 0, text.length);
  }

  #tableFor(text: string): SeedTable {
    return text.length < seedLengths[1] ? this.#short : this.#long;
  }
}

interface Entry {
  readonly text: string;
  readonly start: number;
  readonly length: number;
  /** The next entry with the same hash of its seed. */
  readonly next: Entry | undefined;
}

const base = 0x01000193;
const scramble = 0x9e3779b1;
const filterBits = 16;

class SeedTable {
  readonly #seedLength: number;
  /** What the unit that leaves the window was multiplied by. */
  readonly #leaving: number;
  readonly #entries = new Map<number, Entry>();
  /** By the upper bits of a hash, whether any entry has them: most places of a text are decided here. */
  readonly #filter = new Uint8Array(2 ** filterBits);

  constructor(seedLength: number) {
    this.#seedLength = seedLength;
    let power = 1;
    for (let step = 0; step < seedLength; step += 1) power = Math.imul(power, base);
    this.#leaving = power;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  add(text: string, start: number, length: number): void {
    let hash = 0;
    for (let at = start; at < start + this.#seedLength; at += 1) hash = (Math.imul(hash, base) + foldedUnit(text, at)) | 0;
    const first = this.#entries.get(hash);
    for (let known = first; known !== undefined; known = known.next) {
      if (known.length >= length && matches(known, text, start, length)) return;
    }
    this.#entries.set(hash, { text, start, length, next: first });
    this.#filter[Math.imul(hash, scramble) >>> (32 - filterBits)] = 1;
  }

  /** In order of their start; those that overlap are one. */
  find(text: string): readonly Span[] {
    const found: { start: number; end: number }[] = [];
    if (this.isEmpty || text.length < this.#seedLength) return found;
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      hash = (Math.imul(hash, base) + foldedUnit(text, at)) | 0;
      const start = at + 1 - this.#seedLength;
      if (start < 0) continue;
      if (start > 0) hash = (hash - Math.imul(foldedUnit(text, start - 1), this.#leaving)) | 0;
      if (this.#filter[Math.imul(hash, scramble) >>> (32 - filterBits)] === 0) continue;
      const end = start + this.#longestMatch(hash, text, start);
      const last = found.at(-1);
      if (end === start) continue;
      if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else found.push({ start, end });
    }
    return found;
  }

  #longestMatch(hash: number, text: string, start: number): number {
    let longest = 0;
    for (let entry = this.#entries.get(hash); entry !== undefined; entry = entry.next) {
      if (entry.length > longest && matches(entry, text, start, entry.length)) longest = entry.length;
    }
    return longest;
  }
}

function matches(entry: Entry, text: string, start: number, length: number): boolean {
  if (start + length > text.length) return false;
  const isExact = length < shortestFoldedLength;
  for (let step = 0; step < length; step += 1) {
    const wanted = entry.text.charCodeAt(entry.start + step);
    const unit = text.charCodeAt(start + step);
    if (unit !== wanted && (isExact || fold(unit) !== fold(wanted))) return false;
  }
  return true;
}

function foldedUnit(text: string, at: number): number {
  return fold(text.charCodeAt(at));
}

/** ASCII alone, because its letters keep their length in either case. */
function fold(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}
