import type { LatencyChange, LatencyTrend } from '../../model/comparison.ts';
import type { JudgedRun, JudgedTarget, OperationRow, Report } from '../../model/run.ts';
import { trendText } from '../change-words.ts';
import { latencyChanges } from '../latency-changes.ts';
import { isWarnedTarget, operationState } from '../problems.ts';
import { formatCount, latencyText, plural, targetWords } from '../words.ts';
import { sourceLine } from './details.ts';
import { type Axis, axisLabels, axisOf, distribution } from './distribution.ts';
import { icon, type IconName } from './icons.ts';
import { breakable, html, type Markup } from './markup.ts';
import { section } from './section.ts';

const stateIcons: Readonly<Record<string, IconName>> = {
  met: 'passed',
  missed: 'failed',
  undecided: 'warned',
  broken: 'broken',
  skipped: 'skipped',
  warned: 'warned',
};

export function latencySection(report: Report): Markup | null {
  const runs = report.runs.filter((run) => run.operations.length > 0);
  if (runs.length === 0) return null;
  const several = report.runs.length > 1;
  const tables = runs.map((run) => html`${several ? html`<h3 class="run">${run.configFile}</h3>` : null}${latencyTable(run)}`);
  const count = runs.reduce((sum, run) => sum + run.operations.length, 0);
  const legend = html`<p class="legend">
    <span
      ><svg class="k" viewBox="0 0 8 8" aria-hidden="true"><path class="p50" d="M4 1 1 7h6z" /></svg>p50</span
    ><span
      ><svg class="k" viewBox="0 0 8 8" aria-hidden="true"><path class="p95" d="M4 1 1 7h6z" /></svg>p95</span
    ><span
      ><svg class="k" viewBox="0 0 8 8" aria-hidden="true"><path class="limit" d="M4 0v8" /></svg>target</span
    ><span>logarithmic axis, shared by all rows; bar height is the square root of the count</span>
  </p>`;
  return section('latency', 'Latency', plural(count, 'operation'), html`${tables}${legend}`);
}

function latencyTable(run: JudgedRun): Markup {
  const axis = axisOf(run.operations);
  const changes = run.comparison === undefined || run.comparison.pastRuns === 0 ? null : latencyChanges(run.comparison);
  const branch = run.comparison?.branch ?? '';
  const numbers = ['n', 'errors', 'p50', 'p95', 'p99', 'max'].map(
    (title) => html`<th scope="col" class="r" role="columnheader">${title}</th>`,
  );
  return html`<div class="wide">
    <table class="lat" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">Operation</th>
          <th scope="col" class="dh" role="columnheader"><span class="vh">Distribution</span>${axisLabels(axis)}</th>
          ${numbers}
          <th scope="col" role="columnheader">Target</th>
          ${changes === null ? null : html`<th scope="col" role="columnheader">p95 against ${branch}</th>`}
          <th scope="col" role="columnheader">Verdict</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${run.operations.map((row) => latencyRow(run, row, axis, changes))}
      </tbody>
    </table>
  </div>`;
}

function latencyRow(run: JudgedRun, row: OperationRow, axis: Axis, changes: ReturnType<typeof latencyChanges> | null): Markup {
  const numbers: readonly (readonly [string, string])[] = [
    ['n', formatCount(row.count)],
    ['errors', formatCount(row.errors)],
    ['p50', latencyText(row.p50Milliseconds)],
    ['p95', latencyText(row.p95Milliseconds)],
    ['p99', latencyText(row.p99Milliseconds)],
    ['max', latencyText(row.maxMilliseconds)],
  ];
  const cells = numbers.map(
    ([label, text]) =>
      html`<td role="cell" class="r num${label === 'errors' && row.errors > 0 ? ' bad' : ''}" data-h="${label}">${text}</td>`,
  );
  const targets =
    row.targets.length === 0 ? html`<span class="none">none</span>` : row.targets.map((target) => html`<code>${target}</code>`);
  return html`<tr role="row">
    <th scope="row" role="rowheader"><span class="comp">${row.component}</span> ${breakable(row.operation)}</th>
    <td role="cell" class="dc">${distribution(row, axis)}</td>
    ${cells}
    <td role="cell" class="tc">${targets}</td>
    ${changes === null ? null : html`<td role="cell" class="cc">${changeCell(changes(row))}</td>`}
    <td role="cell" class="vc">${verdict(run, row)}</td>
  </tr>`;
}

const trendIcons: Readonly<Partial<Record<LatencyTrend, IconName>>> = { slower: 'warned', faster: 'passed' };

function changeCell(change: LatencyChange | undefined): Markup {
  if (change === undefined) return html`<span class="none">new</span>`;
  const name = trendIcons[change.trend];
  return name === undefined ? html`<span class="none">${trendText(change)}</span>` : badge(name, trendText(change));
}

function verdict(run: JudgedRun, row: OperationRow): Markup {
  const state = operationState(run, row);
  if (state === null) return html`<span class="none">no target</span>`;
  return badge(stateIcons[state.icon] ?? 'skipped', state.words);
}

function badge(name: IconName, words: string): Markup {
  return html`<span class="t-${name} badge">${icon(name)}${words}</span>`;
}

export function targetSection(report: Report): Markup | null {
  const targets = report.runs.flatMap((run) => run.targets);
  if (targets.length === 0) return null;
  const met = targets.filter((target) => target.status === 'met').length;
  const note = `${formatCount(met)} of ${formatCount(targets.length)} met`;
  return section(
    'targets',
    'Targets',
    note,
    html`<ul class="lines">
      ${targets.map((target) => targetItem(target))}
    </ul>`,
  );
}

function targetItem(target: JudgedTarget): Markup {
  const name = isWarnedTarget(target) ? 'warned' : (stateIcons[target.status] ?? 'skipped');
  const tags = [
    ...(target.severity === 'warn' ? [html` <span class="tag">warning only</span>`] : []),
    ...(target.isDefault ? [html` <span class="tag">default</span>`] : []),
  ];
  return html`<li>
    ${badge(name, targetWords[target.status])}
    <div>
      <b>${target.component}: ${target.text}</b>${tags}
      <p>${target.explained}</p>
    </div>
    ${sourceLine(target.source)}
  </li>`;
}
