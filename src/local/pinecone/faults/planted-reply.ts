import type { Plane } from '../refusal.ts';
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

/** A refusal in the envelope of the plane; its text says that it was asked for. */
export function plantedReply(
  plane: Plane,
  status: number,
  retryAfterSeconds?: number,
  text = 'A planted fault of the embedded endpoint',
): Reply {
  const [word, number] = words[status] ?? ['UNKNOWN', 2];
  return {
    status,
    body: plane === 'control' ? { error: { code: word, message: text }, status } : { code: number, message: text, details: [] },
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
  };
}
