import type { Row } from '../../model/capability.ts';
import type { ConnectContext } from '../../model/component.ts';
import { networkOf, refuseForbiddenHost } from '../guarded-agent.ts';
import { openConnection } from './client.ts';
import { isSameName, printName } from './structure/identifier.ts';
import { passwordWarning } from './login/password-warning.ts';
import { askFor } from './session.ts';
import type { Ask, SnowflakeConnection } from './session.ts';
import type { SnowflakeSettings } from './settings-schema.ts';
import { findWarehouse } from './spend/warehouse.ts';

/** Needs no warehouse, so it resumes none. */
const whoAmI = `select current_account() as "account", current_version() as "version", current_user() as "user", current_role() as "role",
  current_warehouse() as "warehouse", current_database() as "database", current_schema() as "schema"`;

/**
 * The connection check: logs in and compares the session with the settings, because Snowflake logs in with success when the
 * warehouse, database or schema asked for does not exist, and leaves it empty.
 */
export async function connect(settings: SnowflakeSettings, context: ConnectContext): Promise<SnowflakeConnection> {
  if (settings.access_url !== undefined) refuseForbiddenHost(new URL(settings.access_url).hostname, networkOf(context.environment));
  await using cleanup = new AsyncDisposableStack();
  const connection = cleanup.use(await openConnection(settings, context.signal));
  const ask = askFor({ ...context, checkId: `${context.component}.connection` });
  const [found = {}] = await connection.session.query(whoAmI, ask);
  compareSession(settings, found, context);
  context.note(`account ${printed(found['account'])}, Snowflake ${printed(found['version'])}`);
  const warning = passwordWarning(settings);
  if (warning !== undefined) context.note(warning);
  await lookAtWarehouse(connection, found['warehouse'], ask, context);
  cleanup.move();
  return connection;
}

/** What the warehouse costs, for the estimate of the run, and a word where it is larger than these checks need. */
async function lookAtWarehouse(connection: SnowflakeConnection, name: unknown, ask: Ask, context: ConnectContext): Promise<void> {
  if (typeof name !== 'string' || name === '') return;
  const warehouse = await findWarehouse(connection.session, name, ask);
  connection.spend.warehouse = warehouse;
  if (warehouse === undefined || warehouse.creditsPerHour <= 1) return;
  context.note(
    `warehouse ${name} is ${warehouse.size}, ${warehouse.creditsPerHour} credits an hour: X-Small, 1 an hour, is enough for checks`,
  );
}

function compareSession(settings: SnowflakeSettings, found: Row, context: ConnectContext): void {
  const declared = [
    ['user', settings.username],
    ['role', settings.role],
    ['warehouse', settings.warehouse],
    ['database', settings.database],
    ['schema', settings.schema],
  ] as const;
  for (const [subject, expected] of declared) {
    if (expected === undefined) continue;
    const actual = found[subject];
    context.find({
      subject: `${subject} of the session`,
      expected,
      actual: printed(actual),
      met: typeof actual === 'string' && isSameName(expected, printName([actual])),
    });
  }
}

function printed(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : 'none (it does not exist or may not be used)';
}
