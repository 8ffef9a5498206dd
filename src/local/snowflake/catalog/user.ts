import type { ParameterValue } from '../wire/parameters.ts';

export type UserType = 'PERSON' | 'SERVICE' | 'LEGACY_SERVICE';

/** How a user without a password is known: an issuer of tokens and its name for the user. */
export interface WorkloadIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** A user; what is not set has Snowflake's default. Replaced as a whole when it changes, so it has no identity but its name. */
export interface User {
  readonly name: string;
  readonly loginName?: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly comment?: string;
  readonly owner?: string;
  readonly createdOn?: Date;
  /** Unset is what Snowflake shows as NULL: a person of before the property existed. */
  readonly type?: UserType;
  readonly disabled?: boolean;
  readonly password?: string;
  readonly mustChangePassword?: boolean;
  /** Enrolled in multi-factor authentication. */
  readonly hasMfa?: boolean;
  /** `SHA256:...` of the public key, for key-pair login. */
  readonly keyFingerprint?: string;
  /** PEM of that key. */
  readonly publicKey?: string;
  /** The second key, for rotation. */
  readonly secondKeyFingerprint?: string;
  readonly secondPublicKey?: string;
  /** For a login with tokens of an OIDC issuer. */
  readonly identity?: WorkloadIdentity;
  readonly lastSuccessLogin?: Date;
  readonly defaultRole: string;
  readonly defaultWarehouse?: string;
  readonly defaultNamespace?: string;
  /** ALL is the default of a new user in Snowflake; unset is NONE. */
  readonly defaultSecondaryRoles?: 'ALL' | 'NONE';
  readonly networkPolicy?: string;
  /** Values that ALTER USER has set. */
  readonly parameters?: ReadonlyMap<string, ParameterValue>;
}
