import type { Socket } from 'node:net';
import { TLSSocket, checkServerIdentity } from 'node:tls';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { bareHost } from '../../guarded-agent.ts';
import type { HttpConnection } from '../client.ts';
import type { HttpSettings } from '../settings-schema.ts';

export interface CertificateInput {
  readonly minimumDays: number;
}

const options = v.strictObject({
  min_days: v.exactOptional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(3650), v.description('Days that it must still be valid for; 14 by default')),
  ),
});

export const certificate: CheckKind<v.InferOutput<typeof options>, HttpSettings> = {
  summary: 'The certificate: trusted, for this host, valid for `min_days` more (14), over TLS 1.2 or newer.',
  layer: 'security',
  options,
  primary: 'min_days',
  expand(options, settings) {
    if (!settings.url.startsWith('https:')) throw new Error(`a certificate check needs an https url, and this one is ${settings.url}`);
    const input: CertificateInput = { minimumDays: options.min_days ?? 14 };
    return [{ name: 'certificate', title: `The certificate of ${new URL(settings.url).host}`, input }];
  },
};

/** What a TLS connection says of itself, nothing of it judged yet. Times are Unix time. */
interface Presented {
  /** OpenSSL's code, such as `SELF_SIGNED_CERT_IN_CHAIN`; undefined when the chain is trusted. */
  readonly chainError: string | undefined;
  readonly hostError: string | undefined;
  readonly names: string;
  readonly startsAtMilliseconds: number;
  readonly endsAtMilliseconds: number;
  readonly protocol: string;
}

export async function runCertificate(connection: HttpConnection, input: CertificateInput, context: CheckContext): Promise<void> {
  const host = bareHost(connection.url.hostname);
  const presented = await connection.open(context.signal, (socket) => readCertificate(socket, host));
  const now = Date.now();
  const { endsAtMilliseconds: end, protocol } = presented;
  findChain(presented, now, context);
  context.find({
    subject: 'host name',
    expected: `a certificate for ${host}`,
    actual: presented.hostError === undefined ? `for ${host}` : `for ${presented.names}`,
    met: presented.hostError === undefined,
  });
  context.find({
    subject: 'validity',
    expected: `expires in more than ${count(input.minimumDays, 'day')}`,
    actual: describeValidity(presented, now),
    met: presented.startsAtMilliseconds <= now && end - now > input.minimumDays * dayMilliseconds,
  });
  const isModern = protocol === 'TLSv1.2' || protocol === 'TLSv1.3';
  context.find({ subject: 'protocol', expected: 'TLS 1.2 or newer', actual: protocol, met: isModern });
  context.value('cert_expires', end - now);
  context.value('protocol', protocol);
}

function readCertificate(socket: Socket, host: string): Presented {
  if (!(socket instanceof TLSSocket)) throw new Error('the connection is not TLS');
  const certificate = socket.getPeerCertificate();
  const names = certificate.subjectaltname ?? String(certificate.subject?.CN ?? 'nobody');
  return {
    // Typed as Error by @types/node, and a code in fact.
    chainError: socket.authorized ? undefined : codeOf(socket.authorizationError),
    hostError: checkServerIdentity(host, certificate)?.message,
    names: names.replaceAll('DNS:', '').replaceAll('IP Address:', ''),
    startsAtMilliseconds: Date.parse(certificate.valid_from),
    endsAtMilliseconds: Date.parse(certificate.valid_to),
    protocol: socket.getProtocol() ?? 'unknown',
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** OpenSSL reports one error, and time comes last: an expired certificate hides whether its chain is trusted. */
function findChain({ chainError, startsAtMilliseconds, endsAtMilliseconds }: Presented, now: number, context: CheckContext): void {
  const isOwnTime =
    (chainError === 'CERT_HAS_EXPIRED' && endsAtMilliseconds <= now) || (chainError === 'CERT_NOT_YET_VALID' && startsAtMilliseconds > now);
  if (isOwnTime) return context.note('whether the chain is trusted was not judged, because the certificate is not valid now');
  context.find({
    subject: 'chain',
    expected: 'a chain that leads to a trusted authority',
    actual: chainError === undefined ? 'trusted' : `not trusted (${chainError})`,
    met: chainError === undefined,
  });
}

const dayMilliseconds = 86_400_000;

function describeValidity({ startsAtMilliseconds: start, endsAtMilliseconds: end }: Presented, now: number): string {
  if (start > now) return `not valid before ${isoDate(start)}`;
  const days = Math.abs(Math.round((end - now) / dayMilliseconds));
  const span = days === 0 ? 'less than a day' : count(days, 'day');
  return end > now ? `expires in ${span} (${isoDate(end)})` : `expired ${span} ago (${isoDate(end)})`;
}

function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
