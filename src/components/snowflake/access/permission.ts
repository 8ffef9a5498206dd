import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart, schemaName, tableName } from '../structure/table-name.ts';
import type { SchemaName, TableName } from '../structure/table-name.ts';

export const triedPrivileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
export type TriedPrivilege = (typeof triedPrivileges)[number];

/** `SELECT on CORE.*` or `DELETE on CORE.CALLS`, read. */
export interface Permission {
  readonly privilege: TriedPrivilege;
  readonly on: { readonly all: SchemaName } | { readonly table: TableName };
}

/** Reads what a role can or cannot do. Throws `Error` with a sentence. */
export function parsePermission(text: string, settings: SnowflakeSettings): Permission {
  const match = /^\s*([a-z]+)\s+on\s+(?:table\s+)?(\S.*?)\s*$/i.exec(text);
  const privilege = triedPrivileges.find((known) => known === match?.[1]?.toUpperCase());
  const object = match?.[2];
  if (object === undefined || privilege === undefined) {
    throw new Error(`${JSON.stringify(text)} is not understood: write ${triedPrivileges.join(', ')} on SCHEMA.TABLE, or on SCHEMA.*`);
  }
  if (object.endsWith('.*')) return { privilege, on: { all: schemaName(object.slice(0, -2), settings) } };
  return { privilege, on: { table: tableName(object, settings) } };
}

/** Id part: `select-CORE.CALLS`; a whole schema ends with `.all`. */
export function permissionId(text: string, permission: Permission): string {
  const object = text.trim().replace(/^[a-z]+\s+on\s+(?:table\s+)?/i, '');
  return `${permission.privilege.toLowerCase()}-${idPart(object.replace(/\.\*$/, '.all'))}`;
}
