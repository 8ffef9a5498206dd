import { BadRequest } from './exchange.ts';

const longestText = 8000;

/** A text that a person said. @throws BadRequest when it is none, empty or longer than 8,000 characters */
export function requireText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new BadRequest(`${name} is not a text.`);
  if (value.length > longestText) throw new BadRequest(`${name} is longer than 8,000 characters.`);
  return value;
}
