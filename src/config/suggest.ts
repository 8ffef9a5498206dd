import { editDistance } from '../std/nearest.ts';
import { maxCandidates } from './limits.ts';

const longestWord = 64;
const longestList = 12;

/** What to add behind an error about an unknown name: `; did you mean "x"?`, else `; known: a, b`. */
export function suggest(word: string, known: readonly string[]): string {
  const near = nearestName(word, known);
  if (near !== undefined) return `; did you mean "${near}"?`;
  if (known.length === 0) return '';
  const rest = known.length - longestList;
  return `; known: ${known.slice(0, longestList).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The known name closest to a word, when it is close enough to be a typing error. */
function nearestName(word: string, known: readonly string[]): string | undefined {
  const short = plain(word.slice(0, longestWord));
  const ranked = known
    .slice(0, maxCandidates)
    .map((name) => ({ name, distance: editDistance(short, plain(name)) }))
    .filter((candidate) => candidate.distance <= allowedDistance(candidate.name) && candidate.distance < candidate.name.length);
  return ranked.sort((left, right) => left.distance - right.distance)[0]?.name;
}

/** `round_trip`, `roundTrip` and `round-trip` are one word for a typing error. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** Two swapped letters count as two changes, so a word of four letters must allow two. */
function allowedDistance(name: string): number {
  return name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
}
