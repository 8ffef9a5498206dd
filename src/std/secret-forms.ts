import { decodedView } from './decoded-view.ts';

/** One way in which a secret can stand in a text. */
export interface SecretForm {
  readonly text: string;
  /** Parts of the form from this length on are as secret as the whole; the form's own length when only the whole is. */
  readonly shortestRun: number;
}

/** Shorter values are not redacted: they would blank ordinary words and protect nothing that can be guessed anyway. */
const shortestSecretLength = 4;
/** Encoded pieces shorter than this meet ordinary text by chance. */
const shortestFormLength = 5;
/** A secret of at least this length is also found in parts: halves, and from 12 characters on any piece. */
const shortestPartedLength = 16;
const longestRun = 12;
/** Of a secret of several lines a line of at least this length is a secret. */
const shortestLineLength = 16;
/** Shorter reversed words are words as well. */
const shortestReversedLength = 8;
export const shortestSqueezedLength = 12;

/** The forms of one secret that no decoding of the text leads back to; none when it is too short. */
export function formsOfSecret(secret: string): readonly SecretForm[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const isOneLine = lines.length === 1;
  const parts = isOneLine ? (isUrl(secret) ? partsOfUrl(secret) : [secret]) : partsOfLines(lines);
  const wholes = isOneLine ? [secret, secret.trim()] : [secret, secret.trim(), ...joinedLines(lines)];
  const found = [
    ...wholes.flatMap(wholeForms),
    // An encoded line is a part of the encoded whole.
    ...(isOneLine ? parts : [secret]).flatMap((text) => encodedForms(text, shortestRunOf(text))),
    ...parts.flatMap((text) => [text, decodedView(text)?.text ?? text]).map((text) => ({ text, shortestRun: shortestRunOf(text) })),
  ];
  return found.filter(({ text }) => text.length >= shortestSecretLength);
}

function shortestRunOf(text: string): number {
  return text.length >= shortestPartedLength ? Math.min(longestRun, Math.floor(text.length / 2)) : text.length;
}

/** As a log or a form field has them that takes one line. */
function joinedLines(lines: readonly string[]): readonly string[] {
  return ['', ' ', String.raw`\n`, String.raw`\r\n`].map((separator) => lines.join(separator).trim());
}

/** The armour of a PEM block is no secret: it would blank the words PRIVATE KEY. */
function partsOfLines(lines: readonly string[]): readonly string[] {
  const body = lines.filter((line) => !line.startsWith('-----'));
  return [body.join(''), ...body.filter((line) => line.length >= shortestLineLength)];
}

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,20}:\/\/\S+$/i.test(text);
}

/** Scheme and host of an address are in every error that names it: the rest is what a part of it can give away. */
function partsOfUrl(text: string): readonly string[] {
  const [, userinfo = '', rest = ''] = /^[^:]+:\/\/(?:([^/?#]*)@)?[^/?#]*(.*)$/s.exec(text) ?? [];
  return [userinfo, userinfo.slice(userinfo.indexOf(':') + 1), rest].filter((part) => part.length >= shortestReversedLength);
}

/** Quoting that doubles or wraps a character instead of escaping it, and escapes nested in a secret that looks escaped itself. */
function wholeForms(text: string): readonly SecretForm[] {
  if (text.length < shortestSecretLength) return [];
  const json = JSON.stringify(text).slice(1, -1);
  const uri = encodeURIComponent(text.toWellFormed());
  const spellings = [
    text,
    json,
    JSON.stringify(json).slice(1, -1),
    uri,
    text.replaceAll(' ', '+'),
    encodeURIComponent(uri),
    text.replaceAll("'", String.raw`'\''`),
    text.replaceAll("'", `'"'"'`),
    text.replaceAll("'", "''"),
    text.replaceAll('"', '""'),
    text.toUpperCase(),
    text.toLowerCase(),
  ];
  return [...new Set(spellings)].map((spelling) => ({ text: spelling, shortestRun: spelling.length }));
}

/** `run` is how many characters of the text are secret on their own; in a longer encoding as many more. */
function encodedForms(text: string, run: number): readonly SecretForm[] {
  if (text.length < shortestSecretLength) return [];
  const bytes = Buffer.from(text.toWellFormed());
  const pairs = bytes.toString('hex').match(/../g) ?? [];
  const share = text.length === 0 ? 1 : run / text.length;
  const scaled = (form: string, lost = 0): SecretForm => ({
    text: form,
    shortestRun: share === 1 ? form.length : Math.max(shortestReversedLength, Math.floor(form.length * share) - lost),
  });
  const reversed = Array.from(text).toReversed().join('');
  return [
    ...['', ':', ' ', '-'].map((separator) => scaled(pairs.join(separator))),
    // Decoded escapes are single bytes, which only UTF-8 makes into characters again.
    ...(bytes.length > text.length ? [scaled(bytes.toString('latin1'))] : []),
    ...(reversed.length >= shortestReversedLength ? [scaled(reversed)] : []),
    ...base64Forms(bytes).map((form) => scaled(form, 2)),
  ].filter((form) => form.text.length >= shortestFormLength);
}

/** Base64 of a piece depends on its offset modulo 3; characters that neighbours share bits with are left out. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = encoded.slice(first, last);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
