import type { Knobs } from './knobs.ts';
import type { RequestKind } from './request-kind.ts';

/** Counts requests of each kind to each index in windows of a second. */
export class RequestLimits {
  readonly #counts = new Map<string, { startedAt: number; count: number }>();

  /** Undefined when there is room, else after how many seconds to come again. */
  refuse(limits: Knobs['limits'], kind: RequestKind, index: string): number | undefined {
    const most = limits?.[kind];
    if (most === undefined) return undefined;
    const key = `${kind} ${index}`;
    const now = performance.now();
    const known = this.#counts.get(key);
    const window = known !== undefined && now - known.startedAt < 1000 ? known : { startedAt: now, count: 0 };
    this.#counts.set(key, window);
    if (window.count >= most) return 1;
    window.count += 1;
    return undefined;
  }
}
