import { parseCondition } from '../condition/parse.ts';
import { metricNames, operationNames, usesUnnamedOperation } from '../condition/references.ts';
import type { Check, Target } from '../model/check.ts';
import type { DraftOperation } from '../model/component.ts';
import type { ReadCondition } from './conditions.ts';
import { conditionFrom } from './conditions.ts';
import type { Problems } from './problems.ts';
import { quoted } from './show-value.ts';
import { suggest } from './suggest.ts';

/** An operation that a check measures and the target it brings along. */
export interface DeclaredOperation extends DraftOperation {
  readonly check: Check;
  /** Offset of the check's declaration. */
  readonly start: number;
}

interface TargetSources {
  readonly component: string;
  readonly slo: readonly ReadCondition[];
  readonly operations: readonly DeclaredOperation[];
  /** False when some checks could not be read, so that their operations are not known. */
  readonly complete: boolean;
}

/** The targets of a component: those of its `slo`, and the defaults of operations that `slo` does not name. */
export function componentTargets(sources: TargetSources, problems: Problems): readonly Target[] {
  const { component, slo, operations } = sources;
  const known = [...new Set(operations.map(({ name }) => name))];
  const spoken = new Set(slo.flatMap(({ condition }) => operationNames(condition)));
  const isMeasured = operations.some(({ name, optional }) => optional !== true || spoken.has(name));
  if (sources.complete) for (const target of slo) checkTarget(target, { component, known, isMeasured }, problems);
  const declared = slo.map(({ declared: text, condition }) => ({
    ...text,
    component,
    operations: operationNames(condition),
    isDefault: false,
  }));
  const named = new Set(declared.flatMap((target) => target.operations));
  const defaults = operations.filter(({ name }) => !named.has(name)).flatMap((operation) => defaultTarget(operation, problems) ?? []);
  return [...declared, ...uniqueByText(defaults)];
}

interface KnownOperations {
  readonly component: string;
  readonly known: readonly string[];
  /** True when one of them is measured: optional ones are where a target names them. */
  readonly isMeasured: boolean;
}

function checkTarget({ condition, start }: ReadCondition, { component, known, isMeasured }: KnownOperations, problems: Problems): void {
  for (const name of operationNames(condition).filter((operation) => !known.includes(operation))) {
    const hint = known.length === 0 ? '; its checks measure nothing' : suggest(name, known);
    problems.add(start, `no check of ${component} measures the operation ${quoted(name)}${hint}`);
  }
  const metrics = metricNames(condition);
  if (usesUnnamedOperation(condition) && !isMeasured) {
    problems.add(start, `no check of ${component} measures anything, so this target can never be decided`);
  }
  if (metrics.includes('value')) problems.add(start, 'a target must name what it measures, such as "query p(95) < 100ms"');
  else if (metrics.length === 0 && operationNames(condition).length === 0 && !usesUnnamedOperation(condition)) {
    problems.add(start, 'this target speaks of no measurement; name one, such as "query p(95) < 100ms"');
  }
}

function defaultTarget({ name, target, check, start }: DeclaredOperation, problems: Problems): Target | undefined {
  if (target === undefined) return undefined;
  const plain = conditionFrom(target, start, problems);
  if (plain === undefined) return undefined;
  const read = usesUnnamedOperation(plain.condition) ? conditionFrom(withName(target, name), start, problems) : plain;
  if (read === undefined) return undefined;
  return {
    ...read.declared,
    source: check.source,
    component: check.component,
    operations: operationNames(read.condition),
    isDefault: true,
  };
}

/** `warn: p(95) < 1s` of `query` is `warn: query p(95) < 1s`: a report shows the text without its check. */
function withName(target: string, operation: string): string {
  const prefix = /^\s*warn\s*:\s*/.exec(target)?.[0] ?? '';
  const rest = target.slice(prefix.length).trim();
  const bare = `${prefix}${operation} ${rest}`;
  // A name that is no identifier, or a word of the language, is written as a text.
  return speaksOf(bare, operation) ? bare : `${prefix}'${operation.replaceAll(/['\\]/g, String.raw`\$&`)}' ${rest}`;
}

function speaksOf(text: string, operation: string): boolean {
  try {
    return operationNames(parseCondition(text)).join('\n') === operation;
  } catch {
    return false;
  }
}

/** Several checks may measure one operation; its target counts once. */
function uniqueByText(targets: readonly Target[]): readonly Target[] {
  const byText = new Map<string, Target>();
  for (const target of targets) if (!byText.has(target.text)) byText.set(target.text, target);
  return [...byText.values()];
}
