import * as v from 'valibot';

/** Schemas of what a config says about HTTP requests. */

/** RFC 9110 5.6.2: the characters of a header's name. */
const headerName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/, 'expected the name of a header'));

export const headerValue = v.pipe(v.string(), v.regex(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, 'expected a header value of one line'));

export const headersSchema = v.record(headerName, headerValue);

/** RFC 6750 2.1. */
export const bearerToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~+/-]+=*$/, 'expected a bearer token: letters, digits and ._~+/-'));

export const httpUrl = v.pipe(v.string(), v.check(isHttpUrl, 'expected an http or https url without user and password'));

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
