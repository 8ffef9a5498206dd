import { parseLimit } from './fields.ts';
import { invalid } from './refusal.ts';

export interface Page {
  readonly items: readonly string[];
  /** Absent on the last page, as on the wire. */
  readonly pagination: { readonly pagination?: { readonly next: string } };
}

/**
 * One page of sorted names. The token carries the last name of the page before, so that writes between two pages
 * neither repeat nor skip a name that stayed.
 */
export function pageOf(sorted: readonly string[], limit: number, token: string | undefined): Page {
  const after = token === undefined ? undefined : readToken(token);
  const start = after === undefined ? 0 : firstAfter(sorted, after);
  const items = sorted.slice(start, start + limit);
  const last = items.at(-1);
  const more = start + limit < sorted.length && last !== undefined;
  return { items, pagination: more ? { pagination: { next: Buffer.from(JSON.stringify({ after: last })).toString('base64url') } } : {} };
}

/** The page that a query string asks for. @throws PineconeRefusal */
export function pageOfQuery(sorted: readonly string[], query: URLSearchParams): Page {
  return pageOf(sorted, parseLimit(query.get('limit')), tokenOf(query.get('paginationToken')));
}

/** Undefined for the first page. @throws PineconeRefusal when it is not text */
export function tokenOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw invalid(`A pagination token must be a string, got ${JSON.stringify(value)}`);
}

function readToken(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Falls through to the refusal: the token is not ours.
  }
  throw invalid(`Invalid pagination token: ${token.slice(0, 40)}`);
}

function firstAfter(sorted: readonly string[], name: string): number {
  const index = sorted.findIndex((candidate) => candidate > name);
  return index === -1 ? sorted.length : index;
}
