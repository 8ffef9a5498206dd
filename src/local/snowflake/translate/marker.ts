import { refused } from '../failure.ts';

/**
 * Places in translated SQL that are filled when a statement runs, so that a translation can be kept and used again.
 * They stand between NUL characters, which no statement may contain.
 */
export type Marker =
  | { readonly kind: 'bind'; readonly index: number }
  | { readonly kind: 'session'; readonly value: SessionValue }
  | { readonly kind: 'view'; readonly database: string; readonly name: string }
  /** The roles that are active in the session, as a list of texts. */
  | { readonly kind: 'roles' }
  | { readonly kind: 'ddl'; readonly object: string; readonly name: string; readonly qualified: boolean };

export type SessionValue =
  | 'ACCOUNT' | 'USER' | 'ROLE' | 'DATABASE' | 'SCHEMA' | 'WAREHOUSE' | 'SESSION' | 'VERSION' | 'SECONDARY_ROLES' | 'AVAILABLE_ROLES' | 'LAST_QUERY' | 'REGION' | 'STATEMENT'; // prettier-ignore

const separator = '\0';

export function printMarker(marker: Marker): string {
  return `${separator}${JSON.stringify(marker)}${separator}`;
}

export function fillMarkers(sql: string, fill: (marker: Marker) => string): string {
  if (!sql.includes(separator)) return sql;
  return sql
    .split(separator)
    .map((part, index) => (index % 2 === 0 ? part : fill(JSON.parse(part) as Marker)))
    .join('');
}

export function refuseMarkers(sql: string): void {
  if (sql.includes(separator)) throw refused('LOCAL-002', 'a NUL character in a statement');
}
