import { decodedView, sameView, squeezedView } from './decoded-view.ts';
import type { View } from './decoded-view.ts';
import { FormIndex } from './form-index.ts';
import type { Span } from './form-index.ts';
import { formsOfSecret, shortestSqueezedLength } from './secret-forms.ts';
import type { SecretForm } from './secret-forms.ts';
import { tokenSpans } from './secret-patterns.ts';

/** Takes what must not be seen out of a text. Applying it twice changes nothing more. */
export type Redact = (text: string) => string;

const mask = '***';

/**
 * A function that replaces secrets by `***`, in time linear in the text. Each secret of at least 4 characters is found as
 * it is, in other letter case, reversed, in base64 (any alignment, also URL-safe), in hexadecimal, in parts, and behind
 * any mix of URL, JSON, JavaScript, Markdown, HTML and XML escapes, also nested; of several lines also each long line
 * and all of them joined. Tokens whose shape gives them away (`secret-patterns.ts`) are replaced although nobody named
 * them. Compressed, encrypted and UTF-16 forms are not found. All matches are found in the original text and joined
 * where they overlap, so no rest of one secret stays behind because another was replaced first.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const forms = secrets.flatMap(formsOfSecret);
  const everywhere = new FormIndex(forms);
  const squeezed = new FormIndex(forms.flatMap(squeezedForm));
  return (text) => {
    const found = findSpans(text, everywhere, squeezed);
    return found.length === 0 ? text : replaceSpans(text, found);
  };
}

function findSpans(text: string, everywhere: FormIndex, squeezed: FormIndex): readonly Span[] {
  const decoded = decodedView(text);
  const found = [...everywhere.find(text), ...tokenSpans(text)];
  if (decoded !== undefined) found.push(...inOriginal(decoded, [...everywhere.find(decoded.text), ...tokenSpans(decoded.text)]));
  const lines = squeezed.isEmpty ? undefined : squeezedView(decoded ?? sameView(text));
  if (lines !== undefined) found.push(...inOriginal(lines, squeezed.find(lines.text)));
  return found.sort((left, right) => left.start - right.start);
}

/** Without white space, as the text of `squeezedView` is. Short pieces would be made of the ends of ordinary lines. */
function squeezedForm(form: SecretForm): readonly SecretForm[] {
  const text = form.text.replaceAll(/\s+/g, '');
  if (text.length < shortestSqueezedLength) return [];
  return [{ text, shortestRun: Math.min(text.length, Math.max(form.shortestRun, shortestSqueezedLength)) }];
}

function inOriginal(view: View, spans: readonly Span[]): readonly Span[] {
  return spans.map(({ start, end }) => ({ start: view.startOf(start), end: view.endOf(end - 1) }));
}

/** Spans are in order of their start; those that overlap or touch become one mask. */
function replaceSpans(text: string, spans: readonly Span[]): string {
  let result = '';
  let masked = -1;
  for (const { start, end } of spans) {
    if (start > masked) result += text.slice(Math.max(masked, 0), start) + mask;
    masked = Math.max(masked, end);
  }
  return result + text.slice(Math.max(masked, 0));
}
