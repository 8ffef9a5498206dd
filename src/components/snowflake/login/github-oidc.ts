import { request as requestPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { text as readText } from 'node:stream/consumers';
import { backoffMilliseconds } from '../../../std/backoff.ts';
import { pause } from '../../../std/deadline.ts';
import { Refusal, TransportError } from '../../../std/errors.ts';
import { createAgent, isLoopbackHost } from '../../guarded-agent.ts';
import { networkError } from '../../network-error.ts';

/** Snowflake accepts tokens for it unless the user's identity lists other audiences. */
const audience = 'snowflakecomputing.com';
const mostRequests = 3;
const requestTimeoutMilliseconds = 10_000;
const firstBackoffMilliseconds = 500;

/**
 * A fresh identity token (JWT) of this job from GitHub's token service; it lives for minutes, so one is fetched for each
 * login. Another try follows when the service gives no answer, 429 or 5xx.
 * @throws Refusal when the job may not have one, TransportError when the service cannot be reached
 */
export async function fetchIdentityToken(signal: AbortSignal): Promise<string> {
  const { url, requestToken } = tokenService();
  for (let number = 1; ; number += 1) {
    try {
      return await requestIdentityToken(url, requestToken, AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMilliseconds)]));
    } catch (error) {
      if (!(error instanceof TransportError) || number === mostRequests || signal.aborted) throw error;
      await pause(backoffMilliseconds(number, firstBackoffMilliseconds, Math.random), signal);
    }
  }
}

function tokenService(): { readonly url: URL; readonly requestToken: string } {
  const address = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const requestToken = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  if (address === '' || requestToken === '') {
    throw new Refusal(
      'NO_IDENTITY_TOKEN',
      'auth: github-oidc needs an identity token of GitHub Actions, and this job may not ask for one (ACTIONS_ID_TOKEN_REQUEST_URL is not set): ' +
        'add `permissions: id-token: write` to the job. Pull requests from forks and runs outside of GitHub Actions never get one.',
    );
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && !isLoopbackHost(url.hostname))) {
    throw new Refusal(
      'NO_IDENTITY_TOKEN',
      'ACTIONS_ID_TOKEN_REQUEST_URL is no https address, so the token that it would be sent is kept back',
    );
  }
  url.searchParams.set('audience', audience);
  return { url, requestToken };
}

async function requestIdentityToken(url: URL, requestToken: string, signal: AbortSignal): Promise<string> {
  const where = `the token service of GitHub Actions (${url.host})`;
  const secure = url.protocol === 'https:';
  const agent = createAgent({ secure, keepAlive: false, mayProxy: !isLoopbackHost(url.hostname) });
  const headers = { accept: 'application/json', authorization: `Bearer ${requestToken}`, 'user-agent': 'infra-test' };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  try {
    const request = (secure ? requestSecure : requestPlain)(url, { agent, headers, signal });
    request.on('response', resolve).on('error', reject).end();
    const answer = await promise;
    return tokenOf(answer.statusCode ?? 0, await readText(answer), where);
  } catch (error) {
    throw networkError(error, where, 'asking for an identity token', signal.aborted);
  } finally {
    agent.destroy();
  }
}

/** The body is never quoted: it may hold the token. */
function tokenOf(status: number, body: string, where: string): string {
  if (status === 429) throw new TransportError('429', `${where} answered HTTP 429`);
  if (status >= 500) throw new TransportError('5xx', `${where} answered HTTP ${status}`);
  const token = status === 200 ? memberOf(body, 'value') : undefined;
  if (typeof token === 'string' && token !== '') return token;
  throw new Refusal(
    String(status),
    status === 200
      ? `${where} answered without a token: expected a JSON object with "value"`
      : `${where} answered HTTP ${status}: the job may need \`permissions: id-token: write\``,
  );
}

function memberOf(json: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  } catch {
    return undefined;
  }
}

/** What a token says about the job. Not verified here: that is Snowflake's part. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Undefined when the token is no JWT with these claims. */
export function identityOf(token: string): Identity | undefined {
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const [issuer, subject, aud] = ['iss', 'sub', 'aud'].map((name) => memberOf(claims, name));
  if (typeof issuer !== 'string' || typeof subject !== 'string') return undefined;
  return { issuer, subject, audience: Array.isArray(aud) ? aud.join(', ') : String(aud) };
}
