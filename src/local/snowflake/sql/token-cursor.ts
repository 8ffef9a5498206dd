import { syntaxError } from '../failure.ts';
import type { SnowflakeFailure } from '../failure.ts';
import type { ObjectName } from './names.ts';
import { placeOf, tokenize } from './tokenize.ts';
import type { Token } from './tokenize.ts';

/** Reads the tokens of one statement from left to right; every mismatch is a syntax error with its place. */
export class TokenCursor {
  readonly sql: string;
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(sql: string, tokens: readonly Token[] = tokenize(sql)) {
    this.sql = sql;
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#index + ahead];
  }

  /** True when the next tokens are these keywords or symbols. */
  at(...values: readonly string[]): boolean {
    return values.every((value, ahead) => {
      const token = this.peek(ahead);
      return token !== undefined && (token.kind === 'word' || token.kind === 'symbol') && token.value === value;
    });
  }

  accept(...values: readonly string[]): boolean {
    if (!this.at(...values)) return false;
    this.#index += values.length;
    return true;
  }

  expect(...values: readonly string[]): void {
    for (const value of values) if (!this.accept(value)) throw this.unexpected();
  }

  next(): Token {
    const token = this.peek();
    if (!token) throw this.unexpected();
    this.#index += 1;
    return token;
  }

  acceptOneOf<Word extends string>(...words: readonly Word[]): Word | undefined {
    return words.find((word) => this.accept(...word.split(' ')));
  }

  identifier(): string {
    const token = this.peek();
    if (token?.kind !== 'word' && token?.kind !== 'quoted') throw this.unexpected();
    this.#index += 1;
    return token.value;
  }

  objectName(): ObjectName {
    const parts = [this.identifier()];
    while (this.accept('.')) parts.push(this.identifier());
    return parts;
  }

  string(): string {
    const token = this.peek();
    if (token?.kind !== 'string') throw this.unexpected();
    this.#index += 1;
    return token.value;
  }

  integer(): number {
    const token = this.peek();
    if (token?.kind !== 'number' || !/^\d+$/.test(token.value)) throw this.unexpected();
    this.#index += 1;
    return Number(token.value);
  }

  /** `( item, item )` */
  list<Item>(readItem: () => Item): readonly Item[] {
    this.expect('(');
    const items = [readItem()];
    while (this.accept(',')) items.push(readItem());
    this.expect(')');
    return items;
  }

  /** The text from the next token to the end, without a final semicolon. */
  rest(): string {
    const first = this.peek();
    if (!first) throw this.unexpected();
    this.#index = this.#tokens.length;
    return this.sql.slice(first.start).replace(/;\s*$/, '');
  }

  /** For a statement whose text is read in another way. */
  skipToEnd(): void {
    this.#index = this.#tokens.length;
  }

  /** The text of one expression: up to a comma or closing bracket on its own level, or one of these words. */
  expressionText(...stopWords: readonly string[]): string {
    const first = this.peek();
    let depth = 0;
    let last: Token | undefined;
    for (let token = this.peek(); token; token = this.peek()) {
      if (depth === 0 && (token.value === ',' || token.value === ')' || token.value === ';') && token.kind === 'symbol') break;
      if (depth === 0 && token.kind === 'word' && stopWords.includes(token.value)) break;
      if (token.kind === 'symbol' && (token.value === '(' || token.value === '[')) depth += 1;
      if (token.kind === 'symbol' && (token.value === ')' || token.value === ']')) depth -= 1;
      last = this.next();
    }
    if (!first || !last) throw this.unexpected();
    return this.sql.slice(first.start, last.end);
  }

  get atEnd(): boolean {
    return this.peek() === undefined || (this.at(';') && this.peek(1) === undefined);
  }

  expectEnd(): void {
    if (!this.atEnd) throw this.unexpected();
  }

  unexpected(): SnowflakeFailure {
    const token = this.peek();
    const place = placeOf(this.sql, token?.start ?? this.sql.length);
    return syntaxError(place.line, place.position, token?.text ?? '<EOF>');
  }
}
