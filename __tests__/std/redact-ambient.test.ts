import { expect, test } from 'vitest';
import { ambientSecrets } from '../../src/std/ambient-secrets.ts';

const random = 'Zx81kd93jf02kd83';

test.each([
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'INPUT_GITHUB-TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'SNOWFLAKE_PASSWORD',
  'DB_PASS',
  'db_password',
  'SNOWFLAKE_PRIVATE_KEY',
  'PINECONE_API_KEY',
  'APIKEY',
  'AWS_SECRET_ACCESS_KEY',
  'CLIENT_SECRET',
  'PASSWORD_2',
  'MY_SECRETS',
  'NPM_CREDENTIALS',
])('the value of %s is a secret', (name) => {
  expect(ambientSecrets({ [name]: 'a word more' })).toEqual(['a word more']);
});

test.each(['TOKEN_FOR_PRODUCTION', 'SECRET_OF_BOB', 'INPUT_TOKEN-MAIN'])('the value of %s is one when it looks random', (name) => {
  expect(ambientSecrets({ [name]: random })).toEqual([random]);
  expect(ambientSecrets({ [name]: 'a-plain-word-of-length' })).toEqual([]);
});

test.each([
  ['ACTIONS_ID_TOKEN_REQUEST_URL', 'https://token.actions.test/1?api-version=2.0'],
  ['SECRETS_PROVIDER', 'pulumi-esc'],
  ['TOKEN_FILE', '/run/secrets/token123'],
  ['GIT_ASKPASS', '/usr/lib/git-core/git-askpass1'],
  ['COMPASS', random],
  ['KEYBOARD', random],
  ['PATH', '/usr/bin:/bin'],
  ['PWD', '/home/runner/work/app'],
  ['GITHUB_TOKEN', 'short'],
  ['GITHUB_SHA', 'a'.repeat(40)],
])('the value of %s is none', (name, value) => {
  expect(ambientSecrets({ [name]: value })).toEqual([]);
});

test('a value that several variables have is one secret, and absent ones are none', () => {
  expect(ambientSecrets({ A_TOKEN: random, B_TOKEN: ` ${random}\n`, C_TOKEN: undefined, D_TOKEN: '' })).toEqual([random]);
});
