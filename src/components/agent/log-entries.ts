import { createHash } from 'node:crypto';
import { asList } from './as-record.ts';
import { parseJson } from './answer.ts';
import { valueAt } from './value-at.ts';

/** Entries of a log: the list at the path or the whole, a text line by line. Undefined when that is no list. */
export function entriesIn(log: unknown, path: string | undefined): readonly unknown[] | undefined {
  const found = path === undefined ? log : valueAt(log, path);
  if (Array.isArray(found)) return asList(found);
  if (typeof found !== 'string') return undefined;
  const lines = found.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => parseJson(line) ?? line);
}

/** Those that were not there before, in any order; the same entry twice counts twice. */
export function newEntries(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const known = new Map<string, number>();
  for (const entry of before) known.set(keyOf(entry), (known.get(keyOf(entry)) ?? 0) + 1);
  return after.filter((entry) => {
    const left = known.get(keyOf(entry)) ?? 0;
    if (left > 0) known.set(keyOf(entry), left - 1);
    return left === 0;
  });
}

/** Whether an entry tells of a call of the tool: a text in it is the tool's name, or a line has it as a word. */
export function isCallOf(tool: string, entry: unknown): boolean {
  if (typeof entry === 'string') return entry.split(/[^\w.-]+/).includes(tool);
  return someValue(entry, (value) => value === tool);
}

/** Whether an entry shows these arguments: as they are, or as the SHA-256 of their JSON with sorted keys. */
export function showsArguments(args: object, entry: unknown): boolean {
  const json = sortedJson(args);
  const hash = createHash('sha256').update(json).digest('hex');
  if (typeof entry === 'string') return entry.includes(hash);
  return someValue(entry, (value) => value === hash || sortedJson(typeof value === 'string' ? parseJson(value) : value) === json);
}

function someValue(value: unknown, accept: (value: unknown) => boolean): boolean {
  if (accept(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => someValue(inner, accept));
}

function keyOf(entry: unknown): string {
  return JSON.stringify(entry);
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${sortedJson(inner)}`).join(',')}}`;
}
