import type { ListName } from '../lists/server-lists.ts';
import { canonicalJson } from './canonical-json.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Effect } from './schema-effects.ts';
import { showChange } from './show-change.ts';
import type { Recorded, Snapshot } from './snapshot.ts';

/** `breaking`: a caller that worked with the recorded server may fail now. `cosmetic`: texts, which people and models read. */
export type Weight = 'breaking' | 'compatible' | 'cosmetic';

export interface Change {
  /** Such as `tool search: input limit, maximum`. */
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly weight: Weight;
}

type Entries = Readonly<Record<string, object>>;

const titles = { tools: 'tool', resources: 'resource', resourceTemplates: 'resource template', prompts: 'prompt' } as const;

/** Every difference between what was recorded of a list and what is listed now. */
export function compareSnapshots(list: ListName, before: Snapshot, after: Snapshot): readonly Change[] {
  const old: Entries = before[list] ?? {};
  const now: Entries = after[list] ?? {};
  const removed = names(old).filter((name) => !Object.hasOwn(now, name));
  const added = names(now).filter((name) => !Object.hasOwn(old, name));
  const subjectOf = (name: string): string => `${titles[list]} ${name}`;
  return [
    ...removed.map((name) => ({ subject: subjectOf(name), before: 'listed', after: 'removed', weight: 'breaking' }) as const),
    ...added.map((name) => ({ subject: subjectOf(name), before: 'not listed', after: 'added', weight: 'compatible' }) as const),
    ...names(old).flatMap((name) => (Object.hasOwn(now, name) ? compareEntries(list, subjectOf(name), old[name], now[name]) : [])),
  ];
}

function names(entries: Entries): readonly string[] {
  return Object.keys(entries).toSorted();
}

function compareEntries(list: ListName, subject: string, before: unknown, after: unknown): readonly Change[] {
  const texts = compareMembers(subject, before, after, { title: 'cosmetic', description: 'cosmetic' });
  if (list === 'tools') return [...texts, ...compareTools(subject, before as Recorded<'tools'>, after as Recorded<'tools'>)];
  if (list === 'prompts') return [...texts, ...comparePrompts(subject, before as Recorded<'prompts'>, after as Recorded<'prompts'>)];
  return [...texts, ...compareMembers(subject, before, after, { name: 'compatible', mimeType: 'breaking' })];
}

function compareTools(subject: string, before: Recorded<'tools'>, after: Recorded<'tools'>): readonly Change[] {
  return [
    ...compareSides(`${subject}: input`, before.inputSchema, after.inputSchema, 'narrower'),
    ...compareOutputs(subject, before.outputSchema, after.outputSchema),
    ...compareClaims(`${subject}: claim`, before.annotations, after.annotations),
    ...compareMembers(subject, before.execution, after.execution, { taskSupport: 'breaking' }),
  ];
}

function compareOutputs(subject: string, before: object | undefined, after: object | undefined): readonly Change[] {
  if (before !== undefined && after !== undefined) return compareSides(`${subject}: output`, before, after, 'wider');
  if (before === after) return [];
  const isGone = after === undefined;
  const shown = isGone ? { before: 'there', after: 'gone' } : { before: 'not there', after: 'added' };
  return [{ subject: `${subject}: output schema`, ...shown, weight: isGone ? 'breaking' : 'compatible' }];
}

/** A caller is hurt when its arguments are no longer allowed, and when an answer may be what it was not before. */
function compareSides(subject: string, before: object, after: object, hurts: Effect): readonly Change[] {
  return compareSchemas(before, after).map(({ path, what, effect, ...values }) => ({
    subject: `${subject}${path === '' ? '' : ` ${path}`}, ${what}`,
    ...showChange(values.before, values.after),
    weight: effect === 'text' ? 'cosmetic' : effect === hurts || effect === 'different' ? 'breaking' : 'compatible',
  }));
}

/** What a caller relied on when it let the tool be called without asking anybody. */
const safeClaims: Readonly<Record<string, boolean>> = { readOnlyHint: true, destructiveHint: false, idempotentHint: true };

function compareClaims(subject: string, before: Record<string, unknown> = {}, after: Record<string, unknown> = {}): readonly Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((name) => {
    if (canonicalJson(before[name]) === canonicalJson(after[name])) return [];
    const wasSafe = Object.hasOwn(safeClaims, name) && before[name] === safeClaims[name];
    const weight = name === 'title' ? 'cosmetic' : wasSafe ? 'breaking' : 'compatible';
    return [{ subject: `${subject} ${name}`, ...showChange(before[name], after[name]), weight } as const];
  });
}

function comparePrompts(subject: string, before: Recorded<'prompts'>, after: Recorded<'prompts'>): readonly Change[] {
  const [old, now] = [asSchema(before), asSchema(after)];
  return compareSides(`${subject}: argument`, old, now, 'narrower');
}

/** The arguments of a prompt as the schema of the object that they are. */
function asSchema({ arguments: list = [] }: Recorded<'prompts'>): object {
  const required = list.flatMap(({ name, required }) => (required === true ? [name] : []));
  return { properties: Object.fromEntries(list.map(({ name, description }) => [name, { description }])), required };
}

function compareMembers(subject: string, before: unknown, after: unknown, weights: Readonly<Record<string, Weight>>): readonly Change[] {
  const [old, now] = [before, after] as readonly (Readonly<Record<string, unknown>> | undefined)[];
  return Object.entries(weights).flatMap(([name, weight]) => {
    if (canonicalJson(old?.[name]) === canonicalJson(now?.[name])) return [];
    return [{ subject: `${subject}: ${name}`, ...showChange(old?.[name], now?.[name]), weight }];
  });
}
