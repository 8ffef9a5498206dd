import type { Row, Section } from './fit.ts';

export interface Folding {
  /** Markdown in front of the rows that are shown at once. */
  readonly head: string;
  /** What opens the rows in both places: the head of a table, or nothing for a list. */
  readonly opening: string;
  readonly rows: readonly Row[];
  /** Rows behind the fold, where they are written differently. */
  readonly shortRows?: readonly Row[];
  /** How many are shown at once. */
  readonly visible: number;
  /** Words of the fold, with the number of rows behind it. */
  readonly summary: (count: number) => string;
}

/** A list or table whose first rows are shown and whose others are folded; a single other one is not worth a fold. */
export function foldedSections({ head, opening, rows, shortRows = rows, visible, summary }: Folding): readonly Section[] {
  const shown = rows.length <= visible + 1 ? rows.length : visible;
  const folded = shortRows.slice(shown);
  return [{ head: head + opening, rows: rows.slice(0, shown), tail: '\n' }, foldSection(summary(folded.length), opening, folded)];
}

/** Rows behind a fold. A blank line around them lets Markdown begin and end inside of HTML. */
export function foldSection(summary: string, opening: string, rows: readonly Row[]): Section {
  return { head: `<details><summary>${summary}</summary>\n\n${opening}`, rows, tail: '\n</details>\n\n' };
}
