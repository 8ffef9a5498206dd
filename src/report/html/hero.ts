import type { Counts, JudgedRun, Report } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { layerCounts, problemsOf } from '../problems.ts';
import { environmentText, formatCount, plural, reportDurationMilliseconds, timestamp, timeText, verdictWords } from '../words.ts';
import { icon, verdictIconNames, type IconName } from './icons.ts';
import { html, type Markup } from './markup.ts';

/** Verdict, the sentence behind it, counts and the six layers. */
export function hero(report: Report): Markup {
  return html`<section class="hero v-${report.verdict}" aria-labelledby="verdict">
      <p class="eyebrow">${eyebrow(report)}</p>
      <h1 id="verdict">${icon(verdictIconNames[report.verdict])}<span>${verdictWords[report.verdict]}</span></h1>
      <p class="lead">${leadSentence(report)}</p>
      ${proportionBar(report.counts, 'bar')}
      <ul class="stats">
        ${stats(report)}
      </ul>
      ${reasons(report.runs)}
    </section>
    ${layerStrip(report)}`;
}

function eyebrow(report: Report): Markup {
  const started = Math.min(...report.runs.map((run) => run.startedAtMilliseconds));
  const environments = [...new Set(report.runs.map((run) => environmentText(run)))].slice(0, 3).join(' · ');
  if (!Number.isFinite(started)) return html`${environments}`;
  return html`${environments} <span aria-hidden="true">·</span> <time datetime="${timestamp(started)}">${timeText(started)}</time>`;
}

function leadSentence(report: Report): string {
  const problems = report.runs.map((run) => problemsOf(run));
  const checks = problems.flatMap((found) => found.checks);
  const targets = problems.flatMap((found) => found.targets);
  const parts = [
    countPart(checks.filter((check) => check.outcome.status === 'failed').length, 'check', 'answered wrongly'),
    countPart(checks.filter((check) => check.outcome.status === 'broken').length, 'check', 'gave no usable answer'),
    countPart(targets.filter((target) => target.status === 'missed').length, 'target', 'missed'),
    countPart(targets.filter((target) => target.status === 'broken').length, 'target', 'without data'),
    ...report.runs.flatMap((run) => (run.stoppedBy === null ? [] : [`stopped by ${run.stoppedBy}`])),
  ].filter((part) => part !== '');
  if (parts.length > 0) return `${parts.join(', ')}.`;
  const { counts } = report;
  if (counts.passed === 0) return 'Nothing was shown to work.';
  const warnings = counts.warned > 0 ? ` ${plural(counts.warned, 'warning')} to read, none of them blocks.` : '';
  return `${plural(counts.passed, 'check')} passed${counts.skipped > 0 ? `, ${formatCount(counts.skipped)} not asked` : ''}.${warnings}`;
}

function countPart(count: number, noun: string, verb: string): string {
  return count === 0 ? '' : `${plural(count, noun)} ${verb}`;
}

const outcomes = ['passed', 'failed', 'broken', 'skipped'] as const;

/** Widths are SVG attributes, because the page's policy allows no style attribute. */
function proportionBar(counts: Pick<Counts, (typeof outcomes)[number] | 'total'>, className: string): Markup {
  let left = 0;
  const parts = outcomes.map((status) => {
    const width = counts.total === 0 ? 0 : (counts[status] / counts.total) * 100;
    const rect = width === 0 ? null : html`<rect class="f-${status}" x="${left.toFixed(2)}" width="${width.toFixed(2)}" height="1" />`;
    left += width;
    return rect;
  });
  return html`<svg class="${className}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <rect class="f-none" width="100" height="1" />
    ${parts}
  </svg>`;
}

function stats(report: Report): readonly Markup[] {
  const { counts } = report;
  const numbers: readonly (readonly [IconName, string, number])[] = [
    ['passed', 'passed', counts.passed],
    ['failed', 'failed', counts.failed],
    ['broken', 'broken', counts.broken],
    ['skipped', 'skipped', counts.skipped],
    ['warned', counts.warned === 1 ? 'warning' : 'warnings', counts.warned],
    ['flaky', 'flaky', counts.flaky],
  ];
  return [
    ...numbers.map(
      ([name, label, count]) =>
        html`<li class="s-${name}${count === 0 ? ' zero' : ''}">
          <a href="#status=${name}"><b>${formatCount(count)}</b><span>${icon(name)}${label}</span></a>
        </li>`,
    ),
    html`<li class="s-time">
      <div><b>${formatMilliseconds(reportDurationMilliseconds(report))}</b><span>duration</span></div>
    </li>`,
  ];
}

function reasons(runs: readonly JudgedRun[]): Markup | null {
  const all = runs.flatMap((run) => run.reasons);
  if (all.length === 0) return null;
  return html`<ul class="reasons">
    ${all.map((reason) => html`<li>${reason}</li>`)}
  </ul>`;
}

function layerStrip(report: Report): Markup {
  const cells = layerCounts(report.runs.flatMap((run) => run.checks)).map((row) => {
    if (row.total === 0)
      return html`<li class="empty">
        <div>
          <h3>${row.layer}</h3>
          <p class="ratio">–</p>
          ${proportionBar(row, 'minibar')}
          <p class="rest">no checks</p>
        </div>
      </li>`;
    const rest = (['failed', 'broken', 'skipped'] as const)
      .filter((status) => row[status] > 0)
      .map((status) => html`<span class="t-${status}">${icon(status)}${formatCount(row[status])} ${status}</span>`);
    const warned = row.warned > 0 ? [html`<span class="t-warned">${icon('warned')}${formatCount(row.warned)} warned</span>`] : [];
    const words =
      rest.length + warned.length === 0 ? [html`<span class="t-passed">${icon('passed')}all passed</span>`] : [...rest, ...warned];
    return html`<li>
      <a href="#layer=${row.layer}"
        ><h3>${row.layer}</h3>
        <p class="ratio"><b>${formatCount(row.passed)}</b> of ${formatCount(row.total)} passed</p>
        ${proportionBar(row, 'minibar')}
        <p class="rest">${words}</p></a
      >
    </li>`;
  });
  return html`<section class="layers" aria-label="Layers">
    <ul>
      ${cells}
    </ul>
  </section>`;
}
