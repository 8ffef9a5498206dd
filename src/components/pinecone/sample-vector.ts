import { createRandom } from '../../std/random.ts';

/** A vector of length 1 that the seed alone decides, in float32 steps, so that it comes back as it was sent. */
export function sampleVector(seed: string, dimension: number): readonly number[] {
  const random = createRandom(seed);
  const raw = Array.from({ length: dimension }, () => random() * 2 - 1);
  const length = Math.hypot(...raw);
  // A single coordinate can be 0 by chance; without a length there is no direction to search for.
  return length === 0 ? raw.map((_, index) => Number(index === 0)) : raw.map((value) => Math.fround(value / length));
}
