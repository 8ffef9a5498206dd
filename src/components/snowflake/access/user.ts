import type { Row } from '../../../model/capability.ts';
import { textOf } from '../structure/describe-table.ts';

/** A user as SHOW USERS tells of it to a role that may see all of it. */
export interface User {
  /** Exact. */
  readonly name: string;
  /** People log in with it; Snowflake's types SERVICE and LEGACY_SERVICE are for programs. No type means a person. */
  readonly isPerson: boolean;
  readonly isLegacyService: boolean;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly hasMfa: boolean;
  /** Exact; empty without one. */
  readonly defaultRole: string;
  /** Unix time; undefined: never. */
  readonly lastLoginMilliseconds: number | undefined;
  /** Unix time. */
  readonly createdMilliseconds: number;
}

const dayMilliseconds = 86_400_000;

/** Snowflake's own user of every account. */
const systemUser = 'SNOWFLAKE';

/** Users whose row tells enough; a role without rights sees little more than the name. */
export function readUsers(rows: readonly Row[]): readonly User[] {
  return rows.filter((row) => textOf(row, 'name') !== systemUser && isFull(row)).map(readUser);
}

/** How long ago an enabled user logged in, for people, when that is more days ago than allowed. `now` is Unix time. */
export function staleLogin(user: User, allowedDays: number, nowMilliseconds: number): string | undefined {
  const { disabled, lastLoginMilliseconds, createdMilliseconds } = user;
  const days = Math.floor((nowMilliseconds - (lastLoginMilliseconds ?? createdMilliseconds)) / dayMilliseconds);
  if (disabled || days <= allowedDays) return undefined;
  return lastLoginMilliseconds === undefined ? `never, and it was made ${days} days ago` : `${days} days ago`;
}

function isFull(row: Row): boolean {
  return flagOf(row, 'has_password') !== undefined && flagOf(row, 'disabled') !== undefined;
}

function readUser(row: Row): User {
  const type = textOf(row, 'type').toUpperCase();
  return {
    name: textOf(row, 'name'),
    isPerson: type === '' || type === 'PERSON',
    isLegacyService: type === 'LEGACY_SERVICE',
    disabled: flagOf(row, 'disabled') ?? false,
    hasPassword: flagOf(row, 'has_password') ?? false,
    // The older column tells of Duo alone.
    hasMfa: (flagOf(row, 'has_mfa') ?? false) || (flagOf(row, 'ext_authn_duo') ?? false),
    defaultRole: textOf(row, 'default_role'),
    lastLoginMilliseconds: timeOf(row, 'last_success_login'),
    createdMilliseconds: timeOf(row, 'created_on') ?? 0,
  };
}

/** SHOW writes flags as texts. */
function flagOf(row: Row, column: string): boolean | undefined {
  const value = row[column];
  const text = typeof value === 'boolean' ? String(value) : textOf(row, column).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function timeOf(row: Row, column: string): number | undefined {
  const milliseconds = Date.parse(textOf(row, column));
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
