import type { JudgedCheck, Report } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { cutText } from '../../std/escape.ts';
import { attemptWaterfall, type Bar, runWaterfall, type Waterfall, type WaterfallRow } from '../waterfall.ts';
import { icon } from './icons.ts';
import { html, type Markup } from './markup.ts';
import { section } from './section.ts';

const width = 600;
const height = 12;
/** A bar of no time is still to be seen. */
const thinnest = 2;
const longestDetail = 300;

/** Deployment, handshakes, checks and tear-down of each run on one axis. */
export function waterfallSection(report: Report): Markup | null {
  const several = report.runs.length > 1;
  const runs = report.runs.flatMap((run) => {
    const waterfall = runWaterfall(run);
    return waterfall === undefined ? [] : [{ run, waterfall }];
  });
  if (runs.length === 0) return null;
  const tables = runs.map(
    ({ run, waterfall }) => html`${several ? html`<h3 class="run">${run.configFile}</h3>` : null}${waterfallTable(waterfall, 'What')}`,
  );
  const longest = Math.max(...runs.map(({ waterfall }) => waterfall.totalMilliseconds));
  return section('waterfall', 'From deployment to tear-down', formatMilliseconds(longest), html`${tables}`);
}

/** The walk of a check over several components; null where it made none. */
export function hopTable(check: JudgedCheck): Markup | null {
  const last = check.outcome.attempts.at(-1);
  const waterfall = last && attemptWaterfall(last);
  return waterfall === undefined ? null : waterfallTable(waterfall, 'Hop');
}

/** A table, so that the bars only repeat what it says. Roles, because a phone shows its rows as blocks. */
function waterfallTable({ totalMilliseconds, rows }: Waterfall, heading: string): Markup {
  const ticks = ticksOf(totalMilliseconds);
  return html`<table class="wf" role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${heading}</th>
        <th scope="col" class="wb" role="columnheader"><span class="vh">Time line</span>${axis(ticks, totalMilliseconds)}</th>
        <th scope="col" class="r" role="columnheader">Start</th>
        <th scope="col" class="r" role="columnheader">Time</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => tableRow(row, ticks, totalMilliseconds))}
    </tbody>
  </table>`;
}

function tableRow(row: WaterfallRow, ticks: readonly number[], total: number): Markup {
  const state = row.isFailed ? html`<span class="t-failed">${icon('failed')}<span class="vh">failed: </span></span>` : null;
  const detail = row.detail === '' ? null : html`<span class="wd">${cutText(row.detail, longestDetail)}</span>`;
  return html`<tr role="row" class="${row.isFailed ? 'x-failed' : 'x-done'}">
    <th scope="row" role="rowheader">
      ${state}${row.name}${row.component === '' ? null : html` <span class="wc">${row.component}</span>`}${detail}
    </th>
    <td role="cell" class="wb">${barsOf(row.bars, ticks, total)}</td>
    <td role="cell" class="r num" data-h="start">${formatMilliseconds(row.startMilliseconds)}</td>
    <td role="cell" class="r num" data-h="time">${formatMilliseconds(row.durationMilliseconds)}</td>
  </tr>`;
}

function barsOf(bars: readonly Bar[], ticks: readonly number[], total: number): Markup {
  const grid = ticks.map((tick) => `M${place(tick, total)} 0V${height}`).join('');
  const shapes = bars.map((bar) => {
    const wide = Math.max(thinnest, share(bar.endMilliseconds - bar.startMilliseconds, total));
    const x = Math.min(share(bar.startMilliseconds, total), width - wide);
    return html`<rect class="${bar.isFailed ? 'wx' : 'wo'}" x="${x.toFixed(1)}" y="1" width="${wide.toFixed(1)}" height="${height - 2}" />`;
  });
  return html`<svg class="wl" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
    <path class="grid" d="${grid}" />
    ${shapes}
  </svg>`;
}

function axis(ticks: readonly number[], total: number): Markup {
  const labels = ticks.map((tick) => {
    const x = share(tick, total);
    const anchor = x < 20 ? 'start' : x > width - 20 ? 'end' : 'middle';
    return html`<text x="${x.toFixed(1)}" y="11" text-anchor="${anchor}">${formatMilliseconds(tick)}</text>`;
  });
  return html`<svg class="wa" viewBox="0 0 ${width} 15" aria-hidden="true">${labels}</svg>`;
}

/** Four to nine round moments, 0 among them. */
export function ticksOf(totalMilliseconds: number): readonly number[] {
  if (!(totalMilliseconds > 0)) return [0];
  const rough = totalMilliseconds / 5;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((candidate) => candidate >= rough * 0.8) ?? decade * 10;
  return Array.from({ length: Math.floor(totalMilliseconds / step) + 1 }, (_, index) => index * step);
}

function share(milliseconds: number, total: number): number {
  return total > 0 ? (milliseconds / total) * width : 0;
}

function place(milliseconds: number, total: number): string {
  return share(milliseconds, total).toFixed(1);
}
