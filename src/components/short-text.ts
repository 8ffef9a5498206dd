const longest = 300;

/** A tool's own words on one line, for a reason. */
export function shortText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return 'an error without words';
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
