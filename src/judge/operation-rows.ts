import { tryParseCondition } from '../condition/parse.ts';
import { operationNames, usesUnnamedOperation } from '../condition/references.ts';
import type { JudgedTarget, OperationRow } from '../model/run.ts';
import type { ComponentFacts } from './component-facts.ts';
import { targetStatuses } from './judge-target.ts';

/** The latency table of one component: a row for each operation that was measured, in plan order. */
export function operationRows(component: string, facts: ComponentFacts, targets: readonly JudgedTarget[]): readonly OperationRow[] {
  const index = indexTargets(targets);
  return facts.operationNames.map((operation) => {
    const { histogram, errors } = facts.operation(operation);
    const own = [...(index.named.get(operation) ?? []), ...index.unnamed];
    return {
      component,
      operation,
      count: histogram.count,
      errors,
      p50Milliseconds: histogram.quantileMilliseconds(0.5),
      p95Milliseconds: histogram.quantileMilliseconds(0.95),
      p99Milliseconds: histogram.quantileMilliseconds(0.99),
      maxMilliseconds: histogram.maxMilliseconds,
      histogram: histogram.toData(),
      targets: own.map(({ text }) => text),
      status: targetStatuses.find((status) => own.some((target) => target.status === status)) ?? null,
      source: own[0]?.source ?? facts.checksFor(operation)[0]?.source ?? null,
    };
  });
}

interface TargetIndex {
  readonly named: ReadonlyMap<string, readonly JudgedTarget[]>;
  /** They speak of every operation. */
  readonly unnamed: readonly JudgedTarget[];
}

/** Reads each condition once: a component may have as many targets as operations. */
function indexTargets(targets: readonly JudgedTarget[]): TargetIndex {
  const named = new Map<string, JudgedTarget[]>();
  const unnamed: JudgedTarget[] = [];
  for (const target of targets) {
    const condition = tryParseCondition(target.text);
    if (condition !== undefined && usesUnnamedOperation(condition)) {
      unnamed.push(target);
      continue;
    }
    for (const name of condition === undefined ? target.operations : operationNames(condition)) {
      const list = named.get(name);
      if (list === undefined) named.set(name, [target]);
      else list.push(target);
    }
  }
  return { named, unnamed };
}
