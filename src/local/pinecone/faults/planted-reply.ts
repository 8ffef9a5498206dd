import { errorBody } from '../refusal.ts';
import type { ErrorForm } from '../refusal.ts';
import type { Reply } from '../route.ts';

const words: Readonly<Record<number, readonly [word: string, number: number]>> = {
  400: ['INVALID_ARGUMENT', 3],
  401: ['UNAUTHENTICATED', 16],
  403: ['FORBIDDEN', 7],
  404: ['NOT_FOUND', 5],
  409: ['ALREADY_EXISTS', 6],
  412: ['FAILED_PRECONDITION', 9],
  429: ['RESOURCE_EXHAUSTED', 8],
  500: ['INTERNAL', 13],
  503: ['UNAVAILABLE', 14],
};

/** A refusal in the form of the operation; its text says that it was asked for. */
export function plantedReply(
  form: ErrorForm,
  status: number,
  retryAfterSeconds?: number,
  message = 'A planted fault of the embedded endpoint',
): Reply {
  const [word, number] = words[status] ?? ['UNKNOWN', 2];
  return {
    status,
    body: errorBody(form, { status, word, number, message }),
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  };
}
