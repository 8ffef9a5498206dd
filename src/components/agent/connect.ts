import type { ConnectContext } from '../../model/component.ts';
import { givenCredentials } from '../given-credentials.ts';
import { networkOf } from '../guarded-agent.ts';
import { OutputWatch } from '../output-watch.ts';
import { AgentConnection } from './client.ts';
import { openProtocol } from './protocols/open-protocol.ts';
import type { AgentSettings } from './settings-schema.ts';
import { UsageMeter } from './usage-meter.ts';

/** The agent says what it is: its card, its models, its health. How well it says so is judged by `discovery`. */
export async function connect(settings: AgentSettings, context: ConnectContext): Promise<AgentConnection> {
  const { needs, signal } = context;
  const protocol = await openProtocol(settings, { network: networkOf(context.environment), needs, signal });
  try {
    const { words } = await protocol.discover(signal);
    context.find({ subject: 'agent', expected: 'says what it is', actual: words, met: true });
    context.note(words);
  } catch (error) {
    protocol[Symbol.dispose]();
    throw error;
  }
  const watch = new OutputWatch(givenCredentials(settings), context);
  return new AgentConnection({ settings, protocol, watch, meter: new UsageMeter(settings.budget, settings.prices) });
}
