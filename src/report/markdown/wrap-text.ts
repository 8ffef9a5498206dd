/**
 * Long lines broken at spaces, further lines indented by two; words that are longer than a line are broken anywhere but
 * inside of a character.
 */
export function wrapText(text: string, lineCharacters: number): string {
  return text
    .split('\n')
    .flatMap((line) => (line.length <= lineCharacters ? [line] : wrapLine(line, lineCharacters)))
    .join('\n');
}

function wrapLine(line: string, lineCharacters: number): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > lineCharacters) {
    const space = rest.lastIndexOf(' ', lineCharacters);
    const isShort = space < lineCharacters / 2;
    const end = isShort ? wholeCharacters(rest, lineCharacters) : space;
    lines.push(rest.slice(0, end));
    rest = `  ${rest.slice(isShort ? end : end + 1)}`;
  }
  return [...lines, rest];
}

/** `end`, or one less where it would cut a surrogate pair. */
function wholeCharacters(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end;
}
