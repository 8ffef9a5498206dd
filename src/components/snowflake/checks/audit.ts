import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import type { Row } from '../../../model/capability.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { Bind, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { usageWindow, usageWindowOptions, windowBinds, withinWindow } from '../spend/usage-window.ts';
import type { UsageWindow } from '../spend/usage-window.ts';
import { findFailedLogins, worstOffenders } from './failed-logins.ts';

const names = v.array(v.string());
const options = v.strictObject({
  ...usageWindowOptions,
  max_failed_logins: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.description('Of one user in the window.')), 10),
  ignore: v.optional(v.pipe(names, v.description('Users whose failed logins are expected.')), []),
  admin_roles: v.optional(
    v.pipe(names, v.minLength(1, 'needs at least one role'), v.description('Roles that nobody may be given unnoticed.')),
    ['ACCOUNTADMIN', 'SECURITYADMIN', 'ORGADMIN'],
  ),
  admins: v.optional(v.pipe(names, v.description('Users and roles that may be given one of them.')), []),
  granted_by: v.optional(
    v.pipe(names, v.minLength(1, 'needs at least one role'), v.description('Roles that may change grants. Absent: not looked at.')),
  ),
});

type Options = v.InferOutput<typeof options>;

/** Names are exact. */
export type AuditInput = UsageWindow &
  (
    | { readonly look: 'failed-logins'; readonly maxPerUser: number; readonly ignored: readonly string[] }
    | { readonly look: 'admin-grants'; readonly roles: readonly string[]; readonly admins: readonly string[] }
    | { readonly look: 'grants'; readonly grantedBy: readonly string[] }
  );

/** What was done in the account, from ACCOUNT_USAGE: hours late, therefore for the daily run. */
export const audit: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Failed logins, new holders of administrator roles and changed grants of the last day are as allowed.',
  layer: 'security',
  stages: ['monitoring'],
  costs: 'audit views',
  privileges: 'DATABASE ROLE SNOWFLAKE.SECURITY_VIEWER',
  options,
  expand(declared) {
    const window = usageWindow(declared);
    const draft = (input: AuditInput, title: string): CheckDraft => ({ name: `audit.${input.look}`, title, input });
    const exact = (list: readonly string[]) => list.map((name) => parseName(name)[0] ?? '');
    const { max_failed_logins: maxPerUser, ignore, admin_roles, admins, granted_by } = declared;
    const drafts = [
      draft({ ...window, look: 'failed-logins', maxPerUser, ignored: exact(ignore) }, `At most ${maxPerUser} failed logins of a user`),
      draft(
        { ...window, look: 'admin-grants', roles: exact(admin_roles), admins: exact(admins) },
        'Nobody was given an administrator role',
      ),
    ];
    if (granted_by === undefined) return drafts;
    return [...drafts, draft({ ...window, look: 'grants', grantedBy: exact(granted_by) }, 'Grants were changed by known roles only')];
  },
};

export async function runAudit(connection: SnowflakeConnection, input: AuditInput, context: CheckContext): Promise<void> {
  const { endSecondsAgo, startSecondsAgo } = input;
  context.note(`from ${startSecondsAgo / 3_600} to ${endSecondsAgo / 3_600} hours ago: the views of ACCOUNT_USAGE are up to 2 hours late`);
  const read = async (sql: string, binds: readonly Bind[]): Promise<readonly Row[]> =>
    await asPermitted('ACCOUNT_USAGE', 'DATABASE ROLE SNOWFLAKE.SECURITY_VIEWER', async () => {
      return await connection.session.query(sql, { ...askFor(context), binds: [...windowBinds(input), ...binds], useResultCache: false });
    });
  if (input.look === 'failed-logins') {
    const rows = await read(failuresByUser, []);
    return findFailedLogins(worstOffenders(rows, input), rows, input.maxPerUser, context);
  }
  if (input.look === 'admin-grants') {
    const toUsers = await read(rolesGivenToUsers(input.roles.length), input.roles);
    const toRoles = await read(rolesGivenToRoles(input.roles.length), input.roles);
    const given = [...toUsers, ...toRoles].filter((row) => !input.admins.includes(textOf(row, 'GRANTEE_NAME')));
    return findAdminGrants(given, input.roles, context);
  }
  return findStrangers(await read(grantors, []), input.grantedBy, context);
}

const failuresByUser = `SELECT USER_NAME, COUNT(CASE WHEN IS_SUCCESS = 'NO' THEN 1 END) AS FAILURES
  FROM SNOWFLAKE.ACCOUNT_USAGE.LOGIN_HISTORY WHERE ${withinWindow('EVENT_TIMESTAMP')} GROUP BY USER_NAME`;

/** A role that was taken away again had been given all the same, so DELETED_ON does not matter. */
const rolesGivenToUsers = (count: number): string =>
  `SELECT ROLE, 'user' AS KIND, GRANTEE_NAME FROM SNOWFLAKE.ACCOUNT_USAGE.GRANTS_TO_USERS
    WHERE ${withinWindow('CREATED_ON')} AND ROLE IN (${places(count)})`;

const rolesGivenToRoles = (count: number): string =>
  `SELECT NAME AS ROLE, 'role' AS KIND, GRANTEE_NAME FROM SNOWFLAKE.ACCOUNT_USAGE.GRANTS_TO_ROLES
    WHERE ${withinWindow('CREATED_ON')} AND GRANTED_ON = 'ROLE' AND PRIVILEGE = 'USAGE' AND NAME IN (${places(count)})`;

/** Grants without a grantor come with the account or with the creation of an object. */
const grantors = `SELECT GRANTED_BY, COUNT(*) AS GRANTS FROM SNOWFLAKE.ACCOUNT_USAGE.GRANTS_TO_ROLES
  WHERE ${withinWindow('MODIFIED_ON')} AND GRANTED_BY IS NOT NULL AND GRANTED_BY <> '' AND PRIVILEGE <> 'OWNERSHIP' GROUP BY GRANTED_BY`;

function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

function findAdminGrants(rows: readonly Row[], roles: readonly string[], context: CheckContext): void {
  for (const row of rows) {
    const grantee = `${textOf(row, 'KIND')} ${printName([textOf(row, 'GRANTEE_NAME')])}`;
    context.find({
      subject: `role ${printName([textOf(row, 'ROLE')])}`,
      expected: 'given to nobody new',
      actual: `given to ${grantee}`,
      met: false,
    });
  }
  if (rows.length > 0) return;
  const subject = `roles ${roles.map((role) => printName([role])).join(', ')}`;
  context.find({ subject, expected: 'given to nobody new', actual: 'given to nobody new', met: true });
}

function findStrangers(rows: readonly Row[], grantedBy: readonly string[], context: CheckContext): void {
  const strangers = rows.filter((row) => !grantedBy.includes(textOf(row, 'GRANTED_BY')));
  const expected = `only ${grantedBy.map((role) => printName([role])).join(', ')}`;
  for (const row of strangers) {
    const actual = `${Number(row['GRANTS'])} grants by ${printName([textOf(row, 'GRANTED_BY')])}`;
    context.find({ subject: 'grants changed by', expected, actual, met: false });
  }
  if (strangers.length > 0) return;
  const count = rows.reduce((sum, row) => sum + Number(row['GRANTS']), 0);
  context.find({ subject: 'grants changed by', expected, actual: `${count} grants, all by them`, met: true });
}
