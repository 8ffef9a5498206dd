import { roleId } from '../catalog/access-control.ts';
import { integerType } from '../catalog/data-type.ts';
import type { AccountObjectKind } from '../catalog/objects.ts';
import { optionFlag, optionList, optionNumber, optionText } from '../catalog/objects.ts';
import type { AccountObject, Role } from '../catalog/objects.ts';
import type { User } from '../catalog/user.ts';
import { missingOrNotPermitted } from '../failure.ts';
import { creditsByHour, startOfHour } from '../activity/warehouse-meter.ts';
import type { Cell } from '../wire/result.ts';
import { findContainer } from './find-object.ts';
import { createdOn, timeColumn, yes } from './listing.ts';
import type { Lister } from './listing.ts';
import type { StatementContext } from './statement-context.ts';

export const showRoles: Lister = (_statement, { account, session }) => {
  const { access } = account;
  return {
    columns: [
      createdOn, 'name', 'is_default', 'is_current', 'is_inherited', 'assigned_to_users', 'granted_to_roles', 'granted_roles', 'owner', 'comment',
    ], // prettier-ignore
    rows: [...access.roles.values()].map((role) => {
      const inherited = role.name !== session.role && access.inheritedRoles(session.authority).has(role.name);
      const flags = [yes(role.name === session.user.defaultRole), yes(role.name === session.role), yes(inherited)];
      const counts = [granted(role, 'USER', account), granted(role, 'ROLE', account), grantedTo(role, account)];
      return { name: role.name, cells: [role.createdOn, role.name, ...flags, ...counts, role.owner, role.comment] };
    }),
  };
};

function granted(role: Role, kind: 'USER' | 'ROLE', { access }: StatementContext['account']): number {
  return access.roleGrants.filter((grant) => grant.role === roleId(role) && grant.to.kind === kind).length;
}

function grantedTo(role: Role, { access }: StatementContext['account']): number {
  return access.roleGrants.filter((grant) => grant.to.kind === 'ROLE' && grant.to.name === roleId(role)).length;
}

export const showDatabaseRoles: Lister = (statement, context) => {
  const { account, session } = context;
  const { scope } = statement;
  const name = 'name' in scope ? scope.name : session.database === undefined ? undefined : [session.database];
  const database = name && findContainer('DATABASE', name, context);
  if (database?.kind !== 'DATABASE' || !account.access.canSee(session.authority, database)) throw missingOrNotPermitted();
  return {
    columns: [
      createdOn, 'name', 'is_default', 'is_current', 'is_inherited', 'granted_to_roles', 'granted_to_database_roles', 'granted_database_roles', 'owner',
      'comment', 'owner_role_type',
    ], // prettier-ignore
    rows: [...database.roles.values()].map((role) => {
      const to = account.access.roleGrants.filter((grant) => grant.role === roleId(role) && grant.to.kind === 'ROLE');
      const inDatabase = to.filter((grant) => grant.to.name.includes('\0')).length;
      const inherited = account.access.inheritedRoles(session.authority).has(roleId(role));
      const counts = [to.length - inDatabase, inDatabase, grantedTo(role, account)];
      return { name: role.name, cells: [role.createdOn, role.name, 'N', 'N', yes(inherited), ...counts, role.owner, role.comment, 'ROLE'] };
    }),
  };
};

const userColumns = [
  'name', createdOn, 'login_name', 'display_name', 'first_name', 'last_name', 'email', 'mins_to_unlock', 'days_to_expiry', 'comment', 'disabled',
  'must_change_password', 'snowflake_lock', 'default_warehouse', 'default_namespace', 'default_role', 'default_secondary_roles', 'ext_authn_duo',
  'ext_authn_uid', 'mins_to_bypass_mfa', 'owner', timeColumn('last_success_login'), timeColumn('expires_at_time'), timeColumn('locked_until_time'),
  'has_password', 'has_rsa_public_key', 'type', 'has_mfa',
] as const; // prettier-ignore

/** Whoever manages grants sees all users, others those that their roles own; without either there is nothing to see. */
export const showUsers: Lister = (_statement, { account, session }) => {
  const { access } = account;
  const all = access.has(session.authority, 'MANAGE GRANTS', 'ACCOUNT');
  const roles = access.inheritedRoles(session.authority);
  const users = [...access.users.values()].filter((user) => all || (user.owner !== undefined && roles.has(user.owner)));
  if (users.length === 0) throw missingOrNotPermitted();
  return { columns: userColumns, rows: users.map((user) => ({ name: user.name, cells: userCells(user) })) };
};

function userCells(user: User): readonly Cell[] {
  const secondary = user.defaultSecondaryRoles === 'ALL' ? '["ALL"]' : '[]';
  const identity = [
    user.name,
    user.createdOn,
    user.loginName ?? user.name,
    user.displayName ?? user.name,
    '',
    '',
    user.email ?? '',
    '',
    '',
  ];
  const state = [user.comment ?? '', String(user.disabled === true), String(user.mustChangePassword === true), 'false'];
  const defaults = [user.defaultWarehouse ?? '', user.defaultNamespace ?? '', user.defaultRole, secondary, 'false', '', ''];
  const dates = [user.owner ?? '', user.lastSuccessLogin, null, null];
  const keys = [String(user.password !== undefined), String(user.publicKey !== undefined || user.secondPublicKey !== undefined)];
  return [...identity, ...state, ...defaults, ...dates, ...keys, user.type ?? null, String(user.hasMfa === true)];
}

export const showWarehouses: Lister = (_statement, { account, session }) => ({
  columns: [
    'name', 'state', 'type', 'size', ['min_cluster_count', integerType], ['max_cluster_count', integerType], ['started_clusters', integerType],
    ['running', integerType], ['queued', integerType], 'is_default', 'is_current', ['auto_suspend', integerType], 'auto_resume', createdOn, 'owner',
    'comment', 'enable_query_acceleration', ['query_acceleration_max_scale_factor', integerType], 'resource_monitor', 'scaling_policy', 'owner_role_type',
  ], // prettier-ignore
  rows: [...account.catalog.warehouses.values()]
    .filter(
      (warehouse) =>
        account.access.canSee(session.authority, warehouse) || account.access.has(session.authority, 'MANAGE WAREHOUSES', 'ACCOUNT'),
    )
    .map((item) => {
      const options = item.options ?? {};
      const clusters = [optionNumber(options, 'MIN_CLUSTER_COUNT') ?? 1, optionNumber(options, 'MAX_CLUSTER_COUNT') ?? 1];
      const started = item.state === 'STARTED' ? (clusters[0] ?? 1) : 0;
      const head = [
        item.name,
        item.state,
        'STANDARD',
        item.size,
        ...clusters,
        started,
        0,
        0,
        yes(item.name === session.user.defaultWarehouse),
      ];
      const suspend = item.autoSuspendSeconds === 0 ? null : item.autoSuspendSeconds;
      const resume = options['AUTO_RESUME'] === undefined || optionFlag(options, 'AUTO_RESUME');
      const times = [yes(item.name === session.warehouse), suspend, String(resume), item.createdOn, item.owner, item.comment];
      const acceleration = [
        String(optionFlag(options, 'ENABLE_QUERY_ACCELERATION')),
        optionNumber(options, 'QUERY_ACCELERATION_MAX_SCALE_FACTOR') ?? 8,
      ];
      const tail = [optionText(options, 'RESOURCE_MONITOR') ?? 'null', optionText(options, 'SCALING_POLICY') ?? 'STANDARD', 'ROLE'];
      return { name: item.name, cells: [...head, ...times, ...acceleration, ...tail] };
    }),
});

function visibleAccountObjects(kind: AccountObjectKind, { account, session }: StatementContext): readonly AccountObject[] {
  return [...account.catalog.accountObjects.values()]
    .filter((object) => object.kind === kind && account.access.canSee(session.authority, object))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

export const showResourceMonitors: Lister = (_statement, context) => ({
  columns: [
    'name', 'credit_quota', 'used_credits', 'remaining_credits', 'level', 'frequency', 'start_time', 'end_time', 'notify_at', 'suspend_at',
    'suspend_immediately_at', createdOn, 'owner', 'comment', 'notify_users',
  ], // prettier-ignore
  rows: visibleAccountObjects('RESOURCE MONITOR', context).map((item) => {
    const quota = optionNumber(item.options, 'CREDIT_QUOTA');
    const used = usedCredits(item, context);
    const triggers = optionList(item.options, 'TRIGGERS').map((trigger) => trigger.split(' '));
    const at = (action: string): string =>
      triggers
        .filter(([, word]) => word === action)
        .map(([percent]) => `${percent}%`)
        .join(',');
    const level = [...context.account.catalog.warehouses.values()].some((warehouse) => monitorOf(warehouse.options) === item.name);
    const numbers = [quota?.toFixed(2) ?? null, used.toFixed(2), quota === undefined ? null : (quota - used).toFixed(2)];
    const frequency = [
      level ? 'WAREHOUSE' : null,
      optionText(item.options, 'FREQUENCY') ?? 'MONTHLY',
      optionText(item.options, 'START_TIMESTAMP'),
    ];
    const actions = [optionText(item.options, 'END_TIMESTAMP'), at('NOTIFY'), at('SUSPEND'), at('SUSPEND_IMMEDIATE')];
    const tail = [item.createdOn, item.owner, item.comment, optionList(item.options, 'NOTIFY_USERS').join(', ')];
    return { name: item.name, cells: [item.name, ...numbers, ...frequency, ...actions, ...tail] };
  }),
});

function monitorOf(options: AccountObject['options'] | undefined): string | undefined {
  return options && optionText(options, 'RESOURCE_MONITOR');
}

/** Credits of the monitor's warehouses since its period began, or since it was made. */
function usedCredits(monitor: AccountObject, { account }: StatementContext): number {
  const now = account.now();
  const names = [...account.catalog.warehouses.values()]
    .filter((item) => monitorOf(item.options) === monitor.name)
    .map((item) => item.name);
  const since = Math.max(
    startOfPeriod(optionText(monitor.options, 'FREQUENCY') ?? 'MONTHLY', now),
    startOfHour(monitor.createdOn.getTime()),
  );
  account.meter.settle(now);
  return creditsByHour(account.meter.runs, now)
    .filter((hour) => names.includes(hour.warehouse) && hour.hour >= since)
    .reduce((sum, hour) => sum + hour.credits, 0);
}

/** By UTC; a week begins on Monday. */
function startOfPeriod(frequency: string, now: number): number {
  const today = new Date(now);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  if (frequency === 'DAILY') return Date.UTC(year, month, day);
  if (frequency === 'WEEKLY') return Date.UTC(year, month, day - ((today.getUTCDay() + 6) % 7));
  if (frequency === 'MONTHLY') return Date.UTC(year, month);
  return frequency === 'YEARLY' ? Date.UTC(year, 0) : 0;
}

export const showNetworkPolicies: Lister = (_statement, context) => ({
  columns: [
    createdOn, 'name', 'comment', ['entries_in_allowed_ip_list', integerType], ['entries_in_blocked_ip_list', integerType],
    ['entries_in_allowed_network_rules', integerType], ['entries_in_blocked_network_rules', integerType],
  ], // prettier-ignore
  rows: visibleAccountObjects('NETWORK POLICY', context).map((item) => {
    const lists = ['ALLOWED_IP_LIST', 'BLOCKED_IP_LIST', 'ALLOWED_NETWORK_RULE_LIST', 'BLOCKED_NETWORK_RULE_LIST'];
    const counts = lists.map((list) => optionList(item.options, list).length);
    return { name: item.name, cells: [item.createdOn, item.name, item.comment, ...counts] };
  }),
});

const showGroups =
  (kind: 'REPLICATION GROUP' | 'FAILOVER GROUP'): Lister =>
  (_statement, context) => ({
    columns: [
      'region_group', 'snowflake_region', createdOn, 'account_name', 'name', 'type', 'comment', 'is_primary', 'primary', 'object_types',
      'allowed_integration_types', 'allowed_accounts', 'organization_name', 'account_locator', 'replication_schedule', 'secondary_state',
      'next_scheduled_refresh', 'owner',
    ], // prettier-ignore
    rows: visibleAccountObjects(kind, context).map((item) => {
      const { name: account } = context.account;
      const list = (option: string): string => optionList(item.options, option).join(', ');
      const head = [
        'PUBLIC',
        'LOCAL',
        item.createdOn,
        account,
        item.name,
        kind.split(' ')[0],
        item.comment,
        'true',
        `LOCAL.${account}.${item.name}`,
      ];
      const schedule = [account, optionText(item.options, 'REPLICATION_SCHEDULE'), null, null, item.owner];
      const cells = [...head, list('OBJECT_TYPES'), list('ALLOWED_INTEGRATION_TYPES'), list('ALLOWED_ACCOUNTS'), 'LOCAL', ...schedule];
      return { name: item.name, cells };
    }),
  });

export const showReplicationGroups = showGroups('REPLICATION GROUP');
export const showFailoverGroups = showGroups('FAILOVER GROUP');
