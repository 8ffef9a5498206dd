import type { OperationRow } from '../../model/run.ts';
import { LatencyHistogram } from '../../std/histogram.ts';
import { formatMilliseconds, millisecondsPerUnit, type DurationUnit } from '../../std/duration.ts';
import { plural } from '../words.ts';
import { html, type Markup, trusted } from './markup.ts';

const width = 264;
const binCount = 66;
const binWidth = width / binCount;
const top = 10;
const baseline = 36;
const tallest = 25;

/** A logarithmic axis that all rows of a table share, so that they can be compared by eye. */
export interface Axis {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

interface Limit {
  readonly milliseconds: number;
  readonly text: string;
  /** True for `<` and `<=`: what is right of it misses the target. */
  readonly upper: boolean;
}

/** Durations that a target's text compares with; a baseline has no place on the axis. */
export function limitsOf(targets: readonly string[]): readonly Limit[] {
  return targets.flatMap((target) =>
    [...target.matchAll(/([<>])=?\s*(\d{1,9}(?:\.\d{1,6})?)(us|ms|s|m|h|d)\b/g)].map(([, sign, digits, unit]) => ({
      milliseconds: Number(digits) * millisecondsPerUnit[unit as DurationUnit],
      text: `${digits}${unit}`,
      upper: sign === '<',
    })),
  );
}

export function axisOf(rows: readonly OperationRow[]): Axis {
  const measured = rows.filter((row) => row.count > 0);
  const values = [
    ...measured.flatMap((row) => [row.histogram.minMicroseconds / 1000, row.histogram.maxMicroseconds / 1000]),
    ...measured.flatMap((row) => limitsOf(row.targets).map((limit) => limit.milliseconds)),
  ].filter((value) => Number.isFinite(value) && value > 0);
  if (values.length === 0) return { fromMilliseconds: 1, toMilliseconds: 1000 };
  const smallest = values.reduce((least, value) => Math.min(least, value));
  const largest = values.reduce((most, value) => Math.max(most, value));
  return { fromMilliseconds: smallest / 1.3, toMilliseconds: Math.max(largest * 1.5, smallest * 10) };
}

function position(axis: Axis, milliseconds: number): number {
  const share = Math.log(milliseconds / axis.fromMilliseconds) / Math.log(axis.toMilliseconds / axis.fromMilliseconds);
  return Math.min(width, Math.max(0, share * width));
}

function decadesOf(axis: Axis): readonly number[] {
  const first = Math.ceil(Math.log10(axis.fromMilliseconds));
  const last = Math.floor(Math.log10(axis.toMilliseconds));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => 10 ** (first + index));
}

const labelWidth = 44;

/** Labels of the axis, for the table's heading; on a long axis only every second or third decade has one. */
export function axisLabels(axis: Axis): Markup {
  const decades = decadesOf(axis);
  const every = Math.max(1, Math.ceil((decades.length * labelWidth) / width));
  const labelled = decades.filter((_, index) => (decades.length - 1 - index) % every === 0);
  const labels = labelled.map((decade) => {
    const x = position(axis, decade);
    const anchor = x < 14 ? 'start' : x > width - 14 ? 'end' : 'middle';
    return html`<text x="${x.toFixed(1)}" y="10" text-anchor="${anchor}">${formatMilliseconds(decade)}</text>`;
  });
  return html`<svg class="axis" viewBox="0 0 ${width} 14" aria-hidden="true">${labels}</svg>`;
}

/** Height is the square root of the count, so that a tail of single samples stays visible beside the bulk. */
export function distribution(row: OperationRow, axis: Axis): Markup {
  const histogram = LatencyHistogram.from(row.histogram);
  if (histogram.count === 0) return html`<span class="none">no samples</span>`;
  const counts = binCounts(histogram, axis);
  const most = Math.max(...counts);
  const bars = counts.map((count, index) => (count === 0 ? '' : bar(index, Math.sqrt(count / most) * tallest))).join('');
  const limits = limitsOf(row.targets);
  const grid = decadesOf(axis)
    .map((decade) => `M${position(axis, decade).toFixed(1)} ${top}V${baseline}`)
    .join('');
  return html`<svg class="dist" viewBox="0 0 ${width} 45" role="img" aria-label="${spoken(row, limits)}">
    ${missZone(limits, axis)}
    <path class="grid" d="${grid}" />
    <path class="base" d="M0 ${baseline}H${width}" />
    <path class="bars" d="${trusted(bars)}" />
    ${quantileMark('p50', row.p50Milliseconds, axis)}${quantileMark('p95', row.p95Milliseconds, axis)}${limits.map((limit) => limitMark(limit, axis))}
  </svg>`;
}

function binCounts(histogram: LatencyHistogram, axis: Axis): readonly number[] {
  const step = Math.log(axis.toMilliseconds / axis.fromMilliseconds) / binCount;
  const above = Array.from({ length: binCount + 1 }, (_, index) => histogram.countAbove(axis.fromMilliseconds * Math.exp(step * index)));
  // Outside of the axis is only rounding and the overflow above 1 h: both belong to the outer bins.
  return above
    .slice(0, binCount)
    .map((count, index) => (index === 0 ? histogram.count : count) - (index === binCount - 1 ? 0 : (above[index + 1] ?? 0)));
}

function bar(index: number, height: number): string {
  const shown = Math.max(1.5, height);
  return `M${(index * binWidth).toFixed(1)} ${baseline}v${(-shown).toFixed(1)}h${(binWidth - 0.8).toFixed(1)}v${shown.toFixed(1)}z`;
}

function missZone(limits: readonly Limit[], axis: Axis): Markup | null {
  const strictest = limits.filter((limit) => limit.upper).toSorted((left, right) => left.milliseconds - right.milliseconds)[0];
  if (strictest === undefined) return null;
  const x = position(axis, strictest.milliseconds);
  return html`<rect class="miss" x="${x.toFixed(1)}" y="${top}" width="${(width - x).toFixed(1)}" height="${baseline - top}" />`;
}

function quantileMark(name: 'p50' | 'p95', milliseconds: number, axis: Axis): Markup | null {
  if (!Number.isFinite(milliseconds)) return null;
  const x = position(axis, milliseconds);
  return html`<path class="${name}" d="M${x.toFixed(1)} ${baseline + 1}l-3.2 6h6.4z"
    ><title>${name} ${formatMilliseconds(milliseconds)}</title></path
  >`;
}

function limitMark(limit: Limit, axis: Axis): Markup {
  const x = position(axis, limit.milliseconds);
  const anchor = x > width - 30 ? 'end' : 'start';
  const labelX = anchor === 'end' ? x - 3 : x + 3;
  return html`<path class="limit" d="M${x.toFixed(1)} 2V${baseline + 3}" /><text
      class="lt"
      x="${labelX.toFixed(1)}"
      y="8"
      text-anchor="${anchor}"
      >${limit.text}</text
    >`;
}

function spoken(row: OperationRow, limits: readonly Limit[]): string {
  const slowest = formatMilliseconds(row.maxMilliseconds);
  const targets = limits.length === 0 ? '' : `; target ${limits.map((limit) => limit.text).join(', ')}`;
  return `${plural(row.count, 'sample')}: half at most ${formatMilliseconds(row.p50Milliseconds)}, 95% at most ${formatMilliseconds(row.p95Milliseconds)}, slowest ${slowest}${targets}`;
}
