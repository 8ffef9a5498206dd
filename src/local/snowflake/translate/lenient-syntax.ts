import { syntaxError } from '../failure.ts';
import type { Token } from '../sql/tokenize.ts';
import { placeOf } from '../sql/tokenize.ts';

const clauses = new Set(['FROM', 'WHERE', 'GROUP', 'ORDER', 'UNION']);

/** What the parser forgives and Snowflake does not: a comma with nothing behind it, two strings side by side. */
export function refuseLenientSyntax(sql: string, tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const comma = token.kind === 'symbol' && token.value === ',' && endsList(next);
    if (!comma && !(token.kind === 'string' && next?.kind === 'string')) continue;
    const place = placeOf(sql, next?.start ?? sql.length);
    throw syntaxError(place.line, place.position, next?.text ?? '<EOF>');
  }
}

function endsList(token: Token | undefined): boolean {
  if (!token) return true;
  return token.kind === 'symbol' ? token.value === ')' || token.value === ';' : token.kind === 'word' && clauses.has(token.value);
}
