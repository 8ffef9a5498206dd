import { editDistance } from '../std/nearest.ts';

/** Words of other tools for what has another name here. */
const synonyms: Readonly<Record<string, string>> = {
  average: 'avg',
  mean: 'avg',
  median: 'med',
  percentile: 'p',
  quantile: 'p',
  length: 'len',
  size: 'len',
  includes: 'contains',
  matches: 'contains',
  in: 'any',
  oneof: 'any',
  exists: 'has',
  rate: 'error_rate',
  sec: 's',
  secs: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minutes: 'm',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
};

const operators: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', is: '==' };

/** The operator that a word such as `and` stands for in other languages. */
export function operatorFor(word: string): string | undefined {
  return Object.hasOwn(operators, word) ? operators[word] : undefined;
}

/** `: did you mean x?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const short = word.slice(0, 40).toLowerCase();
  const synonym = Object.hasOwn(synonyms, short) ? synonyms[short] : undefined;
  if (synonym !== undefined && known.includes(synonym)) return `: did you mean ${synonym}?`;
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(short, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance < candidate.length && distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((left, right) => left.distance - right.distance)[0];
  return near === undefined ? '' : `: did you mean ${near.candidate}?`;
}
