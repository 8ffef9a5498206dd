import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { ticksOf } from '../../src/report/html/waterfall.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { attemptWaterfall, failedWalk, runWaterfall } from '../../src/report/waterfall.ts';
import { hop, judgedCheck, judgedRun, reportOf } from './build-report.ts';
import type { CheckShape } from './build-report.ts';
import { commentOf } from './picture-reports.ts';

const components = [
  { name: 'warehouse', uses: 'snowflake', address: '' },
  { name: 'story', uses: 'flow', address: '' },
];
const gate = (component: string, startMilliseconds: number, durationMilliseconds: number, more: Partial<CheckShape> = {}) =>
  judgedCheck({
    id: `${component}.connection`,
    title: 'connects',
    layer: 'unit',
    gate: true,
    startMilliseconds,
    durationMilliseconds,
    ...more,
  });
const check = (id: string, startMilliseconds: number, durationMilliseconds: number, more: Partial<CheckShape> = {}) =>
  judgedCheck({ id, title: id, layer: 'e2e', startMilliseconds, durationMilliseconds, ...more });

const failedHops = [
  hop('landed', 'warehouse', 1, 12, { detail: '1 row written' }),
  hop('found', 'vectors', 14, 2000, { state: 'failed', detail: 'expected matches' }),
  hop('clean up', '', 2015, 9),
];

describe('a run', () => {
  const run = judgedRun({
    verdict: 'fail',
    components,
    checks: [
      gate('warehouse', 100, 300, { before: [{ status: 'broken', reason: 'busy', retryReason: '5xx' }] }),
      gate('story', 0, 0, { status: 'skipped', reason: 'not here' }),
      check('warehouse.a', 1200, 50, { cleanUpMilliseconds: 20 }),
      check('warehouse.b', 1500, 200, { status: 'failed', reason: 'wrong' }),
      check('story.walk', 1210, 100),
      check('story.none', 0, 0, { status: 'skipped', reason: 'not asked' }),
    ],
    deployedMilliseconds: 1000,
    deployment: [
      hop('deploy', '', 0, 990, { detail: '2 endpoints ready' }),
      hop('endpoint', 'snowflake', 100, 880),
      hop('close', 'warehouse', 2800, 5),
      hop('tear-down', '', 2810, 190, { detail: 'process ended, ports closed' }),
    ],
  });

  test('is told from deployment to tear-down on one axis, in the order in which things began', () => {
    const waterfall = runWaterfall(run);
    expect(waterfall?.totalMilliseconds).toBe(3000);
    const lines = waterfall?.rows.map(
      (row) =>
        `${row.name} ${row.component} ${row.startMilliseconds}+${Math.round(row.durationMilliseconds)} ${row.isFailed ? 'x' : '-'} ${row.detail}`,
    );
    expect(lines).toEqual([
      'deploy  0+990 - 2 endpoints ready',
      'endpoint snowflake 100+880 - ',
      'handshake warehouse 1100+512 - 2 attempts',
      'checks warehouse 2200+500 x 2 checks, 1 failed or broken',
      'checks story 2210+100 - 2 checks',
      'clean up  2250+20 - after 1 attempt',
      'close warehouse 2800+5 - ',
      'tear-down  2810+190 - process ended, ports closed',
    ]);
  });

  test('attempts are stretches of one row, failed ones above the others', () => {
    const rows = runWaterfall(run)?.rows ?? [];
    expect(rows.find(({ name }) => name === 'handshake')?.bars).toEqual([
      { startMilliseconds: 1800, endMilliseconds: 2100, isFailed: false },
      { startMilliseconds: 1100, endMilliseconds: 1312.4, isFailed: true },
    ]);
    expect(rows.find(({ name, component }) => name === 'checks' && component === 'warehouse')?.bars).toEqual([
      { startMilliseconds: 2200, endMilliseconds: 2250, isFailed: false },
      { startMilliseconds: 2500, endMilliseconds: 2700, isFailed: true },
    ]);
  });

  test('may have more attempts than a call may have arguments', () => {
    const walked = check('story.walk', 0, 5);
    const attempts = walked.outcome.attempts.flatMap((attempt) => Array.from({ length: 200_000 }, () => attempt));
    const rows = runWaterfall({ ...run, checks: [{ ...walked, outcome: { ...walked.outcome, attempts } }] })?.rows ?? [];
    expect(rows.find(({ name }) => name === 'checks')).toMatchObject({ startMilliseconds: 1000, durationMilliseconds: 5 });
  });

  test('of which nobody told the deployment has no time line', () => {
    expect(runWaterfall(judgedRun({ verdict: 'pass', components, checks: [gate('warehouse', 0, 5)] }))).toBeUndefined();
    expect(toHtml(reportOf('pass', 0, [judgedRun({ verdict: 'pass', components, checks: [] })]))).not.toContain('id="waterfall"');
  });

  test('of several machines has all their deployments', () => {
    const [deployment] = run.deployments ?? [];
    if (deployment === undefined) throw new Error('the run has a deployment');
    const later = { ...deployment, startedAtMilliseconds: deployment.startedAtMilliseconds + 500 };
    const rows = runWaterfall({ ...run, deployments: [deployment, later] })?.rows ?? [];
    expect(rows.filter(({ name }) => name === 'deploy').map(({ startMilliseconds }) => startMilliseconds)).toEqual([0, 500]);
  });
});

describe('a walk', () => {
  const attempt = check('story.walk', 0, 2030, { status: 'failed', reason: 'no match', hops: failedHops }).outcome.attempts[0];

  test('has a row for each hop, the failed one marked with its reason', () => {
    if (attempt === undefined) throw new Error('the check has an attempt');
    expect(attemptWaterfall(attempt)).toMatchObject({
      totalMilliseconds: 2024,
      rows: [
        { name: 'landed', component: 'warehouse', isFailed: false },
        { name: 'found', component: 'vectors', isFailed: true, detail: 'expected matches' },
        { name: 'clean up', isFailed: false },
      ],
    });
  });

  test('is text up to the hop that failed, and no text when none did', () => {
    const failed = check('story.walk', 0, 2030, { status: 'failed', reason: 'no match', hops: failedHops });
    expect(failedWalk(failed)).toBe('landed (warehouse) 12ms, found (vectors) failed after 2s');
    expect(failedWalk(check('story.walk', 0, 20, { status: 'failed', reason: 'x', hops: failedHops.slice(0, 1) }))).toBe('');
    expect(failedWalk(check('story.walk', 0, 20))).toBe('');
  });

  test('that failed is told in the summary, the comment and the page; one that did not is in the page alone', () => {
    const reportWith = (one: CheckShape) => reportOf('fail', 1, [judgedRun({ verdict: 'fail', components, checks: [judgedCheck(one)] })]);
    const failed = reportWith({ id: 'story.walk', title: 'walk', layer: 'e2e', status: 'failed', reason: 'no match', hops: failedHops });
    const text = 'landed (warehouse) 12ms, found (vectors) failed after 2s';
    expect(toMarkdown(failed, { maxBytes: 100_000 })).toMatch(/Hops: <code>landed .*12ms.* found .*vectors.* failed after 2s<\/code>/);
    expect(commentOf(failed)).toContain(`hops: ${text}`);
    const page = toHtml(failed);
    expect(page.match(/<table class="wf"/g)).toHaveLength(2);
    expect(page).toMatch(/<tr role="row" class="x-failed">[^]*?failed: <\/span>[^]*?found <span class="wc">vectors<\/span>/);
    expect(page).toMatch(/<rect class="wx" x="4\.2" y="1" width="592\.9"/);
    const passed = reportWith({ id: 'story.walk', title: 'walk', layer: 'e2e', hops: failedHops.slice(0, 1) });
    expect(toMarkdown(passed, { maxBytes: 100_000 })).not.toContain('Hops:');
    expect(toHtml(passed).match(/<table class="wf"/g)).toHaveLength(1);
  });
});

const anyHop = fc
  .tuple(fc.string(), fc.double({ min: 0, max: 1e7, noNaN: true }), fc.double({ min: 0, max: 1e7, noNaN: true }), fc.boolean())
  .map(([name, start, duration, isFailed]) => hop(name, '', start, duration, { state: isFailed ? 'failed' : 'done' }));

test('every bar lies on the axis, and rows are in the order of their start', () => {
  fc.assert(
    fc.property(fc.array(anyHop, { minLength: 1, maxLength: 30 }), (hops) => {
      const run = judgedRun({ verdict: 'pass', components, checks: [check('story.walk', 5, 10, { hops })], deployment: hops });
      const { rows, totalMilliseconds } = runWaterfall(run) ?? { rows: [], totalMilliseconds: 0 };
      expect(rows.length).toBe(hops.length + 1);
      for (const { bars } of rows) for (const bar of bars) expect(bar.endMilliseconds).toBeLessThanOrEqual(totalMilliseconds);
      const starts = rows.map(({ startMilliseconds }) => startMilliseconds);
      expect(starts).toEqual(starts.toSorted((left, right) => left - right));
      const page = toHtml(reportOf('pass', 0, [run]));
      const ends = [...page.matchAll(/<rect class="w[ox]" x="(-?[\d.]+)" y="1" width="([\d.]+)"/g)].map(([, x, width]) => [
        Number(x),
        Number(x) + Number(width),
      ]);
      expect(ends.length).toBe(hops.length * 2 + 1);
      for (const [x = -1, end = 1e9] of ends) expect(x >= 0 && end <= 600.2).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('an axis has 0 and a few round moments', () => {
  expect(ticksOf(0)).toEqual([0]);
  expect(ticksOf(2024)).toEqual([0, 500, 1000, 1500, 2000]);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e8, noNaN: true }), (total) => {
      const ticks = ticksOf(total);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(ticks.at(-1)).toBeLessThanOrEqual(total * 1.000001);
    }),
  );
});
