import { plural } from '../words.ts';

/** Nouns of all rows that a limit may leave out. Counts under other names, which a foreign part may hold, become rows. */
const knownNouns = new Set([
  'run',
  'reason',
  'note',
  'failure',
  'missed target',
  'warning',
  'change',
  'latency row',
  'job',
  'layer',
  'component',
  'detail',
  'skipped check',
  'passed check',
]);

/** Such as `9,700 passed checks, 12 latency rows`; most first. Bounded in length, whatever the names. */
export function leftOutText(leftOut: Iterable<readonly [noun: string, count: number]>): string {
  const counts = new Map<string, number>();
  for (const [noun, count] of leftOut) {
    if (!Number.isSafeInteger(count) || count <= 0) continue;
    const known = knownNouns.has(noun) ? noun : 'row';
    counts.set(known, (counts.get(known) ?? 0) + count);
  }
  return [...counts]
    .toSorted(([, left], [, right]) => right - left)
    .map(([noun, count]) => plural(count, noun))
    .join(', ');
}
