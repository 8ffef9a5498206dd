import type { ConfigNode, ScalarNode } from './config-node.ts';
import { isSecretName } from './secret-names.ts';

/** A secret that stands in the file itself. */
export interface LiteralSecret {
  readonly offset: number;
  readonly value: string;
  readonly message: string;
}

/** Finds values of secret-looking keys, and passwords in URLs, that are written literally. The tree must not be interpolated yet. */
export function literalSecrets(node: ConfigNode, name = ''): readonly LiteralSecret[] {
  if (node.type === 'list') return node.items.flatMap((item) => literalSecrets(item, name));
  if (node.type === 'mapping') return node.entries.flatMap(({ key, value }) => literalSecrets(value, key));
  const found = secretIn(node, name);
  return found === undefined ? [] : [found];
}

function secretIn(node: ScalarNode, name: string): LiteralSecret | undefined {
  if (typeof node.value !== 'string' || node.value === '') return undefined;
  const password = passwordInUrl(node.value);
  if (password !== '' && !password.includes('${')) {
    return { offset: node.start, value: password, message: 'this URL holds a password; use ${secret.NAME} in its place' };
  }
  if (!isSecretName(name) || node.value.includes('${')) return undefined;
  return { offset: node.start, value: node.value, message: `"${name}" is a secret in plain sight; use \${secret.NAME} in its place` };
}

/** Searched by position: a pattern for it would be quadratic in hostile text. */
function passwordInUrl(text: string): string {
  const start = text.indexOf('://');
  if (start === -1 || start > 20) return '';
  const authority = text.slice(start + 3).split(/[/?#]/, 1)[0] ?? '';
  const userinfo = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  const colon = userinfo.indexOf(':');
  return colon === -1 ? '' : userinfo.slice(colon + 1);
}
