import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBody } from '../../listen.ts';
import { writeScope } from '../register-tools.ts';
import type { AccessTokens } from './access-tokens.ts';
import { readScope } from './resource-server.ts';

const bodyLimitBytes = 16_384;
const lifetimeSeconds = 3600;
const tokenPath = '/oauth/token';
const keysPath = '/oauth/keys';
/** Nothing is granted there. The MCP SDK's client does not accept metadata without it, whatever the grant. */
const authorizationPath = '/oauth/authorize';
const metadataPath = '/.well-known/oauth-authorization-server';
const scopes = [readScope, writeScope];

/** An OAuth 2.1 authorization server with one client and one grant: client credentials (RFC 6749 section 4.4, RFC 8414, RFC 8707). */
export class AuthorizationServer {
  readonly client = { id: 'infra-test', secret: randomBytes(24).toString('base64url') };
  readonly #tokens: AccessTokens;
  readonly #resource: string;

  constructor(tokens: AccessTokens, resource: string) {
    this.#tokens = tokens;
    this.#resource = resource;
  }

  /** Undefined for a path that is not ours. */
  async answer(request: IncomingMessage, path: string): Promise<Response | undefined> {
    if (request.method === 'GET' && path === metadataPath) return Response.json(this.#metadata);
    if (request.method === 'GET' && path === keysPath) return Response.json(this.#tokens.keySet);
    if (request.method === 'GET' && path === authorizationPath) {
      return refusal(400, 'unsupported_response_type', 'No user can log in here: get a token by client_credentials');
    }
    if (request.method === 'POST' && path === tokenPath) return await this.#grant(request);
    return undefined;
  }

  get #metadata(): object {
    const { issuer } = this.#tokens;
    return {
      issuer,
      authorization_endpoint: `${issuer}${authorizationPath}`,
      token_endpoint: `${issuer}${tokenPath}`,
      jwks_uri: `${issuer}${keysPath}`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      scopes_supported: scopes,
    };
  }

  async #grant(request: IncomingMessage): Promise<Response> {
    const body = await readBody(request, bodyLimitBytes);
    if (body === undefined) return refusal(413, 'invalid_request', `The request is larger than ${bodyLimitBytes} bytes`);
    const form = new URLSearchParams(body.toString());
    if (!this.#knows(credentialsOf(request, form))) return refusal(401, 'invalid_client', 'The client or its secret is unknown');
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', 'Only client_credentials is granted here');
    }
    const audience = form.get('resource') ?? this.#resource;
    if (audience !== this.#resource) return refusal(400, 'invalid_target', `The resource of this server is ${this.#resource}`);
    const wanted = form.get('scope')?.split(' ') ?? scopes;
    if (!wanted.every((scope) => scopes.includes(scope))) return refusal(400, 'invalid_scope', `Scopes are ${scopes.join(', ')}`);
    const token = this.#tokens.issue({ client: this.client.id, audience, scopes: wanted, lifetimeSeconds });
    const granted = { access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds, scope: wanted.join(' ') };
    return Response.json(granted, { headers: { 'cache-control': 'no-store' } });
  }

  #knows({ id, secret }: Credentials): boolean {
    return id === this.client.id && timingSafeEqual(digest(secret), digest(this.client.secret));
  }
}

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

function credentialsOf({ headers }: IncomingMessage, form: URLSearchParams): Credentials {
  const [, basic] = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(headers.authorization ?? '') ?? [];
  if (basic === undefined) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
  return { id, secret };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refusal(status: number, error: string, description: string): Response {
  return Response.json({ error, error_description: description }, { status });
}
