import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { Skip } from '../../../std/errors.ts';
import { networkOf } from '../../guarded-agent.ts';
import { durationOption } from '../duration-option.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { probePlain, probeTls } from '../wire/transport-probe.ts';
import type { ProbedTls } from '../wire/transport-probe.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({ expires_after: durationOption('How long certificates must still be valid, such as `14d`.', '14d') });

type Options = v.InferOutput<typeof options>;

export interface TransportInput {
  readonly validMilliseconds: number;
}

const defaultControllerUrl = 'https://api.pinecone.io';
const acceptedProtocols = ['TLSv1.2', 'TLSv1.3'];

/** No request of this check carries a key: a way that is open without TLS must not see it. */
export const transport: CheckKind<Options, PineconeSettings> = {
  summary: 'Both planes speak TLS 1.2 or newer with a valid certificate, and plain HTTP is refused.',
  layer: 'security',
  costs: 'free',
  options,
  expand: ({ expires_after: expiresAfter }) => [
    {
      name: 'transport',
      title: 'Records travel encrypted only',
      input: { validMilliseconds: parseDurationMilliseconds(expiresAfter) } satisfies TransportInput,
    },
  ],
};

export async function runTransport(connection: PineconeConnection, input: TransportInput, context: CheckContext): Promise<void> {
  const { config, settings } = connection;
  const urls = {
    'control plane': new URL(settings.controller_url ?? defaultControllerUrl),
    'data plane': new URL(config.host.includes('://') ? config.host : `https://${config.host}`),
  };
  if (context.environment.stack === 'embedded') throw new Skip('the embedded endpoint speaks plain HTTP on loopback');
  const network = networkOf(context.environment);
  for (const [plane, url] of Object.entries(urls)) {
    const isEncrypted = url.protocol === 'https:';
    context.find({ subject: `address of the ${plane}`, expected: 'https', actual: url.protocol.slice(0, -1), met: isEncrypted });
    if (!isEncrypted) continue;
    tellTls(plane, await probeTls(url, network, context.signal), input, context);
    const refusal = await probePlain(url, network, context.signal);
    context.find({ subject: `plain HTTP to the ${plane}`, expected: 'refused', actual: refusal.words, met: refusal.isRefused });
  }
}

function tellTls(plane: string, probed: ProbedTls, { validMilliseconds }: TransportInput, context: CheckContext): void {
  const { problem, protocol, expiresAtMilliseconds } = probed;
  context.find({ subject: `certificate of the ${plane}`, expected: 'valid', actual: problem ?? 'valid', met: problem === undefined });
  if (problem !== undefined) return;
  const isAccepted = acceptedProtocols.includes(protocol);
  context.find({ subject: `protocol of the ${plane}`, expected: acceptedProtocols.join(' or '), actual: protocol, met: isAccepted });
  const days = (milliseconds: number): number => Math.floor(milliseconds / 86_400_000);
  const left = expiresAtMilliseconds - Date.now();
  const name = plane.replace(' ', '_');
  context.metric(`${name}_certificate_days`, days(left), 'days');
  context.find({
    subject: `validity of the certificate of the ${plane}`,
    expected: `more than ${days(validMilliseconds)} days`,
    actual: `${days(left)} days`,
    met: left > validMilliseconds,
  });
}
