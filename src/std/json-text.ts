/** Why a text is no JSON, and where. Lines and columns count from 1. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: JsonPosition) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

export interface JsonPosition {
  readonly line: number;
  readonly column: number;
}

export interface JsonText {
  readonly value: unknown;
  /** Of the value at a path, or of the nearest one around it. */
  positionOf(path: readonly (string | number)[]): JsonPosition;
}

const deepest = 128;
const space = /[ \t\r\n]*/y;
const textToken = /"(?:[^"\\]|\\.)*"/sy;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordToken = /true|false|null/y;

/** JSON of RFC 8259 with the place of every value; a key that is given twice is an error. Throws `JsonError`. */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  const value = reader.document();
  return { value, positionOf: (path) => positionAt(text, reader.offsetOf(path)) };
}

class Reader {
  readonly #text: string;
  readonly #offsets = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value([]);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('expected nothing behind the value');
    return value;
  }

  offsetOf(path: readonly (string | number)[]): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = this.#offsets.get(JSON.stringify(path.slice(0, length)));
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  #value(path: readonly (string | number)[]): unknown {
    this.#skipSpace();
    if (path.length > deepest) this.#fail(`expected at most ${deepest} values inside each other`);
    this.#offsets.set(JSON.stringify(path), this.#at);
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(path);
    if (first === '[') return this.#list(path);
    const token = this.#take(textToken) ?? this.#take(numberToken) ?? this.#take(wordToken);
    if (token === undefined) this.#fail('expected a value');
    return this.#parsed(token);
  }

  #object(path: readonly (string | number)[]): unknown {
    this.#at += 1;
    const members = new Map<string, unknown>();
    for (let isFirst = true; !this.#ends('}', isFirst); isFirst = false) {
      this.#skipSpace();
      const keyAt = this.#at;
      const token = this.#take(textToken) ?? this.#fail('expected a key in double quotes');
      const key = this.#parsed(token) as string;
      if (members.has(key)) this.#fail(`the key ${token} is given twice`, keyAt);
      this.#expect(':');
      members.set(key, this.#value([...path, key]));
    }
    return Object.fromEntries(members);
  }

  #list(path: readonly (string | number)[]): unknown {
    this.#at += 1;
    const items: unknown[] = [];
    for (let isFirst = true; !this.#ends(']', isFirst); isFirst = false) items.push(this.#value([...path, items.length]));
    return items;
  }

  /** True behind the closing bracket; else behind the comma that belongs in front of the next item. */
  #ends(bracket: string, isFirst: boolean): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] === bracket) {
      this.#at += 1;
      return true;
    }
    if (!isFirst) this.#expect(',', ` or ${bracket}`);
    return false;
  }

  #expect(character: string, alternative = ''): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) this.#fail(`expected ${character}${alternative}`);
    this.#at += 1;
  }

  /** What a token can still hide are characters and escapes that JSON does not have. */
  #parsed(token: string): unknown {
    try {
      return JSON.parse(token) as unknown;
    } catch {
      return this.#fail(`${token.slice(0, 40)} has a character or an escape that JSON does not have`, this.#at - token.length);
    }
  }

  #skipSpace(): void {
    this.#take(space);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #fail(message: string, offset = this.#at): never {
    const found = offset < this.#text.length ? JSON.stringify(this.#text.slice(offset, offset + 12)) : 'the end of the file';
    throw new JsonError(offset === this.#at ? `${message}, got ${found}` : message, positionAt(this.#text, offset));
  }
}

function positionAt(text: string, offset: number): JsonPosition {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
