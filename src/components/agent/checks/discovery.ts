import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { AgentConnection } from '../client.ts';
import type { AgentSettings } from '../settings-schema.ts';

const options = v.strictObject({
  require: v.exactOptional(v.pipe(v.array(v.string()), v.description('Models (openai-chat) or ids of skills (a2a) that must be there'))),
  security: v.exactOptional(v.pipe(v.array(v.string()), v.description('Names of security schemes that the card must have'))),
});

export type DiscoveryInput = v.InferOutput<typeof options>;

export const discovery: CheckKind<DiscoveryInput, AgentSettings> = {
  summary: 'What the agent says of itself: card or models, valid and with what is required; health for the other protocols.',
  layer: 'unit',
  costs: 'free',
  options,
  primary: 'require',
  expand(input, settings) {
    const { protocol } = settings;
    if (protocol === 'mcp') throw new Error('discovery of an agent over MCP belongs to the checks of its mcp component, such as tools');
    if (input.require !== undefined && protocol !== 'openai-chat' && protocol !== 'a2a')
      throw new Error(`${protocol} lists nothing to require`);
    if (input.security !== undefined && protocol !== 'a2a') throw new Error('security schemes are told by agent cards: protocol a2a');
    if (protocol === 'http-json' && settings.health === undefined)
      throw new Error('discovery of http-json needs health, a path of the agent');
    return [{ name: 'discovery', title: 'The agent says what it is', input }];
  },
};

export async function runDiscovery(connection: AgentConnection, input: DiscoveryInput, context: CheckContext): Promise<void> {
  const { findings, names = [], values, words } = await connection.protocol.discover(context.signal);
  context.note(words);
  for (const finding of findings) context.find(finding);
  for (const [name, value] of Object.entries(values)) context.value(name, value);
  for (const name of input.require ?? []) {
    context.find({ subject: name, expected: 'offered', actual: offered(name, names), met: names.includes(name) });
  }
  const schemes = schemeNames(values['security']);
  for (const scheme of input.security ?? []) {
    context.find({
      subject: `security scheme ${scheme}`,
      expected: 'in the card',
      actual: offered(scheme, schemes),
      met: schemes.includes(scheme),
    });
  }
}

function offered(name: string, names: readonly string[]): string {
  return names.includes(name) ? 'offered' : `not among ${names.slice(0, 20).join(', ') || 'nothing'}`;
}

/** `bearer (http)` is called `bearer`. */
function schemeNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((words) => String(words).replace(/ \([^)]*\)$/, '')) : [];
}
