import type { ConnectContext } from '../../model/component.ts';
import { networkOf, refuseForbiddenHost } from '../guarded-agent.ts';
import type { Network } from '../../std/address.ts';
import type { PineconeSettings } from './settings-schema.ts';
import { UnitMeter } from './units/unit-meter.ts';
import { defaultNamespace } from './vector-index.ts';
import type { PineconeClient, PineconeConnection } from './vector-index.ts';

type CreateClient = (apiKey: string, controllerUrl: string | undefined) => PineconeClient;

/** The connection check: the index is described with the key, and its state is looked at. */
export function connectWith(createClient: CreateClient) {
  return (settings: PineconeSettings, context: ConnectContext) => connect(createClient, settings, context);
}

async function connect(createClient: CreateClient, settings: PineconeSettings, context: ConnectContext): Promise<PineconeConnection> {
  const network = networkOf(context.environment);
  if (settings.controller_url !== undefined) refuseForbiddenUrl(settings.controller_url, network);
  const client = createClient(settings.api_key, settings.controller_url);
  const config = await client.control.describe(settings.index, context.signal);
  context.find({
    subject: `index ${settings.index}`,
    expected: 'ready',
    actual: config.isReady ? 'ready' : `state ${config.state}`,
    met: config.isReady,
  });
  if (config.host === '') throw new Error(`The service described index ${settings.index} without the address of its data.`);
  const indexAt = (host: string) => {
    // The answer names it, so it is judged like any other address before the key is sent there.
    refuseForbiddenUrl(host.includes('://') ? host : `https://${host}`, network);
    return client.index(host);
  };
  return {
    settings,
    namespace: settings.namespace ?? defaultNamespace,
    config,
    control: client.control,
    backups: client.backups,
    units: new UnitMeter(settings.max_units),
    index: indexAt(config.host),
    indexAt,
    withKey: (apiKey) => createClient(apiKey, settings.controller_url),
    // Nothing is kept open between calls but idle sockets, which hold no process back.
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function refuseForbiddenUrl(url: string, network: Network): void {
  refuseForbiddenHost(new URL(url).hostname, network);
}
