import type { ConnectContext } from '../../model/component.ts';
import { networkOf } from '../guarded-agent.ts';
import { openMcp } from './client.ts';
import type { McpConnection } from './client.ts';
import type { McpSettings } from './settings-schema.ts';

/** The handshake. Which era of the protocol was agreed on is a note, because it decides what the other checks can ask. */
export async function connect(settings: McpSettings, context: ConnectContext): Promise<McpConnection> {
  const connection = await openMcp(settings, networkOf(context.environment), context.signal);
  const { name, version, protocol, era } = connection.server;
  context.find({ subject: 'handshake', expected: 'agreement on a protocol revision', actual: protocol, met: true });
  context.note(`${name || 'the server'} ${version} speaks MCP ${protocol} (${era})`);
  return connection;
}
