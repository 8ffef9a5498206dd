import { ConditionSyntaxError } from './condition-syntax-error.ts';
import type { Token } from './tokenize.ts';

/** Walks over tokens; the last one, of type `end`, is never passed. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  token(ahead = 0): Token {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)] ?? { type: 'end', offset: 0 };
  }

  symbol(ahead = 0): string | undefined {
    const token = this.token(ahead);
    return token.type === 'symbol' ? token.value : undefined;
  }

  advance(tokens = 1): void {
    this.#index += tokens;
  }

  takeSymbol<S extends string>(symbols: readonly S[]): S | undefined {
    const value = this.symbol();
    const taken = symbols.find((symbol) => symbol === value);
    if (taken !== undefined) this.advance();
    return taken;
  }

  /** `open` is the offset of the parenthesis to close. */
  closeParenthesis(open: number): void {
    if (this.takeSymbol([')']) === undefined) throw this.unexpected(`) for the ( at column ${open + 1}`);
  }

  unexpected(expected: string, hint = ''): ConditionSyntaxError {
    const token = this.token();
    return new ConditionSyntaxError(`expected ${expected}, got ${describeToken(token)}${hint}`, token.offset);
  }
}

function describeToken(token: Token): string {
  if (token.type === 'end') return 'the end of the condition';
  if (token.type === 'number')
    return `the number ${token.unit === '$' ? '$' : ''}${token.value}${token.unit === '$' ? '' : (token.unit ?? '')}`;
  const value = token.value.length > 40 ? `${token.value.slice(0, 40)}...` : token.value;
  return token.type === 'text' ? `the text '${value}'` : `"${value}"`;
}
