import type { PartCheck, PartOperation } from '../../model/part.ts';
import type { SourcePosition } from '../../model/source.ts';
import type { Verdict } from '../../model/words.ts';
import { cutText, markdownCode } from '../../std/escape.ts';

export const verdictIcons: Readonly<Record<Verdict, string>> = { pass: '✅', warn: '⚠️', fail: '❌', broken: '💥' };

export const stateIcons: Readonly<Record<PartCheck['state'], string>> = {
  passed: '✅',
  warned: '⚠️',
  failed: '❌',
  broken: '💥',
  skipped: '⏭️',
};

export const operationIcons: Readonly<Record<NonNullable<PartOperation['status']>, string>> = {
  met: '✅',
  missed: '❌',
  undecided: '⚠️',
  warned: '⚠️',
  broken: '💥',
  skipped: '⏭️',
};

/** Text from outside: a name or a short value. */
export function name(text: string, limit = 200): string {
  return markdownCode(cutText(text, limit));
}

/** Text from outside that may have several lines, for a table cell or a list. */
export function names(text: string, limit: number): string {
  return cutText(text, limit)
    .split('\n')
    .map((line) => markdownCode(line))
    .join('<br>');
}

export function sourceText(source: SourcePosition): string {
  return name(`${source.file}:${source.line}`);
}

export function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Heading row and delimiter row; `>` in front of a heading aligns its column to the right. */
export function tableHead(headings: readonly string[]): string {
  return (
    tableRow(headings.map((heading) => heading.replace(/^>/, ''))) +
    tableRow(headings.map((heading) => (heading.startsWith('>') ? '---:' : '---')))
  );
}
