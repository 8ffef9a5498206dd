import type { User } from '../catalog/user.ts';

/** Who it is, by what it was proven, and what that proof allows. */
export interface Identity {
  readonly user: User;
  readonly firstFactor: string;
  readonly secondFactor?: string;
  /** The only roles a token allows; unset allows all roles of the user. */
  readonly roles?: readonly string[];
  /** The token may be used where no network policy covers the user. */
  readonly withoutNetworkPolicy?: boolean;
}
