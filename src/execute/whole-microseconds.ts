/** More digits than a clock has would only make the journal longer. */
export function wholeMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
