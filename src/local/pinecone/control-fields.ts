import type { Fields } from './fields.ts';
import { invalid, PineconeRefusal } from './refusal.ts';

/** Of a body of the control plane: a field that is missing or of another type is unprocessable (422), a wrong value invalid (400). */
export function asFields(value: unknown, what: string): Fields {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw unprocessable(what, 'an object', value);
}

/** @throws PineconeRefusal when it is not text */
export function asText(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw unprocessable(what, 'a string', value);
}

export function optionalText(value: unknown, what: string): string | undefined {
  return value === undefined || value === null ? undefined : asText(value, what);
}

/** @throws PineconeRefusal when it is not a whole number */
export function asWhole(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw unprocessable(what, 'a whole number', value);
}

export function optionalFlag(value: unknown, what: string): boolean | undefined {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? undefined;
  throw unprocessable(what, 'true or false', value);
}

/** @throws PineconeRefusal for a field that the service does not know */
export function requireKnownFields(fields: Fields, what: string, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new PineconeRefusal('unprocessable', `Unknown field ${unknown} in ${what}, expected one of ${known.join(', ')}`);
}

/** @throws PineconeRefusal when it is another word */
export function asWord<Word extends string>(value: unknown, what: string, words: readonly Word[]): Word {
  const given = asText(value, what);
  const word = words.find((candidate) => candidate === given);
  if (word !== undefined) return word;
  throw invalid(`${what} must be ${listed(words)}, got ${JSON.stringify(given)}`);
}

function listed(words: readonly string[]): string {
  return words.length === 1 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function unprocessable(what: string, expected: string, got: unknown): PineconeRefusal {
  return new PineconeRefusal('unprocessable', `${what} must be ${expected}, got ${JSON.stringify(got) ?? 'nothing'}`);
}
