import { setFlagsFromString } from 'node:v8';

/**
 * Keeps memory near what is in use. Reports of many checks are megabytes of short-lived text, and V8 lets its space for
 * young objects grow to many times of what lives in it before it collects: measured with 10,000 results, the peak of a step
 * is a third lower with this, at the same CPU. The flag is read whenever the space would grow, so it works after the start.
 */
export function limitYoungSpace(): void {
  setFlagsFromString('--max-semi-space-size=8');
  setFlagsFromString('--semi-space-growth-factor=1');
}
