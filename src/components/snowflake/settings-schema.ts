import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));

const withFields = v.strictObject({
  account: v.pipe(text, v.description('Account identifier, such as myorg-account1.')),
  access_url: v.optional(v.pipe(v.string(), v.url(), v.description('Base URL, where it does not follow from the account.'))),
  auth: v.optional(
    v.pipe(
      v.picklist(['password', 'key-pair', 'token', 'github-oidc']),
      v.description(
        'How to log in; token is a programmatic access token, github-oidc the identity of the GitHub Actions job, without any secret.',
      ),
    ),
    'password',
  ),
  username: v.optional(v.pipe(text, v.description('Not needed with github-oidc, where the identity says which user it is.'))),
  password: v.optional(text),
  private_key: v.optional(v.pipe(text, v.description('Unencrypted PKCS#8 key in PEM form.'))),
  token: v.optional(text),
  database: v.optional(v.pipe(text, v.description('Database of names that do not say theirs.'))),
  schema: v.optional(v.pipe(text, v.description('Schema of names that do not say theirs.'))),
  warehouse: v.optional(text),
  role: v.optional(v.pipe(text, v.description("Role of the session; absent: the user's default role."))),
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
);

export type SnowflakeSettings = v.InferOutput<typeof settingsSchema>;
