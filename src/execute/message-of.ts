import { errorMessage } from '../std/errors.ts';

/** The message of an error, never empty: every result that is not passed has a reason to show. */
export function messageOf(error: unknown): string {
  const message = errorMessage(error).trim();
  if (message !== '') return message;
  return error instanceof Error ? `${error.name} without a message` : 'an empty error';
}
