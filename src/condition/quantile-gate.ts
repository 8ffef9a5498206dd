import type { Claim } from '../std/claim.ts';
import { quantileClaim, samplesNeeded } from '../std/claim.ts';
import type { Aggregate, Comparison, ComparisonOperator } from './expression.ts';
import { flatten } from './references.ts';
import type { OperationView } from './scope.ts';

type OrderOperator = '<' | '<=' | '>' | '>=';

/** A comparison of one bare `p(q)` with something that holds no aggregate, turned so that the quantile is on the left. */
export interface QuantileGate {
  readonly aggregate: Aggregate;
  readonly operator: OrderOperator;
  readonly limit: Comparison['right'];
}

export interface QuantileDecision {
  readonly truth: Claim;
  /** Why it is not decided, such as `50 of 59 samples needed`; empty when it is. */
  readonly words: string;
}

const turned: Readonly<Record<OrderOperator, OrderOperator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Such comparisons are decided by order statistics; all others compare plain values. */
export function quantileGate({ operator, left, right }: Comparison): QuantileGate | undefined {
  if (!isOrder(operator)) return undefined;
  if (isQuantile(left) && !hasAggregate(right)) return { aggregate: left, operator, limit: right };
  if (isQuantile(right) && !hasAggregate(left)) return { aggregate: right, operator: turned[operator], limit: left };
  return undefined;
}

/**
 * `p(95) < 100ms` is met when the samples allow the claim at 95 %, missed when they allow its contrary. `>` and `>=` are
 * the contrary claims, so they swap both.
 */
export function decideQuantile(gate: QuantileGate, view: OperationView, limit: number): QuantileDecision {
  const q = (gate.aggregate.percent ?? 50) / 100;
  // A sample equal to the limit breaks `<` (and its contrary `>=`), not `<=`.
  const over = samplesOver(view, limit, gate.operator === '<' || gate.operator === '>=');
  const claim = quantileClaim(q, view.count, over);
  if (claim === 'undecided') return { truth: claim, words: undecidedWords(q, view.count, over) };
  const isUpper = gate.operator === '<' || gate.operator === '<=';
  return { truth: isUpper === (claim === 'met') ? 'met' : 'missed', words: '' };
}

function samplesOver(view: OperationView, limit: number, includesLimit: boolean): number {
  if (view.samples === undefined || view.samples.length !== view.count) return view.countAbove(limit);
  return view.samples.filter((sample) => !(includesLimit ? sample < limit : sample <= limit)).length;
}

function undecidedWords(q: number, count: number, over: number): string {
  const needed = samplesNeeded(q, over);
  return `${count} of ${needed} samples needed${over === 0 ? '' : ` (${over} over the limit)`}`;
}

function isOrder(operator: ComparisonOperator): operator is OrderOperator {
  return operator !== '==' && operator !== '!=';
}

function isQuantile(expression: Comparison['left']): expression is Aggregate {
  return expression.kind === 'aggregate' && expression.name === 'p';
}

function hasAggregate(expression: Comparison['left']): boolean {
  return flatten(expression).some(({ kind }) => kind === 'aggregate');
}
