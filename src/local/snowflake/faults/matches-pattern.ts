import { matchesGlob } from '../../../std/glob.ts';

/** Whether a statement fits a pattern in which `*` stands for anything; upper and lower case and the kind of space make no difference. */
export function matchesPattern(statement: string, pattern: string): boolean {
  return matchesGlob(plain(pattern), plain(statement));
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
