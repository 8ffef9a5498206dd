import type { Options, OptionValue } from '../catalog/objects.ts';
import { displayName } from './names.ts';
import type { ObjectName } from './names.ts';
import type { TagClause } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Words that start an option without `=`; their readers are in `irregular`. */
const irregular: Readonly<Record<string, (cursor: TokenCursor) => Options>> = {
  START: (cursor) => ({ START: readSigned(cursor, 'WITH') }),
  INCREMENT: (cursor) => ({ INCREMENT: readSigned(cursor, 'BY') }),
  ORDER: () => ({ ORDER: true }),
  NOORDER: () => ({ ORDER: false }),
  ALLOWED_VALUES: (cursor) => ({ ALLOWED_VALUES: readTexts(cursor) }),
  TRIGGERS: (cursor) => ({ TRIGGERS: readTriggers(cursor) }),
};

/**
 * `NAME = value NAME = value`, with or without commas and WITH. Stops at the first word that is no option; the caller
 * refuses it.
 */
export function readOptions(cursor: TokenCursor): Options {
  let options: Options = {};
  for (;;) {
    const token = cursor.peek();
    if (token?.kind === 'word' && token.value === 'WITH' && cursor.peek(1)?.value !== 'TAG') cursor.next();
    const reader = cursor.peek()?.kind === 'word' ? irregular[cursor.peek()?.value ?? ''] : undefined;
    if (reader) {
      cursor.next();
      options = { ...options, ...reader(cursor) };
    } else if (isAssignment(cursor)) options = { ...options, ...readAssignment(cursor) };
    else return options;
    cursor.accept(',');
  }
}

function isAssignment(cursor: TokenCursor, ahead = 0): boolean {
  const [name, sign] = [cursor.peek(ahead), cursor.peek(ahead + 1)];
  return name?.kind === 'word' && sign?.kind === 'symbol' && sign.value === '=';
}

function readAssignment(cursor: TokenCursor): Options {
  const name = cursor.identifier();
  cursor.expect('=');
  const values = [readValue(cursor)];
  // ALLOWED_DATABASES = a, b is a list without brackets; a comma before `NAME =` ends it.
  while (cursor.at(',') && !isAssignment(cursor, 1)) {
    cursor.next();
    values.push(readValue(cursor));
  }
  return { [name]: values.length === 1 ? (values[0] ?? null) : values };
}

function readValue(cursor: TokenCursor): OptionValue {
  if (cursor.at('(')) return readList(cursor);
  const token = cursor.peek();
  if (token?.kind === 'string') return cursor.string();
  if (token?.kind === 'number' || cursor.at('-')) return readNumber(cursor);
  if (cursor.accept('TRUE')) return true;
  if (cursor.accept('FALSE')) return false;
  if (cursor.accept('NULL')) return null;
  const name = cursor.objectName();
  return name.length === 1 ? (name[0] ?? '') : displayName(name);
}

function readList(cursor: TokenCursor): OptionValue {
  cursor.expect('(');
  if (cursor.accept(')')) return [];
  if (isAssignment(cursor)) {
    const options = readOptions(cursor);
    cursor.expect(')');
    return options;
  }
  const items = [readValue(cursor)];
  while (cursor.accept(',')) items.push(readValue(cursor));
  cursor.expect(')');
  return items;
}

function readNumber(cursor: TokenCursor): number {
  const sign = cursor.accept('-') ? -1 : 1;
  const token = cursor.peek();
  if (token?.kind !== 'number') throw cursor.unexpected();
  cursor.next();
  return sign * Number(token.value);
}

function readSigned(cursor: TokenCursor, word: string): number {
  cursor.accept(word);
  cursor.accept('=');
  return readNumber(cursor);
}

function readTexts(cursor: TokenCursor): readonly string[] {
  const texts = [cursor.string()];
  while (cursor.accept(',')) texts.push(cursor.string());
  return texts;
}

/** `ON 75 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND` as `75 NOTIFY`, `100 SUSPEND`. */
function readTriggers(cursor: TokenCursor): readonly string[] {
  const triggers: string[] = [];
  while (cursor.accept('ON')) {
    const percent = cursor.integer();
    cursor.expect('PERCENT', 'DO');
    const action = cursor.acceptOneOf('NOTIFY', 'SUSPEND_IMMEDIATE', 'SUSPEND');
    if (!action) throw cursor.unexpected();
    triggers.push(`${percent} ${action}`);
  }
  if (triggers.length === 0) throw cursor.unexpected();
  return triggers;
}

/** `[WITH] TAG (name = 'value', ...)`; empty when there is none. */
export function readTagClause(cursor: TokenCursor): readonly TagClause[] {
  if (!cursor.accept('WITH', 'TAG') && !cursor.accept('TAG')) return [];
  return cursor.list(() => readTag(cursor));
}

/** `SET TAG a = 'x', b = 'y'` after the word TAG. */
export function readTags(cursor: TokenCursor): readonly TagClause[] {
  const tags = [readTag(cursor)];
  while (cursor.accept(',')) tags.push(readTag(cursor));
  return tags;
}

function readTag(cursor: TokenCursor): TagClause {
  const tag = cursor.objectName();
  cursor.expect('=');
  return { tag, value: cursor.string() };
}

export function readNames(cursor: TokenCursor): readonly ObjectName[] {
  const names = [cursor.objectName()];
  while (cursor.accept(',')) names.push(cursor.objectName());
  return names;
}
