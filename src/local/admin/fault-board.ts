import { createRandom } from '../../std/random.ts';

/** How often a rule is applied; which requests it is about is up to the endpoint. */
export interface Dice {
  /** How many requests it is done to; undefined is no limit. */
  readonly times: number | undefined;
  /** From 0 to 1, decided by the seed: the same requests in the same order meet the same faults. */
  readonly probability: number;
  readonly seed: number;
}

/** A rule that was set, and what came of it. */
export interface SetFault<Rule> {
  readonly id: number;
  readonly rule: Rule;
  /** Requests that it is about. */
  readonly matched: number;
  /** Those that it was done to. */
  readonly applied: number;
}

interface Entry<Rule> {
  readonly id: number;
  readonly rule: Rule;
  readonly random: () => number;
  matched: number;
  applied: number;
}

const mostFaults = 1000;

/** The faults that requests meet at present; none at first. */
export class FaultBoard<Rule extends Dice> {
  readonly #entries = new Map<number, Entry<Rule>>();
  #count = 0;

  get all(): readonly SetFault<Rule>[] {
    return [...this.#entries.values()].map(({ id, rule, matched, applied }) => ({ id, rule, matched, applied }));
  }

  /** @throws RangeError when there are too many */
  add(rule: Rule): SetFault<Rule> {
    if (this.#entries.size >= mostFaults) throw new RangeError(`there are ${mostFaults} faults already`);
    this.#count += 1;
    const entry = { id: this.#count, rule, random: createRandom(String(rule.seed)), matched: 0, applied: 0 };
    this.#entries.set(entry.id, entry);
    return { id: entry.id, rule, matched: 0, applied: 0 };
  }

  remove(id: number): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The fault a request meets: that of the oldest rule that is about it, is not used up and whose dice say so. */
  pick(isAbout: (rule: Rule) => boolean): Rule | undefined {
    for (const entry of this.#entries.values()) {
      const { rule } = entry;
      if (entry.applied >= (rule.times ?? Infinity) || !isAbout(rule)) continue;
      entry.matched += 1;
      if (entry.random() >= rule.probability) continue;
      entry.applied += 1;
      return rule;
    }
    return undefined;
  }
}
