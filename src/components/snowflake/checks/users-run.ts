import type { CheckContext } from '../../../model/component.ts';
import { inBatches } from '../statement/in-batches.ts';
import { printName, quoteIdentifier } from '../structure/identifier.ts';
import { asPermitted, manageGrants, notPermitted } from '../statement/not-permitted.ts';
import { holdsManageGrants, roleMembers } from '../access/role-grants.ts';
import { askFor } from '../session.ts';
import type { Ask, Session, SnowflakeConnection } from '../session.ts';
import { textOf } from '../structure/describe-table.ts';
import { shownParameter } from '../structure/shown-parameter.ts';
import { readUsers, staleLogin } from '../access/user.ts';
import type { User } from '../access/user.ts';
import { userGrants } from '../access/user-grants.ts';
import type { UserRule, UsersInput } from './users.ts';

const administratorRole = 'ACCOUNTADMIN';

/** What is wrong with a user, in a few words; undefined when nothing is. */
type Fault = string | undefined;

/** A rule that each user meets by itself. */
type Judge = (user: User, input: UsersInput, session: Session, ask: Ask) => Fault | Promise<Fault>;

const judges: Readonly<Record<Exclude<UserRule, 'account-admins'>, { readonly expected: string; readonly judge: Judge }>> = {
  mfa: {
    expected: 'a second factor',
    judge: (user) => (isOpen(user) && user.hasPassword && !user.hasMfa ? 'a password and no second factor' : undefined),
  },
  'service-passwords': { expected: 'no password', judge: serviceFault },
  'stale-logins': { expected: 'a login lately', judge: (user, { staleDays }) => staleLogin(user, staleDays, Date.now()) },
  'disabled-with-roles': { expected: 'no roles', judge: leftoverFault },
  'default-roles': { expected: 'its default role', judge: defaultRoleFault },
  'direct-privileges': { expected: 'privileges through roles alone', judge: directFault },
  'service-network-policies': { expected: 'a network policy', judge: networkFault },
};

export async function runUsers({ session }: SnowflakeConnection, input: UsersInput, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  const rows = await asPermitted('users', manageGrants, () => session.query('SHOW USERS', ask));
  const seen = readUsers(rows).filter(({ name }) => !input.ignored.includes(name));
  const faults =
    input.rule === 'account-admins'
      ? await judgeAdministrators(seen, input, session, context)
      : await judgeUsers(seen, input.rule, input, session, context);
  context.value('users', seen.length);
  context.value('value', faults);
  if (await holdsManageGrants(session, ask)) return;
  // What was found stays found; that nothing was found says nothing of users that are not shown.
  if (faults === 0) throw notPermitted(`all users, only ${seen.length} are shown`, manageGrants);
  context.note(`only ${seen.length} users are shown to this role: more may be found with ${manageGrants}`);
}

async function judgeUsers(
  seen: readonly User[],
  rule: Exclude<UserRule, 'account-admins'>,
  input: UsersInput,
  session: Session,
  context: CheckContext,
): Promise<number> {
  const { expected, judge } = judges[rule];
  const ask = askFor(context);
  const judged = await inBatches(seen, async (user) => ({ user, fault: await judge(user, input, session, ask) }));
  const faulty = judged.flatMap(({ user, fault }) => (fault === undefined ? [] : [{ user, fault }]));
  for (const { user, fault } of faulty) context.find({ subject: `user ${printName([user.name])}`, expected, actual: fault, met: false });
  if (faulty.length === 0) context.find({ subject: 'users', expected, actual: `nothing else among ${seen.length} users`, met: true });
  return faulty.length;
}

async function judgeAdministrators(
  seen: readonly User[],
  { admins, ignored }: UsersInput,
  session: Session,
  context: CheckContext,
): Promise<number> {
  const members = await roleMembers(session, [administratorRole], askFor(context));
  const roles = members.filter(({ kind }) => kind !== 'USER');
  for (const { name } of roles) {
    context.find({ subject: `role ${printName(name)}`, expected: `not above ${administratorRole}`, actual: 'has it', met: false });
  }
  const disabled = new Set(seen.filter((user) => user.disabled).map(({ name }) => name));
  const names = members.filter(({ kind }) => kind === 'USER').map(({ name }) => name[0] ?? '');
  const enabled = names.filter((name) => !disabled.has(name) && !ignored.includes(name));
  const met = enabled.length >= admins.min && enabled.length <= admins.max;
  context.find({
    subject: `users with ${administratorRole}`,
    expected: `${admins.min} to ${admins.max}`,
    actual: enabled.length === 0 ? 'none' : `${enabled.length}: ${enabled.map((name) => printName([name])).join(', ')}`,
    met,
  });
  context.value('admins', enabled.length);
  return roles.length + (met ? 0 : 1);
}

function isOpen({ isPerson, disabled }: User): boolean {
  return isPerson && !disabled;
}

function serviceFault({ isPerson, isLegacyService, disabled, hasPassword }: User): Fault {
  if (isPerson || disabled) return undefined;
  if (hasPassword) return 'a password on a service user';
  return isLegacyService ? 'the type LEGACY_SERVICE, which allows a password' : undefined;
}

async function leftoverFault(user: User, _input: UsersInput, session: Session, ask: Ask): Promise<Fault> {
  if (!user.disabled) return undefined;
  const { roles } = await userGrants(session, user.name, ask);
  return roles.length === 0 ? undefined : `disabled, and has ${roles.map((role) => printName(role)).join(', ')}`;
}

async function defaultRoleFault({ name, defaultRole, disabled }: User, _input: UsersInput, session: Session, ask: Ask): Promise<Fault> {
  // Everybody has PUBLIC, and nobody can grant it.
  if (disabled || defaultRole === '' || defaultRole === 'PUBLIC') return undefined;
  const { roles } = await userGrants(session, name, ask);
  return roles.some((role) => role.length === 1 && role[0] === defaultRole)
    ? undefined
    : `${printName([defaultRole])}, which it does not have`;
}

async function directFault({ name }: User, _input: UsersInput, session: Session, ask: Ask): Promise<Fault> {
  const { privileges } = await userGrants(session, name, ask);
  return privileges.length === 0 ? undefined : privileges.join(', ');
}

async function networkFault({ name, isPerson, disabled }: User, _input: UsersInput, session: Session, ask: Ask): Promise<Fault> {
  if (isPerson || disabled) return undefined;
  const row = await asPermitted(`parameters of user ${printName([name])}`, manageGrants, () =>
    shownParameter(session, 'NETWORK_POLICY', `FOR USER ${quoteIdentifier(name)}`, ask),
  );
  return textOf(row ?? {}, 'value') === '' ? 'none, of its own or of the account' : undefined;
}
