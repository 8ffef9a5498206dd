import { canonicalJson } from './canonical-json.ts';

const widest = 160;
const commonBefore = 40;

/** Two values for people: of long ones the part from shortly before the first difference. */
export function showChange(before: unknown, after: unknown): { readonly before: string; readonly after: string } {
  const [left, right] = [shown(before), shown(after)];
  if (Math.max(left.length, right.length) <= widest) return { before: left, after: right };
  const start = Math.max(0, firstDifference(left, right) - commonBefore);
  return { before: excerpt(left, start), after: excerpt(right, start) };
}

function shown(value: unknown): string {
  return value === undefined ? 'not there' : canonicalJson(value);
}

function excerpt(text: string, start: number): string {
  const end = start + widest;
  return `${start > 0 ? '...' : ''}${text.slice(start, end)}${end < text.length ? '...' : ''}`;
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}
