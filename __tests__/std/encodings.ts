import { markdownCode } from '../../src/std/escape.ts';

const hexPairs = (text: string): readonly string[] => Buffer.from(text).toString('hex').match(/../g) ?? [];

/** Ways in which a secret gets into a text, each by name. Of a one-line secret of at least 16 characters. */
export const encodings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 behind one character': (secret) => Buffer.from(`:${secret}`).toString('base64'),
  'base64 between others, without padding': (secret) => Buffer.from(`u:${secret}!`).toString('base64url'),
  'base64 in lines': (secret) => Buffer.from(secret).toString('base64').replaceAll(/.{7}/g, '$&\r\n'),
  URL: (secret) => encodeURIComponent(secret),
  'URL in small letters': (secret) => encodeURIComponent(secret).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  'URL twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form: (secret) => new URLSearchParams({ x: secret }).toString().slice(2),
  'every byte of a URL': (secret) =>
    hexPairs(secret)
      .map((pair) => `%${pair}`)
      .join(''),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON twice': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  'JSON in a URL': (secret) => encodeURIComponent(JSON.stringify({ x: secret })).slice(18, -6),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'capital hexadecimal with colons': (secret) => hexPairs(secret).join(':').toUpperCase(),
  'hexadecimal with spaces': (secret) => hexPairs(secret).join(' '),
  'hexadecimal of JavaScript': (secret) =>
    Array.from({ length: secret.length }, (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  'HTML entities': (secret) => secret.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  'XML entities of every character': (secret) => Array.from(secret, (unit) => `&#x${(unit.codePointAt(0) ?? 0).toString(16)};`).join(''),
  'Markdown escapes': (secret) => secret.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`),
  'our own Markdown': (secret) => markdownCode(secret).slice(6, -7),
  shell: (secret) => secret.replaceAll("'", String.raw`'\''`),
  SQL: (secret) => secret.replaceAll("'", "''"),
  'capital letters': (secret) => secret.toUpperCase(),
  'small letters': (secret) => secret.toLowerCase(),
  reversed: (secret) => Array.from(secret).toReversed().join(''),
  'broken by a line': (secret) => `${secret.slice(0, 5)}\n  ${secret.slice(5)}`,
  'first half': (secret) => secret.slice(0, Math.ceil(secret.length / 2)),
  'second half': (secret) => secret.slice(Math.floor(secret.length / 2)),
  'twelve characters': (secret) => secret.slice(3, 15),
};
