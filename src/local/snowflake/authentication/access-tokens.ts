import { createHash, randomBytes } from 'node:crypto';

/** A programmatic access token. Its secret is shown once and kept as a hash. */
export interface AccessToken {
  readonly name: string;
  readonly user: string;
  readonly roleRestriction: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly disabled: boolean;
  /** Minutes from creation in which no network policy has to cover the user. */
  readonly bypassMinutes: number;
  readonly rotatedTo: string | undefined;
  readonly secretHash: string;
}

export type NewAccessToken = Omit<AccessToken, 'secretHash' | 'rotatedTo' | 'disabled'>;

/** The tokens of all users, by user and name. */
export class AccessTokens {
  readonly #tokens = new Map<string, AccessToken>();

  get all(): readonly AccessToken[] {
    return [...this.#tokens.values()];
  }

  of(user: string): readonly AccessToken[] {
    return [...this.#tokens.values()].filter((token) => token.user === user);
  }

  get(user: string, name: string): AccessToken | undefined {
    return this.#tokens.get(keyOf(user, name));
  }

  /** Keeps the token and gives its secret, which nobody can read again. */
  add(token: NewAccessToken): string {
    const secret = randomBytes(48).toString('base64url');
    this.put({ ...token, disabled: false, rotatedTo: undefined, secretHash: hash(secret) });
    return secret;
  }

  put(token: AccessToken): void {
    this.#tokens.set(keyOf(token.user, token.name), token);
  }

  remove(user: string, name: string): void {
    this.#tokens.delete(keyOf(user, name));
  }

  find(user: string, secret: string): AccessToken | undefined {
    const wanted = hash(secret);
    return this.of(user).find((token) => token.secretHash === wanted);
  }
}

function keyOf(user: string, name: string): string {
  return `${user}\0${name}`;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
