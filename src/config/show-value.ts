import { cutText, showHiddenInLine } from '../std/escape.ts';

/** A piece of user text inside a message: short, quoted, on one line. */
export function quoted(text: string): string {
  return `"${showHiddenInLine(cutText(text, 60))}"`;
}

/** What a value is, in words: texts and numbers as they are, lists and mappings by their name. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : 'a mapping';
}
