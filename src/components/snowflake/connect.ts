import type { Row } from '../../model/capability.ts';
import type { ConnectContext } from '../../model/component.ts';
import { networkOf, refuseForbiddenHost } from '../guarded-agent.ts';
import { openConnection } from './client.ts';
import { isSameName } from './identifier.ts';
import type { SnowflakeConnection } from './session.ts';
import type { SnowflakeSettings } from './settings-schema.ts';

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
  const tag = `infra-test:${context.runId}:${context.component}.connection`;
  const [found = {}] = await connection.session.query(whoAmI, { signal: context.signal, tag });
  compareSession(settings, found, context);
  context.note(`account ${printed(found['account'])}, Snowflake ${printed(found['version'])}`);
  cleanup.move();
  return connection;
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
      met: typeof actual === 'string' && isSameName(expected, quotedUnlessPlain(actual)),
    });
  }
}

/** Functions answer with exact names; `isSameName` compares names as people write them. */
function quotedUnlessPlain(exactName: string): string {
  return /^[A-Z_][A-Z0-9_$]*$/.test(exactName) ? exactName : `"${exactName.replaceAll('"', '""')}"`;
}

function printed(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : 'none (it does not exist or may not be used)';
}
