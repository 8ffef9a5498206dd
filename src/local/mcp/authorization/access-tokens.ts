import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

export type Algorithm = 'EdDSA' | 'RS256';

export interface TokenClaims {
  /** Client that it is issued to. */
  readonly client: string;
  /** Resources that it is good for. */
  readonly audience: string | readonly string[];
  readonly scopes: readonly string[];
  /** Negative: it has expired already. */
  readonly lifetimeSeconds: number;
}

export interface VerifiedToken {
  readonly client: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** Why a token is not accepted; never has anything of the token in it. */
export class InvalidToken extends Error {}

const clockToleranceSeconds = 5;

/** An issuer of access tokens as RFC 9068 describes them: JSON web tokens, signed with one key. */
export class AccessTokens {
  readonly issuer: string;
  readonly algorithm: Algorithm;
  readonly #keyId = randomUUID();
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  constructor(issuer: string, algorithm: Algorithm = 'EdDSA') {
    this.issuer = issuer;
    this.algorithm = algorithm;
    const { privateKey } = algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#privateKey = privateKey;
    this.#publicKey = createPublicKey(privateKey);
  }

  /** RFC 7517: the key that others verify with. */
  get keySet(): { readonly keys: readonly JsonWebKey[] } {
    return { keys: [{ ...this.#publicKey.export({ format: 'jwk' }), kid: this.#keyId, alg: this.algorithm, use: 'sig' }] };
  }

  issue({ client, audience, scopes, lifetimeSeconds }: TokenClaims): string {
    const now = Math.floor(Date.now() / 1000);
    const expiresAt = now + lifetimeSeconds;
    const claims = {
      iss: this.issuer,
      sub: client,
      client_id: client,
      aud: audience,
      scope: scopes.join(' '),
      iat: Math.min(now, expiresAt - 1),
      exp: expiresAt,
      jti: randomUUID(),
    };
    const signed = `${encode({ alg: this.algorithm, typ: 'at+jwt', kid: this.#keyId })}.${encode(claims)}`;
    return `${signed}.${sign(this.#digest, Buffer.from(signed), this.#privateKey).toString('base64url')}`;
  }

  /** @throws InvalidToken */
  verify(token: string): VerifiedToken {
    const [head = '', body = '', signature = '', ...others] = token.split('.');
    const header = decode(head);
    const claims = decode(body);
    if (header === undefined || claims === undefined || others.length > 0) throw new InvalidToken('The access token is malformed');
    // The algorithm is ours to choose: what the token says of it is believed only when it is the same.
    if (header['alg'] !== this.algorithm || header['kid'] !== this.#keyId)
      throw new InvalidToken('The access token is signed with another key');
    const bytes = Buffer.from(signature, 'base64url');
    const isSigned =
      bytes.toString('base64url') === signature && verify(this.#digest, Buffer.from(`${head}.${body}`), this.#publicKey, bytes);
    if (!isSigned) throw new InvalidToken('The signature of the access token is wrong');
    if (claims['iss'] !== this.issuer) throw new InvalidToken('The access token is of another issuer');
    return timely(claims);
  }

  get #digest(): string | null {
    return this.algorithm === 'EdDSA' ? null : 'sha256';
  }
}

function timely(claims: Readonly<Record<string, unknown>>): VerifiedToken {
  const { exp, nbf, iat, aud, scope, client_id: client } = claims;
  const now = Date.now() / 1000;
  if (typeof exp !== 'number' || exp <= now) throw new InvalidToken('The access token has expired');
  for (const from of [nbf, iat]) {
    if (typeof from === 'number' && from > now + clockToleranceSeconds) throw new InvalidToken('The access token is not valid yet');
  }
  return {
    client: typeof client === 'string' ? client : '',
    audience: (Array.isArray(aud) ? aud : [aud]).filter((entry) => typeof entry === 'string'),
    scopes: typeof scope === 'string' ? scope.split(' ').filter((entry) => entry !== '') : [],
    expiresAt: exp,
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
