import { displayName } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { TokenCursor } from '../sql/token-cursor.ts';

/** `@~/a`, `@%table/a` or `@database.schema.stage/a`. */
export interface StageLocation {
  readonly kind: 'USER' | 'TABLE' | 'NAMED';
  /** Of the stage or the table; empty for the stage of the user. */
  readonly name: ObjectName;
  /** Within the stage, without a leading slash; may be empty. */
  readonly path: string;
}

/** Reads a location in a statement, quoted or not. */
export function readLocation(cursor: TokenCursor): StageLocation {
  const first = cursor.peek();
  if (first?.kind === 'string' && first.value.startsWith('@')) return parseLocation(cursor.string(), cursor);
  if (first?.kind !== 'symbol' || first.value !== '@') throw cursor.unexpected();
  let end = cursor.next().end;
  // A location is one run of characters; the tokens of it touch each other.
  for (let token = cursor.peek(); token?.start === end && !isDelimiter(token.text); token = cursor.peek()) end = cursor.next().end;
  return parseLocation(cursor.sql.slice(first.start, end), cursor);
}

export function isLocation(cursor: TokenCursor): boolean {
  const token = cursor.peek();
  return (token?.kind === 'symbol' && token.value === '@') || (token?.kind === 'string' && token.value.startsWith('@'));
}

function isDelimiter(text: string): boolean {
  return text === ')' || text === ',' || text === ';' || text === '(';
}

/** @throws SnowflakeFailure 001003 */
export function parseLocation(text: string, cursor = new TokenCursor(text)): StageLocation {
  const found = /^@(?:(~)|((?:[^/".]+|"(?:[^"]|"")*"|\.)*))(?:\/(.*))?$/s.exec(text);
  if (!found) throw cursor.unexpected();
  const [, home, name = '', path = ''] = found;
  const plainPath = path.replace(/^\/+/, '');
  if (home !== undefined) return { kind: 'USER', name: [], path: plainPath };
  const parts = name.split(/\.(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const last = parts.at(-1) ?? '';
  const isTable = last.startsWith('%');
  const plain = [...parts.slice(0, -1), isTable ? last.slice(1) : last];
  if (plain.some((part) => part === '')) throw cursor.unexpected();
  return { kind: isTable ? 'TABLE' : 'NAMED', name: plain.map(fold), path: plainPath };
}

function fold(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toUpperCase();
}

/** For messages. */
export function displayLocation({ kind, name, path }: StageLocation): string {
  const base = kind === 'USER' ? '~' : kind === 'TABLE' ? displayName([...name.slice(0, -1), `%${name.at(-1) ?? ''}`]) : displayName(name);
  return `@${base}${path === '' ? '' : `/${path}`}`;
}
