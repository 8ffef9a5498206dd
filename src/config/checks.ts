import { metricNames, operationNames, usesUnnamedOperation } from '../condition/references.ts';
import type { Check, RetryPolicy, Target } from '../model/check.ts';
import type { CheckDraft, ComponentSettings, DraftOperation } from '../model/component.ts';
import type { Severity } from '../model/words.ts';
import { stages } from '../model/words.ts';
import { errorMessage } from '../std/errors.ts';
import type { CheckEntry } from './check-entry.ts';
import type { ComponentContext } from './component-context.ts';
import { conditionFrom, readConditions } from './conditions.ts';
import type { ReadCondition } from './conditions.ts';
import type { MappingNode } from './config-node.ts';
import { findEntry, findNode } from './config-node.ts';
import { mergeRetries } from './defaults.ts';
import { maxIdLength } from './limits.ts';
import { quoted } from './show-value.ts';
import { suggest } from './suggest.ts';
import type { DeclaredOperation } from './targets.ts';
import { validate } from './validate.ts';

/** What a component says for all of its checks. */
export interface CheckDefaults {
  readonly component: string;
  readonly severity: Severity;
  readonly timeoutMilliseconds: number;
  readonly retries: RetryPolicy;
  readonly tags: readonly string[];
}

/** A check, where it was declared, and the targets of its operations. */
export interface DeclaredCheck {
  readonly check: Check;
  readonly start: number;
  readonly operations: readonly DeclaredOperation[];
}

/** Checks run in all stages but this one, unless they say so: a monitor repeats only what was chosen for it. */
const defaultStages = stages.filter((stage) => stage !== 'monitoring');

/**
 * The checks of one entry. Undefined when it has problems. `extra` are conditions of the component that belong to every
 * check of the entry.
 */
export function expandEntry(
  entry: CheckEntry,
  settings: unknown,
  base: CheckDefaults,
  extra: readonly ReadCondition[],
  context: ComponentContext,
): readonly DeclaredCheck[] | undefined {
  const { problems, interpolation } = context;
  const options = interpolation.resolve(entry.options, 'options');
  const expect = [...extra, ...readConditions(findEntry(entry.fieldNodes, 'expect')?.value, problems)];
  const validated = validate(entry.kind.options, options, problems);
  if (validated === undefined || settings === undefined) return undefined;
  const drafts = expandDrafts(entry, validated.output, settings, context);
  if (drafts === undefined) return undefined;
  checkTitle(entry, drafts.length, context);
  return drafts.map((draft) => declare(draft, entry, options, base, expect, context));
}

function expandDrafts(
  entry: CheckEntry,
  options: unknown,
  settings: unknown,
  { problems }: ComponentContext,
): readonly CheckDraft[] | undefined {
  try {
    const drafts = entry.kind.expand(options, settings);
    if (drafts.length > 0) return drafts;
    problems.add(entry.start, `the check ${quoted(entry.kindName)} has nothing to look at`);
  } catch (error) {
    problems.add(entry.start, errorMessage(error));
  }
  return undefined;
}

function checkTitle(entry: CheckEntry, count: number, { problems }: ComponentContext): void {
  const title = findEntry(entry.fieldNodes, 'title');
  if (title !== undefined && count > 1) problems.add(title.keyStart, `a title names one check, and this entry makes ${count}`);
}

function declare(
  draft: CheckDraft,
  entry: CheckEntry,
  options: MappingNode,
  base: CheckDefaults,
  expect: readonly ReadCondition[],
  context: ComponentContext,
): DeclaredCheck {
  const { problems, defaults } = context;
  const { kind, kindName, fields } = entry;
  const start = startOf(draft, entry, options);
  const own = ownConditions(draft, expect).flatMap((text) => conditionFrom(text, start, problems) ?? []);
  const operations = (draft.operations ?? []).map(({ name }) => name);
  checkExpected(expect, operations, draft, context);
  const check: Check = {
    id: checkId(base.component, draft.name, start, context),
    component: base.component,
    kind: kindName,
    title: fields.title ?? draft.title,
    layer: fields.layer ?? draft.layer ?? kind.layer,
    stages: fields.stages ?? draft.stages ?? kind.stages ?? defaultStages,
    tags: [...new Set([...base.tags, ...(draft.tags ?? []), ...(fields.tags ?? [])])],
    severity: fields.severity ?? base.severity,
    ...attemptLimits(entry, base, context),
    input: draft.input,
    expect: [...own, ...expect].map(({ declared }) => declared),
    operations: measuredOperations(draft.operations ?? [], expect),
    samples: fields.samples ?? defaults.samples,
    warmup: fields.warmup ?? defaults.warmup,
    source: problems.source.positionAt(start),
    gate: false,
  };
  return { check, start, operations: (draft.operations ?? []).map((operation) => ({ ...operation, check, start })) };
}

/** Optional operations count where a condition of the check speaks of them; targets are looked at when all checks are known. */
function measuredOperations(operations: readonly DraftOperation[], expect: readonly ReadCondition[]): readonly string[] {
  const spoken = new Set(expect.flatMap(({ condition }) => operationNames(condition)));
  const isUnnamed = expect.some(({ condition }) => usesUnnamedOperation(condition));
  const [first] = operations;
  const measured = operations.filter(
    (operation) => operation.optional !== true || spoken.has(operation.name) || (isUnnamed && operation === first),
  );
  return [...new Set(measured.map(({ name }) => name))];
}

/** The check with the optional operations that a target speaks of. */
export function withTargetedOperations({ check, ...declared }: DeclaredCheck, targets: readonly Target[]): DeclaredCheck {
  const named = new Set(targets.flatMap(({ operations }) => operations));
  const added = declared.operations.filter(({ name }) => named.has(name) && !check.operations.includes(name)).map(({ name }) => name);
  return added.length === 0
    ? { ...declared, check }
    : { ...declared, check: { ...check, operations: [...check.operations, ...new Set(added)] } };
}

/** The conditions a draft brings along, without those whose value the config speaks of itself. */
function ownConditions(draft: CheckDraft, declared: readonly ReadCondition[]): readonly string[] {
  if (draft.expectUnlessDeclared === undefined) return draft.expect ?? [];
  const read = declared.flatMap(({ condition }) => metricNames(condition));
  const isRead = (name: string) => read.some((path) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const rest = Object.entries(draft.expectUnlessDeclared).filter(([name]) => !isRead(name));
  return [...(draft.expect ?? []), ...rest.map(([, text]) => text)];
}

/** The invocation wins over the check, the check over its component. */
function attemptLimits({ fields }: CheckEntry, base: CheckDefaults, { overrides }: ComponentContext) {
  return {
    timeoutMilliseconds: overrides.timeoutMilliseconds ?? fields.timeout ?? base.timeoutMilliseconds,
    retries: mergeRetries(mergeRetries(base.retries, fields.retries), overrides.retries),
  };
}

function startOf(draft: CheckDraft, entry: CheckEntry, options: MappingNode): number {
  if (draft.path === undefined || draft.path.length === 0) return entry.start;
  const { keyStart, missing } = findNode(options, draft.path);
  return missing.length === draft.path.length ? entry.start : keyStart;
}

function checkExpected(
  expect: readonly ReadCondition[],
  operations: readonly string[],
  draft: CheckDraft,
  { problems }: ComponentContext,
): void {
  for (const { condition, start } of expect) {
    for (const name of operationNames(condition).filter((operation) => !operations.includes(operation))) {
      const hint = operations.length === 0 ? '; it measures nothing' : suggest(name, operations);
      problems.add(start, `the check ${quoted(draft.name)} does not measure the operation ${quoted(name)}${hint}`);
    }
  }
}

function checkId(component: string, name: string, start: number, { problems }: ComponentContext): string {
  const id = `${component}.${name}`;
  // `*` selects by pattern; what cannot be seen or typed cannot be selected at all.
  if (name === '' || /[*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) {
    problems.add(start, `a check's name must be readable and without "*", got ${quoted(name)}`);
  } else if (id.length > maxIdLength) {
    problems.add(start, `a check's id has at most ${maxIdLength} characters, and ${quoted(id)} has ${id.length}`);
  }
  return id;
}

/** The connection check, which the other checks of a component depend on. It runs in every stage. */
export function gateCheck(
  base: CheckDefaults,
  door: ComponentSettings,
  start: number,
  { problems, overrides }: ComponentContext,
): DeclaredCheck {
  const check: Check = {
    id: `${base.component}.connection`,
    component: base.component,
    kind: 'connection',
    title: door.gateTitle,
    layer: 'unit',
    stages,
    tags: base.tags,
    severity: base.severity,
    timeoutMilliseconds: overrides.timeoutMilliseconds ?? base.timeoutMilliseconds,
    retries: mergeRetries(base.retries, overrides.retries),
    input: null,
    expect: [],
    operations: [],
    samples: 1,
    warmup: 0,
    source: problems.source.positionAt(start),
    gate: true,
  };
  return { check, start, operations: [] };
}
