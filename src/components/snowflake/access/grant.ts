import type { Row } from '../../../model/capability.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';

/** One privilege on one object, as SHOW GRANTS lists it. */
export interface Grant {
  /** Such as `SELECT` or `CREATE TABLE`. */
  readonly privilege: string;
  /** Such as `TABLE` or `FILE FORMAT`; `ACCOUNT` for global privileges. */
  readonly kind: string;
  /** Exact parts; those of an account are its name. */
  readonly name: readonly string[];
  /** The role or user that has it: with a hierarchy, one of the roles below. */
  readonly grantee: string;
  readonly withGrantOption: boolean;
}

/** Rows of SHOW GRANTS TO ROLE and SHOW GRANTS ON. Rows of SHOW GRANTS OF and of a user's roles have no privilege and are left out. */
export function readGrants(rows: readonly Row[]): readonly Grant[] {
  return rows
    .filter((row) => textOf(row, 'privilege') !== '')
    .map((row) => ({
      privilege: textOf(row, 'privilege').toUpperCase(),
      kind: spaced(textOf(row, 'granted_on')),
      name: exactName(textOf(row, 'name')),
      grantee: textOf(row, 'grantee_name'),
      withGrantOption: String(row['grant_option']).toLowerCase() === 'true',
    }));
}

/** A role that another role has: SHOW GRANTS says USAGE on a role. */
export function isRoleGrant({ privilege, kind }: Pick<Grant, 'privilege' | 'kind'>): boolean {
  return privilege === 'USAGE' && (kind === 'ROLE' || kind === 'DATABASE ROLE');
}

export function printGrant({ privilege, kind, name }: Pick<Grant, 'privilege' | 'kind' | 'name'>): string {
  return kind === 'ACCOUNT' ? `${privilege} on ACCOUNT` : `${privilege} on ${kind} ${printName(name)}`;
}

/** SHOW writes `FILE_FORMAT` for what GRANT calls a FILE FORMAT. */
export function spaced(kind: string): string {
  return kind.toUpperCase().replaceAll('_', ' ');
}

/** Names of functions carry their arguments and are no names as people write them: kept as one part. */
export function exactName(text: string): readonly string[] {
  try {
    return parseName(text);
  } catch {
    return [text];
  }
}
