import type { IncomingMessage } from 'node:http';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Fault } from '../../faults.ts';
import { writeScope } from '../register-tools.ts';
import type { ServerSdk } from '../register-tools.ts';
import { InvalidToken } from './access-tokens.ts';
import type { AccessTokens } from './access-tokens.ts';

/** What every request needs; tools that write need `writeScope` besides. */
export const readScope = 'calls:read';

/** The MCP endpoint as an OAuth 2.1 resource server: RFC 6750, RFC 8707, RFC 9728. */
export class ResourceServer {
  readonly #sdk: ServerSdk;
  readonly #tokens: AccessTokens;
  readonly #resource: URL;
  readonly #faults: readonly Fault[];
  readonly #metadataUrl: string;

  constructor(sdk: ServerSdk, tokens: AccessTokens, resource: URL, faults: readonly Fault[]) {
    this.#sdk = sdk;
    this.#tokens = tokens;
    this.#resource = resource;
    this.#faults = faults;
    this.#metadataUrl = sdk.getOAuthProtectedResourceMetadataUrl(resource);
  }

  get metadataPath(): string {
    return new URL(this.#metadataUrl).pathname;
  }

  get metadata(): object {
    return {
      resource: this.#resource.href,
      authorization_servers: [this.#tokens.issuer],
      scopes_supported: [readScope, writeScope],
      bearer_methods_supported: ['header'],
      resource_name: 'infra-test-local',
    };
  }

  /** Who asks, or the answer that refuses the request. Tokens in the query are not looked at: RFC 6750 section 5.3. */
  async admit({ headers }: IncomingMessage): Promise<AuthInfo | Response> {
    if (this.#faults.includes('mcp-open-auth')) return { token: '', clientId: 'anonymous', scopes: [readScope, writeScope] };
    const challenge = { requiredScopes: [readScope], resourceMetadataUrl: this.#metadataUrl };
    try {
      const verifier = { verifyAccessToken: (token: string) => Promise.resolve(this.#verify(token)) };
      return await this.#sdk.verifyBearerToken(headers.authorization, { ...challenge, verifier, expectedResource: this.#resource });
    } catch (error) {
      return this.#sdk.bearerAuthChallengeResponse(error, challenge);
    }
  }

  #verify(token: string): AuthInfo {
    try {
      const { client, audience, scopes, expiresAt } = this.#tokens.verify(token);
      const isOurs = audience.includes(this.#resource.href) || this.#faults.includes('mcp-any-audience');
      return { token, clientId: client, scopes: [...scopes], expiresAt, ...(isOurs && { resource: this.#resource }) };
    } catch (error) {
      if (error instanceof InvalidToken) throw new this.#sdk.OAuthError(this.#sdk.OAuthErrorCode.InvalidToken, error.message);
      throw error;
    }
  }
}
