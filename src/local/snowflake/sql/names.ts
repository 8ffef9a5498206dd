/** A dotted name with its parts folded as Snowflake does: `core.Calls` is CORE.CALLS, `"id"` stays id. */
export type ObjectName = readonly string[];

/** Prints a part the way Snowflake shows it: quotes only where folding would change it. */
export function displayPart(part: string): string {
  return /^[A-Z_][A-Z0-9_$]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}

export function displayName(name: ObjectName): string {
  return name.map(displayPart).join('.');
}

/**
 * For DuckDB: always quoted. DuckDB ignores the case of names, so small letters are marked behind a `~`: `"id"` and ID
 * are two names and neither is found under the other.
 */
export function quoteIdentifier(name: string): string {
  return quoteStored(markCase(name));
}

/** A name as DuckDB lists it, which is marked already. */
export function quoteStored(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name in DuckDB. */
export function markCase(name: string): string {
  if (!/[\p{Ll}~]/u.test(name)) return name;
  const bits = Array.from(name, (letter) => (letter === letter.toUpperCase() ? '0' : '1')).join('');
  return `${name}~${BigInt(`0b${bits}`).toString(36)}`;
}

/** The name that `quoteIdentifier` marked. */
export function unmarkCase(name: string): string {
  return name.replace(/~[0-9a-z]*$/, '');
}

/** A string literal for DuckDB, which knows no backslash escapes in plain strings. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** LIKE of a SHOW command: `%` and `_` are wildcards, case is ignored, a backslash escapes. */
export function likeMatcher(pattern: string): (text: string) => boolean {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === '\\' && index + 1 < pattern.length) {
      index += 1;
      source += escapeRegularExpression(pattern.charAt(index));
    } else if (character === '%') source += '.*';
    else if (character === '_') source += '.';
    else source += escapeRegularExpression(character);
  }
  const expression = new RegExp(`^${source}$`, 'is');
  return (text) => expression.test(text);
}

function escapeRegularExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
