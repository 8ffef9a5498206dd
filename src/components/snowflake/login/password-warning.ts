import { isLoopbackHost } from '../../guarded-agent.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

/**
 * A word for logins with a password, which Snowflake takes from people with a second factor only:
 * https://docs.snowflake.com/en/user-guide/security-mfa-rollout. Undefined where there is nothing to say.
 */
export function passwordWarning({ auth, access_url }: Pick<SnowflakeSettings, 'auth' | 'access_url'>): string | undefined {
  // The rule says nothing of what listens on this machine.
  if (auth !== 'password' || (access_url !== undefined && isLoopbackHost(new URL(access_url).hostname))) return undefined;
  return 'logged in with a password, which Snowflake refuses to service users: use github-oidc, a key pair or a token';
}
