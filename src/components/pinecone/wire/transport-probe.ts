import { request as plainRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { Refusal } from '../../../std/errors.ts';
import type { Network } from '../../../std/address.ts';
import { createAgent, guardedLookup } from '../../guarded-agent.ts';
import { networkError } from '../../network-error.ts';

export interface ProbedTls {
  /** Why the certificate is not trusted; undefined when it is. */
  readonly problem: string | undefined;
  readonly protocol: string;
  readonly expiresAtMilliseconds: number;
}

export interface ProbedPlain {
  readonly isRefused: boolean;
  readonly words: string;
}

const timeoutMilliseconds = 10_000;

/** A request without a key, for the handshake before it. An untrusted certificate is an answer; no answer is thrown. */
export async function probeTls(url: URL, network: Network, signal: AbortSignal): Promise<ProbedTls> {
  const agent = createAgent({ secure: true, keepAlive: false, mayProxy: true });
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
  try {
    const sent = tlsRequest(url, { agent, signal: deadline, lookup: guardedLookup(network) });
    const { socket } = await answerOf(sent);
    const secure = socket as TLSSocket;
    const expiresAtMilliseconds = Date.parse(secure.getPeerCertificate().valid_to);
    return { problem: undefined, protocol: secure.getProtocol() ?? 'none', expiresAtMilliseconds };
  } catch (error) {
    const failure = networkError(error, url.host, 'connecting', deadline.aborted);
    if (!(failure instanceof Refusal)) throw failure;
    return { problem: failure.message, protocol: '', expiresAtMilliseconds: 0 };
  } finally {
    agent.destroy();
  }
}

/**
 * The same without TLS. No connection, a redirect to https and a refusal of the request are fine; an answer about the key is
 * not, since whoever asks for a key there would be given it.
 */
export async function probePlain(url: URL, network: Network, signal: AbortSignal): Promise<ProbedPlain> {
  const agent = createAgent({ secure: false, keepAlive: false, mayProxy: true });
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
  const plain = new URL(url);
  plain.protocol = 'http:';
  try {
    const { statusCode = 0, headers } = await answerOf(plainRequest(plain, { agent, signal: deadline, lookup: guardedLookup(network) }));
    const isRedirect = statusCode >= 300 && statusCode < 400 && (headers.location ?? '').startsWith('https:');
    if (isRedirect) return { isRefused: true, words: 'redirected to https' };
    const isRefused = statusCode >= 400 && statusCode !== 401;
    return { isRefused, words: isRefused ? `refused with ${statusCode}` : `answered with ${statusCode}` };
  } catch (error) {
    // The caller's own end decides nothing; everything else is a door that is shut.
    if (signal.aborted) throw networkError(error, plain.host, 'connecting', true);
    return { isRefused: true, words: 'no answer' };
  } finally {
    agent.destroy();
  }
}

function answerOf(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume();
      resolve(response);
    });
    sent.end();
  });
}
