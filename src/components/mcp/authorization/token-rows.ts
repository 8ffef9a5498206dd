import type { McpSettings } from '../settings-schema.ts';

/** One way to ask the server, and how it must answer. */
export interface TokenRow {
  /** Such as `an expired token`. */
  readonly name: string;
  /** Absent: the request has no token. */
  readonly token?: string;
  readonly place: 'header' | 'query';
  readonly expected: 'answered' | 'unauthorized' | 'forbidden' | 'refused';
}

export interface TokenRows {
  readonly rows: readonly TokenRow[];
  /** Sentences about rows that cannot be asked. */
  readonly missing: readonly string[];
}

export interface RowOptions {
  /** Whether a good token may be put into a query, where it is written into logs on its way. */
  readonly mayAskByQuery: boolean;
}

/** What no authorization server gives out. */
const malformed = 'not.a.token';

/** The matrix of one server, from the tokens that are configured for it. */
export function tokenRows(settings: McpSettings, { mayAskByQuery }: RowOptions): TokenRows {
  const good = goodToken(settings);
  const { expired, wrong_audience: wrongAudience, wrong_scope: wrongScope } = settings.tokens ?? {};
  const rows: TokenRow[] = [
    { name: 'no token', place: 'header', expected: 'unauthorized' },
    { name: 'a malformed token', token: malformed, place: 'header', expected: 'unauthorized' },
  ];
  const missing: string[] = [];
  const add = (name: string, token: string | undefined, expected: TokenRow['expected'], setting: string): void => {
    if (token === undefined) missing.push(`${name}: not asked, because there is no ${setting}`);
    else rows.push({ name, token, place: 'header', expected });
  };
  add('an expired token', expired, 'unauthorized', 'tokens.expired');
  add('a token for another server', wrongAudience, 'unauthorized', 'tokens.wrong_audience');
  add('a token without the scope', wrongScope, 'forbidden', 'tokens.wrong_scope');
  rows.push(...forgedRows(good));
  if (good !== undefined && !mayAskByQuery) {
    missing.push('a token in the query: not asked, because it would be written into logs on its way (query: true asks)');
  }
  if (good !== undefined && mayAskByQuery) rows.push({ name: 'a token in the query', token: good, place: 'query', expected: 'refused' });
  add('a good token', good, 'answered', 'token');
  return { rows, missing };
}

/** The token that every request of the component has. */
function goodToken({ token, headers = {} }: McpSettings): string | undefined {
  if (token !== undefined) return token;
  const [, value] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return /^Bearer +(\S+)$/i.exec(value ?? '')?.[1];
}

/** A good JSON web token with another signature, and without one: a server that looks at the claims alone takes both. */
function forgedRows(token: string | undefined): readonly TokenRow[] {
  const [, body = '', signature = '', ...others] = token?.split('.') ?? [];
  if (signature.length < 8 || others.length > 0) return [];
  const [head = ''] = token?.split('.') ?? [];
  const middle = Math.floor(signature.length / 2);
  const changed = `${signature.slice(0, middle)}${signature[middle] === 'A' ? 'B' : 'A'}${signature.slice(middle + 1)}`;
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return [
    { name: 'a token with a changed signature', token: `${head}.${body}.${changed}`, place: 'header', expected: 'unauthorized' },
    { name: 'a token without a signature', token: `${none}.${body}.`, place: 'header', expected: 'unauthorized' },
  ];
}
