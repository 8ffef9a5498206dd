/** `97.5 %`: one decimal at most, and never rounded up to a whole that it is not. */
export function percent(share: number): string {
  return `${Math.floor(share * 1_000 + 1e-9) / 10} %`;
}
