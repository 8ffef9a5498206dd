import { createRandom as createFractions } from '../../std/random.ts';

export interface Random {
  /** Uniform in [0, 1). */
  fraction(): number;
  /** Uniform over whole numbers, both ends included. */
  integer(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** A new list in random order. */
  shuffle<T>(list: readonly T[]): readonly T[];
}

/** Deterministic: the same seed gives the same world on every machine. */
export function createRandom(seed: number): Random {
  const fraction = createFractions(String(seed));
  const integer = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const index = integer(0, list.length - 1);
    if (index < 0 || index >= list.length) throw new RangeError('Cannot pick from an empty list.');
    return list[index] as T;
  };
  const shuffle = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((value) => ({ value, order: fraction() }))
      .sort((a, b) => a.order - b.order)
      .map(({ value }) => value);
  return { fraction, integer, pick, shuffle };
}
