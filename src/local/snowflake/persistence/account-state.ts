import type { Account } from '../account.ts';
import type { AccessToken } from '../authentication/access-tokens.ts';
import type { Grant, RoleGrant, User } from '../catalog/access-control.ts';
import type { PolicyUse, TagPolicy, TagUse } from '../catalog/attachments.ts';
import type { Database, Table, Warehouse } from '../catalog/catalog.ts';
import type { FutureGrant } from '../catalog/future-grants.ts';
import type { AccountObject, PlainObject, Role } from '../catalog/objects.ts';
import type { Dropped } from '../time-travel/dropped-objects.ts';
import { tablesIn } from '../time-travel/dropped-objects.ts';
import type { ParameterValue } from '../wire/parameters.ts';

/** What of an account outlives its process, besides rows and files. Histories and sessions do not. */
export interface AccountState {
  readonly aheadMilliseconds: number;
  readonly storages: number;
  readonly databases: ReadonlyMap<string, Database>;
  readonly warehouses: ReadonlyMap<string, Warehouse>;
  readonly accountObjects: ReadonlyMap<string, AccountObject>;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly policies: readonly PolicyUse[];
  readonly tags: readonly TagUse[];
  readonly tagPolicies: readonly TagPolicy[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly users: ReadonlyMap<string, User>;
  readonly grants: readonly Grant[];
  readonly roleGrants: readonly RoleGrant[];
  readonly futureGrants: readonly FutureGrant[];
  readonly accessTokens: readonly AccessToken[];
  /** Base64. */
  readonly passcodeSecrets: ReadonlyMap<string, string>;
  readonly dropped: readonly Dropped[];
  /** Names of the folders of stages, by the object and by the user they belong to. */
  readonly stageFolders: ReadonlyMap<PlainObject | Table, string>;
  readonly userFolders: ReadonlyMap<string, string>;
  /** By which the engine's table of loaded files knows a table. */
  readonly loadIds: ReadonlyMap<Table, number>;
}

export function stateOf(account: Account): AccountState {
  const { access, authentication, catalog, stages } = account;
  const tables = allTables(account);
  const inSchemas = catalog.schemas.flatMap((schema) => [...schema.objects.values()]);
  const stageObjects = inSchemas.flatMap((object) => (object.kind === 'STAGE' ? [object] : []));
  const { databases, warehouses, accountObjects, parameters, attachments } = catalog;
  const { roles, users, grants, roleGrants } = access;
  return {
    aheadMilliseconds: account.clock.aheadMilliseconds,
    storages: catalog.storages,
    databases,
    warehouses,
    accountObjects,
    parameters,
    policies: attachments.policies,
    tags: attachments.tags,
    tagPolicies: attachments.tagPolicies,
    roles,
    users,
    grants,
    roleGrants,
    futureGrants: access.future.all,
    accessTokens: authentication.accessTokens.all,
    passcodeSecrets: new Map([...authentication.passcodeSecrets].map(([user, secret]) => [user, secret.toString('base64')])),
    dropped: account.dropped.all,
    stageFolders: stages.foldersOf([...stageObjects, ...tables]),
    userFolders: stages.foldersOfUsers,
    loadIds: stages.loads.idsOf(tables),
  };
}

/** Into an account that has nothing yet. */
export function restoreState(state: AccountState, account: Account): void {
  const { access, authentication, catalog, stages } = account;
  account.clock.advance(state.aheadMilliseconds);
  catalog.restoreStorages(state.storages);
  copyInto(catalog.databases, state.databases);
  copyInto(catalog.warehouses, state.warehouses);
  copyInto(catalog.accountObjects, state.accountObjects);
  copyInto(catalog.parameters, state.parameters);
  for (const use of state.policies) catalog.attachments.addPolicy(use);
  for (const use of state.tags) catalog.attachments.setTag(use);
  for (const { tag, policy } of state.tagPolicies) catalog.attachments.setTagPolicy(tag, policy);
  copyInto(access.roles, state.roles);
  copyInto(access.users, state.users);
  access.restoreGrants(state.grants, state.roleGrants);
  for (const grant of state.futureGrants) access.future.add(grant);
  for (const token of state.accessTokens) authentication.accessTokens.put(token);
  for (const [user, secret] of state.passcodeSecrets) authentication.passcodeSecrets.set(user, Buffer.from(secret, 'base64'));
  account.dropped.restore(state.dropped);
  stages.restoreFolders(state.stageFolders, state.userFolders);
  stages.loads.restoreIds(state.loadIds);
  catalog.changed();
}

/** Those that exist and those that UNDROP can bring back. */
export function allTables({ catalog, dropped }: Account): readonly Table[] {
  const live = [...catalog.databases.values()].flatMap((database) => tablesIn(database));
  return [...live, ...dropped.all.flatMap(({ object }) => tablesIn(object))];
}

function copyInto<Key, Value>(target: Map<Key, Value>, source: ReadonlyMap<Key, Value>): void {
  for (const [key, value] of source) target.set(key, value);
}
