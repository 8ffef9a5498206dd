import { ConditionSyntaxError } from '../condition/condition-syntax-error.ts';
import type { Condition } from '../condition/expression.ts';
import { parseCondition } from '../condition/parse.ts';
import { usesBaseline } from '../condition/references.ts';
import type { DeclaredCondition } from '../model/condition.ts';
import type { ConfigNode, ScalarNode } from './config-node.ts';
import { findEntry } from './config-node.ts';
import type { Problems } from './problems.ts';
import { offsetInScalar } from './scalar-offset.ts';

/** A condition that parsed, and where it begins in the file. */
export interface ReadCondition {
  readonly start: number;
  readonly declared: DeclaredCondition;
  readonly condition: Condition;
}

const warnPrefix = /^\s*warn\s*:\s*/;

/** The conditions of an `expect:` or `slo:` value: one text, or a list of texts. What is no text was reported by the schema. */
export function readConditions(node: ConfigNode | undefined, problems: Problems): readonly ReadCondition[] {
  if (node === undefined) return [];
  const items = node.type === 'list' ? node.items : [node];
  return items.flatMap((item) => readCondition(item, problems) ?? []);
}

/** A condition that the config did not spell out; a fault in it is reported at `start`. */
export function conditionFrom(text: string, start: number, problems: Problems): ReadCondition | undefined {
  return parse(text, false, start, () => start, problems);
}

function readCondition(item: ConfigNode, problems: Problems): ReadCondition | undefined {
  // Without quotes YAML reads `- warn: p(95) < 1s` as a mapping, and what the author means is plain.
  const warned = findEntry(item, 'warn')?.value;
  const scalar = warned ?? item;
  if (scalar.type !== 'scalar' || typeof scalar.value !== 'string') return undefined;
  if (scalar.value.includes('${')) {
    problems.add(scalar.start, 'a condition cannot hold a variable; write the value itself');
    return undefined;
  }
  return parse(scalar.value, warned !== undefined, item.start, (offset) => locate(scalar, offset, problems), problems);
}

function locate(scalar: ScalarNode, offset: number, problems: Problems): number {
  return offsetInScalar(scalar, offset, problems.source);
}

function parse(
  text: string,
  isWarning: boolean,
  start: number,
  offsetOf: (offset: number) => number,
  problems: Problems,
): ReadCondition | undefined {
  const condition = tryParse(text, offsetOf, problems);
  if (condition === undefined) return undefined;
  const severity = isWarning ? 'warn' : condition.severity;
  if (severity !== 'warn' && usesBaseline(condition)) {
    const reason = 'a stored baseline comes from other machines, whose noise is larger than most regressions, so it may only warn';
    problems.add(start, `${reason}; write "warn: ${text.trim()}"`);
    return undefined;
  }
  const declared = { text: text.replace(warnPrefix, '').trim(), severity, source: problems.source.positionAt(start) };
  return { start, declared, condition: { ...condition, severity } };
}

function tryParse(text: string, offsetOf: (offset: number) => number, problems: Problems): Condition | undefined {
  try {
    return parseCondition(text);
  } catch (error) {
    if (!(error instanceof ConditionSyntaxError)) throw error;
    problems.add(offsetOf(error.offset), `this is no condition: ${error.message}`);
    return undefined;
  }
}
