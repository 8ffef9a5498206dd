/** What CURRENT_TIMESTAMP is printed as: the engine's time, moved as the clock of the account. */
export function clockMacro(aheadMilliseconds: number): string {
  return `sf_now() AS current_timestamp + to_microseconds(${Math.round(aheadMilliseconds * 1000)})`;
}
