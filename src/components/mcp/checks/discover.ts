import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';

export interface DiscoverInput {
  readonly capabilities: readonly string[];
}

const options = v.strictObject({
  capabilities: v.exactOptional(v.pipe(v.array(v.string()), v.description('Capabilities that the server must offer; `tools` by default'))),
});

export const discover: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'What the server says of itself: name, version, protocol revision, capabilities.',
  layer: 'unit',
  options,
  primary: 'capabilities',
  expand({ capabilities = ['tools'] }) {
    const input: DiscoverInput = { capabilities };
    return [{ name: 'discover', title: 'The server introduces itself', input }];
  },
};

export async function runDiscover(connection: McpConnection, input: DiscoverInput, context: CheckContext): Promise<void> {
  const { name, version, protocol, era, capabilities } = connection.server;
  const pinned = connection.settings.protocol;
  const wanted = pinned === undefined || pinned === 'auto' || pinned === 'legacy' ? undefined : pinned;
  context.find({
    subject: 'server',
    expected: 'a name and a version',
    actual: `${name === '' ? 'no name' : name} ${version === '' ? 'without version' : version}`,
    met: name !== '' && version !== '',
  });
  context.find({
    subject: 'protocol revision',
    expected: wanted ?? 'one that is agreed on',
    actual: `${protocol} (${era})`,
    met: wanted === undefined ? protocol !== 'unknown' : protocol === wanted,
  });
  for (const capability of input.capabilities) {
    const met = capabilities.includes(capability);
    const actual = met ? 'offered' : `not offered (it offers ${capabilities.join(', ') || 'nothing'})`;
    context.find({ subject: `capability ${capability}`, expected: 'offered', actual, met });
  }
  for (const [key, value] of Object.entries(connection.server)) context.value(key, value);
}
