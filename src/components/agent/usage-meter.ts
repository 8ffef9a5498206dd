import { Skip } from '../../std/errors.ts';
import type { Budget, Prices } from './settings-schema.ts';
import { addUsage, costOf, printDollars, tokensOf } from './usage.ts';
import type { Usage } from './usage.ts';

const nothing: Usage = { input: 0, output: 0 };

/** What a run has used, and where it stops: before a question that could exceed the budget. */
export class UsageMeter {
  readonly #budget: Budget;
  readonly #prices: Prices | undefined;
  #spent = nothing;
  /** Of one question, the most so far. */
  #largest = nothing;
  #pending = 0;
  /** Answers without their usage. */
  #untold = 0;

  constructor(budget: Budget = {}, prices?: Prices) {
    this.#budget = budget;
    this.#prices = prices;
  }

  get spent(): Usage {
    return this.#spent;
  }

  /** Why nothing more is asked, or undefined. */
  get refusal(): string | undefined {
    const { tokens, cost } = this.#budget;
    if (tokens === undefined && cost === undefined) return undefined;
    if (this.#untold > 0) return 'the budget of with cannot be kept: the agent answered without telling its usage';
    const next = (this.#pending + 1) * Math.max(this.#budget.tokens_per_ask ?? 0, tokensOf(this.#largest));
    const used = tokensOf(this.#spent);
    if (tokens !== undefined && used + next > tokens) {
      return `this run has used ${used} tokens, a question may use ${next}, and budget.tokens is ${tokens}: nothing more is asked`;
    }
    return cost === undefined || this.#prices === undefined ? undefined : this.#costRefusal(cost, this.#prices);
  }

  /** Counts a question before it is sent, so that questions side by side know of each other. Throws `Skip` beyond the budget. */
  reserve(): void {
    const { refusal } = this;
    if (refusal !== undefined) throw new Skip(refusal);
    this.#pending += 1;
  }

  /** Undefined: it was answered without its usage. */
  settle(usage: Usage | undefined): void {
    this.#pending -= 1;
    if (usage === undefined) this.#untold += 1;
    else this.#add(usage);
  }

  /** No answer came, or it was cut off by us: what it cost is not known, so it counts as the largest so far. */
  settleUnknown(): void {
    this.#pending -= 1;
    this.#spent = addUsage(this.#spent, this.#largest);
  }

  #add(usage: Usage): void {
    this.#spent = addUsage(this.#spent, usage);
    if (tokensOf(usage) > tokensOf(this.#largest)) this.#largest = usage;
  }

  #costRefusal(cost: number, prices: Prices): string | undefined {
    const dearest = Math.max(prices.input, prices.output) / 1e6;
    const one = Math.max((this.#budget.tokens_per_ask ?? 0) * dearest, costOf(this.#largest, prices));
    const next = (this.#pending + 1) * one;
    const used = costOf(this.#spent, prices);
    if (used + next <= cost) return undefined;
    return `this run has cost ${printDollars(used)}, a question may cost ${printDollars(next)}, and budget.cost is ${printDollars(cost)}: nothing more is asked`;
  }
}
