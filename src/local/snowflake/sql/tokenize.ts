import { SnowflakeFailure } from '../failure.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol';
  /** As written. */
  readonly text: string;
  /** Word: upper case; quoted and string: unescaped; otherwise as written. */
  readonly value: string;
  /** Offsets into the statement, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const space = /\s+/y;
const comment = /(?:--|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y;
const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const number = /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y;
const dollarText = /\$\$([\s\S]*?)\$\$/y;
const quoted = /"((?:[^"]|"")*)"/y;
const string = /'((?:[^'\\]|''|\\[\s\S])*)'/y;
const symbol = /->>|::|=>|\|\||<=|>=|<>|!=|->|[-+*/%(),.;:?=<>@[\]{}$~^&|!#\\]/y;

/** Splits one statement into tokens; comments and space are left out. @throws SnowflakeFailure 001003 */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < sql.length) {
    const skipped = match(space, sql, offset) ?? match(comment, sql, offset);
    if (skipped) {
      offset += skipped[0].length;
      continue;
    }
    const token = readToken(sql, offset);
    tokens.push(token);
    offset = token.end;
  }
  return tokens;
}

function readToken(sql: string, start: number): Token {
  const make = (kind: Token['kind'], text: string, value: string): Token => ({ kind, text, value, start, end: start + text.length });
  const found = match(word, sql, start);
  if (found) return make('word', found[0], found[0].toUpperCase());
  const digits = match(number, sql, start);
  if (digits) return make('number', digits[0], digits[0]);
  const name = match(quoted, sql, start);
  if (name) return make('quoted', name[0], (name[1] ?? '').replaceAll('""', '"'));
  const text = match(string, sql, start);
  if (text) return make('string', text[0], unescapeText(text[1] ?? ''));
  const raw = match(dollarText, sql, start);
  if (raw) return make('string', raw[0], raw[1] ?? '');
  const sign = match(symbol, sql, start);
  if (sign) return make('symbol', sign[0], sign[0]);
  const place = placeOf(sql, start);
  const message = `SQL compilation error:\nparse error line ${place.line} at position ${place.position} near '${sql.charAt(start)}'.`;
  throw new SnowflakeFailure('001003', '42000', message);
}

function match(expression: RegExp, sql: string, offset: number): RegExpExecArray | null {
  expression.lastIndex = offset;
  return expression.exec(sql);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };

function unescapeText(body: string): string {
  return body.replaceAll(/''|\\([\s\S])/g, (_, escaped: string | undefined) =>
    escaped === undefined ? "'" : (escapes[escaped] ?? escaped),
  );
}

/** Line from 1, position in the line from 0, as Snowflake counts. */
export function placeOf(sql: string, offset: number): { readonly line: number; readonly position: number } {
  const before = sql.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, position: offset - lastBreak - 1 };
}
