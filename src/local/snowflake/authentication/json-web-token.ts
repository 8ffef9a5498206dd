import { createPublicKey, verify } from 'node:crypto';
import { isFields, textOf } from '../request.ts';
import type { Fields } from '../request.ts';

/** A token of three parts; nothing of it is believed before `isSignedBy` has said yes. */
export interface JsonWebToken {
  readonly algorithm: string | undefined;
  readonly claims: Fields;
  isSignedBy(publicKeyPem: string): boolean;
}

/** Undefined when the text is no JSON web token. */
export function readJsonWebToken(text: string): JsonWebToken | undefined {
  const [head = '', body = '', signature = '', ...others] = text.split('.');
  const header = readPart(head);
  const claims = readPart(body);
  if (!header || !claims || others.length > 0) return undefined;
  return {
    algorithm: textOf(header, 'alg'),
    claims,
    isSignedBy: (publicKeyPem) =>
      verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey(publicKeyPem), Buffer.from(signature, 'base64url')),
  };
}

function readPart(part: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A time claim in milliseconds. The Node driver of Snowflake writes milliseconds where the standard has seconds. */
export function claimedTime(claims: Fields, name: string): number | undefined {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return value > 1e11 ? value : value * 1000;
}
