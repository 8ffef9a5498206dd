import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { golden } from './golden.ts';
import {
  brokenReport,
  emptyReport,
  hostileReport,
  largeReport,
  passingReport,
  reportWithText,
  sampleReport,
  warningReport,
} from './sample-report.ts';

const unlimited = { maxBytes: 10_000_000 };

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** Text without fenced blocks; an unclosed fence is an error. */
function withoutFences(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const ticks = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined && ticks !== undefined) fence = ticks;
    else if (fence !== undefined && ticks !== undefined && ticks.length >= fence.length && line === ticks) fence = undefined;
    else if (fence === undefined) kept.push(line);
  }
  expect(fence).toBeUndefined();
  return kept.join('\n');
}

/** Every row of a table has the cells of its heading, every fence and every `<details>` is closed. */
function expectValid(markdown: string): void {
  const text = withoutFences(markdown);
  expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  expect(text.match(/<summary>/g)?.length ?? 0).toBe(text.match(/<\/summary>/g)?.length ?? 0);
  expect(text.match(/<code>/g)?.length ?? 0).toBe(text.match(/<\/code>/g)?.length ?? 0);
  for (const block of text.split(/\n\n+/)) {
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    if (rows.length === 0) continue;
    expect(rows[1]).toMatch(/^\|( ---:? \|)+$/);
    const cells = rows.map((row) => row.split('|').length);
    expect(cells).toEqual(cells.map(() => cells[0]));
  }
}

describe('summary.md', () => {
  test('is as stored', () => {
    expect(toMarkdown(sampleReport(), unlimited)).toBe(golden('summary.md', toMarkdown(sampleReport(), unlimited)));
    expect(toMarkdown(hostileReport(), unlimited)).toBe(golden('summary-hostile.md', toMarkdown(hostileReport(), unlimited)));
  });

  test.each([
    ['failing', sampleReport(), '## ❌ Failed'],
    ['passing', passingReport(), '## ✅ Passed'],
    ['warning', warningReport(), '## ⚠️ Passed with warnings'],
    ['broken', brokenReport(), '## 💥 Broken'],
    ['empty', emptyReport(), '## 💥 Broken'],
  ])('a %s report is valid and begins with its verdict', (_, report, verdict) => {
    const markdown = toMarkdown(report, unlimited);
    expectValid(markdown);
    expect(markdown.split('\n')[0]).toBe(verdict);
  });

  test('a failed check shows expected, actual, place and command before any table of numbers', () => {
    const markdown = toMarkdown(sampleReport(), unlimited);
    const failed = markdown.slice(markdown.indexOf('### What failed'), markdown.indexOf('### Latency'));
    expect(failed).toContain('| <code>NUMBER&#40;38&#44;0&#41;</code> | <code>no such column</code> |');
    expect(failed).toContain('infra&#45;test&#46;yml&#58;19');
    expect(failed).toContain('infra-test run --check warehouse.CORE.CALLS.columns');
  });

  test('skipped checks tell their reason', () => {
    expect(toMarkdown(sampleReport(), unlimited)).toContain('⏭️ skipped | <code>search answers while an endpoint restarts</code>');
    expect(toMarkdown(sampleReport(), unlimited)).toContain('<code>no container engine</code>');
  });

  test('every counted warning is listed, also that of a check which failed otherwise', () => {
    const { counts } = sampleReport();
    const markdown = toMarkdown(sampleReport(), unlimited);
    const warnings = markdown.slice(markdown.indexOf('### Warnings'), markdown.indexOf('### Latency'));
    const lines = warnings.split('\n').filter((line) => line.startsWith('- ⚠️') && !line.includes('not removed'));
    expect(lines).toHaveLength(counts.warned);
    expect(warnings).toContain('failed, and a warning: <code>CORE&#46;CALLS has the declared columns</code>');
    expect(warnings).toContain('<code>cert&#95;expires &#62; 14d&#58; cert&#95;expires is &#45;1d</code>');
  });

  test('fits any limit and stays valid', () => {
    const report = hostileReport();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (maxBytes) => {
        const markdown = toMarkdown(report, { maxBytes });
        expect(bytes(markdown)).toBeLessThanOrEqual(maxBytes);
        expectValid(markdown);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves out passed checks before anything that failed, and counts them', () => {
    const report = sampleReport();
    const whole = bytes(toMarkdown(report, unlimited));
    const markdown = toMarkdown(report, { maxBytes: whole - 500 });
    expect(markdown).toMatch(/> Shortened to fit: left out \d+ passed checks\. /);
    expect(markdown).toContain('### What failed');
    expect(toMarkdown(report, { maxBytes: 5000 })).toContain('warehouse&#46;CORE&#46;CALLS&#46;columns');
  });

  test('ten thousand checks fit a comment and a step summary', () => {
    const report = largeReport(10_000);
    for (const maxBytes of [65_535, 1_000_000]) {
      const markdown = toMarkdown(report, { maxBytes });
      expect(bytes(markdown)).toBeLessThanOrEqual(maxBytes);
      expect(bytes(markdown)).toBeGreaterThan(maxBytes * 0.98);
      expectValid(markdown);
    }
  });

  test('hostile text is only ever inside code', () => {
    const skeleton = (markdown: string): string => withoutFences(markdown).replaceAll(/<code>.*?<\/code>/g, '<code></code>');
    const harmless = skeleton(toMarkdown(reportWithText('x'), unlimited));
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('@a', '#1', '|', '```\n# x', '</details>', '</code>@a', '\n\n<img src=x>')),
        (text) => {
          const markdown = toMarkdown(reportWithText(`x${text}`), unlimited);
          expect(skeleton(markdown)).toBe(harmless);
          expectValid(markdown);
        },
      ),
      { numRuns: 300 },
    );
  });
});
