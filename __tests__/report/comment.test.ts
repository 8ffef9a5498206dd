import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportPart } from '../../src/model/part.ts';
import type { Report } from '../../src/model/run.ts';
import { toComment } from '../../src/report/comment.ts';
import { toPart } from '../../src/report/part.ts';
import { golden } from './golden.ts';
import { anyReport } from './any-report.ts';
import { commentOf, compared, factsOf, failingComparison, pictures, place } from './picture-reports.ts';
import { expectSound, tagsIn, textOf } from './rendered.ts';
import { largeReport, passingReport, sampleReport } from './sample-report.ts';

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function partsOf(reports: readonly Report[]): readonly ReportPart[] {
  return reports.map((report, index) => toPart(report, factsOf(`test (${index})`)));
}

/** From a heading to the next one. */
function sectionOf(markdown: string, title: string): string {
  const start = markdown.indexOf(`### ${title}`);
  expect(start, title).toBeGreaterThan(-1);
  const end = markdown.indexOf('\n### ', start + 1);
  return markdown.slice(start, end === -1 ? undefined : end);
}

const failing = compared(sampleReport(), failingComparison);

describe('the comment', () => {
  test.each(pictures())('$name is as stored', ({ name, comment }) => {
    expectSound(comment);
    expect(comment).toBe(golden(`comment-${name}.md`, comment));
  });

  test('tells the verdict and what changed first, then new failures, latency and warnings, then folds', () => {
    const comment = commentOf(failing);
    expect(comment.split('\n')[0]).toBe('## ❌ Failed · 3 new failures, 2 slower, 1 newly skipped, 1 removed, 1 fixed');
    const order = [
      '### New failures',
      '### Missed targets',
      'already failing',
      '### Changes',
      '### Latency',
      '### Warnings',
      '<code>warehouse</code> · <code>snowflake</code>',
    ];
    const places = order.map((text) => comment.indexOf(text));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(places[0]).toBeGreaterThan(0);
  });

  test('a new failure shows expected, actual, config line, past and command', () => {
    const section = sectionOf(commentOf(failing), 'New failures');
    expect(section).toContain('column CORE.CALLS.DURATION_SECONDS: expected NUMBER(38,0), got no such column');
    expect(section).toContain('$ infra-test run --check warehouse.CORE.CALLS.columns');
    expect(section).toContain('infra&#45;test&#46;yml&#58;19');
    expect(section).toContain('new, passed in the last 10 runs');
    expect(section).not.toContain('search_calls');
  });

  test('a check that only warns and began to fail is among the changes', () => {
    const warned = { checkId: 'status.connection', title: 'answers', kind: 'new-failure', pastRuns: 10, pastFailures: 0 } as const;
    const changes = { ...failingComparison, checks: [warned] };
    expect(sectionOf(commentOf(compared(sampleReport(), changes)), 'Changes')).toContain('- ❌ new failure: <b>answers</b>');
  });

  test('what fails on the target branch too is told apart', () => {
    const { elements } = expectSound(commentOf(failing));
    const fold = elements.find((element) => element.tagName === 'details' && textOf(element).includes('already failing on main'));
    expect(fold && textOf(fold)).toContain('already failed in 3 of the last 10 runs');
    expect(fold && textOf(fold)).toContain('tools.call.search_calls');
    expect(fold && tagsIn(fold).filter(({ tagName }) => tagName === 'li')).toHaveLength(2);
  });

  test('missed and slower operations come first; noise and missing history are words', () => {
    const rows = sectionOf(commentOf(failing), 'Latency')
      .split('\n')
      .filter((line) => line.startsWith('| <code>'));
    expect(rows[0]).toMatch(/warehouse statistics.*🔺 <b>slower \+38%, was 410ms<\/b>.*❌ missed/);
    expect(rows.find((row) => row.includes('vectors update'))).toContain('noisy, no claim +31%');
    expect(rows.find((row) => row.includes('api health'))).toContain('too few past runs');
    expect(rows.find((row) => row.includes('tools search'))).toContain('4 of 64 calls failed');
  });

  test('the first run says that nothing can be compared; without a history there is no such sentence', () => {
    const first = compared(sampleReport(), { ...failingComparison, pastRuns: 0, checks: [], operations: [] });
    expect(commentOf(first)).toContain('First run: there is no past run to compare with yet');
    expect(commentOf(first)).toContain('### What failed');
    expect(commentOf(sampleReport())).not.toContain('First run');
  });

  test('a reason that no problem tells is shown, others are not repeated', () => {
    const run = failing.runs[0];
    if (run === undefined) throw new Error('expected a run');
    const reasons = [...run.reasons, 'Shard 2 of 4 did not report.'];
    const comment = commentOf({ ...failing, runs: [{ ...run, reasons }] });
    expect(comment).toContain('- Shard 2 of 4 did not report.\n');
    expect(comment).not.toContain('checks failed:');
    expect(comment).not.toContain('warnings to read');
  });

  test('the attempt is named from the second on, notes and the run are there', () => {
    const part = toPart(passingReport(), factsOf('infra-test', { notes: ['No secrets here: the embedded stack was used.'] }));
    expect(toComment([part], place)).not.toContain('attempt');
    const comment = toComment([part], { ...place, attempt: 3 });
    expect(comment).toContain('· attempt 3 ·');
    expect(comment).toContain('> ℹ️ No secrets here: the embedded stack was used.');
    expect(comment).toContain(`<a href="${place.runUrl}">`);
  });

  test('an address that is no web address is never a link', () => {
    const comment = toComment(partsOf([passingReport()]), { ...place, runUrl: 'javascript:alert(1)' });
    expect(expectSound(comment).elements.filter(({ tagName }) => tagName === 'a')).toEqual([]);
  });

  test('no part at all is broken', () => {
    expect(toComment([], place)).toContain('## 💥 Broken');
    expect(toComment([], place)).toContain('No job told its results.');
  });

  test('the order of parts does not matter', () => {
    const parts = partsOf([failing, passingReport(), sampleReport(), passingReport()]);
    const comment = toComment(parts, place);
    fc.assert(
      fc.property(fc.shuffledSubarray([...parts], { minLength: parts.length }), (shuffled) => {
        expect(toComment(shuffled, place)).toBe(comment);
      }),
      { numRuns: 50 },
    );
  });

  test('jobs are told by name, numbers by value', () => {
    const names = ['test (10)', 'test (9)', 'lint', 'test (1)'];
    const parts = names.map((name, index) =>
      toPart(passingReport(), factsOf('', { leg: { identity: String(index), name, checkRunId: '' } })),
    );
    const jobs = sectionOf(toComment(parts, place), 'Jobs');
    expect([...jobs.matchAll(/^\| <code>([^<]*)<\/code>/gm)].map(([, name]) => name)).toEqual([
      'lint',
      'test &#40;1&#41;',
      'test &#40;9&#41;',
      'test &#40;10&#41;',
    ]);
  });

  test('what fails alike in several jobs is told once, with the jobs', () => {
    const comment = toComment(partsOf([failing, passingReport(), failing]), place);
    const section = sectionOf(comment, 'New failures');
    expect(section.match(/DURATION_SECONDS/g)).toHaveLength(1);
    expect(section).toContain('in <code>0</code>, <code>2</code>');
    expect(sectionOf(comment, 'Jobs').match(/<code>test/g)).toHaveLength(3);
    expect(toComment(partsOf([failing, failing]), place)).toContain('in all 2 jobs');
  });

  test('fits any size and stays valid', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(anyReport, { minLength: 1, maxLength: 3 }), fc.integer({ min: 500, max: 65_000 }), (reports, maxCharacters) => {
        const comment = toComment(partsOf(reports), { ...place, maxCharacters });
        expect(bytes(comment)).toBeLessThanOrEqual(maxCharacters);
        expect(comment).toContain(place.runUrl);
        expectSound(comment);
      }),
      { numRuns: 80 },
    );
  });

  test('ten thousand checks fill the room, keep failures and latency, and count the rest', () => {
    const comment = toComment([toPart(largeReport(10_000), factsOf('infra-test'))], place);
    expect(bytes(comment)).toBeLessThanOrEqual(place.maxCharacters);
    expect(bytes(comment)).toBeGreaterThan(place.maxCharacters * 0.95);
    expect(comment).toMatch(/> Shortened to fit: left out 9,\d{3} passed checks/);
    expect(comment).toContain('### What failed');
    expect(comment).toContain('### Latency');
    expectSound(comment);
  });
});
