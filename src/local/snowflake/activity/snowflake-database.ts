import type { Account } from '../account.ts';
import type { Database } from '../catalog/catalog.ts';
import { viewerRoles } from './account-usage.ts';

/** The database SNOWFLAKE, which every account has; its views are made when they are asked for. */
export function addSnowflakeDatabase({ access, catalog, now }: Pick<Account, 'access' | 'catalog'> & { readonly now: Date }): void {
  const own = { owner: '', comment: '', createdOn: now, retentionDays: undefined, transient: false };
  const database: Database = { kind: 'DATABASE', name: 'SNOWFLAKE', schemas: new Map(), roles: new Map(), ...own };
  catalog.databases.set(database.name, database);
  for (const role of viewerRoles) access.createRole(role, '', '', database);
  access.grant('USAGE', database, 'ACCOUNTADMIN', '');
}
