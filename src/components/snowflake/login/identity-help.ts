import { Refusal } from '../../../std/errors.ts';
import type { Identity } from './github-oidc.ts';
import { quoteIdentifier } from '../structure/identifier.ts';

/** Names in the SQL that people are shown where the settings name none. */
const suggestedUser = 'INFRA_TEST';
/** Role of the connection is not granted: whoever it is was recognized. */
const roleNotGranted = '390189';

interface WantedUser {
  readonly username: string | undefined;
  readonly role: string | undefined;
}

/**
 * A refused login with what GitHub's token says about the job, and the SQL that lets Snowflake know it: the subject has to
 * match exactly, and it differs by event, branch and environment. Other errors are returned as they are.
 */
export function withIdentityHelp(error: unknown, identity: Identity | undefined, wanted: WantedUser): unknown {
  if (!(error instanceof Refusal) || error.code === roleNotGranted || identity === undefined) return error;
  const { issuer, subject, audience } = identity;
  const lines = [
    `${error.message}. GitHub's token says: issuer '${issuer}', subject '${subject}', audience '${audience}'.`,
    'The identity of a Snowflake user must be exactly that. For a new user:',
    ...registrationSql(identity, wanted).map((sql) => `  ${sql}`),
    'For a user that exists:',
    `  ALTER USER ${userOf(wanted)} SET ${workloadIdentity(identity)};`,
    'The subject depends on event and branch; a job with `environment:` has one subject for all of them.',
  ];
  return new Refusal(error.code, lines.join('\n'), { cause: error });
}

function registrationSql(identity: Identity, wanted: WantedUser): readonly string[] {
  const user = userOf(wanted);
  const { role } = wanted;
  if (role === undefined) return [`CREATE USER ${user} TYPE = SERVICE ${workloadIdentity(identity)};`];
  const name = identifier(role);
  return [
    `CREATE USER ${user} TYPE = SERVICE DEFAULT_ROLE = ${name} ${workloadIdentity(identity)};`,
    `GRANT ROLE ${name} TO USER ${user};`,
  ];
}

function workloadIdentity({ issuer, subject }: Identity): string {
  return `WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = ${literal(issuer)} SUBJECT = ${literal(subject)})`;
}

function userOf({ username }: WantedUser): string {
  return identifier(username ?? suggestedUser);
}

function identifier(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name) ? name : quoteIdentifier(name.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"'));
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
