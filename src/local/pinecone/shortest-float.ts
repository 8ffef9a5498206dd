/**
 * The number whose shortest decimal stands for the same float32: 0.4, not 0.4000000059604645. The service prints
 * float32, and clients compare what they read with what they wrote. Six digits name every float32 that has a short
 * decimal; nine digits name every float32.
 */
export function shortestFloat(value: number): number {
  const single = Math.fround(value);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}
