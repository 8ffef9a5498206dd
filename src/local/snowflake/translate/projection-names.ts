import type { Token } from '../sql/tokenize.ts';

const endWords = new Set('FROM WHERE GROUP HAVING QUALIFY ORDER LIMIT FETCH UNION EXCEPT MINUS INTERSECT'.split(' '));

/**
 * The text of each item in the outermost SELECT list: Snowflake names a column without an alias by it, in upper case.
 * Empty when the statement has no such list.
 */
export function projectionTexts(sql: string, tokens: readonly Token[]): readonly string[] {
  const start = tokens.findIndex((token, index) => token.kind === 'word' && token.value === 'SELECT' && depthAt(tokens, index) === 0);
  if (start === -1) return [];
  const items: string[] = [];
  let depth = 0;
  let first: Token | undefined;
  let last: Token | undefined;
  const finish = (): void => {
    if (first && last) items.push(sql.slice(first.start, last.end));
    first = undefined;
  };
  for (const [index, token] of tokens.entries()) {
    if (index <= start || isQuantifier(tokens, index, start)) continue;
    const sign = token.kind === 'symbol' ? token.value : '';
    if (depth === 0 && (sign === ';' || sign === ')' || endsList(tokens, index))) break;
    if (depth === 0 && sign === ',') {
      finish();
      continue;
    }
    if (['(', '[', '{'].includes(sign)) depth += 1;
    if ([')', ']', '}'].includes(sign)) depth -= 1;
    first ??= token;
    last = token;
  }
  finish();
  return items;
}

function depthAt(tokens: readonly Token[], end: number): number {
  let depth = 0;
  for (const token of tokens.slice(0, end)) {
    if (token.kind === 'symbol' && token.value === '(') depth += 1;
    if (token.kind === 'symbol' && token.value === ')') depth -= 1;
  }
  return depth;
}

function isQuantifier(tokens: readonly Token[], index: number, start: number): boolean {
  return index === start + 1 && tokens[index]?.kind === 'word' && ['DISTINCT', 'ALL'].includes(tokens[index].value);
}

/** `IS DISTINCT FROM` and `WITHIN GROUP` hold words that end nothing. */
function endsList(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== 'word' || !endWords.has(token.value)) return false;
  const before = tokens[index - 1]?.value;
  return !(token.value === 'FROM' && before === 'DISTINCT') && !(token.value === 'GROUP' && before === 'WITHIN');
}
