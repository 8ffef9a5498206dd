import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';

/** When a request came, and what its ids are made of: a write that is done again from a kept folder gives the same times and ids. */
export interface Moment {
  readonly atMilliseconds: number;
  readonly seed: string;
}

interface Running extends Moment {
  drawn: number;
}

const moments = new AsyncLocalStorage<Running>();

export function newMoment(): Moment {
  return { atMilliseconds: Date.now(), seed: randomBytes(16).toString('hex') };
}

export function inMoment<Result>(moment: Moment, work: () => Result): Result {
  return moments.run({ ...moment, drawn: 0 }, work);
}

/** The time of the request; now outside of one. */
export function currentTime(): Date {
  return new Date(moments.getStore()?.atMilliseconds ?? Date.now());
}

/** At most 32 bytes, as hexadecimal digits. */
export function randomHex(bytes: number): string {
  const running = moments.getStore();
  if (running === undefined) return randomBytes(bytes).toString('hex');
  running.drawn += 1;
  return createHash('sha256')
    .update(`${running.seed}/${running.drawn}`)
    .digest('hex')
    .slice(0, 2 * bytes);
}

/** A UUID of version 4. */
export function newId(): string {
  const hex = randomHex(16);
  const variant = ((Number.parseInt(hex.charAt(16), 16) % 4) + 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
