import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { axisOf, limitsOf } from '../../src/report/html/distribution.ts';
import { contentPolicy } from '../../src/report/html/policy.ts';
import { script } from '../../src/report/html/script.ts';
import { style } from '../../src/report/html/style.ts';
import { html } from '../../src/report/html/markup.ts';
import { latencies, operationRow } from './build-report.ts';
import { golden } from './golden.ts';
import { compared, failingComparison } from './picture-reports.ts';
import { brokenReport, emptyReport, largeReport, passingReport, reportWithText, sampleReport, warningReport } from './sample-report.ts';

const voidTags = new Set(['meta', 'link', 'input', 'wbr', 'br', 'use', 'path', 'rect', 'circle']);

function tagsOf(page: string): string[] {
  const body = page.replace(/<style>[^]*?<\/style>/, '').replace(/<script>[^]*?<\/script>/, '');
  return body.match(/<[a-z/!][^>]*>/gi) ?? [];
}

/** Closing tags that close something else, and what stays open: the page is made of pieces, one may be cut wrong. */
function unbalancedTags(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const tag of tagsOf(page)) {
    const name = /^<\/?([a-z0-9]+)/i.exec(tag)?.[1] ?? '!';
    if (name === '!' || voidTags.has(name) || tag.endsWith('/>')) continue;
    if (!tag.startsWith('</')) open.push(name);
    else if (open.pop() !== name) wrong.push(tag);
  }
  return [...wrong, ...open];
}

describe('report.html', () => {
  test('is as stored', () => {
    expect(toHtml(sampleReport())).toBe(golden('report.html', toHtml(sampleReport())));
  });

  test.each([
    ['failing', sampleReport(), 'Failed'],
    ['passing', passingReport(), 'Passed'],
    ['warning', warningReport(), 'Passed with warnings'],
    ['broken', brokenReport(), 'Broken'],
    ['empty', emptyReport(), 'Broken'],
  ])('a %s report is well-formed and says its verdict', (_, report, verdict) => {
    const page = toHtml(report);
    expect(unbalancedTags(page)).toEqual([]);
    expect(page).toContain(`<span>${verdict}</span></h1>`);
    expect(page).toContain(`<title>${verdict} · infra-test</title>`);
  });

  test('policy.ts names the hashes of the inline style and script', () => {
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(contentPolicy).toContain(`style-src ${hash(style)};`);
    expect(contentPolicy).toContain(`script-src ${hash(script)};`);
    const page = toHtml(sampleReport());
    expect(page).toContain(`<style>${style}</style>`);
    expect(page).toContain(`<script>${script}</script>`);
  });

  test('nothing in it points outside', () => {
    const page = toHtml(sampleReport());
    const targets = tagsOf(page).flatMap((tag) => [...tag.matchAll(/(?:href|src|action|data)="([^"]*)"/g)].map((match) => match[1] ?? ''));
    expect(targets.filter((target) => !target.startsWith('#') && target !== 'data:,')).toEqual([]);
    expect(tagsOf(page).filter((tag) => /\s(?:style|on[a-z]+)=/.test(tag))).toEqual([]);
    expect(style).not.toMatch(/url\(|@import/);
  });

  test('what failed comes first, with expected, actual, place and command', () => {
    const page = toHtml(sampleReport());
    const order = [
      'id="verdict"',
      'aria-label="Layers"',
      'id="failures"',
      'id="latency"',
      'id="warnings"',
      'id="targets"',
      'id="skipped"',
      'id="checks"',
      'id="about"',
    ];
    expect(order.map((mark) => page.indexOf(mark))).toEqual(
      order.map((mark) => page.indexOf(mark)).toSorted((left, right) => left - right),
    );
    const card = page.slice(page.indexOf('id="failures"'), page.indexOf('id="latency"'));
    expect(card).toContain('<td data-h="expected">NUMBER(38,0)</td>');
    expect(card).toContain('<td data-h="actual">no such column</td>');
    expect(card).toContain('infra-test.yml:19');
    expect(card).toContain('<code>infra-test run --check warehouse.CORE.CALLS.columns</code>');
  });

  test('every check is in the list, with its reason when it was skipped', () => {
    const page = toHtml(sampleReport());
    expect(page.match(/<li\s+data-status=/g)).toHaveLength(sampleReport().counts.total);
    expect(page).toContain('<span class="wy">no container engine</span>');
  });

  test('ten thousand checks are all there', () => {
    const page = toHtml(largeReport(10_000));
    expect(page.match(/<li\s+data-status=/g)).toHaveLength(10_000);
    expect(page.length).toBeLessThan(8_000_000);
  });

  test('foreign text never becomes a tag or an attribute', () => {
    const skeleton = (page: string): string[] =>
      tagsOf(page)
        .map((tag) => tag.replaceAll(/="[^"]*"/g, '=""'))
        .filter((tag) => tag !== '<wbr>');
    const harmless = skeleton(toHtml(reportWithText('x')));
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</title><script>alert(1)</script>',
        '" onload="x',
        "'><img src=x>",
        '</style>',
        '-->',
        '<!--',
        '</code></pre>',
        '${x}',
      ),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(skeleton(toHtml(reportWithText(`x${text}`)))).toEqual(harmless);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the html tag', () => {
  test('escapes text and keeps markup', () => {
    expect(html`<b>${'<i>'}</b>${html`<i>${1}</i>`}${[null, 'a & b']}`.text).toBe('<b>&lt;i&gt;</b><i>1</i>a &amp; b');
  });
});

describe('distributions', () => {
  test('durations in targets become limits; baselines do not', () => {
    expect(limitsOf(['q p(95) < 1.5s', 'warn: p(50) >= 20us', 'p(95) < baseline * 1.2', 'error_rate < 1%'])).toEqual([
      { milliseconds: 1500, text: '1.5s', upper: true },
      { milliseconds: 0.02, text: '20us', upper: false },
    ]);
  });

  test('the axis holds every sample and every limit', () => {
    const rows = [
      operationRow('c', 'fast', latencies(50, 0.4, 0.2, 1)),
      operationRow('c', 'slow', latencies(50, 900, 0.2, 2), { targets: ['slow p(95) < 5s'] }),
    ];
    const axis = axisOf(rows);
    expect(axis.fromMilliseconds).toBeLessThan((rows[0]?.histogram.minMicroseconds ?? 0) / 1000);
    expect(axis.toMilliseconds).toBeGreaterThan(5000);
  });

  test('an operation without samples says so', () => {
    const report = sampleReport();
    const run = report.runs[0];
    if (run === undefined) throw new Error('the sample has a run');
    const empty = { ...operationRow('c', 'none', latencies(0, 1, 1, 1)), targets: ['none p(95) < 1s'] };
    const page = toHtml({ ...report, runs: [{ ...run, operations: [empty] }] });
    expect(page).toContain('no samples');
    expect(page).not.toContain('NaN');
    expect(unbalancedTags(page)).toEqual([]);
  });

  test('shows what changed against the target branch', () => {
    const page = toHtml(compared(sampleReport(), failingComparison));
    expect(unbalancedTags(page)).toEqual([]);
    expect(page).toContain('against main, 10 past runs');
    expect(page.match(/new failure<\/span>/g)).toHaveLength(3);
    expect(page).toContain('failed in 3 of the last 10 runs');
    expect(page).toContain('slower +38%, was 410ms');
    expect(page).toContain('p95 against main');
    expect(toHtml(sampleReport())).not.toContain('id="changes"');
    const first = toHtml(compared(sampleReport(), { ...failingComparison, pastRuns: 0, checks: [], operations: [] }));
    expect(first).toContain('First run: there is no past run');
    expect(first).not.toContain('p95 against');
  });
});
