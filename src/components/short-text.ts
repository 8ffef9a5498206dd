const longestError = 300;

/** A tool's own words on one line, for a reason. */
export function shortText(text: string): string {
  return firstWords(text, longestError) || 'an error without words';
}

/**
 * The first whole words of a text, on one line. A word is never cut: it could be a credential, whose beginning the redactor
 * would no longer know.
 */
export function firstWords(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const end = line.lastIndexOf(' ', longest);
  return end < 1 ? '...' : `${line.slice(0, end)} ...`;
}
