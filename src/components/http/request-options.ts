import * as v from 'valibot';
import { checkName } from '../check-name.ts';
import type { RequestInput } from './client.ts';
import { bodySchema, headersSchema, methodSchema } from './settings-schema.ts';
import type { HttpSettings } from './settings-schema.ts';

export const pathSchema = v.pipe(
  v.string(),
  v.startsWith('/', 'expected a path such as /health'),
  v.description('Path on the same origin; absent: the url of the component'),
);

export const requestOptions = v.strictObject({
  name: v.exactOptional(checkName),
  path: v.exactOptional(pathSchema),
  method: v.exactOptional(methodSchema),
  headers: v.exactOptional(headersSchema),
  body: v.exactOptional(bodySchema),
  auth: v.exactOptional(v.pipe(v.picklist(['none', 'token']), v.description('`none` leaves the token of the settings out'))),
});

export type RequestOptions = v.InferOutput<typeof requestOptions>;

/** Throws when the path leaves the origin. */
export function requestInput(options: RequestOptions, settings: HttpSettings): RequestInput {
  const path = options.path ?? '';
  const base = new URL(settings.url);
  // `//other.example/x` is a path to people and another host to a url parser.
  if (path !== '' && new URL(path, base).origin !== base.origin) throw new Error(`the path ${path} leaves ${base.origin}`);
  // Method and body of the settings describe the component's own url, not another path.
  const own: Pick<HttpSettings, 'method' | 'body'> = path === '' ? settings : {};
  const body = options.body ?? own.body;
  return {
    path,
    method: options.method ?? own.method ?? 'GET',
    headers: { ...settings.headers, ...options.headers },
    ...(body !== undefined && { body }),
    auth: options.auth ?? 'token',
  };
}

/** `POST /a/b?c=1` as a part of an id: `post-a-b-c-1`; empty for a GET of the component's own url. */
export function requestSlug({ method, path }: Pick<RequestInput, 'method' | 'path'>): string {
  const words = path.split(/\W+/).filter((word) => word !== '');
  if (path !== '' && words.length === 0) words.push('root');
  return [...(method === 'GET' ? [] : [method.toLowerCase()]), ...words].join('-');
}

/** For titles: `GET /health`. */
export function describeRequest({ method, path }: Pick<RequestInput, 'method' | 'path'>, settings: HttpSettings): string {
  return `${method} ${path === '' ? new URL(settings.url).pathname : path}`;
}
