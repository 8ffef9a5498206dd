import { createRandom } from '../../../std/random.ts';
import { textOf } from '../request.ts';
import type { Request } from '../request.ts';
import type { FaultRule } from './fault-rule.ts';
import { matchesPattern } from './matches-pattern.ts';
import { requestKindOf } from './request-kind.ts';

/** A rule that was set, and what came of it. */
export interface SetFault {
  readonly id: number;
  readonly rule: FaultRule;
  /** Requests that it is about. */
  readonly matched: number;
  /** Those that it was done to. */
  readonly applied: number;
}

interface Entry {
  readonly id: number;
  readonly rule: FaultRule;
  readonly random: () => number;
  matched: number;
  applied: number;
}

const mostFaults = 1000;

/** The faults that requests meet at present; none at first. */
export class FaultBoard {
  readonly #entries = new Map<number, Entry>();
  #count = 0;

  get all(): readonly SetFault[] {
    return [...this.#entries.values()].map(({ id, rule, matched, applied }) => ({ id, rule, matched, applied }));
  }

  /** @throws RangeError when there are too many */
  add(rule: FaultRule): SetFault {
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

  /** The fault this request meets: that of the oldest rule that is about it, is not used up and whose dice say so. */
  pick(request: Request): FaultRule | undefined {
    if (this.#entries.size === 0) return undefined;
    const kind = requestKindOf(request);
    for (const entry of this.#entries.values()) {
      const { rule } = entry;
      if (rule.on !== kind || entry.applied >= (rule.times ?? Infinity)) continue;
      if (rule.statement !== undefined && !matchesPattern(textOf(request.body, 'sqlText') ?? '', rule.statement)) continue;
      entry.matched += 1;
      if (entry.random() >= rule.probability) continue;
      entry.applied += 1;
      return rule;
    }
    return undefined;
  }
}
