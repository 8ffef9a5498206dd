import { ambientSecrets } from '../std/ambient-secrets.ts';
import { tokenSpans } from '../std/secret-patterns.ts';

/** A credential that the config hands to the server. */
export interface GivenCredential {
  /** Such as `env SNOWFLAKE_PASSWORD`. */
  readonly name: string;
  readonly value: string;
}

/** A credential in an output. */
export interface Leak {
  /** Such as `the value of env SNOWFLAKE_PASSWORD`. */
  readonly kind: string;
  /** Such as `content[0].text.SNOWFLAKE_PASSWORD`. */
  readonly path: string;
  /** For the redactor, never for people; absent when that knows it already. */
  readonly value?: string;
}

export interface KnownSecrets {
  readonly given: readonly GivenCredential[];
  /** Takes out what the run knows as secret, and what is a credential by its looks. */
  readonly redact: (text: string) => string;
}

/** Shorter values are words as well: `"secret": "none"`. */
const shortestLeakLength = 8;
const mostLeaks = 100;
const namedSecret = 'a value with the name of a secret';
const deepest = 64;
/** Names of values that say where to go on reading. */
const pagingName = /(?:page|cursor|continuation|continue|sync|next|resume|csrf)[_-]?token$/i;
/** Of a tokenizer the tokens are words: of these names a value has to look like a credential as well. */
const tokenName = /tokens?$/i;
/** `SNOWFLAKE_PASSWORD=...`, as an environment is printed. */
const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,127})[ \t]*=[ \t]*["']?([^\s"']+)/gm;
/** Members whose text is base64 in results of MCP. */
const encodedKeys: ReadonlySet<string> = new Set(['data', 'blob']);

/**
 * Every credential in a result: given ones, those with the looks of one, members with the name of one, and secrets of the
 * run in any encoding that its redactor knows. Text that is JSON, or lists variables, is looked into.
 */
export function findLeaks(output: unknown, known: KnownSecrets): readonly Leak[] {
  const leaks: Leak[] = [];
  visit(output, '', '', 0, (text, key, path) => {
    if (leaks.length < mostLeaks) leaks.push(...leaksIn(text, key, path, known));
  });
  return leaks.slice(0, mostLeaks);
}

type Visitor = (text: string, key: string, path: string) => void;

function visit(value: unknown, key: string, path: string, depth: number, seen: Visitor): void {
  if (depth > deepest) return seen(typeof value === 'string' ? value : JSON.stringify(value), key, path);
  if (typeof value === 'string') visitText(value, key, path, depth, seen);
  else if (Array.isArray(value)) value.forEach((item, index) => visit(item, key, `${path}[${index}]`, depth + 1, seen));
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const inner = path === '' ? name : `${path}.${name}`;
      seen(name, '', `the name of ${inner}`);
      visit(member, name, inner, depth + 1, seen);
    }
  }
}

function visitText(text: string, key: string, path: string, depth: number, seen: Visitor): void {
  const inner = parsedObject(text);
  if (inner !== undefined) visit(inner, key, path, depth + 1, seen);
  else if (encodedKeys.has(key)) seen(Buffer.from(text, 'base64').toString('latin1'), key, path);
  else seen(text, key, path);
}

function parsedObject(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function leaksIn(text: string, key: string, path: string, { given, redact }: KnownSecrets): readonly Leak[] {
  const held = given.filter(({ value }) => text.includes(value)).map(({ name, value }) => ({ kind: `the value of ${name}`, path, value }));
  const tokens = tokenSpans(text)
    .filter(({ start, end }) => end - start >= shortestLeakLength)
    .map(({ kind, start, end }) => ({ kind, path, value: text.slice(start, end) }));
  const named = [
    ...(isNamedSecret(key, text) ? [{ kind: namedSecret, path, value: text }] : []),
    ...assignedSecrets(text).map(({ name, value }) => ({ kind: namedSecret, path: `${path}.${name}`, value })),
  ];
  // One that is told by a better name is not told twice.
  const isNew = ({ value }: { readonly value: string }, others: readonly { readonly value: string }[]) =>
    !others.some((other) => other.value.includes(value) || value.includes(other.value));
  const unknownTokens = tokens.filter((leak) => isNew(leak, held));
  const found = [...held, ...unknownTokens, ...named.filter((leak) => isNew(leak, [...held, ...tokens]))];
  if (found.length > 0) return found;
  // What the redactor takes out by looks alone is no more than a short word in a place for secrets.
  const plain = withoutTokens(text);
  return redact(plain) === plain ? [] : [{ kind: 'a secret of this run', path }];
}

function assignedSecrets(text: string): readonly { readonly name: string; readonly value: string }[] {
  if (!text.includes('=')) return [];
  return [...text.matchAll(assignment)]
    .map(([, name = '', value = '']) => ({ name, value }))
    .filter(({ name, value }) => isNamedSecret(name, value));
}

/** `{ "password": "..." }`, but not `{ "nextPageToken": "..." }`. */
function isNamedSecret(key: string, text: string): boolean {
  if (text.length < shortestLeakLength || key === '' || pagingName.test(key)) return false;
  if (tokenName.test(key) && !(/\d/.test(text) && /[A-Za-z]/.test(text))) return false;
  if (ambientSecrets({ [snakeCase(key)]: text }).length > 0 && !/\s/.test(text)) return true;
  return tokenSpans(`"${key}": ${JSON.stringify(text)}`).length > 0;
}

function snakeCase(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2');
}

function withoutTokens(text: string): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of tokenSpans(text).toSorted((left, right) => left.start - right.start)) {
    if (start > at) rest += text.slice(at, start);
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
}
