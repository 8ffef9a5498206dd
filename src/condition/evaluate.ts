import type { Compared } from './compare-values.ts';
import { compareValues, isSameValue } from './compare-values.ts';
import { Explanation } from './explanation.ts';
import type { Comparison, Condition, Contains, Expression, Path } from './expression.ts';
import { printExpression, printPath } from './print.ts';
import type { QuantileGate } from './quantile-gate.ts';
import { decideQuantile, quantileGate } from './quantile-gate.ts';
import { operationNames } from './references.ts';
import type { Resolved, Surroundings } from './resolve.ts';
import { measuredView, noSamples, noValue, resolve, worst } from './resolve.ts';
import type { Scope } from './scope.ts';
import { kindOf, showValue } from './show-value.ts';
import type { Truth } from './truth.ts';
import { andTruth, notTruth, orTruth } from './truth.ts';
import type { ValueType } from './value-type.ts';
import { valueType } from './value-type.ts';

export interface Evaluation {
  /**
   * `undecided`: too few samples for the claim, or no baseline yet. `no-data`: something the condition needs is absent.
   * Neither is ever green. Values that cannot be compared are `missed`.
   */
  readonly status: 'met' | 'missed' | 'undecided' | 'no-data';
  /** The condition with the values it saw: `row.n > 0: row.n is 0`. */
  readonly explained: string;
  /** The values alone: `row.n is 0`; the condition itself when there are none. */
  readonly seen: string;
  /** Names what was absent; set with `no-data` alone. */
  readonly missing?: string;
}

/** Evaluates a condition against a scope. The same values always give the same result. Never throws. */
export function evaluateCondition(condition: Condition, scope: Scope): Evaluation {
  const { expression } = condition;
  const explanation = new Explanation(() => operationNames(condition).length > 1);
  const truth = new Evaluator(scope, explanation).evaluate(expression);
  const status = truth === 'mistyped' ? 'missed' : truth;
  const text = printExpression(expression);
  const values = explanation.values;
  const told = values === '' ? { explained: text, seen: text } : { explained: `${text}: ${values}`, seen: values };
  return status === 'no-data' ? { status, ...told, missing: explanation.missing } : { status, ...told };
}

class Evaluator {
  readonly #scope: Scope;
  readonly #explanation: Explanation;

  constructor(scope: Scope, explanation: Explanation) {
    this.#scope = scope;
    this.#explanation = explanation;
  }

  /** Both sides of `&&` and `||` are always looked at, so that the explanation is complete. */
  evaluate(expression: Expression): Truth {
    switch (expression.kind) {
      case 'comparison':
        return this.#comparison(expression);
      case 'contains':
        return this.#contains(expression);
      case 'has':
        return this.#has(expression.path);
      case 'not':
        return notTruth(this.evaluate(expression.operand));
      case 'logic': {
        const left = this.evaluate(expression.left);
        const right = this.evaluate(expression.right);
        return expression.operator === '&&' ? andTruth(left, right) : orTruth(left, right);
      }
      case 'number':
      case 'text':
      case 'boolean':
      case 'null':
      case 'path':
      case 'aggregate':
      case 'baseline':
      case 'any':
      case 'len':
      case 'negate':
      case 'arithmetic':
      default:
        return this.#mistyped(`${printExpression(expression)} is no condition`);
    }
  }

  #comparison(comparison: Comparison): Truth {
    const around = { scope: this.#scope, comparison };
    const gate = quantileGate(comparison);
    if (gate !== undefined) return this.#gate(gate, around);
    const { operator, left, right } = comparison;
    if (left.kind !== 'any' && right.kind !== 'any') return this.#pair(comparison, around);
    const [values, single] = left.kind === 'any' ? [left.values, right] : [right.kind === 'any' ? right.values : [], left];
    const truth = this.#isAny(single, values, around);
    return operator === '==' ? truth : notTruth(truth);
  }

  /** A list may mix types: an item of another type is just not equal, unless every item is. */
  #isAny(single: Expression, values: readonly Expression[], around: Surroundings): Truth {
    const results = values.map((value) => this.#compare({ kind: 'comparison', operator: '==', left: single, right: value }, around));
    const comparable = results.filter(({ truth }) => truth !== 'mistyped');
    if (comparable.length > 0) return comparable.map(({ truth }) => truth).reduce(orTruth);
    return this.#mistyped([...new Set(results.flatMap(({ problem }) => problem ?? []))].join(', '));
  }

  #pair(comparison: Comparison, around: Surroundings): Truth {
    const { truth, problem } = this.#compare(comparison, around);
    return problem === undefined ? truth : this.#mistyped(problem);
  }

  #compare({ operator, left, right }: Comparison, around: Surroundings): Compared {
    const first = resolve(left, around);
    const second = resolve(right, around);
    this.#explainPair(left, right, around, first, second);
    if (first.state !== 'value' || second.state !== 'value') return { truth: this.#odd(worst(first, second)) };
    const compared = compareValues(operator, first.value, second.value);
    if (compared.truth !== 'no-data') return compared;
    return { truth: this.#odd(noValue(printExpression(Number.isNaN(first.value) ? left : right))) };
  }

  #gate(gate: QuantileGate, around: Surroundings): Truth {
    const quantile = resolve(gate.aggregate, around);
    const limit = resolve(gate.limit, around);
    this.#explainPair(gate.aggregate, gate.limit, around, quantile, limit);
    const view = measuredView(gate.aggregate, this.#scope);
    if (view === undefined) return this.#odd(noSamples(gate.aggregate));
    if (limit.state !== 'value') return this.#odd(limit);
    if (typeof limit.value !== 'number') return this.#mistyped(`a time and ${kindOf(limit.value)} cannot be compared`);
    if (Number.isNaN(limit.value)) return this.#odd(noValue(printExpression(gate.limit)));
    const { truth, words } = decideQuantile(gate, view, limit.value);
    if (words !== '') this.#explanation.addNote(words);
    return truth;
  }

  #contains({ path, item }: Contains): Truth {
    const around = { scope: this.#scope, comparison: undefined };
    const items = item.kind === 'any' ? item.values : [item];
    const holder = resolve(path, around);
    this.#explanation.addSide(path, around, 'unknown');
    const truths = items.map((wanted): Truth => {
      this.#explanation.addSide(wanted, around, 'unknown');
      const resolved = resolve(wanted, around);
      if (holder.state !== 'value' || resolved.state !== 'value') return this.#odd(worst(holder, resolved));
      return this.#holds(path, holder.value, resolved.value);
    });
    return truths.reduce(orTruth);
  }

  #holds(path: Path, holder: unknown, item: unknown): Truth {
    const name = printPath(path.segments);
    if (Array.isArray(holder)) return holder.some((element) => isSameValue(element, item)) ? 'met' : 'missed';
    if (typeof holder !== 'string') return this.#mistyped(`${name} is ${kindOf(holder)}, contains(...) looks into texts and lists`);
    if (typeof item === 'string') return holder.includes(item) ? 'met' : 'missed';
    return this.#mistyped(`${name} is a text and cannot contain ${kindOf(item)} (${showValue(item, 'unknown')})`);
  }

  #has(path: Path): Truth {
    const isPresent = this.#scope.value(path.segments) !== undefined;
    this.#explanation.addFact(printPath(path.segments), isPresent ? 'present' : 'absent');
    return isPresent ? 'met' : 'missed';
  }

  #explainPair(left: Expression, right: Expression, around: Surroundings, first: Resolved, second: Resolved): void {
    const types = [valueType(left), valueType(right)];
    const type: ValueType = types.find((candidate) => !['unknown', 'number'].includes(candidate)) ?? 'unknown';
    this.#explanation.addSide(left, around, type, second.state === 'value' ? second.value : undefined);
    this.#explanation.addSide(right, around, type, first.state === 'value' ? first.value : undefined);
  }

  #odd(resolved: Resolved | undefined): Truth {
    if (resolved?.state === 'mistyped') return this.#mistyped(resolved.problem);
    if (resolved?.state === 'no-data') {
      this.#explanation.addMissing(resolved);
      return 'no-data';
    }
    this.#explanation.addNote(resolved?.state === 'no-baseline' ? resolved.note : 'no baseline yet');
    return 'undecided';
  }

  #mistyped(problem: string): Truth {
    this.#explanation.addNote(problem);
    return 'mistyped';
  }
}
