import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { CheckChange } from '../../src/model/comparison.ts';
import type { ReportPart } from '../../src/model/part.ts';
import type { Report } from '../../src/model/run.ts';
import { annotationCommands, annotationsOf } from '../../src/publish/github/annotations.ts';
import { toComment } from '../../src/report/comment.ts';
import { toHtml } from '../../src/report/html.ts';
import { toJUnit } from '../../src/report/junit.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { toPart } from '../../src/report/part.ts';
import { hostileTexts } from './hostile-texts.ts';
import { factsOf, place } from './picture-reports.ts';
import { attribute, childTags, type Element, type Page, readPage, renderMarkdown, textOf } from './rendered.ts';
import { emptyReport, reportWithText } from './sample-report.ts';

const texts = hostileTexts(1000);
const longMinutes = 120_000;

/** One of everything with the text in every place, compared with a past that has it too. */
function hostileReport(text: string): Report {
  const report = reportWithText(text);
  const run = report.runs[0];
  if (run === undefined) throw new Error('expected a run');
  const checks = run.checks.slice(0, 4).map((check, index): CheckChange => ({
    checkId: index === 3 ? text : check.id,
    title: text,
    kind: (['new-failure', 'still-failing', 'newly-skipped', 'removed'] as const)[index] ?? 'fixed',
    pastRuns: 10,
    pastFailures: 3,
  }));
  const operations = [{ component: text, operation: text, baselineP95Milliseconds: 4, ratio: 1.5, pastRuns: 10, trend: 'slower' as const }];
  return { ...report, runs: [{ ...run, comparison: { branch: text, pastRuns: 10, newestCommit: text, checks, operations } }] };
}

function hostileParts(text: string): readonly ReportPart[] {
  const leg = { identity: text, name: `job ${text}`, checkRunId: text };
  const part = toPart(hostileReport(text), factsOf('infra-test', { leg, notes: [text], toolVersion: text, githubRunId: text }));
  return [{ ...part, leftOut: { [text]: 3 } }, toPart(emptyReport(), factsOf('other'))];
}

function hostileComment(text: string): string {
  return toComment(hostileParts(text), { ...place, workflow: text, runUrl: text, notes: [text] });
}

/** Nesting of all elements but those that foreign text may be wrapped in: code, and line breaks of several lines. */
function skeleton(page: Page): string {
  const shape = (element: Element): string => {
    const shown = childTags(element).filter(({ tagName }) => !['code', 'br', 'wbr'].includes(tagName));
    return `${element.tagName}(${shown.map(shape).join(' ')})`;
  };
  const top = page.elements.filter(({ parentNode }) => parentNode !== null && ['body', 'head'].includes(parentNode.nodeName));
  return top
    .filter(({ tagName }) => tagName !== 'code')
    .map(shape)
    .join('\n');
}

const markdownTags = new Set('h2 h3 p ul li table thead tbody tr th td details summary code pre b br sub a blockquote'.split(' '));

/** What a browser or GitHub would act on; empty when all is well. Each finding names the text. */
function activeParts(page: Page, text: string): readonly string[] {
  const found = page.elements.flatMap((element): readonly string[] => {
    const { tagName, attrs } = element;
    const allowed = tagName === 'code' ? 'class' : tagName === 'a' ? 'href' : 'align';
    return [
      ...(markdownTags.has(tagName) ? [] : [`element ${tagName}`]),
      ...attrs.filter(({ name }) => name !== allowed).map(({ name }) => `attribute ${name} of ${tagName}`),
      ...(tagName === 'a' && attribute(element, 'href') !== place.runUrl ? ['a foreign link'] : []),
      ...(tagName === 'code' && (attribute(element, 'class') ?? 'language-text') !== 'language-text' ? ['a foreign class'] : []),
    ];
  });
  const outside = page.elements
    .filter(({ tagName }) => ['h2', 'h3', 'p', 'li', 'th', 'td', 'summary', 'sub'].includes(tagName))
    .map((element) => textOf(element, ['code', 'pre', 'a']))
    .join('\n');
  const reference = /[@#$<>`[\]{}\\|~^*_]|GH-\d|[0-9a-f]{7}|https?:|www\.|javascript|:[a-z_]+:|::/i.exec(outside);
  return [...page.errors, ...found, ...(reference === null ? [] : [`outside of code: ${reference[0]}`])].map(
    (problem) => `${problem} of ${JSON.stringify(text)}`,
  );
}

describe('1,000 hostile texts', () => {
  test('are inert in the comment, with the structure of a harmless twin', { timeout: longMinutes }, () => {
    const twin = skeleton(renderMarkdown(hostileComment('x')));
    for (const text of texts) {
      const page = renderMarkdown(hostileComment(text));
      expect(activeParts(page, text)).toEqual([]);
      expect(skeleton(page), JSON.stringify(text)).toBe(twin);
    }
  });

  test('are inert in the step summary, with the structure of a harmless twin', { timeout: longMinutes }, () => {
    const options = { maxBytes: 1_000_000 };
    const twin = skeleton(renderMarkdown(toMarkdown(hostileReport('x'), options)));
    for (const text of texts) {
      const page = renderMarkdown(toMarkdown(hostileReport(text), options));
      expect(activeParts(page, text)).toEqual([]);
      expect(skeleton(page), JSON.stringify(text)).toBe(twin);
    }
  });

  test('no line of Markdown begins with a slash command', () => {
    for (const text of texts) {
      for (const markdown of [hostileComment(text), toMarkdown(hostileReport(text), { maxBytes: 1_000_000 })]) {
        expect(markdown).not.toMatch(/^\//m);
      }
    }
  });

  test('are text in report.html, with the structure of a harmless twin', { timeout: longMinutes }, () => {
    const twin = readPage(toHtml(hostileReport('x')));
    const shape = skeleton(twin);
    const tags = new Set(twin.elements.map(({ tagName }) => tagName));
    for (const text of texts) {
      const page = readPage(toHtml(hostileReport(text)));
      expect(page.errors, text).toEqual(twin.errors);
      expect(skeleton(page), JSON.stringify(text)).toBe(shape);
      const active = page.elements.filter(
        (element) =>
          !(tags.has(element.tagName) || element.tagName === 'wbr') ||
          element.attrs.some(({ name }) => name.startsWith('on') || name === 'src') ||
          !/^#|^data:,$/.test(attribute(element, 'href') ?? '#'),
      );
      expect(active, JSON.stringify(text)).toEqual([]);
    }
  });

  test('JUnit gives them back as they were', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      trimValues: false,
      parseAttributeValue: false,
      processEntities: true,
      htmlEntities: true,
    });
    const shown = (text: string): string =>
      text.replaceAll(
        /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
        (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
      );
    for (const text of texts) {
      const document = parser.parse(toJUnit(hostileReport(text))) as {
        testsuites: { testsuite: { '@_name': string; testcase: readonly { '@_name': string }[] } };
      };
      const { testsuite } = document.testsuites;
      expect(testsuite['@_name']).toBe(shown(text));
      expect(testsuite.testcase[0]?.['@_name']).toBe(`${shown(text)} (c.${shown(text)})`);
    }
  });

  test('an annotation is one workflow command on one line', () => {
    for (const text of texts) {
      const commands = annotationCommands(annotationsOf(hostileReport(text), '/work/repository'));
      for (const command of commands) expect(command).toMatch(/^::(error|warning|notice) [^\r\n]*$/);
      for (const line of commands.join('\n').split(/[\r\n\u2028\u2029]/))
        expect(line).not.toMatch(/^\s*(##\[|::(?!error |warning |notice ))/);
    }
  });
});
