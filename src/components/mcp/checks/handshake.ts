import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import { measureHandshakes } from '../session/measure-handshakes.ts';
import { liveSession, isSuccess } from '../session/session-life.ts';
import type { McpSettings } from '../settings-schema.ts';

export const handshake: CheckKind<Record<string, never>, McpSettings> = {
  summary:
    'Revision and era that are agreed on, new connections timed as the operation `handshake`, and sessions that end when they are ended.',
  layer: 'performance',
  options: v.strictObject({}),
  expand(_, { url }) {
    // A stdio server is started for each handshake: what that takes is the machine's doing.
    const operation = url === undefined ? { name: 'handshake' } : { name: 'handshake', target: 'handshake p(95) < 50ms' };
    return [{ name: 'handshake', title: 'The server agrees on a revision and ends its sessions', input: {}, operations: [operation] }];
  },
};

export async function runHandshake(connection: McpConnection, _: unknown, context: CheckContext): Promise<void> {
  const { name, version, protocol, era } = connection.server;
  for (const [key, value] of Object.entries({ name, version, protocol, era, value: protocol })) context.value(key, value);
  context.note(`MCP ${protocol} (${era})`);
  context.find({
    subject: 'protocol revision',
    expected: 'one that is agreed on',
    actual: `${protocol} (${era})`,
    met: protocol !== 'unknown',
  });
  await lookAtSession(connection, context);
  await measureHandshakes(connection, context, (options, shake) => context.measure('handshake', options, shake));
}

/** A session of its own, because the one of the connection is still needed. */
async function lookAtSession(connection: McpConnection, context: CheckContext): Promise<void> {
  context.value('sessions', false);
  if (connection.settings.url === undefined) return;
  await using other = await connection.openAnother(context.signal);
  const life = await liveSession(other, context.signal);
  if (life === undefined) return context.note('the server keeps no sessions');
  context.value('sessions', true);
  const { requestStatuses, deleteStatus, afterwardsStatus } = life;
  context.find({
    subject: 'two requests of one session',
    expected: 'answered',
    actual: `status ${requestStatuses.join(' and ')}`,
    met: requestStatuses.every(isSuccess),
  });
  if (deleteStatus === undefined) return;
  if (deleteStatus === 405) return context.note('the server does not let clients end their sessions (DELETE: 405)');
  context.find({
    subject: 'ending a session with DELETE',
    expected: 'success, or 405 where clients cannot end sessions',
    actual: `status ${deleteStatus}`,
    met: isSuccess(deleteStatus),
  });
  if (afterwardsStatus === undefined) return;
  context.find({
    subject: 'a request of a session that was ended',
    expected: 'status 404, by which clients know that they must begin a new one',
    actual: `status ${afterwardsStatus}${isSuccess(afterwardsStatus) ? ': the session still lives' : ''}`,
    met: afterwardsStatus === 404,
  });
}
