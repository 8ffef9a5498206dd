import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { nearest } from '../../../std/nearest.ts';
import { accountFault } from '../login/account-name.ts';
import { plainSize } from '../spend/credits.ts';
import { meetsVersion, parseDeclaredVersion } from '../structure/declared-version.ts';
import { textOf } from '../structure/describe-table.ts';
import { isSameName, printName } from '../structure/identifier.ts';
import { askFor } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

const name = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const identityFields = {
  account: v.optional(
    v.pipe(
      name,
      v.check((text) => accountFault(text) === undefined, 'expected organization-account or a locator'),
    ),
  ),
  region: v.optional(v.pipe(name, v.description('Such as AWS_US_WEST_2.'))),
  user: v.optional(name),
  role: v.optional(name),
  warehouse: v.optional(name),
  database: v.optional(name),
  schema: v.optional(name),
  version: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => parseDeclaredVersion(text) !== undefined, 'expected a version such as 9.34 or >= 9.30'),
      v.description('Version of Snowflake, such as `>= 9.30`.'),
    ),
  ),
  warehouse_size: v.optional(v.pipe(name, v.description('Size of the current warehouse, such as X-Small.'))),
};

const options = v.strictObject({
  ...identityFields,
  parameters: v.optional(
    v.pipe(
      v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
      v.description('Session parameters and their values, such as `TIMEZONE: UTC`.'),
    ),
    {},
  ),
});

type Options = v.InferOutput<typeof options>;
type Identity = Omit<Options, 'parameters'>;

export type ConnectionInput =
  | { readonly look: 'identity'; readonly declared: Identity }
  | { readonly look: 'parameters'; readonly declared: Options['parameters'] };

/** Who and where the session is, found on the live session: logins succeed with names that do not exist. Runs no warehouse. */
export const connection: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Account, region, user, role, warehouse and its size, database, schema, version and session parameters are as declared.',
  layer: 'unit',
  costs: 'free',
  options,
  expand({ parameters, ...identity }) {
    const drafts: CheckDraft[] = [];
    if (Object.values(identity).some((value) => value !== undefined)) {
      const input: ConnectionInput = { look: 'identity', declared: identity };
      drafts.push({ name: 'connection.identity', title: 'The session is who and where it should be', input });
    }
    if (Object.keys(parameters).length > 0) {
      const input: ConnectionInput = { look: 'parameters', declared: parameters };
      drafts.push({ name: 'connection.parameters', title: 'Session parameters have their values', input, path: ['parameters'] });
    }
    if (drafts.length === 0) throw new Error('connection has nothing to compare: declare account, region, role, version or parameters.');
    return drafts;
  },
};

export async function runConnection({ session, spend }: SnowflakeConnection, input: ConnectionInput, context: CheckContext): Promise<void> {
  if (input.look === 'parameters') return lookAtParameters(session, input.declared, context);
  const found = await readIdentity(session, input.declared, context);
  lookAtNames(input.declared, found, context);
  lookAtPlace(input.declared, found, context);
  const { version, warehouse_size } = input.declared;
  const wanted = parseDeclaredVersion(version ?? '');
  if (version !== undefined && wanted !== undefined) {
    look('version', version, textOf(found, 'version'), meetsVersion(textOf(found, 'version'), wanted), context);
  }
  if (warehouse_size !== undefined) {
    const size = spend.warehouse?.size ?? '';
    look('warehouse size', warehouse_size, size, plainSize(size) === plainSize(warehouse_size), context);
  }
}

async function readIdentity(session: Session, { account }: Identity, context: CheckContext): Promise<Row> {
  const columns = ['account', 'region', 'version', 'user', 'role', 'warehouse', 'database', 'schema'];
  // Asked for only where it is needed.
  if (account?.includes('-') === true) columns.push('organization_name', 'account_name');
  const [row = {}] = await session.query(
    `SELECT ${columns.map((column) => `CURRENT_${column}() AS "${column}"`).join(', ')}`,
    askFor(context),
  );
  return row;
}

function lookAtNames(declared: Identity, found: Row, context: CheckContext): void {
  for (const subject of ['user', 'role', 'warehouse', 'database', 'schema'] as const) {
    const expected = declared[subject];
    if (expected === undefined) continue;
    const actual = textOf(found, subject);
    look(subject, expected, actual, actual !== '' && isSameName(expected, printName([actual])), context);
  }
}

function lookAtPlace({ account, region }: Identity, found: Row, context: CheckContext): void {
  if (account !== undefined) {
    const accounts = accountsOf(found);
    // A locator may be declared with its region behind it, which has a field of its own; a URL has hyphens for underscores.
    const plain = (name: string): string => (name.split('.')[0] ?? '').toUpperCase().replaceAll('_', '-');
    look('account', account, accounts.join(' or '), accounts.map(plain).includes(plain(account)), context);
  }
  if (region !== undefined) {
    const actual = textOf(found, 'region');
    // With a region group in front where an organization has several: PUBLIC.AWS_US_WEST_2.
    look('region', region, actual, [actual, actual.split('.').at(-1)].includes(region.toUpperCase()), context);
  }
}

/** The locator, and the name with its organization where that was asked for. */
function accountsOf(found: Row): readonly string[] {
  const organization = textOf(found, 'organization_name');
  const account = textOf(found, 'account_name');
  const named = organization === '' || account === '' ? [] : [`${organization}-${account}`];
  return [textOf(found, 'account'), ...named];
}

function look(subject: string, expected: string, actual: string, met: boolean, context: CheckContext): void {
  context.find({ subject: `current ${subject}`, expected, actual: actual === '' ? 'none' : actual, met });
}

async function lookAtParameters(session: Session, declared: Options['parameters'], context: CheckContext): Promise<void> {
  const rows = await session.query('SHOW PARAMETERS IN SESSION', askFor(context));
  const found = new Map(rows.map((row) => [textOf(row, 'key').toUpperCase(), textOf(row, 'value')] as const));
  for (const [key, expected] of Object.entries(declared)) {
    const actual = found.get(key.toUpperCase());
    context.find({
      subject: `session parameter ${key.toUpperCase()}`,
      expected: String(expected),
      actual: actual ?? `no such parameter${suggestion(key, [...found.keys()])}`,
      met: actual !== undefined && actual.toUpperCase() === String(expected).toUpperCase(),
    });
  }
}

function suggestion(key: string, known: readonly string[]): string {
  const found = nearest(key.toUpperCase(), known);
  return found === undefined ? '' : ` (did you mean ${found}?)`;
}
