import type { Check } from '../model/check.ts';
import { layers, stages } from '../model/words.ts';
import type { Layer, Stage } from '../model/words.ts';
import { matchesGlob } from '../std/glob.ts';

/** What to run. Values of one field are alternatives, fields narrow each other; an absent or empty list asks for nothing. */
export interface Selection {
  readonly layers?: readonly Layer[];
  readonly stages?: readonly Stage[];
  readonly components?: readonly string[];
  readonly tags?: readonly string[];
  /** Check ids, in which `*` stands for any characters. */
  readonly checks?: readonly string[];
  /** Ids that did not pass in the last run. Unlike the others, an empty list asks for no check at all. */
  readonly lastFailed?: readonly string[];
}

/** One field of a selection that asks for something. */
export interface Criterion {
  /** For people: `layer`, `check id`. */
  readonly name: string;
  readonly asked: readonly string[];
  /** True when its values are names of the config, false when they are words that every gate happens to have, as a layer. */
  readonly namesThings: boolean;
  accepts(check: Check): boolean;
  /** Values of this field that select something in the given checks. */
  values(checks: readonly Check[]): readonly string[];
  /** The closed list of values, where the field has one. */
  readonly known?: readonly string[];
}

export function criteriaOf(selection: Selection): readonly Criterion[] {
  const fields = [
    listCriterion('layer', selection.layers, (check) => [check.layer], layers),
    listCriterion('stage', selection.stages, (check) => check.stages, stages),
    { ...listCriterion('component', selection.components, (check) => [check.component]), namesThings: true },
    listCriterion('tag', selection.tags, (check) => check.tags),
    globCriterion(selection.checks),
  ].filter((criterion) => criterion.asked.length > 0);
  return selection.lastFailed === undefined ? fields : [...fields, lastFailedCriterion(selection.lastFailed)];
}

/** The selection in words, such as `layer unit or e2e, tag nightly`; empty when everything is asked for. */
export function describeSelection(criteria: readonly Criterion[]): string {
  return criteria.map(describeCriterion).join(', ');
}

export function describeCriterion({ name, asked }: Criterion): string {
  return asked.length === 0 ? name : `${name} ${asked.join(' or ')}`;
}

function listCriterion(
  name: string,
  asked: readonly string[] = [],
  valuesOf: (check: Check) => readonly string[],
  known?: readonly string[],
): Criterion {
  const wanted = new Set(asked);
  return {
    name,
    asked,
    namesThings: false,
    accepts: (check) => valuesOf(check).some((value) => wanted.has(value)),
    values: (checks) => [...new Set(checks.flatMap(valuesOf))],
    ...(known === undefined ? {} : { known }),
  };
}

function globCriterion(asked: readonly string[] = []): Criterion {
  return {
    name: 'check id',
    asked,
    namesThings: true,
    accepts: (check) => asked.some((pattern) => matchesGlob(pattern, check.id)),
    values: (checks) => checks.map((check) => check.id),
  };
}

function lastFailedCriterion(ids: readonly string[]): Criterion {
  const wanted = new Set(ids);
  return {
    name: 'failed in the last run',
    asked: [],
    namesThings: true,
    accepts: (check) => wanted.has(check.id),
    values: (checks) => checks.filter((check) => wanted.has(check.id)).map((check) => check.id),
  };
}
