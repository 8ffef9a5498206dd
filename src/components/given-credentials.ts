import { ambientSecrets } from '../std/ambient-secrets.ts';
import type { GivenCredential } from './find-leaks.ts';

const shortestCredentialLength = 8;
const credentialHeader = /auth|cookie|key|token|secret|password|credential|session/i;

/** Where settings hold credentials. */
interface CredentialSettings {
  readonly env?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly tokens?: Readonly<Record<string, string | undefined>>;
  readonly runtime?: {
    readonly env?: Readonly<Record<string, string>>;
    readonly process?: { readonly env?: Readonly<Record<string, string>> };
  };
}

/** What of the settings must not come back: variables and headers with the name of a secret, and tokens. */
export function givenCredentials({ env, headers = {}, token, tokens = {}, runtime }: CredentialSettings): readonly GivenCredential[] {
  const variables = Object.entries({ ...env, ...runtime?.env, ...runtime?.process?.env }).filter(
    ([name, value]) => ambientSecrets({ [name]: value }).length > 0,
  );
  const secretHeaders = Object.entries(headers).filter(([name]) => credentialHeader.test(name));
  const named = [
    ...variables.map(([name, value]) => ({ name: `env ${name}`, value: value.trim() })),
    // `Bearer abc`: what counts is behind the scheme.
    ...secretHeaders.map(([name, value]) => ({ name: `header ${name}`, value: value.replace(/^\s*[A-Za-z][\w-]*\s+(?=\S)/, '').trim() })),
    ...[token, ...Object.values(tokens)].flatMap((value) => (value === undefined ? [] : [{ name: 'the access token', value }])),
  ];
  return named.filter(({ value }) => value.length >= shortestCredentialLength);
}
