import { replaceParts } from '../statement/sql-parts.ts';

/** For private use in Unicode: nothing in a default outside of texts and names has it. */
const mark = '\u{E000}';
const marked = /\u{E000}(\d+)\u{E000}/gu;

/**
 * One spelling for the default of a column: case and space outside of texts and quoted names do not count, nor does the CAST that
 * Snowflake writes around a literal of another type. Empty for none.
 */
export function normalDefault(expression: string): string {
  const kept: string[] = [];
  // Contents of texts and names are taken out, so that the rest can be folded, and put back.
  const folded = replaceParts(expression.trim(), (part, kind) => (kind === 'comment' ? ' ' : `${mark}${kept.push(part) - 1}${mark}`))
    .toUpperCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([(),:+*/|-])\s*/g, '$1');
  const bare = /^CAST\((.*) AS [A-Z_]+(?:\([\d,]*\))?\)$/.exec(folded)?.[1] ?? folded;
  return bare.replaceAll(marked, (_marked, index: string) => kept[Number(index)] ?? '').trim();
}
