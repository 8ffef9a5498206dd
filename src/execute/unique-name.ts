import { hashText } from '../std/random.ts';

/**
 * Names for what a run creates: prefix, run tag, time, counter. The tag tells whose it is, the time (milliseconds in base
 * 36) how old, the counter keeps names of one millisecond apart. Letters, digits and the separator only, because the
 * strictest of the vendors takes nothing else.
 */
export function uniqueNames(runId: string, now: () => number): (prefix: string, separator?: '_' | '-') => string {
  const tag = hashText(runId).toString(36).padStart(7, '0').slice(-6);
  let counter = 0;
  return (prefix, separator = '_') => {
    counter += 1;
    const words = prefix.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    return [...words, tag, Math.floor(now()).toString(36), counter.toString(36)].join(separator);
  };
}
