import type { Database, Schema, Table } from '../catalog/catalog.ts';
import { optionNumber } from '../catalog/objects.ts';
import { parameterCatalog } from '../catalog/parameter-catalog.ts';
import type { ParameterLevel, ParameterRule } from '../catalog/parameter-catalog.ts';
import { insufficientPrivileges, missingObject, missingOrNotPermitted, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import { parameters as sessionParameters } from '../wire/parameters.ts';
import type { ParameterValue } from '../wire/parameters.ts';
import { visibleRelation } from './authorize.ts';
import { visibleObject } from './find-object.ts';
import type { Lister, Listing, Show } from './listing.ts';
import type { StatementContext } from './statement-context.ts';

/** A value and where it was set; undefined is the default. */
type Found = { readonly value: ParameterValue; readonly level: ParameterLevel } | undefined;
type Lookup = (rule: ParameterRule) => Found;

const columns = ['key', 'value', 'default', 'level', 'description', 'type'];

export const showParameters: Lister = (statement, context) => {
  const { scope } = statement;
  switch (scope.kind) {
    case 'default':
    case 'SESSION':
      return list((rule) => sessionParameters.some((known) => known.name === rule.name), sessionLookup(context));
    case 'ACCOUNT':
      return list(() => true, accountLookup(context));
    case 'USER':
      return list((rule) => rule.levels.includes('USER') || isOfSession(rule), userLookup(scope.name[0], context));
    case 'WAREHOUSE':
      return list((rule) => rule.levels.includes('WAREHOUSE'), warehouseLookup(scope.name, context));
    case 'DATABASE':
    case 'SCHEMA':
    case 'TABLE':
    case 'UNSPECIFIED':
      break;
  }
  return showObjectParameters(statement, context);
};

function isOfSession(rule: ParameterRule): boolean {
  return sessionParameters.some((known) => known.name === rule.name);
}

function list(applies: (rule: ParameterRule) => boolean, lookup: Lookup): Listing {
  return {
    columns,
    rows: parameterCatalog.filter(applies).map((rule) => {
      const found = lookup(rule);
      const type = typeof rule.initial === 'string' ? 'STRING' : typeof rule.initial === 'number' ? 'NUMBER' : 'BOOLEAN';
      const cells = [rule.name, String(found?.value ?? rule.initial), String(rule.initial), found?.level ?? '', rule.description, type];
      return { name: rule.name, cells };
    }),
  };
}

const accountLookup =
  ({ account }: StatementContext): Lookup =>
  (rule) => {
    const value = account.catalog.parameters.get(rule.name);
    return value === undefined ? undefined : { value, level: 'ACCOUNT' };
  };

/** Own user, or one that the session may alter. */
function userLookup(name: string | undefined, context: StatementContext): Lookup {
  const { access } = context.account;
  const { session } = context;
  const user = access.users.get(name ?? session.user.name);
  if (!user) throw missingObject('User', displayName([name ?? '']), 'ddl');
  const permitted =
    user.name === session.user.name ||
    access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT') ||
    access.inheritedRoles(session.authority).has(user.owner ?? '');
  if (!permitted) throw insufficientPrivileges('user', user.name);
  return (rule) => {
    const value = rule.name === 'NETWORK_POLICY' ? user.networkPolicy : user.parameters?.get(rule.name);
    return value === undefined ? accountLookup(context)(rule) : { value, level: 'USER' };
  };
}

/** What the session has, when it is not what it inherits, was set by the session. */
function sessionLookup(context: StatementContext): Lookup {
  const inherited = userLookup(undefined, context);
  return (rule) => {
    const above = inherited(rule);
    const value = context.session.parameters.get(rule.name);
    return value === undefined || value === (above?.value ?? rule.initial) ? above : { value, level: 'SESSION' };
  };
}

function warehouseLookup(name: readonly string[], context: StatementContext): Lookup {
  const found = visibleObject('WAREHOUSE', name, context, 'SHOW');
  if (found.kind !== 'WAREHOUSE') throw missingOrNotPermitted();
  return (rule) => {
    const value = optionNumber(found.options ?? {}, rule.name);
    return value === undefined ? accountLookup(context)(rule) : { value, level: 'WAREHOUSE' };
  };
}

function showObjectParameters({ scope }: Show, context: StatementContext): Listing {
  if (!('name' in scope)) throw refused('LOCAL-002', `SHOW PARAMETERS IN ${scope.kind}`);
  const object = findParameterized(scope, context);
  const lookup = (rule: ParameterRule): Found => {
    const found = rule.name === 'DATA_RETENTION_TIME_IN_DAYS' ? retentionOf(object) : undefined;
    return found ?? accountLookup(context)(rule);
  };
  return list((rule) => rule.levels.includes(object.kind), lookup);
}

function findParameterized(
  scope: Show['scope'] & { readonly name: readonly string[] },
  context: StatementContext,
): Table | Schema | Database {
  const { account, session } = context;
  if (scope.kind === 'TABLE' || scope.kind === 'UNSPECIFIED') {
    const relation = visibleRelation(scope.name, 'SHOW', session, account);
    if (relation.kind === 'VIEW') throw refused('LOCAL-002', 'SHOW PARAMETERS of a view');
    return relation;
  }
  const found = visibleObject(scope.kind === 'DATABASE' ? 'DATABASE' : 'SCHEMA', scope.name, context, 'SHOW');
  if (found.kind !== 'DATABASE' && found.kind !== 'SCHEMA') throw missingOrNotPermitted();
  return found;
}

function retentionOf(object: Table | Schema | Database): Found {
  if (object.retentionDays !== undefined) return { value: object.retentionDays, level: object.kind };
  if (object.kind === 'DATABASE') return undefined;
  return retentionOf(object.kind === 'TABLE' ? object.schema : object.database);
}
