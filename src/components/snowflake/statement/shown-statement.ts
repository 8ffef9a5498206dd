import { createHash } from 'node:crypto';
import { replaceParts } from './sql-parts.ts';

const shownLength = 100;
const hashLength = 12;

/** What a message may tell of a statement. */
export interface ShownStatement {
  /** On one line, comments and the contents of texts taken out, cut. */
  readonly text: string;
  /** First 12 hexadecimal digits of the SHA-256 of the whole statement: tells two statements apart whose shown texts are the same. */
  readonly hash: string;
}

const replacements = { comment: () => ' ', text: () => "'…'", name: (part: string) => part } as const;

/** Texts in SQL are customers' data or secrets: a message shows where they stand, not what they are. */
export function showStatement(sql: string): ShownStatement {
  const line = replaceParts(sql, (part, kind) => replacements[kind](part))
    .replaceAll(/\s+/g, ' ')
    .trim();
  const text = line.length > shownLength ? `${line.slice(0, shownLength).replace(/[\uD800-\uDBFF]$/, '')}...` : line;
  return { text, hash: createHash('sha256').update(sql).digest('hex').slice(0, hashLength) };
}
