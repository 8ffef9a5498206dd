const words =
  '(?:secret|token|password|passwd|pass|pwd|passphrase|credentials?|(?:api|private|access|secret|signing|encryption|account)[^a-z]?key)';
/** `GITHUB_TOKEN`, `INPUT_GITHUB-TOKEN`, `DB_PASSWORD_2`: the name says what the value is. */
const secretName = new RegExp(`(?:^|[^a-z])${words}s?[^a-z]*$`, 'i');
/** `TOKEN_FOR_PRODUCTION`, but also `TOKEN_URL`: the value has to look like one as well. */
const nearSecretName = new RegExp(`(?:^|[^a-z])${words}(?:[^a-z]|$)`, 'i');
/** Of every shell, the folder that it is in. */
const workingDirectory = 'PWD';
const shortestAmbientLength = 8;
const shortestRandomLength = 16;

/**
 * Values of environment variables that must never be printed although no config names them: the job's token, the runner's
 * tokens, and whatever else has a name that says so, from 8 characters on.
 */
export function ambientSecrets(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = Object.entries(variables).flatMap(([name, value = '']) => (isSecret(name, value.trim()) ? [value.trim()] : []));
  return [...new Set(found)];
}

function isSecret(name: string, value: string): boolean {
  if (value.length < shortestAmbientLength || name === workingDirectory) return false;
  if (secretName.test(name)) return true;
  return (
    nearSecretName.test(name) &&
    value.length >= shortestRandomLength &&
    /^[\w+/=.~-]+$/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !value.startsWith('/')
  );
}
