import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { SecureContext, TLSSocket } from 'node:tls';
import { errorMessage } from '../../std/errors.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { closeServer, listenOnLoopback, readBody } from '../listen.ts';
import { answerRequest, hostNames, refusal } from './answer-request.ts';
import type { HttpAnswer, Site } from './answer-request.ts';
import { createAuthority } from './certificate.ts';
import type { Authority, Validity } from './certificate.ts';

export interface HttpEndpoint extends AsyncDisposable {
  /** Names that the endpoint answers to. */
  readonly hosts: readonly string[];
  /** `127.0.0.1:PORT`: the host names do not resolve, so clients are told where to connect. */
  readonly connectTo: string;
  /** PEM of the authority that signed the certificates of this start. */
  readonly ca: string;
  /** Opens GET /private of api.example.test. */
  readonly token: string;
}

export interface HttpOptions {
  readonly world: World;
  readonly faults?: readonly Fault[];
  readonly port?: number;
}

const bodyLimitBytes = 1_048_576;
const dayMilliseconds = 86_400_000;

/** Several HTTPS hosts on one port; the server name of the TLS handshake decides which one answers. */
export async function startHttp(options: HttpOptions): Promise<HttpEndpoint> {
  const faults = options.faults ?? [];
  const site: Site = { world: options.world, faults, token: randomBytes(24).toString('hex') };
  const authority = createAuthority(validDays(-365, 365));
  const contexts = new Map(hostNames.map((host) => [host, createContext(authority, host, faults)]));
  const server = createServer(
    {
      keepAliveTimeout: 60_000,
      minVersion: 'TLSv1.2',
      SNICallback: (name, done) => {
        const context = contexts.get(name);
        if (context === undefined) done(new Error(`The embedded HTTP endpoint has no host ${name}.`));
        else done(null, context);
      },
    },
    (request, response) => void respond(site, request, response),
  );
  const port = await listenOnLoopback(server, options.port);
  return {
    hosts: hostNames,
    connectTo: `127.0.0.1:${port}`,
    ca: authority.certificate,
    token: site.token,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

function createContext(authority: Authority, host: string, faults: readonly Fault[]): SecureContext {
  const expired = faults.includes('expired-certificate') && host === 'status.example.test';
  const { certificate, privateKey } = authority.issue(host, expired ? validDays(-91, -1) : validDays(-1, 90));
  return createSecureContext({ cert: certificate, key: privateKey });
}

/** Counted in days from now. */
function validDays(from: number, until: number): Validity {
  return { from: new Date(Date.now() + from * dayMilliseconds), until: new Date(Date.now() + until * dayMilliseconds) };
}

async function respond(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: HttpAnswer;
  try {
    answer = await answerTo(site, request);
  } catch (error) {
    answer = refusal(500, 'internal', `The embedded HTTP endpoint failed: ${errorMessage(error)}`);
  }
  const bytes = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': bytes.length, ...answer.headers });
  response.end(bytes);
}

async function answerTo(site: Site, request: IncomingMessage): Promise<HttpAnswer> {
  const { servername } = request.socket as TLSSocket & { readonly servername: string };
  const url = new URL(request.url ?? '/', `https://${servername}`);
  const asked = request.headers.host?.replace(/:\d+$/, '');
  if (asked !== servername)
    return refusal(421, 'misdirected', `The connection is for ${servername}, the request for ${asked ?? 'no host'}.`);
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) return refusal(413, 'too_large', `At most ${bodyLimitBytes} bytes are accepted.`);
  return answerRequest(site, servername, { method: request.method ?? 'GET', url, headers: request.headers, body });
}
