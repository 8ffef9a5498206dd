import type { CsvFormat } from './file-format.ts';

/** One row as CSV, with its line break. NULL is the first of NULL_IF, or nothing. */
export function writeCsvRow(cells: readonly (string | null)[], format: CsvFormat): string {
  const fields = cells.map((cell) => (cell === null ? (format.nullIf[0] ?? '') : writeField(cell, format)));
  return `${fields.join(format.fieldDelimiter ?? '')}${format.recordDelimiter ?? '\n'}`;
}

function writeField(cell: string, { enclosedBy, escape, escapeUnenclosed, fieldDelimiter, recordDelimiter }: CsvFormat): string {
  if (enclosedBy !== undefined) {
    const inner = escape === undefined ? cell.replaceAll(enclosedBy, enclosedBy + enclosedBy) : escapeAll(cell, escape, [enclosedBy]);
    return `${enclosedBy}${inner}${enclosedBy}`;
  }
  const mark = escape ?? escapeUnenclosed;
  return mark === undefined ? cell : escapeAll(cell, mark, [fieldDelimiter ?? '', recordDelimiter ?? '\n']);
}

function escapeAll(text: string, mark: string, others: readonly string[]): string {
  let result = text.replaceAll(mark, mark + mark);
  for (const other of others) if (other !== '' && other !== mark) result = result.replaceAll(other, mark + other);
  return result;
}
