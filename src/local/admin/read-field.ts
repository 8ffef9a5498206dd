import { parseDurationMilliseconds } from '../../std/duration.ts';
import { errorMessage } from '../../std/errors.ts';

/** Readers of what a caller of an admin route sends. All throw `TypeError` with a sentence for people. */
export function requireKnown<Name extends string>(
  what: string,
  data: unknown,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new TypeError(`${what}: expected a JSON object, got ${shown(data)}`);
  const unknown = Object.keys(data).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`${what}: ${shown(unknown)} is not one of ${names.join(', ')}`);
  return data as Readonly<Partial<Record<Name, unknown>>>;
}

export function readOneOf<Name extends string>(field: string, value: unknown, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new TypeError(`${field}: expected one of ${names.join(', ')}, got ${shown(value)}`);
  return found;
}

export function readText(field: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > 10_000)
    throw new TypeError(`${field}: expected a text, got ${shown(value)}`);
  return value;
}

export function readNumber(field: string, value: unknown, least: number, most: number, whole: boolean): number {
  const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (!fits) throw new TypeError(`${field}: expected a ${whole ? 'whole ' : ''}number from ${least} to ${most}, got ${shown(value)}`);
  return value;
}

/** Milliseconds. */
export function readDuration(field: string, value: unknown): number {
  if (typeof value !== 'string') throw new TypeError(`${field}: expected a text such as 500ms, 30s or 1.5h, got ${shown(value)}`);
  try {
    return parseDurationMilliseconds(value);
  } catch (cause) {
    throw new TypeError(`${field}: ${errorMessage(cause)}`, { cause });
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
