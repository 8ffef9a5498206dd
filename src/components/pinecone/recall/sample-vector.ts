import { createRandom } from '../../../std/random.ts';

/** As many as float32 keeps, so that a vector comes back as it was sent; more would only be bytes, of which a request has a limit. */
const digits = 6;

/** A vector of length 1, to the precision of its digits, that the seed alone decides. */
export function sampleVector(seed: string, dimension: number): readonly number[] {
  const random = createRandom(seed);
  const raw = Array.from({ length: dimension }, () => random() * 2 - 1);
  const length = Math.hypot(...raw);
  // A single coordinate can be 0 by chance; without a length there is no direction to search for.
  return length === 0 ? raw.map((_, index) => Number(index === 0)) : raw.map((value) => Number((value / length).toPrecision(digits)));
}
