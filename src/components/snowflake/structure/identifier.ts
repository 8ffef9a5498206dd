/** Snowflake's limit for one identifier. */
const longestIdentifier = 255;

const unquotedPart = /^[A-Za-z_][A-Za-z0-9_$]*$/;

/**
 * Quotes one exact name for SQL: `Call id` becomes `"Call id"`. The only place where a name becomes SQL text, so nothing
 * from a config can end an identifier early. Throws `SyntaxError` for names that Snowflake cannot have.
 */
export function quoteIdentifier(exactName: string): string {
  if (exactName === '') throw new SyntaxError('A Snowflake name must not be empty.');
  if (exactName.length > longestIdentifier) {
    throw new SyntaxError(`The Snowflake name "${exactName.slice(0, 40)}..." is longer than ${longestIdentifier} characters.`);
  }
  if (/\p{Cc}/u.test(exactName)) {
    throw new SyntaxError(`The Snowflake name ${JSON.stringify(exactName)} has control characters.`);
  }
  return `"${exactName.replaceAll('"', '""')}"`;
}

/**
 * Splits a name as people write it, `core.calls` or `SOPHIA."my schema".CALLS`, into its exact parts. As in Snowflake, parts
 * without quotes are folded to upper case, parts in double quotes are kept. Throws `SyntaxError`.
 */
export function parseName(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const raw = rest.startsWith('"') ? quotedPrefix(rest, text) : unquotedPrefix(rest);
    parts.push(exactPart(raw, text));
    rest = rest.slice(raw.length);
    if (rest === '') return parts;
    if (!rest.startsWith('.')) throw unreadable(text, `unexpected ${JSON.stringify(rest[0])} after ${raw}`);
    rest = rest.slice(1);
  }
}

/** A name as people write it, quoted part by part: `core.calls` becomes `"CORE"."CALLS"`. */
export function quoteName(text: string): string {
  return quoteParts(parseName(text));
}

export function quoteParts(exactParts: readonly string[]): string {
  return exactParts.map(quoteIdentifier).join('.');
}

/** Exact parts as people would write them: quotes only where they are needed. `parseName` gives the parts back. */
export function printName(exactParts: readonly string[]): string {
  return exactParts
    .map((part) => (unquotedPart.test(part) && part === part.toUpperCase() ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.');
}

/** True when both texts name the same thing after folding; a text that is no name equals only itself. */
export function isSameName(left: string, right: string): boolean {
  return foldedOrSame(left) === foldedOrSame(right);
}

function foldedOrSame(text: string): string {
  return unquotedPart.test(text) ? text.toUpperCase() : text.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');
}

function unquotedPrefix(rest: string): string {
  const dot = rest.indexOf('.');
  return dot === -1 ? rest : rest.slice(0, dot);
}

function quotedPrefix(rest: string, whole: string): string {
  let index = 1;
  while (index < rest.length) {
    if (rest[index] !== '"') index += 1;
    else if (rest[index + 1] === '"') index += 2;
    else return rest.slice(0, index + 1);
  }
  throw unreadable(whole, 'a double quote is not closed');
}

function exactPart(raw: string, whole: string): string {
  if (raw.startsWith('"')) {
    const exact = raw.slice(1, -1).replaceAll('""', '"');
    quoteIdentifier(exact);
    return exact;
  }
  if (raw === '') throw unreadable(whole, 'a part is empty');
  if (!unquotedPart.test(raw)) throw unreadable(whole, `${JSON.stringify(raw)} needs double quotes`);
  quoteIdentifier(raw);
  return raw.toUpperCase();
}

function unreadable(text: string, reason: string): SyntaxError {
  return new SyntaxError(`${JSON.stringify(text.slice(0, 300))} is not a Snowflake name: ${reason}.`);
}
