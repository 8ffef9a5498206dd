import type { Hop } from '../model/hop.ts';
import type { Attempt } from '../model/outcome.ts';
import type { JudgedCheck, JudgedRun } from '../model/run.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { plural } from './words.ts';

/** One stretch of time on the common axis. */
export interface Bar {
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly isFailed: boolean;
}

export interface WaterfallRow {
  readonly name: string;
  readonly component: string;
  readonly detail: string;
  readonly isFailed: boolean;
  readonly startMilliseconds: number;
  /** Of the whole row; of several stretches it is their sum. */
  readonly durationMilliseconds: number;
  readonly bars: readonly Bar[];
}

/** Rows in the order they began, on an axis from 0. */
export interface Waterfall {
  readonly totalMilliseconds: number;
  readonly rows: readonly WaterfallRow[];
}

/** Stretches nearer to each other than this part of the axis are drawn as one: nobody could see the gap. */
const finestGap = 1 / 400;

/** The last attempt's walk; undefined where there was none. */
export function attemptWaterfall({ hops = [] }: Attempt): Waterfall | undefined {
  return hops.length === 0 ? undefined : waterfallOf(hops.map((hop) => hopRow(hop, 0)));
}

/** From the first deployment to the last tear-down; undefined for a run that nobody told the deployment of. */
export function runWaterfall(run: JudgedRun): Waterfall | undefined {
  const { deployments = [] } = run;
  if (deployments.length === 0) return undefined;
  const origin = Math.min(run.startedAtMilliseconds, ...deployments.map(({ startedAtMilliseconds }) => startedAtMilliseconds));
  const undertaken = deployments.flatMap(({ startedAtMilliseconds, hops }) =>
    hops.map((hop) => hopRow(hop, startedAtMilliseconds - origin)),
  );
  const gates = run.checks.filter(({ gate }) => gate).flatMap((check) => handshakeRow(check, origin));
  const asked = Map.groupBy(
    run.checks.filter(({ gate }) => !gate),
    ({ component }) => component,
  );
  const checks = [...asked].flatMap(([component, own]) => checksRow(component, own, origin));
  return waterfallOf([...undertaken, ...gates, ...checks, ...cleanUpRow(run.checks, origin)]);
}

/** Such as `landed (warehouse) 12ms, found (vectors) failed after 10s`, up to the hop that failed; empty where none did. */
export function failedWalk(check: JudgedCheck): string {
  const hops = check.outcome.attempts.at(-1)?.hops ?? [];
  const failed = hops.findIndex(({ state }) => state === 'failed');
  const told = hops.slice(0, failed + 1).map(({ name, component, state, durationMilliseconds }) => {
    const words = state === 'failed' ? 'failed after ' : '';
    return `${name}${component === '' ? '' : ` (${component})`} ${words}${formatMilliseconds(durationMilliseconds)}`;
  });
  return told.join(', ');
}

function waterfallOf(rows: readonly WaterfallRow[]): Waterfall {
  const totalMilliseconds = rows.reduce((latest, { bars }) => Math.max(latest, endOf(bars)), 0);
  const ordered = rows.toSorted((left, right) => left.startMilliseconds - right.startMilliseconds);
  return { totalMilliseconds, rows: ordered.map((row) => ({ ...row, bars: joinNear(row.bars, totalMilliseconds * finestGap) })) };
}

function rowOf(facts: Pick<WaterfallRow, 'name' | 'component' | 'detail' | 'isFailed'>, bars: readonly Bar[]): WaterfallRow {
  return {
    ...facts,
    startMilliseconds: startOf(bars),
    durationMilliseconds: bars.reduce((sum, bar) => sum + bar.endMilliseconds - bar.startMilliseconds, 0),
    bars,
  };
}

function hopRow({ name, component, detail, state, startMilliseconds, durationMilliseconds }: Hop, offset: number): WaterfallRow {
  const isFailed = state === 'failed';
  const start = startMilliseconds + offset;
  const bar = { startMilliseconds: start, endMilliseconds: start + durationMilliseconds, isFailed };
  return rowOf({ name, component, detail, isFailed }, [bar]);
}

function handshakeRow(check: JudgedCheck, origin: number): readonly WaterfallRow[] {
  const { component, outcome } = check;
  const bars = barsOf(check, origin);
  if (bars.length === 0) return [];
  const tries = outcome.attempts.length === 1 ? [] : [plural(outcome.attempts.length, 'attempt')];
  const detail = [...tries, ...(outcome.reason === '' ? [] : [outcome.reason])].join(': ');
  return [rowOf({ name: 'handshake', component, detail, isFailed: isFailed(outcome.status) }, bars)];
}

/** From first to last with what lies between: checks of one component run side by side. */
function checksRow(component: string, checks: readonly JudgedCheck[], origin: number): readonly WaterfallRow[] {
  const bars = checks.flatMap((check) => barsOf(check, origin));
  if (bars.length === 0) return [];
  const failed = checks.filter(({ outcome }) => isFailed(outcome.status)).length;
  const detail = `${plural(checks.length, 'check')}${failed === 0 ? '' : `, ${failed} failed or broken`}`;
  const row = rowOf({ name: 'checks', component, detail, isFailed: failed > 0 }, bars);
  return [{ ...row, durationMilliseconds: endOf(bars) - row.startMilliseconds }];
}

function cleanUpRow(checks: readonly JudgedCheck[], origin: number): readonly WaterfallRow[] {
  const bars = checks.flatMap(({ outcome }) =>
    outcome.attempts.flatMap(({ startedAtMilliseconds, durationMilliseconds, cleanUpMilliseconds }) => {
      if (cleanUpMilliseconds === undefined) return [];
      const startMilliseconds = startedAtMilliseconds - origin + durationMilliseconds;
      return [{ startMilliseconds, endMilliseconds: startMilliseconds + cleanUpMilliseconds, isFailed: false }];
    }),
  );
  if (bars.length === 0) return [];
  return [rowOf({ name: 'clean up', component: '', detail: `after ${plural(bars.length, 'attempt')}`, isFailed: false }, bars)];
}

function barsOf({ outcome }: JudgedCheck, origin: number): readonly Bar[] {
  return outcome.attempts
    .filter(({ status }) => status !== 'skipped')
    .map(({ startedAtMilliseconds, durationMilliseconds, status }) => {
      const startMilliseconds = startedAtMilliseconds - origin;
      return { startMilliseconds, endMilliseconds: startMilliseconds + durationMilliseconds, isFailed: isFailed(status) };
    });
}

/** Bars may be as many as checks: too many for the arguments of one call. */
function startOf(bars: readonly Bar[]): number {
  return bars.reduce((first, { startMilliseconds }) => Math.min(first, startMilliseconds), Number.POSITIVE_INFINITY);
}

function endOf(bars: readonly Bar[]): number {
  return bars.reduce((last, { endMilliseconds }) => Math.max(last, endMilliseconds), Number.NEGATIVE_INFINITY);
}

function isFailed(status: Attempt['status']): boolean {
  return status === 'failed' || status === 'broken';
}

/** What failed is drawn above what did not, so that it is never hidden. */
function joinNear(bars: readonly Bar[], gap: number): readonly Bar[] {
  return [false, true].flatMap((isFailed) => {
    const joined: Bar[] = [];
    const ordered = bars
      .filter((bar) => bar.isFailed === isFailed)
      .toSorted((left, right) => left.startMilliseconds - right.startMilliseconds);
    for (const bar of ordered) {
      const last = joined.at(-1);
      if (last === undefined || bar.startMilliseconds - last.endMilliseconds > gap) joined.push(bar);
      else joined[joined.length - 1] = { ...last, endMilliseconds: Math.max(last.endMilliseconds, bar.endMilliseconds) };
    }
    return joined;
  });
}
