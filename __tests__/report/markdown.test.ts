import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { golden } from './golden.ts';
import { compared, failingComparison, pictures } from './picture-reports.ts';
import { expectSound } from './rendered.ts';
import { brokenReport, emptyReport, hostileReport, largeReport, passingReport, sampleReport, warningReport } from './sample-report.ts';

const unlimited = { maxBytes: 10_000_000 };

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
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
    expectSound(markdown);
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
    expect(toMarkdown(sampleReport(), unlimited)).toContain('⏭️ skipped | search answers while an endpoint restarts |');
    expect(toMarkdown(sampleReport(), unlimited)).toContain('<code>no container engine</code>');
  });

  test('every counted warning is listed, also that of a check which failed otherwise', () => {
    const { counts } = sampleReport();
    const markdown = toMarkdown(sampleReport(), unlimited);
    const warnings = markdown.slice(markdown.indexOf('### Warnings'), markdown.indexOf('### Layers'));
    const lines = warnings.split('\n').filter((line) => line.startsWith('- ⚠️') && !line.includes('not removed'));
    expect(lines).toHaveLength(counts.warned);
    expect(warnings).toContain(
      '<code>CORE&#46;CALLS</code> has the declared columns</b> · failed, and a warning: column <code>CORE&#46;CALLS&#46;OWNER&#95;EMAIL',
    );
    expect(warnings).toContain('<code>cert&#95;expires &#62; 14d&#58; cert&#95;expires is &#45;1d</code>');
  });

  test('fits any limit and stays valid', () => {
    const report = hostileReport();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (maxBytes) => {
        const markdown = toMarkdown(report, { maxBytes });
        expect(bytes(markdown)).toBeLessThanOrEqual(maxBytes);
        expectSound(markdown);
      }),
      { numRuns: 60 },
    );
  });

  test('leaves out passed checks before anything that failed, and counts them', () => {
    const report = sampleReport();
    const whole = bytes(toMarkdown(report, unlimited));
    const markdown = toMarkdown(report, { maxBytes: whole - 500 });
    expect(markdown).toMatch(/> Shortened to fit: left out \d+ passed checks\. /);
    expect(markdown).toContain('### What failed');
    expect(toMarkdown(report, { maxBytes: 5000 })).toContain('infra-test run --check warehouse.CORE.CALLS.columns');
  });

  test('ten thousand checks fit a comment and a step summary', () => {
    const report = largeReport(10_000);
    for (const maxBytes of [65_535, 1_000_000]) {
      const markdown = toMarkdown(report, { maxBytes });
      expect(bytes(markdown)).toBeLessThanOrEqual(maxBytes);
      expect(bytes(markdown)).toBeGreaterThan(maxBytes * 0.98);
      // The renderer takes seconds for a megabyte, and the rows are the same.
      if (maxBytes < 100_000) expectSound(markdown);
    }
  });

  test.each(pictures().filter(({ report }) => report !== undefined))('of $name is as stored', ({ name, report }) => {
    if (report === undefined) return;
    const check = toMarkdown(report, { maxBytes: 65_535 });
    expectSound(check);
    expect(check).toBe(golden(`check-${name}.md`, check));
  });

  test('tells what changed against the target branch, and how latencies differ', () => {
    const markdown = toMarkdown(compared(sampleReport(), failingComparison), unlimited);
    expect(markdown.split('\n')[0]).toBe('## ❌ Failed · 3 new failures, 2 slower, 1 newly skipped, 1 removed, 1 fixed');
    expect(markdown).toContain('compared with <code>main</code> (10 past runs)');
    const changes = markdown.slice(markdown.indexOf('### Changes against <code>main</code>'), markdown.indexOf('### Layers'));
    expect(changes.match(/^- /gm)).toHaveLength(3);
    expect(changes).toContain('- 🗑️ removed: <b><code>warehouse&#46;CORE&#46;CALLS&#46;clustering</code></b> · passed in the last 10 runs');
    expect(markdown).toContain('already failed in 3 of the last 10 runs');
    expect(markdown).toContain('| 🔺 <b>slower +38%, was 410ms</b> |');
    expect(markdown).toContain('new, passed in the last 10 runs');
  });

  test('without a past nothing is compared', () => {
    const markdown = toMarkdown(sampleReport(), unlimited);
    expect(markdown).not.toContain('### Changes');
    expect(markdown).not.toContain('against');
  });
});
