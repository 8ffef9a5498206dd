/** Last words of names whose values are secrets: `db_password`, `apiKey`, `X-Auth-Token`. */
const secretWords = [
  'password',
  'pasword',
  'pass',
  'pwd',
  'passwd',
  'passphrase',
  'secret',
  'apikey',
  'privatekey',
  'accesskey',
  'token',
  'authorization',
  'credentials',
];

/** True when a value under this name is probably a secret. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return secretWords.some((word) => plain.endsWith(word));
}

const assignment = /(?<name>[\w-]{1,64})(?<between>["']?[ \t]*[:=][ \t]*)(?<value>"[^"]*"?|'[^']*'?|[^\s,}\]]+)/g;

/** A line of a config with literal values of secret-looking names blanked to the same length. */
export function maskLiteralSecrets(line: string): string {
  return line.replaceAll(assignment, (whole: string, name: string, between: string, value: string) => {
    if (!isSecretName(name) || /^["']?\$\{/.test(value)) return whole;
    return `${name}${between}${'*'.repeat(value.length)}`;
  });
}
