import type { Span } from './form-index.ts';

/** A pattern whose last group, at the end of a match, is what must not be seen. */
interface TokenPattern {
  readonly kind: string;
  readonly pattern: RegExp;
  /** False: the group is a secret whatever it looks like. */
  readonly mustLookRandom: boolean;
}

/** A credential by its looks. */
export interface TokenSpan extends Span {
  /** For people, such as `a private key`. */
  readonly kind: string;
}

/*
 * All are linear: each starts behind a character that cannot be inside of its repeated class, or at a literal, and what
 * may follow a repetition is not in its class or is bounded. A change needs the test with long hostile texts.
 */

/** Schemes of RFC 9110 11 whose parameters go on to the end of the line. */
const schemes = '(?:basic|bearer|digest|token|negotiate|apikey|api-key|snowflake token|aws4-hmac-sha256)';
const secretHeaders =
  '(?:(?:proxy-)?authorization|(?:set-)?cookie|(?:x-)?api-?key|x-auth-token|x-amz-security-token|x-goog-api-key|x-functions-key|private-token|x-gitlab-token|x-vault-token|dd-api-key|ocp-apim-subscription-key)';
const secretFields =
  '(?:[\\w-]{0,40}(?:password|passwd|passphrase|secret|token|api_?key|api-key|private_?key|access_?key|credentials|authorization))';
const secretParameters =
  '(?:sig|signature|access_token|id_token|refresh_token|auth_token|token|client_secret|secret|password|passwd|pwd|api_?key|api-key|x-amz-signature|x-amz-credential|x-amz-security-token|x-goog-signature|x-goog-credential)';

const patterns: readonly TokenPattern[] = [
  // `Authorization: Bearer abc`, `"cookie":"a=b"`, `api-key=abc`: with a scheme or of a cookie to the end, else one word.
  certain(
    'an authorization header',
    String.raw`(?<![\w-])(?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?!\*\*\*)(${schemes}[\s=]{1,4}[^\s"'<>$*.][^\r\n"'<>]*)`,
  ),
  certain('a cookie', String.raw`(?<![\w-])(?:set-)?cookie["']?\s{0,4}[:=]\s{0,4}["']?([\w.!#$%&*+^|~-]{1,256}=(?!\$\{)[^\r\n"'<>]+)`),
  likely('a secret header', String.raw`(?<![\w-])${secretHeaders}["']?\s{0,4}[:=]\s{0,4}["']?([^\s"'<>,;]{6,})`),
  likely('an authorization header', String.raw`(?<![\w-])(?:bearer|basic)\s{1,4}([\w.~+/=-]{8,})`),
  // JSON Web Tokens and encrypted ones: a header that is a JSON object, then any number of parts.
  certain('a JSON Web Token', String.raw`(?<![\w-])(eyJ[\w-]{8,16384}\.[\w-]{2,}(?:\.[\w-]*)*)`, ''),
  // Vendors that mark their tokens: GitHub, AWS, Slack, Pinecone, Pulumi, OpenAI and Anthropic, Stripe, Google, npm, GitLab, Hugging Face.
  certain(
    'a token of a known vendor',
    String.raw`(?<![A-Za-z0-9])(gh[opsur]_[\w.-]{20,}|github_pat_\w{20,}|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])|xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,}|pcsk_\w{20,}|pul-[0-9a-f]{40}|[rs]k_(?:live|test)_\w{16,}|AIza[\w-]{35}|npm_[A-Za-z0-9]{36}|glpat-[\w-]{20,}|hf_[A-Za-z0-9]{30,})`,
    '',
  ),
  likely('a token of a known vendor', String.raw`(?<![\w-])(sk-[\w-]{20,})`, ''),
  certain('a webhook address', String.raw`hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/-]{8,})`),
  // `https://user:password@host`; a user alone is a token when it looks like one.
  certain('a password in a URL', String.raw`:\/\/(?!\*\*\*)([^\s\/?#@:"'<>\\$]{0,256}:[^\s\/?#"'<>\\]{1,1024}(?=@))`, ''),
  likely('a token in a URL', String.raw`:\/\/([^\s\/?#@:"'<>\\]{16,256}(?=@))`, ''),
  certain('a secret parameter of a URL', String.raw`[?&;]${secretParameters}=(?!\$\{)([^&\s"'<>#;]+)`),
  // Members of JSON objects, as errors of services echo them.
  certain('a field with the name of a secret', String.raw`"${secretFields}"\s{0,4}:\s{0,4}"(?!\$\{)([^"\r\n]+)`),
];

/** Something of it is in every text that a pattern matches: one look decides most texts. */
const anyTrace =
  /key|token|secret|pass|pwd|sig|credential|cookie|authorization|:\/\/|eyJ|gh[opsur]_|github_pat_|A[KS]IA|xox|xapp-|pcsk_|pul-|[rs]k[-_]|AIza|npm_|glpat-|hf_|bearer|basic|slack|-----BEGIN/i;

const keyBegin = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
const keyEnd = '-----END';
/** Longer than any key in PEM form; an END further away belongs to something else. */
const longestKeyBlock = 20_000;
const keyLines = /(?:(?:\\{1,8}[nr]|\s)*[A-Za-z0-9+/=]{12,})*/y;
const endLine = /-----END [A-Z0-9 ]{1,80}-----/y;

/** Where a text holds what is a credential by its looks: headers, tokens of known vendors, private keys, signed and keyed URLs. */
export function tokenSpans(text: string): readonly TokenSpan[] {
  if (!anyTrace.test(text)) return [];
  const found: TokenSpan[] = [];
  for (const { kind, pattern, mustLookRandom } of patterns) {
    for (const { index, 0: whole, 1: secret = '' } of text.matchAll(pattern)) {
      if (mustLookRandom && !looksRandom(secret)) continue;
      const end = index + whole.length;
      found.push({ start: end - secret.length, end, kind });
    }
  }
  return [...found, ...keySpans(text)];
}

function certain(kind: string, source: string, flags = 'i'): TokenPattern {
  return { kind, pattern: new RegExp(source, `g${flags}`), mustLookRandom: false };
}

function likely(kind: string, source: string, flags = 'i'): TokenPattern {
  return { kind, pattern: new RegExp(source, `g${flags}`), mustLookRandom: true };
}

/** Not a word such as `Required`, and no variable of a config. */
function looksRandom(text: string): boolean {
  return (/\d/.test(text) || /[a-z][A-Z]/.test(text) || /[A-Z]{2}[a-z]/.test(text)) && !text.startsWith('${');
}

/** A key from its first to its last line; of one that is cut off, the lines that look like a key. */
function keySpans(text: string): readonly TokenSpan[] {
  const found: TokenSpan[] = [];
  let covered = 0;
  let endAt = 0;
  for (const { index, 0: begin } of text.matchAll(keyBegin)) {
    if (index < covered) continue;
    const body = index + begin.length;
    // One search serves all beginnings before its result, so that many without an end stay linear.
    if (endAt < body) endAt = indexOrInfinity(text, keyEnd, body);
    covered = endAt - body > longestKeyBlock ? endOf(keyLines, text, body) : Math.max(endOf(endLine, text, endAt), endAt + keyEnd.length);
    found.push({ start: index, end: covered, kind: 'a private key' });
  }
  return found;
}

function indexOrInfinity(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at === -1 ? Number.POSITIVE_INFINITY : at;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
