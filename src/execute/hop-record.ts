import type { Hop, HopPlan } from '../model/hop.ts';
import { messageOf } from './message-of.ts';
import { wholeMicroseconds } from './whole-microseconds.ts';

interface OpenHop extends Pick<Hop, 'name' | 'component' | 'startMilliseconds'> {
  ended?: Pick<Hop, 'durationMilliseconds' | 'state' | 'detail'>;
}

/** Hops in the order they began, timed since this was made. One that nobody ended is told as failed. */
export class HopRecord {
  readonly #startedOnClock = performance.now();
  readonly #hops: OpenHop[] = [];

  get elapsedMilliseconds(): number {
    return performance.now() - this.#startedOnClock;
  }

  async run<T>({ name, component, describe, isDone }: HopPlan<T>, work: () => Promise<T>): Promise<T> {
    const hop: OpenHop = { name, component, startMilliseconds: wholeMicroseconds(this.elapsedMilliseconds) };
    this.#hops.push(hop);
    try {
      const result = await work();
      this.#end(hop, isDone?.(result) === false ? 'failed' : 'done', describe?.(result) ?? '');
      return result;
    } catch (error) {
      this.#end(hop, 'failed', messageOf(error));
      throw error;
    }
  }

  /** One that somebody else timed. */
  add(hop: Hop): void {
    const { name, component, startMilliseconds, ...ended } = hop;
    this.#hops.push({ name, component, startMilliseconds, ended });
  }

  /** What is still under way was cut off; from now on nothing changes. */
  close(): void {
    for (const hop of this.#hops) this.#end(hop, 'failed', 'not finished');
  }

  hops(): readonly Hop[] {
    return this.#hops.flatMap(({ ended, ...hop }) => (ended === undefined ? [] : [{ ...hop, ...ended }]));
  }

  #end(hop: OpenHop, state: Hop['state'], detail: string): void {
    // The start is rounded: a hop of no time would last less than nothing.
    const durationMilliseconds = Math.max(0, wholeMicroseconds(this.elapsedMilliseconds - hop.startMilliseconds));
    hop.ended ??= { durationMilliseconds, state, detail };
  }
}
