/** Shorter values are not redacted: they would blank ordinary words and protect nothing that can be guessed anyway. */
const shortestSecretLength = 4;
/** Encoded pieces shorter than this meet ordinary text by chance. */
const shortestFormLength = 5;
const mask = '***';

/**
 * A function that replaces secrets by `***`: each as it is, JSON-escaped, URL-encoded, hexadecimal, and in base64 at any
 * of the three alignments it can have inside a longer encoded text; of a secret of several lines also each longer line.
 * Secrets shorter than 4 characters are ignored. All matches are found in the original text and joined where they
 * overlap, so no rest of one secret stays behind because another was replaced first.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= shortestSecretLength).flatMap(formsOf))];
  if (forms.length === 0) return (text) => text;
  forms.sort((left, right) => right.length - left.length);
  return (text) => {
    const found = findForms(text, forms);
    return found.length === 0 ? text : replaceSpans(text, found);
  };
}

type Span = readonly [start: number, end: number];

function findForms(text: string, forms: readonly string[]): Span[] {
  const found: Span[] = [];
  for (const form of forms) {
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
  }
  return found.sort((left, right) => left[0] - right[0]);
}

/** Spans are in order of their start; those that overlap or touch become one mask. */
function replaceSpans(text: string, spans: readonly Span[]): string {
  let result = '';
  let masked = -1;
  for (const [start, end] of spans) {
    if (start > masked) result += text.slice(Math.max(masked, 0), start) + mask;
    masked = Math.max(masked, end);
  }
  return result + text.slice(Math.max(masked, 0));
}

function formsOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const longLines = lines.length > 1 ? lines.filter((line) => line.length >= 16) : [];
  return [secret, secret.trim(), ...longLines].flatMap((text) => (text.length < shortestSecretLength ? [] : [text, ...derivedForms(text)]));
}

function derivedForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const well = text.toWellFormed();
  const uri = encodeURIComponent(well);
  const hex = Buffer.from(well).toString('hex');
  const forms = [
    json,
    JSON.stringify(json).slice(1, -1),
    uri,
    uri.replaceAll('%20', '+'),
    lowerEscapes(uri),
    hex,
    hex.toUpperCase(),
    ...base64Forms(well),
  ];
  return forms.filter((form) => form.length >= shortestFormLength);
}

/** `%2F` and `%2f` are the same URL. */
function lowerEscapes(uri: string): string {
  return uri.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}

/** Base64 of a piece depends on its offset modulo 3; characters that neighbours share bits with are left out. */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
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
