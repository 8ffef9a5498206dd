import * as v from 'valibot';
import { parseDurationMilliseconds } from '../../std/duration.ts';
import { accountFault } from './login/account-name.ts';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const account = v.pipe(
  text,
  v.check(
    (name) => accountFault(name) === undefined,
    ({ input }) => accountFault(input) ?? '',
  ),
  v.description('Account identifier, such as myorg-account1.'),
);
const duration = v.pipe(v.string(), v.check(isDuration, 'expected a duration such as 30s or 10m'));
const pool = v.strictObject({
  max: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Sessions at the same time; 8 by default.')),
  ),
  idle: v.optional(v.pipe(duration, v.description('A session nobody borrowed for so long is closed; 60s by default.'))),
  wait: v.optional(v.pipe(duration, v.description('Longest wait for a session when all are borrowed; 10s by default.'))),
});

const withFields = v.strictObject({
  account,
  access_url: v.optional(v.pipe(v.string(), v.url(), v.description('Base URL, where it does not follow from the account.'))),
  auth: v.optional(
    v.pipe(
      v.picklist(['password', 'key-pair', 'token', 'oauth', 'github-oidc']),
      v.description(
        'How to log in; token is a programmatic access token, github-oidc the identity of the GitHub Actions job, without any secret.',
      ),
    ),
    'password',
  ),
  username: v.optional(v.pipe(text, v.description('Not needed with github-oidc, where the identity says which user it is.'))),
  password: v.optional(text),
  private_key: v.optional(v.pipe(text, v.description('RSA key in PEM form, PKCS#8 or PKCS#1.'))),
  private_key_passphrase: v.optional(v.pipe(text, v.description('Of an encrypted private_key.'))),
  token: v.optional(v.pipe(text, v.description('Programmatic access token, or the access token of OAuth.'))),
  database: v.optional(v.pipe(text, v.description('Database of names that do not say theirs.'))),
  schema: v.optional(v.pipe(text, v.description('Schema of names that do not say theirs.'))),
  warehouse: v.optional(text),
  role: v.optional(v.pipe(text, v.description("Role of the session; absent: the user's default role."))),
  pool: v.optional(pool),
  statement_timeout: v.optional(v.pipe(duration, v.description('Longest a statement may take, on the server too; 10m by default.'))),
  max_credits: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0, 'expected more than 0 credits'),
      v.description('Estimated credits of one run, from which on no statement is sent that needs the warehouse.'),
    ),
  ),
});

/** `with:` of a snowflake component. */
export const settingsSchema = v.pipe(
  withFields,
  v.forward(
    v.check((settings) => settings.auth === 'github-oidc' || settings.username !== undefined, 'this auth needs a username'),
    ['username'],
  ),
  v.forward(
    v.check((settings) => settings.auth !== 'password' || settings.password !== undefined, 'auth: password needs a password'),
    ['password'],
  ),
  v.forward(
    v.check((settings) => settings.auth !== 'key-pair' || settings.private_key !== undefined, 'auth: key-pair needs a private_key'),
    ['private_key'],
  ),
  v.forward(
    v.check((settings) => settings.auth !== 'token' || settings.token !== undefined, 'auth: token needs a token'),
    ['token'],
  ),
  v.forward(
    v.check((settings) => settings.auth !== 'oauth' || settings.token !== undefined, 'auth: oauth needs a token'),
    ['token'],
  ),
);

export type SnowflakeSettings = v.InferOutput<typeof settingsSchema>;

function isDuration(value: string): boolean {
  try {
    return parseDurationMilliseconds(value) > 0;
  } catch {
    return false;
  }
}
