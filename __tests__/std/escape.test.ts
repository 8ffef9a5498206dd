import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import {
  cutText,
  escapeHtml,
  escapeWorkflowData,
  escapeWorkflowProperty,
  escapeXml,
  escapeXmlAttribute,
  markdownCode,
  markdownFence,
  showHidden,
  showHiddenInLine,
} from '../../src/std/escape.ts';

/** Pieces that matter to some sink, mixed with any code points, lone surrogates included. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        '`',
        '```',
        '|',
        '\n',
        '\r\n',
        '\r',
        '\t',
        '</code>',
        '</pre>',
        ']]>',
        '-->',
        '&#x3c;',
        '%0A',
        '::',
        ',',
        '/slash',
      ),
      fc.constantFrom('\u{202E}', '\u{200B}', '\u{E0041}', '\u{7}', '\u{1B}[31m', '\u{FFFE}', '\u{FEFF}', '👩‍💻', '❤️', '\u{3164}'),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe('hidden characters', () => {
  test('are shown with their code point', () => {
    expect(showHidden('a\u{202E}b\u{200B}c\u{7}d\u{E0041}e\u{D800}')).toBe('a\\u{202E}b\\u{200B}c\\u{7}d\\u{E0041}e\\u{D800}');
  });

  test('line breaks and tabs stay in messages and are shown in names', () => {
    expect(showHidden('a\r\nb\tc\rd')).toBe('a\nb\tc\\u{D}d');
    expect(showHiddenInLine('a\r\nb\tc')).toBe('a\\u{A}b\\u{9}c');
  });

  test('emoji keep their joiners; a joiner alone is shown', () => {
    expect(showHidden('👩‍💻 ❤️ 👍🏽')).toBe('👩‍💻 ❤️ 👍🏽');
    expect(showHidden('a\u{200D}b')).toBe('a\\u{200D}b');
  });

  test('never survive, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const withoutEmoji = showHiddenInLine(text).replaceAll(
          /\p{Extended_Pictographic}[\u{FE0F}\u{200D}\p{Emoji_Modifier}\p{Extended_Pictographic}]*/gu,
          '',
        );
        expect(withoutEmoji).not.toMatch(unseen);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('HTML', () => {
  test('has no live character and decodes to the shown text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = escapeHtml(text);
        expect(html).not.toMatch(/[<>"']/);
        expect(html.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        const decoded = html
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&');
        expect(decoded).toBe(showHidden(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('XML', () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
    htmlEntities: true,
  });

  test('is well-formed and gives the text back, in text and attributes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const xml = `<a b="${escapeXmlAttribute(text)}">x${escapeXml(text)}</a>`;
        expect(XMLValidator.validate(xml)).toBe(true);
        const parsed = parser.parse(xml) as { a: { '#text': string; '@_b'?: string } };
        const expected = text.replaceAll(
          /[^\t\n\r -\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
          (character) => `\\u{${character.codePointAt(0)?.toString(16).toUpperCase()}}`,
        );
        expect(parsed.a['#text']).toBe(`x${expected}`);
        expect(parsed.a['@_b'] ?? '').toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('shows what XML 1.0 cannot hold', () => {
    expect(escapeXml('a\u{0}b\u{1B}c\u{FFFF}d\u{DC00}')).toBe('a\\u{0}b\\u{1B}c\\u{FFFF}d\\u{DC00}');
  });
});

describe('Markdown', () => {
  test('a name keeps no ASCII punctuation but references', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const inner = markdownCode(text).slice('<code>'.length, -'</code>'.length);
        expect(inner.replaceAll(/&#\d+;/g, '')).not.toMatch(/[!-/:-@[-`{-~\n\r\t]/);
        const decoded = inner.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
        expect(decoded).toBe(showHiddenInLine(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('mentions, references, links and pipes are written out', () => {
    expect(markdownCode('@a|#1 https://x')).toBe('<code>&#64;a&#124;&#35;1 https&#58;&#47;&#47;x</code>');
  });

  test('a fence is closed by its own last line only', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = markdownFence(text).split('\n');
        const fence = /^`{3,}/.exec(lines[0] ?? '')?.[0] ?? '';
        const closing = lines.findIndex((line, index) => index > 0 && line.trim().startsWith(fence));
        expect(fence).not.toBe('');
        expect(closing).toBe(lines.length - 1);
        expect(lines.filter((line) => line.startsWith('/'))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('workflow commands', () => {
  test('the runner decodes what was meant, on one line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const data = escapeWorkflowData(text);
        expect(data).not.toMatch(/[\r\n]/);
        expect(data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')).toBe(text);
        const property = escapeWorkflowProperty(text);
        expect(property).not.toMatch(/[\r\n:,]/);
        const decoded = property
          .replaceAll('%0D', '\r')
          .replaceAll('%0A', '\n')
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ',')
          .replaceAll('%25', '%');
        expect(decoded).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('cutting', () => {
  test('counts what was left out and halves no character', () => {
    expect(cutText('abcdef', 6)).toBe('abcdef');
    expect(cutText('abcdef', 4)).toBe('abcd… (2 more characters)');
    expect(cutText('ab😀def', 3)).toBe('ab… (5 more characters)');
  });
});
