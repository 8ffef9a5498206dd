import { millisecondsPerUnit } from '../std/duration.ts';
import { bytesPerUnit } from '../std/size.ts';
import { ConditionSyntaxError } from './condition-syntax-error.ts';
import { didYouMean, operatorFor } from './did-you-mean.ts';
import type { Unit } from './expression.ts';

export type Token =
  | { readonly type: 'number'; readonly offset: number; readonly value: number; readonly unit: Unit | null }
  | { readonly type: 'text'; readonly offset: number; readonly value: string }
  | { readonly type: 'name'; readonly offset: number; readonly value: string }
  | { readonly type: 'symbol'; readonly offset: number; readonly value: string }
  | { readonly type: 'end'; readonly offset: number };

/** A token and where the next one may begin. */
interface Scanned {
  readonly token: Token;
  readonly end: number;
}

const symbols = ['&&', '||', '==', '!=', '<=', '>=', '<', '>', '!', '+', '-', '*', '/', '(', ')', '[', ']', ',', '.'] as const;
const units: readonly string[] = [...Object.keys(millisecondsPerUnit), ...Object.keys(bytesPerUnit)];
const escapes: Readonly<Record<string, string>> = { '\\': '\\', "'": "'", '"': '"', n: '\n', t: '\t', r: '\r' };

// Each pattern is sticky and made of single-character classes without nesting: time is linear in the text.
const blank = /\s*/y;
const digits = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const letters = /[A-Za-z]\w*|%/y;
/** A hyphen belongs to a name when a letter follows it at once: `round-trip` is a name, `a - b` and `a-1` subtract. */
const name = /[A-Za-z_](?:[\w@]|-(?=[A-Za-z_]))*/y;

/** Tokens of `text` from `start` on, the last one of type `end`. Offsets count from the beginning of the text. */
export function tokenize(text: string, start: number): readonly Token[] {
  const tokens: Token[] = [];
  let offset = start + matchAt(blank, text, start).length;
  while (offset < text.length) {
    const { token, end } = scan(text, offset);
    tokens.push(token);
    offset = end + matchAt(blank, text, end).length;
  }
  return [...tokens, { type: 'end', offset: text.length }];
}

function scan(text: string, offset: number): Scanned {
  const first = text.charAt(offset);
  if (first === "'" || first === '"') return scanText(text, offset, first);
  if (first === '$') return scanMoney(text, offset);
  if (matchAt(digits, text, offset) !== '') return scanNumber(text, offset);
  const word = matchAt(name, text, offset);
  if (word !== '') {
    return { token: { type: 'name', offset, value: word }, end: offset + word.length };
  }
  const symbol = symbols.find((candidate) => text.startsWith(candidate, offset));
  if (symbol !== undefined && !text.startsWith('===', offset) && !text.startsWith('!==', offset) && !text.startsWith('<>', offset)) {
    return { token: { type: 'symbol', offset, value: symbol }, end: offset + symbol.length };
  }
  throw new ConditionSyntaxError(unexpected(text, offset), offset);
}

function unexpected(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 3);
  if (rest.startsWith('!==') || rest.startsWith('<>')) return 'expected !=, got "' + (rest.startsWith('<>') ? '<>' : rest) + '"';
  if (rest.startsWith('=')) return `expected ==, got "${/^=+/.exec(rest)?.[0] ?? '='}"`;
  if (rest.startsWith('&')) return 'expected &&, got "&"';
  if (rest.startsWith('|')) return 'expected ||, got "|"';
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return `expected a value, a name or an operator, got ${JSON.stringify(character)}; other names are written as row["..."]`;
}

function scanNumber(text: string, offset: number): Scanned {
  const number = readNumber(text, offset);
  const unitOffset = number.end + matchAt(blank, text, number.end).length;
  const word = matchAt(letters, text, unitOffset);
  if (word === '') return { token: { type: 'number', offset, value: number.value, unit: null }, end: number.end };
  if (word !== '%' && !units.includes(word)) {
    const operator = operatorFor(word);
    if (operator !== undefined) throw new ConditionSyntaxError(`expected ${operator}, got "${word}"`, unitOffset);
    const known = `expected a unit (${units.join(', ')} or %) or an operator`;
    throw new ConditionSyntaxError(`${known}, got "${word.slice(0, 40)}"${didYouMean(word, units)}`, unitOffset);
  }
  return { token: { type: 'number', offset, value: number.value, unit: word as Unit }, end: unitOffset + word.length };
}

function scanMoney(text: string, offset: number): Scanned {
  if (matchAt(digits, text, offset + 1) === '') throw new ConditionSyntaxError('expected an amount such as $5 behind $', offset + 1);
  const number = readNumber(text, offset + 1);
  return { token: { type: 'number', offset, value: number.value, unit: '$' }, end: number.end };
}

function readNumber(text: string, offset: number): { readonly value: number; readonly end: number } {
  const written = matchAt(digits, text, offset);
  const value = Number(written);
  if (!Number.isFinite(value)) throw new ConditionSyntaxError(`expected a number below 1.8e308, got ${written.slice(0, 40)}`, offset);
  return { value, end: offset + written.length };
}

function scanText(text: string, offset: number, quote: string): Scanned {
  let value = '';
  for (let index = offset + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === quote) return { token: { type: 'text', offset, value }, end: index + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    index += 1;
    const escaped = escapes[text.charAt(index)];
    if (escaped === undefined) throw new ConditionSyntaxError(`expected \\\\, \\', \\", \\n, \\r or \\t in a text`, index - 1);
    value += escaped;
  }
  throw new ConditionSyntaxError(`expected a closing ${quote}: the text that begins here does not end`, offset);
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}
