/**
 * Text from outside made harmless for one context each. Every encoder is an allow-list: it knows what may stay, not what
 * is dangerous.
 */

/**
 * Emoji sequences first, so that the joiners inside of them stay; then what a reader cannot see: controls, bidi and
 * zero-width characters, tags, lone surrogates, line and paragraph separators.
 */
const unseen =
  /\p{Extended_Pictographic}\p{Emoji_Modifier}?\u{FE0F}?(?:\u{200D}\p{Extended_Pictographic}\p{Emoji_Modifier}?\u{FE0F}?)*|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const anyUnseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const firstIsUnseen = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Printable ASCII without markup: most texts, and one look at them saves several rewrites. */
const plain = /^[ !#-%(-;=?-~]*$/;

function codePointEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/** Shows characters that nobody can see as `\u{200B}`. Line breaks and tabs stay; `\r\n` becomes `\n`. */
export function showHidden(text: string): string {
  if (!anyUnseen.test(text)) return text;
  return text.replaceAll('\r\n', '\n').replaceAll(unseen, (found) => {
    if (found === '\n' || found === '\t' || !firstIsUnseen.test(found)) return found;
    return codePointEscape(found);
  });
}

/** As `showHidden`, with line breaks and tabs shown too: for names, which are one line. */
export function showHiddenInLine(text: string): string {
  return showHidden(text).replaceAll(/[\n\t]/g, codePointEscape);
}

const htmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For HTML text and quoted attribute values. */
export function escapeHtml(text: string): string {
  if (plain.test(text)) return text;
  return showHidden(text).replaceAll(/[&<>"']/g, (character) => htmlEntities[character] ?? '');
}

/**
 * For XML 1.0 text. A parser gives the text back as it was, except for characters that XML 1.0 cannot hold: those are
 * shown as `\u{1B}`.
 */
export function escapeXml(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, codePointEscape)
    .replaceAll(/[&<>"'\r]/g, (character) => htmlEntities[character] ?? '&#13;');
}

/** For quoted XML attribute values, where a parser would turn line breaks and tabs into spaces. */
export function escapeXmlAttribute(text: string): string {
  if (plain.test(text)) return text;
  return escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/**
 * A name for GitHub Markdown, also inside a table cell: `<code>` keeps mentions, references and emoji codes inert, and
 * every ASCII punctuation is a numeric reference, so no Markdown or HTML construct can begin or end in it.
 */
export function markdownCode(text: string): string {
  return `<code>${showHiddenInLine(text).replaceAll(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}

/**
 * A message of several lines for GitHub Markdown. The fence is longer than any run of backticks in it; a line that
 * begins with `/` is indented, because comments are scanned for slash commands.
 */
export function markdownFence(text: string): string {
  const shown = showHidden(text).replaceAll(/^\//gm, ' /');
  const longestRun = shown.match(/`+/g)?.reduce((longest, run) => Math.max(longest, run.length), 0) ?? 0;
  const fence = '`'.repeat(Math.max(3, longestRun + 1));
  return `${fence}text\n${shown}\n${fence}`;
}

/** The part of a workflow command behind `::`. */
export function escapeWorkflowData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The value of a property of a workflow command, such as `file=`. */
export function escapeWorkflowProperty(text: string): string {
  return escapeWorkflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** At most `limit` UTF-16 units, never half a character; what was cut is counted, never silent. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}… (${text.length - kept.length} more characters)`;
}
