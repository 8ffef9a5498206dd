import { writeScope } from '../register-tools.ts';
import type { AccessTokens } from './access-tokens.ts';
import { readScope } from './resource-server.ts';

/** Tokens for tests of the protected endpoint: one that is accepted and three that are not. */
export interface TestTokens {
  readonly good: string;
  readonly expired: string;
  readonly wrongAudience: string;
  readonly wrongScope: string;
}

const daySeconds = 86_400;

export function issueTestTokens(tokens: AccessTokens, audience: string): TestTokens {
  const good = { client: 'infra-test', audience, scopes: [readScope, writeScope], lifetimeSeconds: daySeconds };
  return {
    good: tokens.issue(good),
    expired: tokens.issue({ ...good, lifetimeSeconds: -60 }),
    wrongAudience: tokens.issue({ ...good, audience: 'https://other.example.test/mcp' }),
    wrongScope: tokens.issue({ ...good, scopes: ['profile'] }),
  };
}
