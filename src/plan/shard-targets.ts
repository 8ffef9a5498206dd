import { tryParseCondition } from '../condition/parse.ts';
import { metricNames, operationNames, usesUnnamedOperation } from '../condition/references.ts';
import type { Check, Target } from '../model/check.ts';

/**
 * True when all that a target of a component speaks of is measured by the given checks of its plan. A metric need not be
 * declared, and no name means all operations: then every check of the component counts.
 */
export function isMeasuredBy(held: ReadonlySet<Check>, target: Target, ofComponent: readonly Check[]): boolean {
  const asked = ofComponent.filter(({ gate }) => !gate);
  const names = namedOperations(target);
  const isDeclared = names.every((name) => asked.some(({ operations }) => operations.includes(name)));
  const measuring =
    names.length > 0 && isDeclared ? asked.filter(({ operations }) => names.some((name) => operations.includes(name))) : asked;
  return measuring.every((check) => held.has(check));
}

/** Empty when the target speaks of anything besides operations that it names. */
function namedOperations({ text }: Target): readonly string[] {
  const condition = tryParseCondition(text);
  if (condition === undefined || usesUnnamedOperation(condition) || metricNames(condition).length > 0) return [];
  return operationNames(condition);
}
