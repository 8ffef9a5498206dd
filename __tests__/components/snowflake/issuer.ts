import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Claims = Readonly<Record<string, unknown>>;

/** GitHub's token service: discovery, published keys, and tokens for whoever shows the request token. */
export interface Issuer extends AsyncDisposable {
  readonly url: string;
  /** What the runner sets for a job that may ask for tokens. */
  readonly variables: Readonly<Record<string, string>>;
  readonly subject: string;
  /** Tokens given out, newest last. */
  readonly minted: readonly string[];
  /** Laid over the claims of tokens from now on. */
  change(claims: Claims): void;
  /** From now on tokens are signed by a key that is not published. */
  forge(): void;
  /** The next requests for a token are answered with these statuses. */
  fail(...statuses: readonly number[]): void;
}

const requestToken = 'the-token-for-tokens-1234';
const keyId = 'key-1';

export async function startIssuer(subject = 'repo:octo@1/repo@2:environment:staging'): Promise<Issuer> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let signer: KeyObject = own.privateKey;
  let over: Claims = {};
  const statuses: number[] = [];
  const minted: string[] = [];
  let url = '';
  const mint = (audience: string | null): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: url, sub: subject, aud: audience, iat: now, nbf: now - 300, exp: now + 300, repository: 'octo/repo', ...over };
    const body = [{ typ: 'JWT', alg: 'RS256', kid: keyId }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${body}.${sign('RSA-SHA256', Buffer.from(body), signer).toString('base64url')}`;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const json = (status: number, value: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (pathname === '/.well-known/openid-configuration') return json(200, { issuer: url, jwks_uri: `${url}/jwks` });
    if (pathname === '/jwks')
      return json(200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }] });
    const status = statuses.shift() ?? (request.headers.authorization === `Bearer ${requestToken}` ? 200 : 401);
    if (pathname !== '/token' || status !== 200) return json(pathname === '/token' ? status : 404, { message: `no token ${requestToken}` });
    minted.push(mint(searchParams.get('audience')));
    json(200, { value: minted.at(-1) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    subject,
    minted,
    variables: { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
    change: (claims) => void (over = claims),
    forge: () => void (signer = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    fail: (...next) => void statuses.push(...next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
