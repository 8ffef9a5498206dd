import { Refusal, TransportError } from '../../../std/errors.ts';

const longestQuotedAnswer = 300;

/** What an answer with a status other than 2xx means. The status alone decides, whatever class the client makes of it. */
export function answerFailure(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  doing: string,
  apiKey: string | undefined,
): Refusal | TransportError {
  const message = `HTTP ${status}: ${quoteAnswer(withoutKey(body, apiKey))}, while ${doing}`;
  const retryAfterMilliseconds = retryAfter(headers.get('retry-after'));
  const wait = retryAfterMilliseconds === undefined ? {} : { retryAfterMilliseconds };
  if (status === 429) return new TransportError('429', message, wait);
  if (status === 408) return new TransportError('timeout', message, wait);
  // 501 is an answer: the other side does not have what was asked for, now or later.
  if (status >= 500 && status !== 501) return new TransportError('5xx', message, wait);
  return new Refusal(String(status), message);
}

/** Seconds or a date (RFC 9110 10.2.3). */
export function retryAfter(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/** Nothing that quotes a request may bring its key into a message. */
export function withoutKey(body: string, apiKey: string | undefined): string {
  const known = apiKey === undefined || apiKey === '' ? body : body.replaceAll(apiKey, '***');
  return known.replaceAll(/pcsk_[A-Za-z0-9_]{8,}/g, 'pcsk_***');
}

/** The service answers with `{"error":{"message"}}`, `{"message"}` or plain text, depending on the part that refuses. */
function quoteAnswer(body: string): string {
  const text = (messageIn(body) ?? body).replaceAll(/\s+/g, ' ').trim();
  if (text === '') return 'no reason given';
  return text.length > longestQuotedAnswer ? `${text.slice(0, longestQuotedAnswer)}...` : text;
}

function messageIn(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { readonly message?: unknown; readonly error?: { readonly message?: unknown } } | null;
    const message = parsed?.error?.message ?? parsed?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
