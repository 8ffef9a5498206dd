import type { CheckContext } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { textOf } from '../structure/describe-table.ts';
import { printFutureGrant, readFutureGrants } from '../access/future-grant.ts';
import { isRoleGrant, printGrant } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import { matchesGrant } from '../access/grant-pattern.ts';
import type { GrantPattern } from '../access/grant-pattern.ts';
import { printName, quoteIdentifier } from '../structure/identifier.ts';
import { directGrants, effectiveGrants, futureGrants, roleExists, roleMembers } from '../access/role-grants.ts';
import type { Member } from '../access/role-grants.ts';
import { scratchPrefix } from '../scratch-name.ts';
import { askFor } from '../session.ts';
import type { Ask, Session, SnowflakeConnection } from '../session.ts';
import { findShown, listShown } from '../structure/shown-objects.ts';
import { quoteSchema } from '../structure/table-name.ts';
import type { FutureInput, GrantsInput, MembersInput, OwnerInput, PrivilegesInput, RolesInput } from './grants.ts';

/** Findings of one sort in one check; the rest is counted. */
const mostFindings = 100;

export async function runGrants({ session }: SnowflakeConnection, input: GrantsInput, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  if (!(await roleExists(session, input.role, ask))) {
    context.find({ subject: `role ${printName(input.role)}`, expected: 'exists', actual: 'no such role', met: false });
    return;
  }
  switch (input.look) {
    case 'privileges':
      return comparePrivileges(session, input, context);
    case 'roles':
      return compareRoles(session, input, context);
    case 'members':
      return compareMembers(session, input, context);
    case 'future':
      return compareFuture(session, input, context);
    case 'owner':
      return compareOwner(session, input, ask, context);
  }
}

async function comparePrivileges(session: Session, input: PrivilegesInput, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  const found = await (input.inherited ? effectiveGrants : directGrants)(session, input.role, ask);
  for (const pattern of input.declared) await findDeclared(session, pattern, found, context);
  for (const pattern of input.never) {
    if (found.some((grant) => isUnexpected(grant, { ...input, never: [pattern], exact: false }))) continue;
    context.find({ subject: pattern.text, expected: 'not granted', actual: 'not granted', met: true });
  }
  // A grant can be against several patterns, and is one finding.
  findUnexpected(found.filter((grant) => isUnexpected(grant, input)).map(grantText), context);
  const privileges = found.filter((grant) => !isRoleGrant(grant));
  context.value('grants', privileges.map(printGrant));
  context.value('value', privileges.length);
}

function isUnexpected(grant: Grant, { declared, never, exact }: PrivilegesInput): boolean {
  // Drills that run beside this check own what they made.
  if (grant.name.at(-1)?.startsWith(`${scratchPrefix}_`) === true) return false;
  if (never.some((pattern) => matchesGrant(pattern, grant))) return true;
  return exact && !isRoleGrant(grant) && !declared.some((pattern) => isDeclared(pattern, grant));
}

/** OWNERSHIP contains every privilege, but who declares SELECT did not declare OWNERSHIP. */
function isDeclared(pattern: GrantPattern, grant: Grant): boolean {
  if (grant.privilege === 'OWNERSHIP' && pattern.privilege !== 'OWNERSHIP' && pattern.privilege !== '*') return false;
  return matchesGrant(pattern, grant);
}

async function findDeclared(session: Session, pattern: GrantPattern, found: readonly Grant[], context: CheckContext): Promise<void> {
  const matching = found.filter((grant) => matchesGrant(pattern, grant));
  const without = isWholeSchema(pattern) ? await relationsWithout(session, pattern, matching, context) : [];
  const [first] = matching;
  const missing = without.length === 0 ? 'not granted' : `not granted on ${without.map((name) => printName([name])).join(', ')}`;
  const met = first !== undefined && without.length === 0;
  context.find({ subject: pattern.text, expected: 'granted', actual: met ? `granted through ${first.grantee}` : missing, met });
}

function isWholeSchema({ kind, name, every }: GrantPattern): boolean {
  return every && name.length === 2 && ['RELATION', 'TABLE', 'VIEW'].includes(kind);
}

/** Tables and views of the schema, as this session sees them, on which the role lacks the privilege. */
async function relationsWithout(
  session: Session,
  pattern: GrantPattern,
  matching: readonly Grant[],
  context: CheckContext,
): Promise<readonly string[]> {
  const [database = '', schema = ''] = pattern.name;
  const lists = [
    ...(pattern.kind === 'VIEW' ? [] : ['TABLES']),
    ...(pattern.kind === 'TABLE' || !viewPrivileges.has(pattern.privilege) ? [] : ['VIEWS']),
  ];
  const names: string[] = [];
  for (const list of lists) {
    const rows = await listShown(session, list, `IN SCHEMA ${quoteSchema({ database, schema })}`, askFor(context));
    if (rows === undefined)
      throw new Skip(`not permitted to look into schema ${printName(pattern.name)}: needs USAGE on it and its database`);
    names.push(...rows.map((row) => textOf(row, 'name')));
  }
  return names.filter((name) => !matching.some((grant) => grant.name.at(-1) === name));
}

/** A view has no other privileges that a table has. */
const viewPrivileges = new Set(['SELECT', 'REFERENCES', '*']);

function grantText(grant: Grant): { readonly subject: string; readonly actual: string } {
  const option = grant.withGrantOption && grant.privilege !== 'OWNERSHIP' ? ', with grant option' : '';
  return { subject: printGrant(grant), actual: `granted to ${grant.grantee}${option}` };
}

function findUnexpected(unexpected: readonly { readonly subject: string; readonly actual: string }[], context: CheckContext): void {
  const sorted = unexpected.toSorted((left, right) => (left.subject < right.subject ? -1 : 1));
  for (const found of sorted.slice(0, mostFindings)) context.find({ ...found, expected: 'not granted', met: false });
  if (unexpected.length > mostFindings) context.note(`${unexpected.length - mostFindings} more that were not expected are left out`);
}

async function compareRoles(session: Session, { role, declared, exact }: RolesInput, context: CheckContext): Promise<void> {
  const found = (await directGrants(session, role, askFor(context))).filter(isRoleGrant).map(({ name }) => printName(name));
  compareSets('role', declared.map(printName), found, exact, context);
}

async function compareMembers(session: Session, { role, declared, exact }: MembersInput, context: CheckContext): Promise<void> {
  const found = await roleMembers(session, role, askFor(context));
  compareSets('granted to', declared.map(printMember), found.map(printMember), exact, context);
}

async function compareFuture(session: Session, { role, declared, exact }: FutureInput, context: CheckContext): Promise<void> {
  const found = readFutureGrants(await futureGrants(session, role, askFor(context)));
  compareSets('', declared.map(printFutureGrant), found.map(printFutureGrant), exact, context);
}

async function compareOwner(session: Session, { role, owner }: OwnerInput, ask: Ask, context: CheckContext): Promise<void> {
  const [database = '', name = database] = role;
  const [list, scope] =
    role.length === 1 ? (['ROLES', ''] as const) : (['DATABASE ROLES', `IN DATABASE ${quoteIdentifier(database)}`] as const);
  const row = await findShown(session, list, name, scope, ask);
  const actual = row === undefined ? '' : textOf(row, 'owner');
  const shown = actual === '' ? 'nobody, or not shown to this role' : printName([actual]);
  context.find({ subject: `owner of role ${printName(role)}`, expected: printName([owner]), actual: shown, met: actual === owner });
}

function compareSets(noun: string, declared: readonly string[], found: readonly string[], exact: boolean, context: CheckContext): void {
  const subject = (text: string): string => `${noun} ${text}`.trim();
  for (const text of declared) {
    const met = found.includes(text);
    context.find({ subject: subject(text), expected: 'granted', actual: met ? 'granted' : 'not granted', met });
  }
  const extra = [...new Set(found)].filter((text) => !declared.includes(text));
  if (exact)
    findUnexpected(
      extra.map((text) => ({ subject: subject(text), actual: 'granted' })),
      context,
    );
  if (exact && declared.length + extra.length === 0) context.find({ subject: noun, expected: 'none', actual: 'none', met: true });
  context.value('value', found.length);
}

function printMember({ kind, name }: Member): string {
  return `${kind.toLowerCase()} ${printName(name)}`;
}
