import type { Outcome } from '../model/outcome.ts';
import type { Execution, RunHeader, ShardFacts } from '../model/run.ts';
import { resourceKey } from './ledger.ts';
import { refuseConflicts } from './merge-conflict.ts';
import { worseOutcome } from './worst-outcome.ts';

/**
 * Shards put together to the runs they are parts of: by config file and environment, sorted by these. Exact, and the same
 * in any order, in any steps and however often a part is given. Of a check with several outcomes the worst counts, checks
 * of a shard that is not there are broken. A run that was not split stays a run of its own. Throws with a sentence when
 * there is nothing to merge, or parts that come from different plans.
 */
export function mergeExecutions(executions: readonly Execution[]): readonly Execution[] {
  if (executions.length === 0) throw new Error('there is nothing to merge: expected at least one run, found none');
  const groups = [...Map.groupBy(executions, groupOf)];
  return groups.toSorted(([left], [right]) => compareTexts(left, right)).map(([, group]) => mergeGroup(group));
}

function groupOf({ header: { configFile, environment, shards, runId } }: Execution): string {
  return JSON.stringify([configFile, environment.name, shards === undefined ? runId : '']);
}

function mergeGroup(unordered: readonly Execution[]): Execution {
  const group = unordered.toSorted((left, right) => compareTexts(left.header.runId, right.header.runId));
  refuseConflicts(group);
  const header = mergeHeaders(group);
  const worst = worstOutcomes(group);
  return {
    header,
    outcomes: header.checks.flatMap(({ id }, index) => worst.get(id) ?? missingOutcome(id, header.shards, index)),
    durationMilliseconds: mergeDurations(group, header.startedAtMilliseconds),
    stoppedBy: mergeStops(group),
    leftovers: mergeLeftovers(group),
    ...mergeDeployments(group),
  };
}

function mergeHeaders(group: readonly Execution[]): RunHeader {
  const headers = group.map((execution) => execution.header);
  const [first] = headers as [RunHeader];
  const shards = mergeShards(headers);
  const { notSelected: _ofShard, ...own } = first;
  const whole = shards === undefined ? first : { ...own, ...contentOf(shards), shards };
  return {
    ...whole,
    toolVersion: firstText(headers.map(({ toolVersion }) => toolVersion)),
    components: mergeAddresses(whole.components, headers),
    startedAtMilliseconds: Math.min(...headers.map(({ startedAtMilliseconds }) => startedAtMilliseconds)),
  };
}

function contentOf({ plan, targets, components, selection, notSelected }: ShardFacts) {
  return {
    checks: plan,
    targets,
    components: components.map((component) => ({ ...component, address: '' })),
    selection,
    ...(notSelected && { notSelected }),
  };
}

function mergeShards(headers: readonly RunHeader[]): ShardFacts | undefined {
  const [facts] = headers.map(({ shards }) => shards);
  if (facts === undefined) return undefined;
  const present = new Set(headers.flatMap(({ shards }) => shards?.present ?? []));
  return { ...facts, present: [...present].toSorted((left, right) => left - right) };
}

/** An embedded endpoint has another address in each shard; empty where no shard that is here talked to the component. */
function mergeAddresses(components: RunHeader['components'], headers: readonly RunHeader[]): RunHeader['components'] {
  const known = Map.groupBy(
    headers.flatMap((header) => header.components).filter(({ address }) => address !== ''),
    ({ name }) => name,
  );
  return components.map((component) => ({
    ...component,
    address: firstText((known.get(component.name) ?? []).map(({ address }) => address)),
  }));
}

function worstOutcomes(group: readonly Execution[]): ReadonlyMap<string, Outcome> {
  const worst = new Map<string, Outcome>();
  for (const execution of group) {
    const reported = reportedChecks(execution);
    for (const outcome of execution.outcomes) {
      if (!reported(outcome.checkId)) continue;
      const known = worst.get(outcome.checkId);
      worst.set(outcome.checkId, known === undefined ? outcome : worseOutcome(known, outcome));
    }
  }
  return worst;
}

/** A merge of some shards says "broken" of the checks of the others: no outcome, and gone when the others are here. */
function reportedChecks({ header: { shards } }: Execution): (id: string) => boolean {
  if (shards === undefined) return () => true;
  const present = new Set(shards.present);
  const reported = new Set(
    shards.plan.filter((_, index) => shards.heldBy[index]?.some((number) => present.has(number))).map(({ id }) => id),
  );
  return (id) => reported.has(id);
}

/** None where a shard that is here should have told: the judge says that the run ended without a word. */
function missingOutcome(checkId: string, shards: ShardFacts | undefined, index: number): Outcome | readonly [] {
  const holders = shards?.heldBy[index] ?? [];
  if (shards === undefined || holders.some((number) => shards.present.includes(number))) return [];
  const [first = 0, ...others] = holders;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return { checkId, status: 'broken', reason: `shard ${first}/${shards.count}${more} did not report`, flaky: false, attempts: [] };
}

/** From the first start to the last end. In whole microseconds, because sums of fractions depend on their order. */
function mergeDurations(group: readonly Execution[], startedAtMilliseconds: number): number {
  const ends = group.map(
    ({ header, durationMilliseconds }) => microseconds(header.startedAtMilliseconds) + microseconds(durationMilliseconds),
  );
  return (Math.max(...ends) - microseconds(startedAtMilliseconds)) / 1000;
}

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

/** A signal counts before any other end: it decides the exit code. */
function mergeStops(group: readonly Execution[]): string | null {
  const stops = group.flatMap(({ stoppedBy }) => stoppedBy ?? []);
  const signals = stops.filter((stop) => stop.startsWith('SIG'));
  return stops.length === 0 ? null : firstText(signals.length > 0 ? signals : stops);
}

function mergeLeftovers(group: readonly Execution[]): Execution['leftovers'] {
  const byKey = new Map(group.flatMap(({ leftovers }) => leftovers.map((resource) => [resourceKey(resource), resource] as const)));
  return [...byKey].toSorted(([left], [right]) => compareTexts(left, right)).map(([, resource]) => resource);
}

/** A part that is given twice tells of the same deployment, to the letter. */
function mergeDeployments(group: readonly Execution[]): Pick<Execution, 'deployments'> {
  const told = group.flatMap(({ deployments }) => deployments ?? []);
  const byText = [...new Map(told.map((deployment) => [JSON.stringify(deployment), deployment]))];
  const ordered = byText.toSorted(
    ([leftText, left], [rightText, right]) => left.startedAtMilliseconds - right.startedAtMilliseconds || compareTexts(leftText, rightText),
  );
  return ordered.length === 0 ? {} : { deployments: ordered.map(([, deployment]) => deployment) };
}

/** Empty when there is none. */
function firstText(texts: readonly string[]): string {
  return texts.toSorted(compareTexts)[0] ?? '';
}

/** By code units: the same on every machine, whatever its language. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
