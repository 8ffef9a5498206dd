import type { IncomingMessage } from 'node:http';

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** False for a page of the reader's browser: its Origin, or a Host name that was led here, is foreign. */
export function isLocalRequest({ headers }: IncomingMessage): boolean {
  return isLocal(`http://${headers.host ?? ''}`) && (headers.origin === undefined || isLocal(headers.origin));
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && localNames.has(new URL(url).hostname);
}
