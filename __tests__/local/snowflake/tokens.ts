import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

export function newKeyPair(): KeyPair {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** The body of a key for an SQL literal. */
export function keyBody(publicKey: string): string {
  return publicKey.replaceAll(/-----[A-Z ]+-----|\s/g, '');
}

function fingerprintOf(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`;
}

export function signToken(claims: object, privateKey: string, algorithm = 'RS256'): string {
  const body = [{ alg: algorithm, typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64url')}`;
}

/** The claims of a key-pair login, in seconds as most drivers write them. */
export function keyPairClaims(user: string, publicKey: string, now = Date.now()): Readonly<Record<string, unknown>> {
  const seconds = Math.floor(now / 1000);
  return { iss: `LOCAL.${user}.${fingerprintOf(publicKey)}`, sub: `LOCAL.${user}`, iat: seconds, exp: seconds + 120 };
}
