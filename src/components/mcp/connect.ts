import type { ConnectContext } from '../../model/component.ts';
import type { Network } from '../../std/address.ts';
import { networkOf } from '../guarded-agent.ts';
import { openMcp } from './client.ts';
import type { McpConnection } from './client.ts';
import { connectWhenReady, explained } from './runtime/connect-when-ready.ts';
import { startRuntime } from './runtime/start-runtime.ts';
import { givenCredentials } from '../given-credentials.ts';
import { OutputWatch } from '../output-watch.ts';
import type { McpSettings } from './settings-schema.ts';

/** The handshake. Which era of the protocol was agreed on is a note, because it decides what the other checks can ask. */
export async function connect(settings: McpSettings, context: ConnectContext): Promise<McpConnection> {
  const watch = new OutputWatch(givenCredentials(settings), context);
  await using cleanup = new AsyncDisposableStack();
  const { runtime, url } = await startRuntime(settings.runtime, context);
  cleanup.use(runtime);
  const open = () => openMcp({ ...settings, ...(url !== undefined && { url }) }, network(context, url), context.signal, watch);
  const redact = (text: string) => watch.redact(text);
  const connection = await (url === undefined ? explained(runtime, open, redact) : connectWhenReady(runtime, open, redact, context.signal));
  connection.runsOn(runtime);
  cleanup.move();
  const { name, version, protocol, era } = connection.server;
  context.find({ subject: 'handshake', expected: 'agreement on a protocol revision', actual: protocol, met: true });
  context.note(`${name || 'the server'} ${version} speaks MCP ${protocol} (${era})`);
  return connection;
}

/** A server that this run started is on loopback, as the embedded stack is. */
function network({ environment }: ConnectContext, startedAt: string | undefined): Network {
  return startedAt === undefined ? networkOf(environment) : 'loopback';
}
