import * as v from 'valibot';
import { headerValue, headersSchema as headers, httpUrl } from '../request-schema.ts';

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export const methodSchema = v.pipe(v.picklist(methods), v.description('HTTP method'));

export const headersSchema = v.pipe(headers, v.description('Headers to send'));

/** A text is sent as it is, anything else as JSON. */
export const bodySchema = v.pipe(v.unknown(), v.description('Body to send: text as it is, anything else as JSON'));

export const settingsSchema = v.strictObject({
  url: v.pipe(httpUrl, v.description('The url under test')),
  method: v.exactOptional(methodSchema),
  headers: v.exactOptional(headersSchema),
  body: v.exactOptional(bodySchema),
  connect_to: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^(\[[\da-fA-F:.]+\]|[^\s:/[\]]+):\d{1,5}$/, 'expected host:port'),
      v.description('Connect here instead of to the host of the url; Host header and SNI stay those of the url'),
    ),
  ),
  ca: v.exactOptional(
    v.pipe(
      v.string(),
      v.includes('-----BEGIN CERTIFICATE-----', 'expected PEM text'),
      v.description('PEM of the authority to trust, instead of the public ones'),
    ),
  ),
  auth_token: v.exactOptional(v.pipe(headerValue, v.minLength(1), v.description('Sent as `Authorization: Bearer ...`'))),
});

export type HttpSettings = v.InferOutput<typeof settingsSchema>;
